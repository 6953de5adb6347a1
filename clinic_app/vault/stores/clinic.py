"""The clinic itself, and its enrolment: of each a vault holds one.

Headquarters' keys are no secret, but they say whose rules are believed and to whom counts go: so
they are bound as a representative took them in; see :mod:`clinic_app.vault.stores.pins`.
"""

import hashlib
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.records.clinic import Clinic
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.vault.store_errors import RecordMissingError
from clinic_app.vault.stores.pins import is_pinned, seals_of
from clinic_app.vault.stores.rows import AnyRow, insert, stamp_from, stamp_values
from clinic_app.vault.tables import CLINIC, ENROLMENT

_ONLY = 1
"""The number of the only row."""


class ClinicStore:
    """The clinic that owns the vault, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self) -> Clinic:
        """Return the clinic.

        Raises:
            RecordMissingError: The vault is still being made.
        """
        row = _only_row(self._connection, CLINIC)
        if row is None:
            raise RecordMissingError(CLINIC.name)
        return Clinic(
            name=row["name"],
            code=row["code"],
            site=row["site"],
            phone=row["phone"],
            station_id=row["station_id"],
            is_training=row["is_training"],
        )

    def save(self, clinic: Clinic) -> None:
        """Keep the clinic; whether it is a training vault was settled when it was made."""
        values = {
            "name": clinic.name,
            "code": clinic.code,
            "site": clinic.site,
            "phone": clinic.phone,
            "station_id": clinic.station_id,
            "is_training": clinic.is_training,
        }
        _keep_only(self._connection, CLINIC, values)


class EnrolmentStore:
    """Whose headquarters it is and the key to sign with, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def get(self) -> StoredEnrolment | None:
        """Return the enrolment; None for a clinic that is not enrolled yet."""
        row = _only_row(self._connection, ENROLMENT)
        if row is None:
            return None
        return StoredEnrolment(
            clinic_code=row["clinic_code"],
            headquarters=row["headquarters"],
            number=row["enrolment_number"],
            sealing_key=row["sealing_key"],
            signing_key=row["signing_key"],
            pack_key=row["pack_key"],
            smallest_crowd=row["smallest_crowd"],
            own_signing_seed=row["own_signing_seed"],
            stamp=stamp_from(row, "stamp"),
            missing_seq=row["missing_seq"],
            is_pinned=is_pinned(ENROLMENT, self._seals, row, _digest(row)),
        )

    def pin(self, enrolment: StoredEnrolment) -> None:
        """Keep the enrolment in the place of an earlier one, as a representative took it in.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        values = {
            "clinic_code": enrolment.clinic_code,
            "headquarters": enrolment.headquarters,
            "enrolment_number": enrolment.number,
            "sealing_key": enrolment.sealing_key,
            "signing_key": enrolment.signing_key,
            "pack_key": enrolment.pack_key,
            "smallest_crowd": enrolment.smallest_crowd,
            "own_signing_seed": enrolment.own_signing_seed,
            **stamp_values("stamp", enrolment.stamp),
            "missing_seq": enrolment.missing_seq,
        }
        row = {"number": _ONLY, **values}
        values |= seals_of(ENROLMENT, self._seals, row, _digest(values))
        _keep_only(self._connection, ENROLMENT, values)

    def keep_own_seed(self, seed: bytes) -> None:
        """Keep another key to sign with."""
        self._connection.execute(ENROLMENT.update(), {"own_signing_seed": seed})

    def keep_missing(self, seq: int) -> None:
        """Keep the number of a close that headquarters holds and this vault does not."""
        self._connection.execute(ENROLMENT.update(), {"missing_seq": seq})

    def forget(self) -> None:
        """Forget whose headquarters it is: this clinic moves to another."""
        self._connection.execute(ENROLMENT.delete())


def _digest(values: AnyRow) -> bytes:
    """Return the SHA-256 of whose headquarters it is and what is believed of it."""
    keys = (values[name].hex() for name in ("sealing_key", "signing_key", "pack_key"))
    words = (values[name] for name in ("enrolment_number", "clinic_code", "headquarters"))
    whole = "\x00".join((*keys, str(values["smallest_crowd"]), *words))
    return hashlib.sha256(whole.encode("utf-8")).digest()


def _only_row(connection: Connection, table: Table) -> RowMapping | None:
    return connection.execute(select(table)).mappings().first()


def _keep_only(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    if _only_row(connection, table) is None:
        insert(connection, table, {"number": _ONLY, **values})
    else:
        connection.execute(table.update(), values)
