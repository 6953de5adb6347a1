"""The one shim for every write of our own: atomic, synced, readable back."""
