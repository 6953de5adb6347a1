"""Who works with which vault on which day: the first argument of every workflow."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from clinic_app import clock
from clinic_app.clock import Today
from clinic_app.crypto.slots import REPRESENTATIVE_KEY, SCREENING_KEY
from clinic_app.records.audit import About, Act, Entry
from clinic_app.records.clinic import Clinic
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Role, Worker
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.vault import Vault
from clinic_app.workflows.rules import Rules, shipped_rules


@dataclass(frozen=True, slots=True)
class Session:
    """One worker at one unlocked vault.

    Attributes:
        today: The clinic's day; see :mod:`clinic_app.workflows.clock_doubt`.
        moment: The computer's clock; a training vault of invented days brings its own.
        computer: The token by which the records know this computer; empty where nobody asked, or
            nobody said yet whether they were moved here or copied.
        rules: What clients are screened by.
        held_open: The transaction that several acts share; see :meth:`together`.
    """

    vault: Vault = field(repr=False)
    worker: Worker
    clinic: Clinic
    today: Today
    moment: Callable[[], datetime] = field(default=clock.now, repr=False, compare=False)
    computer: str = field(default="", repr=False, compare=False)
    rules: Rules = field(default_factory=shipped_rules, repr=False, compare=False)
    held_open: OpenVault | None = field(default=None, repr=False, compare=False)

    @contextmanager
    def transaction(self) -> Iterator[OpenVault]:
        """Open the vault for writing: all of the block is saved, or nothing."""
        if self.held_open is not None:
            yield self.held_open
            return
        with self.vault.transaction() as opened:
            yield opened

    @contextmanager
    def reading(self) -> Iterator[OpenVault]:
        """Open the vault for reading."""
        if self.held_open is not None:
            yield self.held_open
            return
        with self.vault.reading() as opened:
            yield opened

    @contextmanager
    def together(self) -> Iterator["Session"]:
        """Yield a session whose acts are saved together: all of the block, or nothing."""
        with self.transaction() as opened:
            yield replace(self, held_open=opened)

    @property
    def is_only_read(self) -> bool:
        """Whether nothing can be written: the disk was full when the vault was opened."""
        return self.vault.is_only_read

    @property
    def may_screen(self) -> bool:
        """Whether the worker's passphrase opens answers and findings."""
        return self.vault.holds(SCREENING_KEY)

    @property
    def may_sign(self) -> bool:
        """Whether the worker's passphrase opens legal notes and decisions."""
        return self.vault.holds(REPRESENTATIVE_KEY)

    @property
    def is_coordinator(self) -> bool:
        """Whether the worker says who works here, and holds the keys for it."""
        return self.worker.role is Role.COORDINATOR and self.may_sign

    def stamp(self) -> Stamp:
        """Return who does something now, on which clinic day, and where."""
        return Stamp(
            at=self.moment(),
            day=self.today.day,
            day_source=self.today.source,
            worker_id=self.worker.id,
            site=self.clinic.site,
        )

    def note(self, opened: OpenVault, act: Act, about: About, subject_id: str = "") -> None:
        """Write into the audit log what the session's worker does, together with it.

        Args:
            opened: The transaction in which it is done.
            act: What is done.
            about: To what kind of thing.
            subject_id: To which; never a name.
        """
        entry = Entry(
            at=self.moment(),
            worker_id=self.worker.id,
            act=act,
            about=about,
            subject_id=subject_id,
        )
        opened.audit.add(entry)

    def lock(self) -> None:
        """Close the vault and drop its keys; the session is of no use afterwards."""
        self.vault.lock()
