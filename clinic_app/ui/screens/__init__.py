"""One screen, one decision."""
