"""Words for what the room ``printing`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
