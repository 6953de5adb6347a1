"""The ledger's approved months: which are locked, and the bundles that a lock holds back."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from clinic_app.headquarters.ledger.bundle_book import MONTH_LOCKED
from clinic_app.headquarters.ledger.tables import HELD_BY_LOCK, LOCKS, SET_ASIDE, SETTLED
from clinic_app.headquarters.ledger.values import HeldBack, LockEntry
from clinic_app.tallies.month import Month


class LockBook:
    """Approvals inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def log(self) -> tuple[LockEntry, ...]:
        """Return every approval and unlocking, oldest first."""
        rows = self._connection.execute(select(LOCKS).order_by(LOCKS.c.id))
        return tuple(
            LockEntry(Month(row.year, row.month), bool(row.is_locked), row.at, row.words)
            for row in rows
        )

    def locked(self) -> frozenset[Month]:
        """Return the months that are locked now."""
        newest = {entry.month: entry.is_locked for entry in self.log()}
        return frozenset(month for month, is_locked in newest.items() if is_locked)

    def add(self, entries: Iterable[LockEntry]) -> None:
        """Write approvals or unlockings down."""
        rows = [
            {
                "year": entry.month.year,
                "month": entry.month.number,
                "is_locked": entry.is_locked,
                "at": entry.at,
                "words": entry.words,
            }
            for entry in entries
        ]
        self._connection.execute(insert(LOCKS), rows)

    def hold(self, sha256: bytes, months: Iterable[Month]) -> None:
        """Keep which locked months the bundle with this hash would change."""
        self._connection.execute(delete(HELD_BY_LOCK).where(HELD_BY_LOCK.c.sha256 == sha256))
        rows = [{"sha256": sha256, "year": month.year, "month": month.number} for month in months]
        self._connection.execute(insert(HELD_BY_LOCK), rows)

    def held(self) -> dict[bytes, tuple[Month, ...]]:
        """Return the locked months that each bundle held back would change, oldest first."""
        query = select(HELD_BY_LOCK).order_by(HELD_BY_LOCK.c.year, HELD_BY_LOCK.c.month)
        found: dict[bytes, tuple[Month, ...]] = {}
        for row in self._connection.execute(query):
            found[row.sha256] = (*found.get(row.sha256, ()), Month(row.year, row.month))
        return found

    def held_back(self) -> tuple[HeldBack, ...]:
        """Return the bundles that wait for a month to be unlocked, by clinic."""
        months = self.held()
        query = (
            select(SET_ASIDE.c.clinic, SET_ASIDE.c.sha256)
            .where(
                SET_ASIDE.c.reason == MONTH_LOCKED,
                SET_ASIDE.c.sha256.not_in(select(SETTLED.c.sha256)),
            )
            .order_by(SET_ASIDE.c.clinic, SET_ASIDE.c.id)
        )
        rows = self._connection.execute(query)
        return tuple(HeldBack(row.clinic, months.get(row.sha256, ())) for row in rows)
