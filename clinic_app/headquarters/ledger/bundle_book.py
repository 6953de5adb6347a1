"""The ledger's bundles: what was taken in, what it says, and what was set aside."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table, delete, func, insert, not_, or_, select

from clinic_app.headquarters.ledger.tables import (
    BUNDLES,
    CLINICS,
    CLOSES,
    COUNTS,
    ENROLMENTS,
    HELD_BY_LOCK,
    LINES,
    PAYLOADS,
    SET_ASIDE,
    SETTLED,
    net_of,
    total_of,
)
from clinic_app.headquarters.ledger.values import (
    HeldFile,
    History,
    LyingApart,
    SetAside,
    TakenIn,
    spelled,
)
from clinic_app.tallies.headlines import ADDED_LATER, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import ReleasedClose

UNKNOWN_KEY = "unknown_key"
MONTH_LOCKED = "month_locked"
"""Why a bundle was set aside that may still be taken in: until its key is accepted, or until the
month that it would change is unlocked."""

_MAY_GET_OUT = (UNKNOWN_KEY, MONTH_LOCKED)
"""Why a bundle is set aside that may be taken in by itself later."""

_COLUMNS_OF = {
    headline: (net_of(headline).name, total_of(headline).name) for headline in HeadlineCount
}
_COLUMNS = [name for names in _COLUMNS_OF.values() for name in names]
_COLUMNS_ADDED_LATER = [name for headline in ADDED_LATER for name in _COLUMNS_OF[headline]]

_TABLES_OF_A_BUNDLE = (BUNDLES, PAYLOADS, CLOSES, COUNTS, LINES)


class BundleBook:
    """Bundles inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(self, hashes: Sequence[bytes]) -> dict[bytes, HeldFile]:
        """Return which of the files with these hashes were taken in before."""
        query = (
            select(BUNDLES.c.sha256, BUNDLES.c.seq, BUNDLES.c.signer, CLINICS.c.code)
            .add_columns(CLOSES.c.year, CLOSES.c.month)
            .join_from(BUNDLES, CLINICS)
            .join(
                CLOSES,
                (CLOSES.c.clinic_id == BUNDLES.c.clinic_id) & (CLOSES.c.seq == BUNDLES.c.seq),
            )
            .where(BUNDLES.c.sha256.in_(hashes))
        )
        return {
            row.sha256: HeldFile(row.code, row.seq, Month(row.year, row.month), row.signer)
            for row in self._connection.execute(query)
        }

    def histories(self, clinic_ids: Sequence[int], first: int, last: int) -> dict[int, History]:
        """Return what is held of some clinics; closes only from number *first* to *last*."""
        histories = {clinic_id: History() for clinic_id in clinic_ids}
        newest = (
            select(BUNDLES.c.clinic_id, func.max(BUNDLES.c.seq))
            .where(BUNDLES.c.clinic_id.in_(clinic_ids))
            .group_by(BUNDLES.c.clinic_id)
        )
        for clinic_id, seq in self._connection.execute(newest):
            histories[clinic_id].newest = seq
        shift = func.min(CLOSES.c.year * 12 + CLOSES.c.month - CLOSES.c.seq)
        shifts = (
            select(CLOSES.c.clinic_id, shift)
            .where(CLOSES.c.clinic_id.in_(clinic_ids))
            .group_by(CLOSES.c.clinic_id)
        )
        for clinic_id, months in self._connection.execute(shifts):
            histories[clinic_id].shift = months
        span = (clinic_ids, first, last)
        for clinic_id, seq, _sha256 in self._around(BUNDLES, BUNDLES.c.sha256, *span):
            histories[clinic_id].bundles.add(seq)
        for clinic_id, seq, sha256 in self._around(PAYLOADS, PAYLOADS.c.sha256, *span):
            histories[clinic_id].payloads[seq] = sha256
        for clinic_id, seq, digest in self._around(CLOSES, CLOSES.c.digest, *span):
            histories[clinic_id].digests[seq] = digest
        return histories

    def newest_of(self, code: str) -> int:
        """Return the number of the newest close that is held of a clinic; 0 for none."""
        newest = select(func.max(BUNDLES.c.seq)).join_from(BUNDLES, CLINICS)
        return self._connection.scalar(newest.where(CLINICS.c.code == code)) or 0

    def add(self, bundles: Iterable[TakenIn]) -> None:
        """Keep bundles and what they say; each was judged against what is held."""
        rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in _TABLES_OF_A_BUNDLE}
        for bundle in bundles:
            clinic = {"clinic_id": bundle.clinic_id}
            rows[BUNDLES.name].append(
                clinic
                | {
                    "seq": bundle.seq,
                    "sha256": bundle.sha256,
                    "signer": bundle.signer,
                    "taken_in_at": bundle.at,
                    "raw": bundle.raw,
                }
            )
            rows[PAYLOADS.name].extend(
                clinic | {"seq": seq, "sha256": sha256} for seq, sha256 in bundle.payloads.items()
            )
            for close, digest in bundle.closes:
                month = clinic | {"year": close.month.year, "month": close.month.number}
                rows[CLOSES.name].append(
                    month | {"seq": close.seq, "digest": digest, "bundle_seq": bundle.seq}
                )
                counts = _counts(close)
                rows[COUNTS.name].append(month | counts)
                numbers = spelled(map(counts.__getitem__, _COLUMNS))
                rows[LINES.name].append(month | {"numbers": numbers, "file": bundle.file})
        for table in _TABLES_OF_A_BUNDLE:
            if told := rows[table.name]:
                statement, ordered = _insertion(self._connection.dialect, table, tuple(told[0]))
                self._connection.exec_driver_sql(statement, list(map(ordered, told)))

    def set_aside(self, bundle: SetAside) -> None:
        """Keep a bundle apart; one that lies there already stays as it was."""
        query = select(SET_ASIDE.c.id).where(SET_ASIDE.c.sha256 == bundle.sha256)
        if self._connection.execute(query).first() is None:
            place = {} if bundle.place is None else {"id": bundle.place}
            self._connection.execute(
                insert(SET_ASIDE).values(
                    **place,
                    sha256=bundle.sha256,
                    reason=bundle.reason,
                    clinic=bundle.clinic,
                    signer=bundle.signer,
                    at=bundle.at,
                    raw=bundle.raw,
                )
            )

    def apart_among(self, hashes: Sequence[bytes]) -> set[bytes]:
        """Return which of the files with these hashes lie apart."""
        query = select(SET_ASIDE.c.sha256).where(SET_ASIDE.c.sha256.in_(hashes))
        return set(self._connection.execute(query).scalars())

    def settled_among(self, hashes: Sequence[bytes]) -> set[bytes]:
        """Return which of the files with these hashes would get out, had nobody settled them."""
        query = (
            select(SET_ASIDE.c.sha256)
            .join(SETTLED, SETTLED.c.sha256 == SET_ASIDE.c.sha256)
            .where(SET_ASIDE.c.sha256.in_(hashes), SET_ASIDE.c.reason.in_(_MAY_GET_OUT))
        )
        return set(self._connection.execute(query).scalars())

    def sizes_apart(self, *, is_known: bool) -> tuple[tuple[str, int, int], ...]:
        """Return how many bundles set aside wait for a person, and their bytes, by clinic named.

        Args:
            is_known: Those of accepted keys; otherwise all others.
        """
        is_unknown = SET_ASIDE.c.reason == UNKNOWN_KEY
        query = (
            select(SET_ASIDE.c.clinic, func.count(), func.sum(func.length(SET_ASIDE.c.raw)))
            .where(
                not_(is_unknown) if is_known else is_unknown,
                SET_ASIDE.c.sha256.not_in(select(SETTLED.c.sha256)),
            )
            .group_by(SET_ASIDE.c.clinic)
        )
        return tuple((row[0], row[1], int(row[2])) for row in self._connection.execute(query))

    def waiting(self, most: int, locked: Iterable[Month]) -> tuple[bytes, ...]:
        """Return bundles set aside that nothing holds back any more, oldest first.

        Those that a person settled stay where they are.

        Args:
            most: So many at once.
            locked: The months that are locked now.
        """
        pinned = select(ENROLMENTS.c.signing_key).where(ENROLMENTS.c.signing_key.is_not(None))
        month = HELD_BY_LOCK.c.year * 12 + HELD_BY_LOCK.c.month
        numbers = [one.year * 12 + one.number for one in locked]
        held = select(HELD_BY_LOCK.c.sha256).where(month.in_(numbers))
        query = (
            select(SET_ASIDE.c.raw)
            .where(
                or_(
                    (SET_ASIDE.c.reason == UNKNOWN_KEY) & SET_ASIDE.c.signer.in_(pinned),
                    (SET_ASIDE.c.reason == MONTH_LOCKED) & SET_ASIDE.c.sha256.not_in(held),
                ),
                SET_ASIDE.c.sha256.not_in(select(SETTLED.c.sha256)),
            )
            .order_by(SET_ASIDE.c.id)
            .limit(most)
        )
        return tuple(self._connection.execute(query).scalars())

    def lying_apart(self) -> tuple[LyingApart, ...]:
        """Return every bundle set aside, oldest first."""
        query = (
            select(SET_ASIDE, SETTLED.c.words)
            .join_from(SET_ASIDE, SETTLED, SETTLED.c.sha256 == SET_ASIDE.c.sha256, isouter=True)
            .order_by(SET_ASIDE.c.id)
        )
        return tuple(
            LyingApart(
                SetAside(
                    sha256=row.sha256,
                    reason=row.reason,
                    clinic=row.clinic,
                    signer=row.signer,
                    at=row.at,
                    raw=row.raw,
                ),
                row.words or "",
            )
            for row in self._connection.execute(query)
        )

    def waiting_of(self, clinics: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the bundles set aside that name one of *clinics* and wait, each after its code."""
        query = (
            select(SET_ASIDE.c.clinic, SET_ASIDE.c.raw)
            .where(
                SET_ASIDE.c.clinic.in_(list(clinics)),
                SET_ASIDE.c.sha256.not_in(select(SETTLED.c.sha256)),
            )
            .order_by(SET_ASIDE.c.id)
        )
        for row in self._connection.execute(query):
            yield row.clinic, row.raw

    def settle(self, sha256: bytes, words: str, at: str) -> None:
        """Keep what a person found out of a bundle set aside; it was not settled before."""
        self._connection.execute(insert(SETTLED).values(sha256=sha256, words=words, at=at))

    def release(self, hashes: Sequence[bytes]) -> dict[bytes, tuple[int, str]]:
        """Drop bundles that may be taken in after all: they are judged like any other now.

        Returns:
            In which place among the others each of them lay, and since when.
        """
        query = select(SET_ASIDE.c.sha256, SET_ASIDE.c.id, SET_ASIDE.c.at).where(
            SET_ASIDE.c.sha256.in_(hashes),
            SET_ASIDE.c.reason.in_(_MAY_GET_OUT),
            SET_ASIDE.c.sha256.not_in(select(SETTLED.c.sha256)),
        )
        since = {row.sha256: (row.id, row.at) for row in self._connection.execute(query)}
        if since:
            self._connection.execute(delete(SET_ASIDE).where(SET_ASIDE.c.sha256.in_(list(since))))
        return since

    def _around(
        self, table: Table, column: Column[Any], clinic_ids: Sequence[int], first: int, last: int
    ) -> Iterator[tuple[int, int, Any]]:
        query = select(table.c.clinic_id, table.c.seq, column).where(
            table.c.clinic_id.in_(clinic_ids), table.c.seq.between(first, last)
        )
        for row in self._connection.execute(query):
            yield row[0], row[1], row[2]


@lru_cache
def _insertion(
    dialect: Dialect, table: Table, columns: Sequence[str]
) -> tuple[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]]:
    """Return how a database inserts a row of some columns, and what puts its values in their order.

    They are handed over by their places and as they are: to look into each of sixty values of a
    close, or for it by its name, takes as long as to insert them.
    """
    names = [column.name for column in table.columns if column.name in columns]
    statement = insert(table).compile(dialect=dialect, column_keys=names)
    return str(statement), itemgetter(*names)


def _counts(close: ReleasedClose) -> dict[str, int | None]:
    numbers: dict[str, int | None] = dict.fromkeys(_COLUMNS_ADDED_LATER)
    for headline, change in close.headlines.items():
        net, total = _COLUMNS_OF[headline]
        numbers[net] = change.net
        numbers[total] = change.total
    return numbers
