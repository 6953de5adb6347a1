"""Words for what the room ``vault`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
