"""An answer is about people as they are known: by name and birth date, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime

from clinic_app.clock import DaySource
from clinic_app.records.client import Client, Consent
from clinic_app.records.pair import known_as
from clinic_app.records.stamp import Stamp

CLIENT = Client(
    id="c1",
    code="7K3F",
    name="Thérèse Joseph",
    household_id="c1",
    birth_date=date(1984, 6, 3),
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    registered=Stamp(
        at=datetime(2026, 11, 2, tzinfo=UTC),
        day=date(2026, 11, 2),
        day_source=DaySource.COMPUTER,
        worker_id="w1",
        site="Hall",
    ),
)


def test_name_and_birth_date_are_what_somebody_is_known_as() -> None:
    known = known_as(CLIENT)

    assert known_as(replace(CLIENT, name="THERESE  Joseph", phone="305 555 0123")) == known
    assert known_as(replace(CLIENT, name="Thérèse Josephe")) != known
    assert known_as(replace(CLIENT, birth_date=date(1984, 3, 6))) != known
    assert known_as(replace(CLIENT, birth_date=None)) != known
