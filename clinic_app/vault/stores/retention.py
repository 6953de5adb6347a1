"""How long an open vault keeps people, and for whom that is over.

What is done for a person is the visit that counts: registering, a sitting, a decision, a service,
a paper shown, and taking any of it out. A result under later rules, a comparison of files, a merge
or a hold is not: the clinic does those by itself.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from clinic_app.records.retention import KeptBy, Silent
from clinic_app.records.screening import ScreeningState
from clinic_app.vault.reach import Owned, ids_of, owned
from clinic_app.vault.retention_tables import LEGAL_HOLDS, RETENTION
from clinic_app.vault.standing import all_merged
from clinic_app.vault.tables import CLIENTS, SCREENINGS

_NO_VISITS = frozenset(
    {"rescreenings", "client_pairs", "clients_to_compare", "merges", "legal_holds"}
)
_STATES = {
    ScreeningState.DRAFT: KeptBy.DRAFT,
    ScreeningState.FINISHED: KeptBy.UNDECIDED,
}


class Retention:
    """The setting, and whom it concerns, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def days(self) -> int | None:
        """Return for how many days people are kept; None for ever."""
        return self._connection.scalar(select(RETENTION.c.days))

    def set_days(self, days: int | None) -> None:
        """Keep people for so many days from now on; None for ever."""
        if days is None:
            self._connection.execute(RETENTION.delete())
            return
        query = insert(RETENTION).values(number=1, days=days)
        self._connection.execute(
            query.on_conflict_do_update(index_elements=["number"], set_={"days": days})
        )

    def silent(self, through: date, open_since: date | None) -> tuple[Silent, ...]:
        """Return the people for whom nothing was done after *through*, longest silent first.

        Args:
            through: The last day that is long enough ago.
            open_since: The first day of the clinic that counts and that no close covers; None
                where nothing counts yet.
        """
        visits = [
            (one, days)
            for one in owned(self._connection)
            if one.table not in _NO_VISITS and (days := self._days_of(one))
        ]
        candidates = self._without_later_visit(visits, through)
        if not candidates:
            return ()
        people = self._people(candidates)
        last = self._last_days(visits, candidates)
        kept = self._kept_by(candidates)
        found = []
        for client_id, ids in people.items():
            last_day = max(last[one] for one in ids)
            reasons = [kept[one] for one in ids if one in kept]
            if not reasons and open_since is not None and last_day >= open_since:
                reasons = [KeptBy.OPEN_MONTH]
            found.append(Silent(client_id, ids, last_day, min(reasons, key=_rank, default=None)))
        return tuple(sorted(found, key=lambda one: (one.last_day, one.client_id)))

    def _days_of(self, one: Owned) -> tuple[str, ...]:
        columns = self._connection.exec_driver_sql(f'PRAGMA table_info("{one.table}")').all()
        return tuple(
            f'"{one.table}"."{column.name}"' for column in columns if column.name.endswith("_day")
        )

    def _without_later_visit(
        self, visits: list[tuple[Owned, tuple[str, ...]]], through: date
    ) -> set[str]:
        later = " UNION ALL ".join(
            f"SELECT {one.owner} FROM {one.source} WHERE {day} > :through"  # noqa: S608 - ours
            for one, days in visits
            for day in days
        )
        query = (
            "SELECT id FROM clients WHERE registered_day <= :through"  # noqa: S608 - ours
            f" AND id NOT IN ({later})"
        )
        found = self._connection.exec_driver_sql(query, {"through": through.isoformat()})
        return set(found.scalars())

    def _people(self, candidates: set[str]) -> dict[str, tuple[str, ...]]:
        """Return the ids of each person of whom every id is a candidate, by who stands."""
        stands = all_merged(self._connection)
        people: dict[str, list[str]] = defaultdict(list)
        for other, one in stands.items():
            people[one].append(other)
        return {
            client_id: (client_id, *people[client_id])
            for client_id in candidates - stands.keys()
            if candidates.issuperset(people[client_id])
        }

    def _last_days(
        self, visits: list[tuple[Owned, tuple[str, ...]]], candidates: Collection[str]
    ) -> dict[str, date]:
        last: dict[str, str] = defaultdict(str)
        for one, days in visits:
            newest = ", ".join(f"coalesce(max({day}), '')" for day in days)
            query = (
                f"SELECT {one.owner}, {newest} FROM {one.source}"  # noqa: S608 - ours
                f" WHERE {one.owner} IN (SELECT value FROM json_each(:ids)) GROUP BY 1"
            )
            for owner, *found in self._connection.exec_driver_sql(query, ids_of(candidates)):
                last[owner] = max(last[owner], *found)
        return {owner: date.fromisoformat(day) for owner, day in last.items()}

    def _kept_by(self, candidates: Collection[str]) -> dict[str, KeptBy]:
        """Return what keeps whom, but for a month that is open; the strongest where several do."""
        of, screening = CLIENTS.c, SCREENINGS.c
        standing = select(of.id).where(of.withdrawn_day.is_(None))
        dated = select(of.id).where(of.come_back_on.is_not(None), of.withdrawn_day.is_(None))
        open_ones = select(screening.client_id, screening.state).where(
            screening.is_decided.is_(False),
            screening.withdrawn_day.is_(None),
            (screening.state == ScreeningState.DRAFT) | screening.outcome.is_not(None),
            screening.client_id.in_(standing),
        )
        held = select(LEGAL_HOLDS.c.client_id).where(LEGAL_HOLDS.c.lifted_day.is_(None))
        found = [(one, KeptBy.NEXT_DATE) for one in self._connection.scalars(dated)]
        found += [(one, _STATES[state]) for one, state in self._connection.execute(open_ones)]
        found += [(one, KeptBy.HOLD) for one in self._connection.scalars(held)]
        strongest: dict[str, KeptBy] = {}
        for client_id, reason in sorted(found, key=lambda one: _rank(one[1]), reverse=True):
            if client_id in candidates:
                strongest[client_id] = reason
        return strongest


def _rank(reason: KeptBy) -> int:
    return list(KeptBy).index(reason)
