"""A vault of each schema that was ever handed out still opens, with everything in it.

A sample is made once, by this file run as a program when a schema is released, and never again.
"""

import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_app.clock import DaySource
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Worker
from clinic_app.vault.create import create_vault
from clinic_app.vault.migrations.upgrading import STEPS
from clinic_app.vault.opening import open_vault

SAMPLES = Path(__file__).with_name("samples")
WORDS = "correct horse battery staple"
CLINIC = Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef")
WORKER = Worker(id="a1", name="Ana Example")
STAMP = Stamp(
    at=datetime(2026, 11, 25, 10, tzinfo=UTC),
    day=date(2026, 11, 25),
    day_source=DaySource.COMPUTER,
    worker_id="a1",
    site="Hall",
)
CLIENT = Client(
    id="c1",
    code="7K3F",
    name="Wideline Désir",
    household_id="c1",
    birth_date=date(1988, 4, 2),
    language="ht",
    needs_interpreter=True,
    consent=Consent.GIVEN,
    phone="305 555 0100",
    registered=STAMP,
)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_a_vault_of_each_schema_opens_with_everything_in_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "clinic"
    shutil.copytree(SAMPLES / name, folder)

    vault = open_vault(folder, WORDS, "Ana")
    with vault.reading() as opened:
        kept = opened.clinic.get(), opened.workers.get("a1").name, opened.clients.search("desir")
    vault.lock()

    assert kept == (CLINIC, WORKER.name, (CLIENT,))


def main() -> None:
    """Keep a sample of the newest schema."""
    folder = SAMPLES / f"schema_{STEPS[-1].revision}"
    vault, _code = create_vault(
        folder,
        clinic=CLINIC,
        worker=WORKER,
        passphrase=WORDS,
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    with vault.transaction() as opened:
        opened.clients.add(CLIENT)
    vault.lock()
    for name in ("clinic.lock", "clinic.vault.json.bak"):
        (folder / name).unlink(missing_ok=True)
    sys.stdout.write(f"{folder.name}\n")


if __name__ == "__main__":
    main()
