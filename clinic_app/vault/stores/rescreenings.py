"""What finished screenings come to under later rules; it only grows."""

from functools import cache

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.records.answers_json import outcome_from_bytes, outcome_to_bytes
from clinic_app.records.rescreening import Rescreening, Standing
from clinic_app.records.screening import ScreeningState
from clinic_app.vault import standing
from clinic_app.vault.law_tables import RESCREENINGS, RULE_PACKS
from clinic_app.vault.stores.holders import is_here
from clinic_app.vault.stores.rows import insert, rows_of, stamp_from, stamp_values
from clinic_app.vault.stores.screenings import Screenings
from clinic_app.vault.tables import CLIENTS, SCREENINGS


class Rescreenings:
    """Every re-screening, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals, screenings: Screenings) -> None:
        self._connection = connection
        self._seals = seals
        self._screenings = screenings

    def add(self, rescreening: Rescreening) -> None:
        """Keep what a finished screening comes to now.

        Raises:
            KeyNotHeldError: The worker lacks the screening key.
        """
        outcome, findings = outcome_to_bytes(rescreening.outcome)
        values = {
            "id": rescreening.id,
            "screening_id": rescreening.screening_id,
            "installation_id": rescreening.installation_id,
            "outcome": self._sealed(rescreening.id, "outcome", outcome),
            "findings": self._sealed(rescreening.id, "findings", findings),
            **stamp_values("stamp", rescreening.stamp),
        }
        insert(self._connection, RESCREENINGS, values)

    def latest(self, screening_id: str) -> Rescreening | None:
        """Return the newest one of a screening that stands; None where there is none.

        One stands unless the rules that it was made by were rolled back. Without the screening
        key nothing is known of any.
        """
        return self._latest_of((screening_id,)).get(screening_id)

    def standing(self, after: int, most: int) -> tuple[tuple[int, Standing], ...]:
        """Return screenings to run again, each behind its number, in the order of beginning.

        Of each person and country only the newest that is finished and not withdrawn, with its
        answers kept: an earlier one was corrected by it.

        Args:
            after: The number of the last one that was returned before; 0 at first.
            most: How many at once.
        """
        return self._standings(_newest_kept().where(SCREENINGS.c.number > after).limit(most))

    def changed(self, after: int, most: int) -> tuple[tuple[int, Standing], ...]:
        """Return like :meth:`standing`, but only screenings that were ever run again."""
        ever = select(RESCREENINGS.c.screening_id)
        query = _newest_kept().where(SCREENINGS.c.number > after, SCREENINGS.c.id.in_(ever))
        return self._standings(query.limit(most))

    def last_number(self) -> int:
        """Return the number of the newest screening; 0 where there is none."""
        return self._connection.scalar(select(func.max(SCREENINGS.c.number))) or 0

    def _standings(self, query: Select[tuple[object]]) -> tuple[tuple[int, Standing], ...]:
        rows = rows_of(self._connection, query)
        latest = self._latest_of(tuple(row["id"] for row in rows))
        return tuple(
            (row["number"], Standing(self._screenings.read(row), latest.get(row["id"])))
            for row in rows
        )

    def _latest_of(self, screening_ids: tuple[str, ...]) -> dict[str, Rescreening]:
        """Return the newest standing one of each that has any: one query for many of them."""
        if not self._seals.holds(SCREENING_KEY):
            return {}
        of = RESCREENINGS.c
        rolled_back = select(RULE_PACKS.c.id).where(RULE_PACKS.c.rolled_back_day.is_not(None))
        newest = (
            select(func.max(of.number))
            .where(of.screening_id.in_(screening_ids), of.installation_id.not_in(rolled_back))
            .group_by(of.screening_id)
        )
        query = select(RESCREENINGS).where(of.number.in_(newest))
        found = (self._read(row) for row in rows_of(self._connection, query))
        return {one.screening_id: one for one in found}

    def _read(self, row: RowMapping) -> Rescreening:
        outcome, findings = (
            self._seals.open(SCREENING_KEY, _place(name, row["id"]), row[name])
            for name in ("outcome", "findings")
        )
        return Rescreening(
            id=row["id"],
            screening_id=row["screening_id"],
            installation_id=row["installation_id"],
            outcome=outcome_from_bytes(outcome, findings),
            stamp=stamp_from(row, "stamp"),
        )

    def _sealed(self, rescreening_id: str, column: str, field: bytes) -> bytes:
        return self._seals.seal(SCREENING_KEY, _place(column, rescreening_id), field)


def _place(column: str, rescreening_id: str) -> tuple[str, ...]:
    return RESCREENINGS.name, column, rescreening_id


@cache  # to write this query takes as long as to run it, and a sweep runs it thousands of times
def _newest_kept() -> Select[tuple[object]]:
    newer = SCREENINGS.alias("newer")
    corrects = (
        newer.c.country == SCREENINGS.c.country,
        newer.c.number > SCREENINGS.c.number,
        newer.c.outcome.is_not(None),
        newer.c.withdrawn_day.is_(None),
    )
    of_file = select(newer.c.id).where(newer.c.client_id == SCREENINGS.c.client_id, *corrects)
    kin = standing.kin().subquery("kin")
    of_another_file = (
        select(newer.c.id)
        .join(kin, newer.c.client_id == kin.c.other_id)
        .where(kin.c.one_id == SCREENINGS.c.client_id, *corrects)
    )
    return (
        select(SCREENINGS)
        .where(
            SCREENINGS.c.state == ScreeningState.FINISHED,
            SCREENINGS.c.outcome.is_not(None),
            SCREENINGS.c.withdrawn_day.is_(None),
            _stands(SCREENINGS.c.client_id),
            is_here(SCREENINGS.c.client_id),
            ~of_file.exists(),
            ~of_another_file.exists(),
        )
        .order_by(SCREENINGS.c.number)
    )


def _stands(client_id: ColumnElement[str]) -> ColumnElement[bool]:
    return (
        select(CLIENTS.c.id)
        .where(CLIENTS.c.id == client_id, CLIENTS.c.withdrawn_day.is_(None))
        .exists()
    )
