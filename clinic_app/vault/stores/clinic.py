"""The clinic itself, and its enrolment: of each a vault holds one."""

from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from clinic_app.records.clinic import Clinic
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.vault.store_errors import RecordMissingError
from clinic_app.vault.stores.rows import insert, stamp_from, stamp_values
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

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
        )

    def save(self, enrolment: StoredEnrolment) -> None:
        """Keep the enrolment in the place of an earlier one."""
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
        _keep_only(self._connection, ENROLMENT, values)


def _only_row(connection: Connection, table: Table) -> RowMapping | None:
    return connection.execute(select(table)).mappings().first()


def _keep_only(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    if _only_row(connection, table) is None:
        insert(connection, table, {"number": _ONLY, **values})
    else:
        connection.execute(table.update(), values)
