"""Words for what the room ``crypto`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
