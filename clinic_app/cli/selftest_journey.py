"""What the steps of the self-test hand on to each other, and how one says it is not true."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from clinic_app.clock import DaySource, Today
from clinic_app.messages.cli_errors import StepFailedError
from clinic_app.records.client import Client
from clinic_app.records.screening import Screening
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _
from clinic_app.workflows.session import Session

FAMILY_NAME = "Belizor-Kanari"
"""Invented; must be found in no file but the checklist."""

AS_OF = date(2024, 9, 16)
"""A day in Haiti's registration window of 2024, whose law does not change any more."""


@dataclass(slots=True, kw_only=True)
class Journey:
    """One walk through the self-test.

    The clinic works on the last day of the month before *today*, so that the month can be
    closed today.

    Attributes:
        passphrase: Of the first representative; made for this walk.
        clients: By what they are in the story, such as ``mother``.
        screenings: Likewise.
        bundle: The sealed file, once it is written.
    """

    folder: Path
    today: date
    passphrase: str = field(repr=False)
    headquarters_passphrase: str = field(repr=False)
    _session: Session | None = field(default=None, repr=False)
    clients: dict[str, Client] = field(default_factory=dict)
    screenings: dict[str, Screening] = field(default_factory=dict)
    bundle: Path = Path()

    @property
    def vault(self) -> Path:
        """The clinic's folder."""
        return self.folder / "vault"

    @property
    def outbox(self) -> Path:
        """The folder that travels."""
        return self.folder / "outbox"

    @property
    def headquarters(self) -> Path:
        """Headquarters' folder."""
        return self.folder / "headquarters"

    @property
    def checklist(self) -> Path:
        """The sheet in the client's hand."""
        return self.folder / "checklist.pdf"

    @property
    def month(self) -> Month:
        """The month that is closed."""
        return Month.of(self.today).plus(-1)

    @property
    def working_day(self) -> Today:
        """The clinic's day; said by us, so by a worker, and not by the computer."""
        return Today(self.today.replace(day=1) - timedelta(days=1), DaySource.WORKER)

    @property
    def session(self) -> Session:
        """The first representative at work."""
        if self._session is None:
            raise StepFailedError(_("the vault is not open"))
        return self._session

    @session.setter
    def session(self, session: Session) -> None:
        self._session = session

    def lock(self) -> None:
        """Close the vault, however far the walk came."""
        if self._session is not None:
            self._session.lock()


def check(*, is_true: bool, found: str) -> None:
    """End the walk unless something is true.

    Args:
        is_true: What must hold.
        found: What was found, in words; shown where it does not hold.

    Raises:
        StepFailedError: It does not hold.
    """
    if not is_true:
        raise StepFailedError(found)
