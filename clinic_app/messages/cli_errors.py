"""Words for what the room ``cli`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
