"""What a rescue puts in the place of a worker who cannot be read."""

from datetime import UTC, date, datetime

from clinic_app.clock import DaySource
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import Secrets
from clinic_app.records.client import Client, Consent
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Accreditation, AccreditationLevel, Worker
from clinic_app.vault.engine import Engines
from clinic_app.vault.migrations.upgrading import upgrade
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.orphans import stand_in

HELD = Accreditation(
    level=AccreditationLevel.FULL, granted=date(2026, 1, 2), expires=date(2029, 1, 1)
)
SEALS = FieldSeals.of(Secrets(b"d" * 32, b"s" * 32, b"r" * 32), "0" * 32)
BY_NOBODY = Stamp(
    at=datetime(2026, 11, 2, 18, 30, tzinfo=UTC),
    day=date(2026, 11, 2),
    day_source=DaySource.COMPUTER,
    worker_id="lost",
    site="Church hall",
)


def test_a_worker_who_is_lost_holds_nothing_that_would_be_counted(
    empty_database: Engines,
) -> None:
    client = Client(
        id="c1",
        code="7K3F",
        name="Wideline Désir",
        household_id="c1",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
        registered=BY_NOBODY,
    )
    with empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        opened = OpenVault(connection, SEALS)
        opened.workers.add(Worker(id="w1", name="Ana", slot_id="s", accreditation=HELD))
        opened.clients.add(client)

        stand_in(connection.connection.driver_connection)
        known, lost = opened.workers.all()

    assert known.accreditation == HELD
    assert lost == Worker(id="lost", name="?", role=known.role, is_active=False)
