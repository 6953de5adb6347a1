"""Words for what the room ``screening`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
