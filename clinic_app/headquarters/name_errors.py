"""What is wrong with a name that looks right, as a fact of its own."""

from clinic_app.headquarters.errors import NameNotValidError


class UnseenSignError(NameNotValidError):
    """A name holds a line break, or another sign that nobody sees."""
