"""Offline intake for legal clinics: screen, keep, print, count, carry."""
