"""Words for what the room ``bundles`` expects may fail."""

from clinic_app.messages.sentences import Sentences

SENTENCES: Sentences = {}
