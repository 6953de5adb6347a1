"""What keeps a database from keeping every name, as a fact of its own."""

from clinic_app.headquarters.errors import LedgerServerError


class LedgerEncodingError(LedgerServerError):
    """The database keeps the letters of a few languages alone."""
