"""The clients of an open vault."""

import secrets
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from clinic_app.records.client import Client, Consent
from clinic_app.records.folding import CODE_SYMBOLS, SHORTEST_CODE, code_of, search_words
from clinic_app.vault import standing
from clinic_app.vault.laptop_tables import FORMER_CODES
from clinic_app.vault.pair_tables import MERGES
from clinic_app.vault.search import find_numbers, numbers_with
from clinic_app.vault.store_errors import ConsentRefusedError, RecordFinalError
from clinic_app.vault.stores.holders import is_here
from clinic_app.vault.stores.rows import (
    changes_of,
    insert,
    refuse_rewriting,
    row_of,
    rows_of,
    stamp_from,
    stamp_values,
    update,
    withdrawal_from,
    withdrawal_values,
)
from clinic_app.vault.tables import CLIENTS, SCREENINGS

_TRIES_PER_LENGTH = 8
_MAY_GO = ("come_back_on", "come_back_note")


class Clients:
    """Everybody the clinic helped, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, client_id: str) -> Client:
        """Return one client; of a file that was taken into another, the one that stands for it.

        Raises:
            RecordMissingError: No client has this id.
        """
        query = select(CLIENTS).where(CLIENTS.c.id == standing.stands_for(client_id))
        rows = rows_of(self._connection, query)
        return _client_from(rows[0]) if rows else self.itself(client_id)

    def itself(self, client_id: str) -> Client:
        """Return the very client of this id, though another file may stand for it.

        Raises:
            RecordMissingError: No client has this id.
        """
        return _client_from(row_of(self._connection, CLIENTS, client_id))

    def themselves(self, client_ids: Collection[str]) -> dict[str, Client]:
        """Return the very clients of these ids, by id; whoever is not there is left out."""
        rows = rows_of(self._connection, select(CLIENTS).where(CLIENTS.c.id.in_(client_ids)))
        return {row["id"]: _client_from(row) for row in rows}

    def add(self, client: Client) -> None:
        """Keep a new client.

        Raises:
            ConsentRefusedError: More is to be kept of a client than the consent allows.
        """
        _check_consent(client)
        insert(self._connection, CLIENTS, _values_of(client))

    def save(self, client: Client) -> None:
        """Keep a client's corrected data.

        Raises:
            RecordMissingError: No client has this id.
            RecordFinalError: The client is withdrawn, or another file stands for it.
            ConsentRefusedError: More is to be kept of a client than the consent allows, or
                answers of the client are kept already.
        """
        _check_consent(client)
        row = row_of(self._connection, CLIENTS, client.id)
        changes = changes_of(row, _values_of(client))
        refuse_rewriting(CLIENTS, row, changes, is_final=False, may_go=_MAY_GO)
        if client.consent is Consent.GIVEN and self._stands_no_more(client.id):
            raise RecordFinalError(CLIENTS.name)
        if changes.get("consent") is Consent.REFUSED and self._has_answers(client.id):
            raise ConsentRefusedError("answers")
        update(self._connection, CLIENTS, client.id, changes)

    def search(self, typed: str, limit: int = 50) -> tuple[Client, ...]:
        """Return the clients whom *typed* fits, best first.

        The one with that come-back code comes first, and those who carry it on paper from another
        laptop; then those whose names or phone numbers begin with what was typed, whatever the
        accents, the case and the order, the newest first; withdrawn ones last. A client who
        refused a record is found by the code alone.
        """
        numbers = find_numbers(self._connection, typed, limit)
        query = select(CLIENTS).where(CLIENTS.c.number.in_(numbers))
        rows = {row["number"]: row for row in rows_of(self._connection, query)}
        merged = standing.all_merged(self._connection)
        found = {client.id: client for client in self._coded(typed)}
        for row in (rows[number] for number in numbers):
            is_merged = row["id"] in merged
            client = self.get(row["id"]) if is_merged else _client_from(row)
            found.setdefault(client.id, client)
        return tuple(found.values())[:limit]

    def recent(self, limit: int = 50) -> tuple[Client, ...]:
        """Return the clients who were registered last, newest first, withdrawn ones left out."""
        query = (
            select(CLIENTS)
            .where(CLIENTS.c.withdrawn_day.is_(None), _stands_for_itself())
            .order_by(CLIENTS.c.number.desc())
            .limit(limit)
        )
        return _clients_from(rows_of(self._connection, query))

    def after(self, number: int, limit: int) -> tuple[tuple[int, Client], ...]:
        """Return clients in the order of registration, each with its row's number.

        Args:
            number: Of the row after which to begin; 0 for the first.
            limit: How many at most.
        """
        query = select(CLIENTS).where(CLIENTS.c.number > number).order_by(CLIENTS.c.number)
        rows = rows_of(self._connection, query.limit(limit))
        return tuple((row["number"], _client_from(row)) for row in rows)

    def count_and_oldest(self) -> tuple[int, date | None]:
        """Return how many clients there are, and when the first was registered."""
        query = select(func.count(), func.min(CLIENTS.c.registered_day)).select_from(CLIENTS)
        count, oldest = self._connection.execute(query.where(_stands_for_itself())).one()
        return count, oldest

    def by_code(self, code: str) -> Client | None:
        """Return the client with this come-back code; None where nobody has it."""
        typed = code_of(code)
        found = rows_of(self._connection, select(CLIENTS).where(CLIENTS.c.code == typed))
        return self.get(found[0]["id"]) if found else None

    def household(self, household_id: str) -> tuple[Client, ...]:
        """Return everybody of one household, in the order of registration.

        Somebody with two files joins the households of both.
        """
        of, merged = CLIENTS.c, standing.all_merged(self._connection)
        known: set[str] = set()
        reached = {household_id}
        while reached - known:
            known |= reached
            members = self._connection.scalars(select(of.id).where(of.household_id.in_(known)))
            people = {merged.get(one, one) for one in members}
            files = people | {one for one, stands in merged.items() if stands in people}
            query = select(of.household_id).where(of.id.in_(files)).distinct()
            reached |= set(self._connection.scalars(query))
        query = select(CLIENTS).where(of.household_id.in_(known), _stands_for_itself())
        return _clients_from(rows_of(self._connection, query.order_by(of.number)))

    def born_on(self, days: Collection[date]) -> tuple[Client, ...]:
        """Return every file, not withdrawn, of somebody who was born on one of *days*."""
        query = select(CLIENTS).where(
            CLIENTS.c.birth_date.in_(days), CLIENTS.c.withdrawn_day.is_(None)
        )
        return _clients_from(rows_of(self._connection, query))

    def called(self, phone_end: str) -> tuple[Client, ...]:
        """Return every file, not withdrawn, with a phone number that ends so."""
        query = select(CLIENTS).where(
            CLIENTS.c.number.in_(numbers_with(phone_end)), CLIENTS.c.withdrawn_day.is_(None)
        )
        return _clients_from(rows_of(self._connection, query.order_by(CLIENTS.c.number)))

    def come_back_due(self, day: date, most: int | None = None) -> tuple[Client, ...]:
        """Return the clients whose next date is *day* or earlier, the earliest date first.

        No more than *most*.
        """
        query = select(CLIENTS).where(*_due(day)).order_by(CLIENTS.c.come_back_on, CLIENTS.c.number)
        return _clients_from(rows_of(self._connection, query.limit(most)))

    def count_come_back_due(self, day: date) -> int:
        """Return how many these are."""
        query = select(func.count()).select_from(CLIENTS).where(*_due(day))
        return int(self._connection.scalar(query) or 0)

    def new_code(self) -> str:
        """Return a random come-back code that nobody has, nor carries on paper from before.

        Four symbols while that is easy.
        """
        tries = 0
        while True:
            length = SHORTEST_CODE + tries // _TRIES_PER_LENGTH
            code = "".join(secrets.choice(CODE_SYMBOLS) for _ in range(length))
            if not self._coded(code):
                return code
            tries += 1

    def _stands_no_more(self, client_id: str) -> bool:
        query = standing.merged_ids().where(MERGES.c.merged_id == client_id)
        return self._connection.execute(query).first() is not None

    def _coded(self, typed: str) -> tuple[Client, ...]:
        """Return the client whose code was typed, then those who carry it on paper alone."""
        code = code_of(typed)
        if code is None:
            return ()
        carried = select(FORMER_CODES.c.client_id).where(FORMER_CODES.c.code == code)
        query = select(CLIENTS).where((CLIENTS.c.code == code) | CLIENTS.c.id.in_(carried))
        rows = rows_of(self._connection, query.order_by(CLIENTS.c.number))
        rows = tuple(sorted(rows, key=lambda row: bool(row["code"] != code)))
        return tuple(self.get(row["id"]) for row in rows)

    def _has_answers(self, client_id: str) -> bool:
        kept = SCREENINGS.c.answers.is_not(None) | SCREENINGS.c.outcome.is_not(None)
        query = select(SCREENINGS.c.number).where(SCREENINGS.c.client_id == client_id, kept)
        return self._connection.execute(query.limit(1)).first() is not None


def _stands_for_itself() -> ColumnElement[bool]:
    return CLIENTS.c.id.not_in(standing.merged_ids())


def _due(day: date) -> tuple[ColumnElement[bool], ...]:
    """What holds for those whose next date is *day* or earlier, and who are here."""
    return (
        CLIENTS.c.come_back_on <= day,
        CLIENTS.c.withdrawn_day.is_(None),
        is_here(CLIENTS.c.id),
        _stands_for_itself(),
    )


def _check_consent(client: Client) -> None:
    if client.consent is Consent.GIVEN:
        return
    for what, kept in (
        ("name", client.name),
        ("birth_date", client.birth_date),
        ("phone", client.phone),
    ):
        if kept:
            raise ConsentRefusedError(what)


def _values_of(client: Client) -> dict[str, Any]:
    return {
        "id": client.id,
        "code": client.code,
        "name": client.name,
        "household_id": client.household_id,
        "birth_date": client.birth_date,
        "language": client.language,
        "needs_interpreter": client.needs_interpreter,
        "consent": client.consent,
        "phone": client.phone,
        "come_back_on": client.come_back_on,
        "come_back_note": client.come_back_note,
        **stamp_values("registered", client.registered),
        **withdrawal_values(client.withdrawn),
        "gender": client.gender,
        "county": client.county,
        "search_words": search_words(client.name, client.phone),
    }


def _clients_from(rows: tuple[RowMapping, ...]) -> tuple[Client, ...]:
    return tuple(_client_from(row) for row in rows)


def _client_from(row: RowMapping) -> Client:
    return Client(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        household_id=row["household_id"],
        birth_date=row["birth_date"],
        language=row["language"],
        needs_interpreter=row["needs_interpreter"],
        consent=row["consent"],
        phone=row["phone"],
        come_back_on=row["come_back_on"],
        come_back_note=row["come_back_note"],
        gender=row["gender"],
        county=row["county"],
        registered=stamp_from(row, "registered"),
        withdrawn=withdrawal_from(row),
    )
