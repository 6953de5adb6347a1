"""The ledger's clinics, their enrolment numbers and the keys pinned to them."""

from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from clinic_app.headquarters.ledger.tables import CLINICS, ENROLMENTS
from clinic_app.headquarters.ledger.values import (
    EnrolledClinic,
    IssuedEnrolment,
    ListedClinic,
    PinnedKey,
    Signer,
)


class EnrolmentBook:
    """Who may report to this headquarters, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def clinics(self) -> tuple[EnrolledClinic, ...]:
        """Return every clinic that was enrolled, by code."""
        accepted = select(ENROLMENTS.c.clinic_id).where(ENROLMENTS.c.signing_key.is_not(None))
        query = select(CLINICS, CLINICS.c.id.in_(accepted).label("is_accepted"))
        rows = self._connection.execute(query.order_by(CLINICS.c.code))
        return tuple(
            EnrolledClinic(row.id, row.code, row.name, bool(row.is_accepted)) for row in rows
        )

    def listed(self) -> tuple[ListedClinic, ...]:
        """Return every clinic with the keys that speak for it, by code."""
        query = (
            select(CLINICS.c.code, CLINICS.c.name, ENROLMENTS)
            .join_from(CLINICS, ENROLMENTS)
            .order_by(CLINICS.c.code, ENROLMENTS.c.id)
        )
        rows_of = groupby(self._connection.execute(query), key=lambda row: (row.code, row.name))
        return tuple(_listed(*names, tuple(rows)) for names, rows in rows_of)

    def issue(self, *, code: str, name: str, number: str, at: str) -> None:
        """Note an enrolment number for a clinic, new or known; its newest name stands."""
        known = self._connection.execute(
            select(CLINICS.c.id).where(CLINICS.c.code == code)
        ).scalar_one_or_none()
        if known is None:
            added = self._connection.execute(insert(CLINICS).values(code=code, name=name))
            known = added.inserted_primary_key[0] if added.inserted_primary_key else 0
        else:
            self._connection.execute(update(CLINICS).where(CLINICS.c.id == known).values(name=name))
        self._connection.execute(
            insert(ENROLMENTS).values(clinic_id=known, number=number, issued_at=at)
        )

    def enrolment(self, number: str) -> IssuedEnrolment | None:
        """Return what was issued under *number*; None for a number that is not ours."""
        query = (
            select(CLINICS.c.id, CLINICS.c.code, CLINICS.c.name, ENROLMENTS.c.signing_key)
            .join_from(ENROLMENTS, CLINICS)
            .where(ENROLMENTS.c.number == number)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else IssuedEnrolment(row.id, row.code, row.name, row[3])

    def pin(self, *, number: str, signing_key: bytes, station: str, at: str) -> None:
        """Pin a clinic's key to the enrolment *number*; an earlier number loses that key."""
        self._connection.execute(
            update(ENROLMENTS)
            .where(ENROLMENTS.c.signing_key == signing_key)
            .values(signing_key=None)
        )
        self._connection.execute(
            update(ENROLMENTS)
            .where(ENROLMENTS.c.number == number)
            .values(signing_key=signing_key, station=station, accepted_at=at)
        )

    def signers(self) -> dict[bytes, Signer]:
        """Return whose every pinned key is."""
        query = (
            select(ENROLMENTS.c.signing_key, ENROLMENTS.c.number, CLINICS.c.id, CLINICS.c.code)
            .join_from(ENROLMENTS, CLINICS)
            .where(ENROLMENTS.c.signing_key.is_not(None))
        )
        return {
            row.signing_key: Signer(row.id, row.code, row.number)
            for row in self._connection.execute(query)
        }


def _listed(code: str, name: str, rows: tuple[Row[Any], ...]) -> ListedClinic:
    newest = rows[-1]
    pinned = [row for row in rows if row.signing_key is not None]
    return ListedClinic(
        code=code,
        name=name,
        issued_at=newest.issued_at,
        is_awaited=not newest.accepted_at,
        keys=tuple(
            PinnedKey(row.signing_key, row.accepted_at)
            for row in sorted(pinned, key=lambda row: row.accepted_at)
        ),
    )
