"""Who may be one person, in an open vault."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from clinic_app.records.client import Client
from clinic_app.records.pair import Pair, PairAnswer, known_as
from clinic_app.records.stamp import Stamp
from clinic_app.vault import standing
from clinic_app.vault.pair_tables import CLIENT_PAIRS, CLIENTS_TO_COMPARE
from clinic_app.vault.stores.holders import are_held_apart, is_here
from clinic_app.vault.stores.rows import rows_of, stamp_from, stamp_values
from clinic_app.vault.tables import CLIENTS

_Query = TypeVar("_Query", bound=Select[Any])
_OF = CLIENT_PAIRS.c
_ONE, _OTHER = CLIENTS.alias(), CLIENTS.alias()
_UNANSWERED = {
    "one_as": None,
    "other_as": None,
    "turns": _OF.turns + _OF.turns % 2,
    **stamp_values("answered", None),
}


class Pairs:
    """Which clients were found alike, and of which somebody said that they are two people."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count_to_compare(self) -> int:
        """Return how many clients are new, or changed, since they were compared with all."""
        query = select(func.count()).select_from(CLIENTS_TO_COMPARE)
        return int(self._connection.scalar(query) or 0)

    def to_compare(self, limit: int) -> tuple[str, ...]:
        """Return the ids of up to *limit* of them."""
        return tuple(self._connection.scalars(select(CLIENTS_TO_COMPARE.c.client_id).limit(limit)))

    def compared(self, found: Iterable[tuple[Client, Mapping[str, int]]]) -> None:
        """Keep that clients were compared with all others.

        What was said about two people stays said while both are known as before.

        Args:
            found: Each client as it was compared, with how likely others are the same person, by
                id; nobody else is.
        """
        alike_to = dict(found)
        before = self._kept(client.id for client in alike_to)
        after = dict(before)
        for client, alike in alike_to.items():
            _settle(after, client, alike)
        self._write(before, after)

    def done(self, client_ids: Collection[str]) -> None:
        """Take clients who were compared from the list of those to compare."""
        done = CLIENTS_TO_COMPARE.c.client_id.in_(client_ids)
        self._connection.execute(CLIENTS_TO_COMPARE.delete().where(done))

    def compare_again(self, client_id: str) -> None:
        """Put a client on that list."""
        values = {"client_id": client_id}
        self._connection.execute(
            CLIENTS_TO_COMPARE.insert().prefix_with("OR IGNORE", dialect="sqlite"), values
        )

    def ask_again(self, one_id: str, other_id: str) -> None:
        """Take back what was said about two clients."""
        again = CLIENT_PAIRS.update().where(_are(one_id, other_id))
        self._connection.execute(again.values(**_UNANSWERED))

    def open(self, limit: int) -> tuple[Pair, ...]:
        """Return pairs of standing clients about whom nothing was said, the likeliest first.

        Where one laptop holds both that laptop asks, and where two do the main laptop.
        """
        query = _open(select(_OF.one_id, _OF.other_id, _ONE.c.number < _OTHER.c.number))
        query = query.order_by(_OF.likeness.desc(), _OF.one_id, _OF.other_id)
        said = self._said_of_their_files()
        found = (
            Pair(one_id, other_id) if is_in_order else Pair(other_id, one_id)
            for one_id, other_id, is_in_order in self._connection.execute(query)
            if {one_id, other_id} not in said
        )
        return tuple(islice(found, limit))

    def count_open(self, until: date = date.max) -> int:
        """Return how many such pairs there are of clients registered by the day *until*."""
        query = _open(select(_OF.one_id, _OF.other_id), until)
        said = self._said_of_their_files()
        unsaid = sum(set(pair) not in said for pair in self._connection.execute(query))
        return unsaid + len(self.disputed(until))

    def disputed(self, until: date = date.max) -> tuple[PairAnswer, ...]:
        """Return of which files of one person it was said elsewhere that they are of two people.

        Of clients whom another laptop holds that laptop asks.

        Args:
            until: Only of clients registered by this day.
        """
        merged = standing.all_merged(self._connection)
        if not merged:
            return ()
        query = _of_standing(select(CLIENT_PAIRS), until).where(
            _are_here(),
            _OF.answered_day.is_not(None),
            _OF.one_id.in_(standing.merged_ids()) | _OF.other_id.in_(standing.merged_ids()),
        )
        rows = rows_of(self._connection, query.order_by(_OF.one_id, _OF.other_id))
        return tuple(
            _answer_from(row) for row in rows if _are_one(merged, row["one_id"], row["other_id"])
        )

    def tell_apart(self, one: Client, other: Client, stamp: Stamp) -> None:
        """Keep that somebody said that these are two people."""
        first, second = sorted((one, other), key=lambda client: client.id)
        answer = {
            "one_as": known_as(first),
            "other_as": known_as(second),
            **stamp_values("answered", stamp),
        }
        told = CLIENT_PAIRS.update().where(_are(first.id, second.id))
        turns = _OF.turns + 1 + _OF.turns % 2
        if not self._connection.execute(told.values(**answer, turns=turns)).rowcount:
            # The answer came before the two were compared.
            self._add(first.id, second.id, _NOT_COMPARED, **answer, turns=1)

    def answers_of(self, client_ids: Collection[str]) -> tuple[PairAnswer, ...]:
        """Return whatever was said of these clients and any others, and what was taken back."""
        query = select(CLIENT_PAIRS).where(
            _OF.one_id.in_(client_ids) | _OF.other_id.in_(client_ids), _OF.turns > 0
        )
        rows = rows_of(self._connection, query.order_by(_OF.one_id, _OF.other_id))
        return tuple(map(_answer_from, rows))

    def take(self, answers: Iterable[PairAnswer]) -> None:
        """Keep what was said on another laptop, where it knew more than this one.

        Both clients of each are here; they are compared again, so that nothing holds of somebody
        who is known otherwise here.
        """
        for answer in answers:
            values = _values_of(answer)
            pair = _are(answer.one_id, answer.other_id)
            turns = self._connection.scalar(select(_OF.turns).where(pair))
            if turns is None:
                self._add(answer.one_id, answer.other_id, answer.likeness, **values)
            elif answer.turns > turns:
                self._connection.execute(CLIENT_PAIRS.update().where(pair), values)
            for client_id in (answer.one_id, answer.other_id):
                self.compare_again(client_id)

    def are_told_apart(self, one: Client, other: Client) -> bool:
        """Whether somebody said so of any of their files, and both are known as they were then."""
        first, second = sorted((one, other), key=lambda client: client.id)
        query = select(_OF.one_id).where(
            _are(first.id, second.id),
            _OF.one_as == known_as(first),
            _OF.other_as == known_as(second),
        )
        is_said = self._connection.execute(query).first() is not None
        return is_said or {first.id, second.id} in self._said_of_their_files()

    def _said_of_their_files(self) -> set[frozenset[str]]:
        """Return of which people, by the ids that stand, other files were told apart."""
        merged = standing.all_merged(self._connection)
        if not merged:
            return set()
        of_files = select(_OF.one_id, _OF.other_id).where(
            _OF.answered_day.is_not(None),
            _OF.one_id.in_(standing.merged_ids()) | _OF.other_id.in_(standing.merged_ids()),
        )
        return {
            frozenset(merged.get(one, one) for one in pair)
            for pair in self._connection.execute(of_files)
        }

    def _kept(self, client_ids: Iterable[str]) -> "_Kept":
        """Return every pair of which one is among these clients, by both ids.

        What was ever said of two files of one person stays as it was said: it may be disputed.
        """
        ids = tuple(client_ids)
        query = select(CLIENT_PAIRS).where(_OF.one_id.in_(ids) | _OF.other_id.in_(ids))
        merged = standing.all_merged(self._connection)
        return {
            (row["one_id"], row["other_id"]): (row["likeness"], row["one_as"], row["other_as"])
            for row in rows_of(self._connection, query)
            if not (row["turns"] and _are_one(merged, row["one_id"], row["other_id"]))
        }

    def _write(self, before: "_Kept", after: "_Kept") -> None:
        for one_id, other_id in before.keys() - after.keys():
            self._connection.execute(CLIENT_PAIRS.delete().where(_are(one_id, other_id)))
        for pair in before.keys() & after.keys():
            if before[pair] != after[pair]:
                again = CLIENT_PAIRS.update().where(_are(*pair))
                self._connection.execute(again.values(likeness=after[pair][0], **_UNANSWERED))
        new = after.keys() - before.keys()
        ids = {client_id for pair in new for client_id in pair}
        here = set(self._connection.scalars(select(CLIENTS.c.id).where(CLIENTS.c.id.in_(ids))))
        for one_id, other_id in sorted(new):
            if {one_id, other_id} <= here:  # somebody may be purged while others are compared
                self._add(one_id, other_id, after[one_id, other_id][0])

    def _add(self, one_id: str, other_id: str, likeness: int, **answer: object) -> None:
        first, second = sorted((one_id, other_id))
        values = {"one_id": first, "other_id": second, "likeness": likeness, **answer}
        self._connection.execute(CLIENT_PAIRS.insert(), values)


_Kept = dict[tuple[str, str], tuple[int, str | None, str | None]]

_NOT_COMPARED = 1


def _values_of(answer: PairAnswer) -> dict[str, Any]:
    return {
        "one_as": answer.one_as or None,
        "other_as": answer.other_as or None,
        "turns": answer.turns,
        **stamp_values("answered", answer.stamp),
    }


def _answer_from(row: RowMapping) -> PairAnswer:
    is_answered = row["answered_day"] is not None
    return PairAnswer(
        one_id=row["one_id"],
        other_id=row["other_id"],
        likeness=row["likeness"],
        turns=row["turns"],
        one_as=row["one_as"] or "",
        other_as=row["other_as"] or "",
        stamp=stamp_from(row, "answered") if is_answered else None,
    )


def _settle(kept: _Kept, client: Client, alike: Mapping[str, int]) -> None:
    """Let *kept* say of *client* what was found, and what still holds of what was said."""
    now = known_as(client)
    for pair in [pair for pair in kept if client.id in pair]:
        other = pair[1] if pair[0] == client.id else pair[0]
        was = kept[pair][1] if pair[0] == client.id else kept[pair][2]
        if was == now:
            continue
        if other not in alike:
            del kept[pair]
        elif was is not None:
            kept[pair] = (alike[other], None, None)
    for other, points in alike.items():
        first, second = sorted((client.id, other))
        kept.setdefault((first, second), (points, None, None))


def _are(one_id: str, other_id: str) -> ColumnElement[bool]:
    first, second = sorted((one_id, other_id))
    return (_OF.one_id == first) & (_OF.other_id == second)


def _are_one(merged: Mapping[str, str], one_id: str, other_id: str) -> bool:
    return merged.get(one_id, one_id) == merged.get(other_id, other_id)


def _open(query: _Query, until: date = date.max) -> _Query:
    return _of_standing(query, until).where(
        _OF.answered_day.is_(None),
        *(side.not_in(standing.merged_ids()) for side in (_OF.one_id, _OF.other_id)),
        _are_here() | ((_OF.turns == 0) & are_held_apart(_OF.one_id, _OF.other_id)),
    )


def _of_standing(query: _Query, until: date) -> _Query:
    """Return *query* of clients who are not withdrawn, and registered by a day."""
    both = CLIENT_PAIRS.join(_ONE, _ONE.c.id == _OF.one_id).join(
        _OTHER, _OTHER.c.id == _OF.other_id
    )
    query = query.select_from(both)
    for client in (_ONE, _OTHER):
        query = query.where(client.c.withdrawn_day.is_(None), client.c.registered_day <= until)
    return query


def _are_here() -> ColumnElement[bool]:
    return is_here(_OF.one_id) & is_here(_OF.other_id)
