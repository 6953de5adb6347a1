"""The headquarters ledger and its SQL; rows never leave this room."""
