"""Counties, as clients and events may name them: from a list, never typed freely."""

from clinic_app.bundles.label_words import counties
from clinic_app.workflows.errors import CountyError

__all__ = ["check_county", "counties"]


def check_county(digits: str) -> None:
    """Refuse what is no county; nothing said is fine.

    Raises:
        CountyError: There is no such county.
    """
    if digits and digits not in counties():
        raise CountyError
