"""Records from elsewhere that the database does not take."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, IntegrityError


@contextmanager
def refused_as(error: type[Exception]) -> Iterator[None]:
    """Raise *error* where a tie between records is broken, or a number has no room.

    For what another laptop signed: of this program's own records it would be a mistake in it.
    """
    try:
        yield
    except (IntegrityError, DataError, OverflowError) as refused:
        raise error from refused
