"""The steps, numbered; a released one is never edited."""
