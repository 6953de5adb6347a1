"""The encrypted records of one clinic; rows never leave this room."""
