"""Words for what the room ``workflows`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
