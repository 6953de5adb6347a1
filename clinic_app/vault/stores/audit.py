"""The audit log of an open vault: it only grows, and every entry is chained to the one before."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, Select, func, select, text

from clinic_app.records.audit import NO_HEAD, Act, Entry, Link, head_after
from clinic_app.vault.audit_tables import AUDIT_LOG, CLOSE_HEADS
from clinic_app.vault.stores.rows import insert, rows_of

_TOLD_ONCE = frozenset({Act.VIEWED, Act.CHANGED})
_SAME_SITTING = timedelta(hours=1)


class AuditLog:
    """Who did what, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: Entry) -> None:
        """Write an entry behind the newest.

        Looking at a record or changing it again is told once an hour as long as nothing else
        happens in between: every answer of an interview is a change of its own.
        """
        newest = self.newest()
        if newest is None or not _goes_on(newest.entry, entry):
            self._append(newest, entry)

    def take_in(self, entries: Iterable[Entry]) -> None:
        """Write entries of another laptop behind the newest, each that is not here yet."""
        for entry in entries:
            of = AUDIT_LOG.c
            same = select(of.seq).where(
                of.subject_id == entry.subject_id,
                of.at == entry.at,
                of.worker_id == entry.worker_id,
                of.act == entry.act,
                of.about == entry.about,
            )
            if self._connection.execute(same).first() is None:
                self._append(self.newest(), entry)

    def _append(self, newest: Link | None, entry: Entry) -> None:
        seq, before = (1, NO_HEAD) if newest is None else (newest.seq + 1, newest.head)
        values = {
            "seq": seq,
            "at": entry.at,
            "worker_id": entry.worker_id,
            "act": entry.act,
            "about": entry.about,
            "subject_id": entry.subject_id,
            "head": head_after(before, seq, entry),
        }
        insert(self._connection, AUDIT_LOG, values)

    def newest(self) -> Link | None:
        """Return the newest entry, whose head is the chain's; None in a new vault."""
        found = self._links(_QUERY.order_by(AUDIT_LOG.c.seq.desc()).limit(1))
        return found[0] if found else None

    def oldest(self) -> Link | None:
        """Return the first entry; None in a new vault."""
        found = self._links(_QUERY.order_by(AUDIT_LOG.c.seq).limit(1))
        return found[0] if found else None

    def latest_moment(self, after: int) -> datetime | None:
        """Return the latest moment of the entries behind *after*, which need not be the newest's.

        Args:
            after: The place of an entry; 0 for all of them.
        """
        of = AUDIT_LOG.c
        behind = select(of.at).where(of.seq + 0 > after)  # not by number: the index is by moment
        return self._connection.scalar(behind.order_by(func.unixepoch(of.at).desc()).limit(1))

    def of_clock(self) -> tuple[Link, ...]:
        """Return what workers said of the day when the clock was in doubt, oldest first."""
        told = _QUERY.where(text("about = 'clock'"))  # as the index has it
        return self._links(told.order_by(AUDIT_LOG.c.seq))

    def found(
        self,
        *,
        worker_id: str | None = None,
        act: Act | None = None,
        subject_ids: Collection[str] | None = None,
        since: datetime | None = None,
        limit: int = 500,
    ) -> tuple[Link, ...]:
        """Return the entries that fit everything that is not None, newest first."""
        query = _QUERY.order_by(AUDIT_LOG.c.seq.desc()).limit(limit)
        if worker_id is not None:
            query = query.where(AUDIT_LOG.c.worker_id == worker_id)
        if act is not None:
            query = query.where(AUDIT_LOG.c.act == act)
        if subject_ids is not None:
            query = query.where(AUDIT_LOG.c.subject_id.in_(subject_ids))
        if since is not None:
            query = query.where(func.unixepoch(AUDIT_LOG.c.at) >= int(since.timestamp()))
        return self._links(query)

    def first_broken(self) -> int | None:
        """Return the place of the first entry that is not what was written; None for none."""
        before, expected = NO_HEAD, 1
        for row in self._connection.execute(_QUERY.order_by(AUDIT_LOG.c.seq)).mappings():
            link = _link_from(row)
            if link.seq != expected or link.head != head_after(before, link.seq, link.entry):
                return expected
            before, expected = link.head, expected + 1
        return None

    def head_at(self, seq: int) -> bytes | None:
        """Return the chain's head after entry *seq*; None where the log does not go so far."""
        query = select(AUDIT_LOG.c.head).where(AUDIT_LOG.c.seq == seq)
        head: bytes | None = self._connection.execute(query).scalar_one_or_none()
        return head

    def keep_head_of_close(self, seq: int) -> None:
        """Keep the chain's head, as it is now, with the close of this number."""
        newest = self.newest()
        head = NO_HEAD if newest is None else newest.head
        insert(self._connection, CLOSE_HEADS, {"seq": seq, "head": head})

    def closes_out_of_chain(self) -> tuple[int, ...]:
        """Return the closes whose head the chain does not know: entries were lost since."""
        known = select(AUDIT_LOG.c.head)
        query = select(CLOSE_HEADS.c.seq).where(CLOSE_HEADS.c.head.not_in(known))
        return tuple(self._connection.execute(query.order_by(CLOSE_HEADS.c.seq)).scalars())

    def _links(self, query: Select[tuple[object, ...]]) -> tuple[Link, ...]:
        return tuple(_link_from(row) for row in rows_of(self._connection, query))


_QUERY: Select[tuple[object, ...]] = select(*AUDIT_LOG.c)


def _goes_on(newest: Entry, entry: Entry) -> bool:
    is_same = (newest.worker_id, newest.act, newest.about, newest.subject_id) == (
        entry.worker_id,
        entry.act,
        entry.about,
        entry.subject_id,
    )
    is_near = timedelta(0) <= entry.at - newest.at < _SAME_SITTING
    return is_same and entry.act in _TOLD_ONCE and is_near


def _link_from(row: RowMapping) -> Link:
    entry = Entry(
        at=row["at"],
        worker_id=row["worker_id"],
        act=row["act"],
        about=row["about"],
        subject_id=row["subject_id"],
    )
    return Link(row["seq"], entry, row["head"])
