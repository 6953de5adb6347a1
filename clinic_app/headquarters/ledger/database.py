"""Where a ledger's tables lie: a file beside the keys, or a server that several people share."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from clinic_app.errors import ClinicError
from clinic_app.headquarters.ledger.cells import SpoiltCellError


class Database(Protocol):
    """What a ledger asks of its database, whichever it is."""

    @property
    def folder(self) -> Path:
        """The headquarters folder."""

    def engine(self, *, is_new: bool) -> Engine:
        """Return what connects to it; *is_new* allows it to be made."""

    def staying_open(self, engine: Engine) -> AbstractContextManager[object]:
        """Return what makes one transaction after the other cheaper, while it is entered."""

    def begin(self, connection: Connection, *, is_writing: bool) -> None:
        """Begin a transaction: of the only writer, or of a reader who sees one moment."""

    def refusal(self, error: BaseException) -> ClinicError | None:
        """Return our error for the driver's; None where only a mistake of ours can be it."""

    def damaged(self) -> ClinicError:
        """Return the error that says that something else lies there than what was written."""

    def no_ledger(self) -> ClinicError:
        """Return the error that says that nothing, or something else, is there."""

    def taken(self) -> ClinicError:
        """Return the error that says that a ledger is there already."""


@contextmanager
def explaining(database: Database) -> Iterator[None]:
    """Turn what *database* refuses into one of our errors.

    Raises:
        ClinicError: As :meth:`Database.refusal` or :meth:`Database.damaged` names it.
    """
    try:
        yield
    except DBAPIError as error:
        raise database.refusal(error) or error from None
    except SpoiltCellError as error:
        raise database.damaged() from error
