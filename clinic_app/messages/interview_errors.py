"""Words for what the room ``interview`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
