"""Words for what the room ``files`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
