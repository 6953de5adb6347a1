"""The screenings of an open vault."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, literal_column, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.records.answers_json import (
    answers_from_bytes,
    answers_to_bytes,
    outcome_from_bytes,
    outcome_to_bytes,
)
from clinic_app.records.client import Consent
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.vault import standing
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.store_errors import ConsentRefusedError
from clinic_app.vault.stores.holders import is_here
from clinic_app.vault.stores.rows import (
    AnyRow,
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

_LENGTH_BYTES = 8
_MAY_GO = ("answers", "question_id")
_SEALED = ("answers", "outcome", "findings")
"""Columns under the screening key."""

_UNREAD = (*_SEALED, "pack_version")
"""Columns that a record read without that key says nothing of."""


class Screenings:
    """Every sitting, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def get(self, screening_id: str) -> Screening:
        """Return one screening.

        Raises:
            RecordMissingError: No screening has this id.
        """
        return self.read(row_of(self._connection, SCREENINGS, screening_id))

    def add(self, screening: Screening) -> None:
        """Keep a new screening.

        Raises:
            ConsentRefusedError: The client refused a record, and it holds answers or findings.
            KeyNotHeldError: It holds some, and the worker lacks the screening key.
        """
        values = _values_of(screening)
        self._check_consent(screening.client_id, values)
        insert(self._connection, SCREENINGS, self._sealed(screening.id, values))

    def save(self, screening: Screening) -> None:
        """Keep what became of a draft, or that a screening was withdrawn.

        Raises:
            RecordMissingError: No screening has this id.
            RecordFinalError: It is finished or withdrawn, and something else was changed.
            ConsentRefusedError: The client refused a record, and it holds answers or findings.
            KeyNotHeldError: Answers were changed, and the worker lacks the screening key.
        """
        row = row_of(self._connection, SCREENINGS, screening.id)
        values = _values_of(screening)
        if screening.is_sealed:
            values = {name: value for name, value in values.items() if name not in _UNREAD}
        changes = changes_of(self._opened(row), values)
        is_final = row["state"] is ScreeningState.FINISHED
        refuse_rewriting(SCREENINGS, row, changes, is_final=is_final, may_go=_MAY_GO)
        self._check_consent(screening.client_id, changes)
        update(self._connection, SCREENINGS, screening.id, self._sealed(screening.id, changes))

    def add_count(self, screening: Screening) -> None:
        """Keep a new finished screening without a result, of a client who wants a record by now.

        On the laptop where it was finished the client wanted none at that time.
        """
        with lifted_guards(self._connection, inserting=[SCREENINGS.name]):
            self.add(screening)

    def digest(self, screening_id: str) -> bytes:
        """Return the SHA-256 of whom a screening is about, and of all that was asked and found.

        Raises:
            RecordMissingError: No screening has this id.
            KeyNotHeldError: The worker lacks the screening key.
            FieldChangedError: Something of it is not what was written.
        """
        return _digest(self._opened(row_of(self._connection, SCREENINGS, screening_id)))

    def of_client(self, client_id: str) -> tuple[Screening, ...]:
        """Return a client's screenings, oldest first, those withdrawn included."""
        return self._where(SCREENINGS.c.client_id.in_(standing.ids_of(self._connection, client_id)))

    def count_of_client(self, client_id: str) -> int:
        """Return how many of a client stand."""
        ids = standing.ids_of(self._connection, client_id)
        return self._count(SCREENINGS.c.client_id.in_(ids), SCREENINGS.c.withdrawn_day.is_(None))

    def drafts(self, most: int | None = None) -> tuple[Screening, ...]:
        """Return what was left half-way, oldest first; no more than *most*."""
        return self._where(*_open(ScreeningState.DRAFT), most=most)

    def undecided(self, most: int | None = None) -> tuple[Screening, ...]:
        """Return the finished screenings that nobody decided, or that wait for more papers.

        Oldest first, no more than *most*. One of which only a count is kept does not wait: there
        is nothing left to decide about.
        """
        return self._where(*_open(ScreeningState.FINISHED), most=most)

    def count_drafts(self, until: date = date.max) -> int:
        """Return how many of :meth:`drafts` were begun by the day *until*, and read none."""
        return self._count(*_open(ScreeningState.DRAFT), SCREENINGS.c.started_day <= until)

    def count_undecided(self, until: date = date.max) -> int:
        """Return how many of :meth:`undecided` were finished by the day *until*, read none."""
        return self._count(*_open(ScreeningState.FINISHED), SCREENINGS.c.finished_day <= until)

    def _where(
        self, *conditions: ColumnElement[bool], most: int | None = None
    ) -> tuple[Screening, ...]:
        of, query = SCREENINGS.c, select(SCREENINGS)
        if most is None:
            query = query.where(*conditions)
        else:  # told from an index alone which they are: one row in a thousand is read
            query = query.where(
                of.number.in_(select(of.number).where(*conditions).order_by(of.number).limit(most))
            )
        rows = rows_of(self._connection, query.order_by(of.number))
        return tuple(self.read(row) for row in rows)

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(SCREENINGS).where(*conditions)
        return int(self._connection.scalar(query) or 0)

    def read(self, row: RowMapping) -> Screening:
        """Return the screening that a row of the table keeps, as far as the worker may see it."""
        if self._seals.holds(SCREENING_KEY):
            return _screening_from(self._opened(row))
        hidden = {**row, **dict.fromkeys(_SEALED)}
        is_sealed = any(row[name] is not None for name in _SEALED)
        return replace(_screening_from(hidden), is_sealed=is_sealed)

    def _opened(self, row: RowMapping) -> AnyRow:
        """Return *row* with its sealed columns opened; as it stands without the key."""
        if not self._seals.holds(SCREENING_KEY):
            return row
        opened = {
            name: self._seals.open(SCREENING_KEY, _place(name, row["id"]), row[name])
            for name in _SEALED
            if row[name] is not None
        }
        return {**row, **opened}

    def _sealed(self, screening_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
        sealed = {
            name: self._seals.seal(SCREENING_KEY, _place(name, screening_id), values[name])
            for name in _SEALED
            if values.get(name) is not None
        }
        return {**values, **sealed}

    def _check_consent(self, client_id: str, values: Mapping[str, Any]) -> None:
        kept = [what for what in ("answers", "outcome") if values.get(what) is not None]
        if not kept:
            return
        query = select(CLIENTS.c.consent).where(CLIENTS.c.id == client_id)
        if self._connection.scalar(query) is Consent.REFUSED:
            raise ConsentRefusedError(kept[0])


def digest_of(screening: Screening) -> bytes:
    """Return what :meth:`Screenings.digest` says of a screening that is wholly readable."""
    return _digest(_values_of(screening))


def _digest(row: AnyRow) -> bytes:
    plain = (row["id"], row["client_id"], row["country"], row["as_of"].isoformat())
    sealed = (row[name] or b"" for name in _SEALED)
    whole = hashlib.sha256()
    for part in (*(one.encode("utf-8") for one in plain), *sealed):
        whole.update(len(part).to_bytes(_LENGTH_BYTES) + part)
    return whole.digest()


def _open(state: ScreeningState) -> tuple[ColumnElement[bool], ...]:
    """What holds for those in *state* neither decided nor withdrawn, nor whose client is.

    Those of a client whom another laptop holds wait there. Of what is finished, that with a result.
    All of it stands in indexes, in their very words: where thousands wait no row is read for it.
    """
    of, client = SCREENINGS.c, CLIENTS.c
    withdrawn = select(client.id).where(client.withdrawn_day.is_not(None))
    has_result = of.pack_version.is_not(None)
    return (
        of.state == state,
        of.is_decided == literal_column("0"),
        of.withdrawn_day.is_(None),
        of.client_id.not_in(withdrawn),
        is_here(of.client_id),
        *([has_result] if state is ScreeningState.FINISHED else []),
    )


def _place(column: str, screening_id: str) -> tuple[str, ...]:
    return SCREENINGS.name, column, screening_id


def _values_of(screening: Screening) -> dict[str, Any]:
    outcome = screening.outcome
    kept, findings = outcome_to_bytes(outcome) if outcome is not None else (None, None)
    return {
        "id": screening.id,
        "client_id": screening.client_id,
        "country": screening.country,
        "as_of": screening.as_of,
        "state": screening.state,
        "question_id": screening.question_id,
        **stamp_values("started", screening.started),
        **stamp_values("finished", screening.finished),
        **withdrawal_values(screening.withdrawn),
        "pack_version": outcome.pack_version if outcome is not None else None,
        "answers": answers_to_bytes(screening.answers),
        "outcome": kept,
        "findings": findings,
    }


def _screening_from(row: AnyRow) -> Screening:
    has_outcome, is_finished = row["outcome"] is not None, row["finished_day"] is not None
    return Screening(
        id=row["id"],
        client_id=row["client_id"],
        country=row["country"],
        as_of=row["as_of"],
        answers=answers_from_bytes(row["answers"]),
        question_id=row["question_id"],
        state=row["state"],
        outcome=outcome_from_bytes(row["outcome"], row["findings"]) if has_outcome else None,
        started=stamp_from(row, "started"),
        finished=stamp_from(row, "finished") if is_finished else None,
        withdrawn=withdrawal_from(row),
    )
