"""The ledger's clinics, their enrolment numbers and the keys pinned to them."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from clinic_app.headquarters.ledger.tables import CLINICS, ENROLMENTS, POLICIES, RETIRED_KEYS
from clinic_app.headquarters.ledger.values import (
    EnrolledClinic,
    IssuedEnrolment,
    ListedClinic,
    PinnedKey,
    ReplacedKey,
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

    def smallest_crowd(self) -> int | None:
        """Return k as it was decided on last; None before any decision."""
        query = select(POLICIES.c.smallest_crowd).order_by(POLICIES.c.id.desc()).limit(1)
        return self._connection.execute(query).scalar_one_or_none()

    def decide_on(self, smallest_crowd: int, words: str, at: str) -> None:
        """Keep that k is *smallest_crowd* for every clinic from now on."""
        self._connection.execute(
            insert(POLICIES).values(smallest_crowd=smallest_crowd, words=words, at=at)
        )

    def listed(self) -> tuple[ListedClinic, ...]:
        """Return every clinic with the keys that speak for it, by code."""
        query = (
            select(CLINICS.c.code, CLINICS.c.name, ENROLMENTS)
            .join_from(CLINICS, ENROLMENTS)
            .order_by(CLINICS.c.code, ENROLMENTS.c.id)
        )
        rows_of = groupby(self._connection.execute(query), key=lambda row: (row.code, row.name))
        listed = [_listed(*names, tuple(rows)) for names, rows in rows_of]
        revoked = self._revoked()
        return tuple(
            one if one.keys else replace(one, revoked=revoked.get(one.code, "")) for one in listed
        )

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
        """Return whose every key is that is pinned, or ever was."""
        query = (
            select(ENROLMENTS.c.signing_key, ENROLMENTS.c.number, CLINICS.c.id, CLINICS.c.code)
            .join_from(ENROLMENTS, CLINICS)
            .where(ENROLMENTS.c.signing_key.is_not(None))
        )
        pinned = {
            row.signing_key: Signer(row.id, row.code, row.number)
            for row in self._connection.execute(query)
        }
        return self._retired() | pinned

    def replace(self, change: ReplacedKey, at: str) -> None:
        """Pin a clinic's new key in the place of the one so far."""
        self._retire(change.old, change.last_seq, change.last_payload, at)
        self._connection.execute(
            update(ENROLMENTS)
            .where(ENROLMENTS.c.number == change.number)
            .values(signing_key=change.new, accepted_at=at)
        )

    def revoke(self, code: str, words: str, at: str) -> bool:
        """Let no key of a clinic speak any more; return whether there was one that did."""
        of_clinic = {
            key: signer
            for key, signer in self.signers().items()
            if signer.code == code and not signer.is_revoked
        }
        for key, signer in of_clinic.items():
            if signer.last is None:
                self._retire(key, 0, "", at)
        self._connection.execute(
            update(RETIRED_KEYS)
            .where(RETIRED_KEYS.c.signing_key.in_(list(of_clinic)))
            .values(is_revoked=True, words=words)
        )
        return bool(of_clinic)

    def _retire(self, key: bytes, last_seq: int, last_payload: str, at: str) -> None:
        pinned = ENROLMENTS.c.signing_key == key
        row = self._connection.execute(
            select(ENROLMENTS.c.clinic_id, ENROLMENTS.c.number).where(pinned)
        ).one()
        self._connection.execute(update(ENROLMENTS).where(pinned).values(signing_key=None))
        self._connection.execute(
            insert(RETIRED_KEYS).values(
                clinic_id=row.clinic_id,
                signing_key=key,
                number=row.number,
                is_revoked=False,
                last_seq=last_seq,
                last_payload=last_payload,
                at=at,
                words="",
            )
        )

    def _retired(self) -> dict[bytes, Signer]:
        query = select(RETIRED_KEYS, CLINICS.c.code).join_from(RETIRED_KEYS, CLINICS)
        return {
            row.signing_key: Signer(
                row.clinic_id,
                row.code,
                row.number,
                (row.last_seq, row.last_payload),
                bool(row.is_revoked),
            )
            for row in self._connection.execute(query)
        }

    def _revoked(self) -> dict[str, str]:
        """Return the reason of each clinic's last revoking, by code."""
        query = (
            select(CLINICS.c.code, RETIRED_KEYS.c.words)
            .join_from(RETIRED_KEYS, CLINICS)
            .where(RETIRED_KEYS.c.is_revoked.is_(True))
            .order_by(RETIRED_KEYS.c.id)
        )
        return {row.code: row.words for row in self._connection.execute(query)}


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
