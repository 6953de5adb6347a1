"""Every expected error in words: what happened, and what to do next."""
