"""Which screen follows which, and which workflow each one calls."""
