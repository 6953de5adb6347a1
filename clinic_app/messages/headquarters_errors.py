"""Words for what the room ``headquarters`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
