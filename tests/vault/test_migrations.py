"""Migrated tables are today's tables; a migration that fails leaves nothing behind."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import msgspec
import pytest
from alembic import op
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from clinic_app.clock import DaySource
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.signing import key_id
from clinic_app.crypto.slots import Secrets
from clinic_app.interview.answers import Answers
from clinic_app.records.clinic import Close
from clinic_app.records.draft import Draft
from clinic_app.records.laptop import Direction, Laptop, OwnPart, Part
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Role
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.tallies.month import Month
from clinic_app.vault.engine import Engines
from clinic_app.vault.migrations import upgrading
from clinic_app.vault.migrations.upgrading import is_current, revision_of, upgrade
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.store_errors import VaultNewerError
from clinic_app.vault.tables import METADATA

SEALS = FieldSeals.of(Secrets(b"d" * 32, b"s" * 32, b"r" * 32), "0" * 32)


def made(connection: Connection) -> dict[str, str]:
    """Return the SQL of every table and index of ours, without its line breaks."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
        " AND name NOT LIKE 'alembic%' AND name NOT LIKE 'client_words%'"
    )
    return {name: re.sub(r"\s+|(?<=\()\s|\s(?=\))", "", sql) for name, sql in found}


def test_migrated_tables_and_indexes_are_those_of_today(
    connection: Connection, empty_database: Engines
) -> None:
    migrated = made(connection)

    with empty_database.writer.begin() as fresh:
        METADATA.create_all(fresh)
        assert made(fresh) == migrated
    assert set(METADATA.tables) <= set(migrated)


def test_a_vault_up_to_date_is_left_alone(connection: Connection) -> None:
    before = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()

    upgrade(connection, SEALS)

    assert is_current(connection)
    assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == before


def test_an_empty_database_has_seen_no_step(empty_database: Engines) -> None:
    with empty_database.writer.begin() as connection:
        assert revision_of(connection) is None
        assert not is_current(connection)


def test_a_vault_of_a_newer_program_is_refused(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(VaultNewerError):
        upgrade(connection, SEALS)


def test_a_program_that_knows_only_whole_days_refuses_the_vault(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tuple(step for step in upgrading.STEPS if step.revision < "0029")
    monkeypatch.setattr(upgrading, "STEPS", before)

    with pytest.raises(VaultNewerError):
        upgrade(connection, SEALS)


def test_closes_that_no_acknowledged_file_spells_out_wait_again(
    empty_database: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tuple(step for step in upgrading.STEPS if step.revision < "0030")
    monkeypatch.setattr(upgrading, "STEPS", before)
    with empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)
        opened = OpenVault(connection, SEALS)
        _insert(connection, "workers", id="w1", name="Ana", slot_id="", is_active=1)
        for seq in range(1, 28):
            month = Month(2024, 7).plus(seq)
            close = Close(
                label=month.label,
                seq=seq,
                first=month.first,
                last=month.last,
                payload=b"{}",
                sealed=None,
                file_name="",
                stamp=STAMP,
                receipt_status="accepted" if seq < 27 else "",
            )
            opened.closes.add(close)
    monkeypatch.undo()

    with empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)
        closes = OpenVault(connection, SEALS).closes.all()

    assert [close.seq for close in closes if not close.is_acknowledged] == [27, 2, 1]


def test_hand_offs_are_counted_on_under_the_key_of_now(
    empty_database: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tuple(step for step in upgrading.STEPS if step.revision < "0031")
    monkeypatch.setattr(upgrading, "STEPS", before)
    keys = {"signing_key": b"s" * 32, "sealing_key": b"e" * 32}
    with empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)
        opened = OpenVault(connection, SEALS)
        _insert(connection, "workers", id="w1", name="Ana", slot_id="", is_active=1)
        part = {"signing_seed": b"a" * 32, "opening_secret": b"b" * 32, "station_id": "0" * 16}
        opened.laptops.save_own(OwnPart(part=Part.DAY, stamp=STAMP, **keys, **part))  # type: ignore[arg-type]
        opened.laptops.add(Laptop(id="m", name="Main", part=Part.MAIN, accepted=STAMP, **keys))  # type: ignore[arg-type]
        connection.exec_driver_sql(
            "INSERT INTO hand_offs (sha256, laptop_id, direction, parcel, units, sealed, stamp_at,"
            " stamp_day, stamp_day_source, stamp_worker_id, stamp_site) SELECT ?, id, 'out', 7, 2,"
            " x'00', accepted_at, accepted_day, accepted_day_source, 'w1', accepted_site"
            " FROM laptops",
            ("f" * 64,),
        )
    monkeypatch.undo()

    with empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)
        hand_offs = OpenVault(connection, SEALS).hand_offs
        (kept,) = hand_offs.all()
        newest = hand_offs.newest(key_id(b"s" * 32), "m", Direction.OUT)

    assert (kept.number, kept.units, kept.sealed, kept.stamp) == (7, 2, b"\x00", STAMP)
    assert newest == (7, "f" * 64)


def failing_step() -> None:
    op.get_bind().exec_driver_sql("CREATE TABLE half_done (number INTEGER)")
    raise ZeroDivisionError


STAMP = Stamp(
    at=datetime(2026, 11, 2, 18, 30, tzinfo=UTC),
    day=date(2026, 11, 2),
    day_source=DaySource.COMPUTER,
    worker_id="w1",
    site="Church hall",
)
NEWEST = upgrading.STEPS[-1].revision
STEP = SimpleNamespace(
    revision="9998", down_revision=NEWEST, upgrade=failing_step, __name__="m9998", __doc__=""
)


def test_a_failed_first_migration_leaves_nothing_behind(
    empty_database: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrading, "STEPS", (*upgrading.STEPS, STEP))

    with pytest.raises(ZeroDivisionError), empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)

    with empty_database.writer.begin() as connection:
        assert connection.exec_driver_sql("SELECT name FROM sqlite_master").all() == []


def test_a_failed_later_migration_leaves_the_vault_as_it_was(
    empty_database: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)
        before = made(connection)
    monkeypatch.setattr(upgrading, "STEPS", (*upgrading.STEPS, STEP))

    with pytest.raises(ZeroDivisionError), empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)

    with empty_database.writer.begin() as connection:
        assert made(connection) == before
        assert revision_of(connection) == NEWEST


def test_a_later_step_is_applied_alone(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_a_table() -> None:
        op.get_bind().exec_driver_sql("CREATE TABLE later (number INTEGER)")

    step = SimpleNamespace(
        revision="9998", down_revision=NEWEST, upgrade=add_a_table, __name__="m", __doc__=""
    )
    monkeypatch.setattr(upgrading, "STEPS", (*upgrading.STEPS, step))

    upgrade(connection, SEALS)

    assert revision_of(connection) == "9998"
    assert "later" in made(connection)


def test_each_step_keeps_what_was_there(
    empty_database: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A vault of the first program gets today's tables, and its clinic is still there."""
    with monkeypatch.context() as first_program:
        first_program.setattr(upgrading, "STEPS", upgrading.STEPS[:1])
        with empty_database.writer.begin() as connection:
            upgrade(connection, SEALS)
            connection.exec_driver_sql(
                "INSERT INTO clinic VALUES (1, 'St. Mark', 'STMARK', 'Hall', '', 's', 0)"
            )

    with empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)

    with empty_database.writer.begin() as connection:
        assert is_current(connection)
        assert OpenVault(connection, SEALS).clinic.get().name == "St. Mark"
        assert OpenVault(connection, SEALS).rule_packs.all() == ()


def test_a_vault_from_before_there_were_roles_is_sealed(empty_database: Engines) -> None:
    with empty_database.writer.begin() as connection:
        _before_roles(connection)

    with empty_database.writer.begin() as connection:
        upgrade(connection, SEALS)
        opened = OpenVault(connection, SEALS)
        finished, draft, counted = opened.screenings.of_client("c1")
        (decision,) = opened.decisions.of_screening("s1")
        kept = opened.drafts.of("w1")
        rows = repr(
            [
                connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 - constants
                for table in ("screenings", "decisions", "drafts")
            ]
        )

        assert finished.answers["late_reregistration_reason"] == "canary"
        assert finished.outcome is not None
        assert draft.answers["lpr"] is False
        assert (counted.answers, counted.outcome) == (Answers(), None)
        assert decision.note == "canary"
        assert kept is not None
        assert opened.workers.get("w1").role is Role.COORDINATOR
        assert "canary" not in rows
    with pytest.raises(IntegrityError), empty_database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE screenings SET answers = x'00' WHERE id = 's1'")


def _before_roles(connection: Connection) -> None:
    """Fill a database as a program left it that knew no roles."""
    upgrading_to = [step for step in upgrading.STEPS if step.revision <= "0004"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(upgrading, "STEPS", upgrading_to)
        upgrade(connection, SEALS)
    stamp = ("2026-11-02T09:00:00+00:00", "2026-11-02", "computer", "w1", "Hall")
    finding = b'[{"test":"crimes","status":"needs_review","text":"canary","citations":["x"]}]'
    outcome = msgspec.json.encode(
        Outcome(
            country="HT",
            as_of=date(2026, 11, 2),
            pack_version="1",
            track=Track.NONE,
            designation=None,
            deadline=None,
            findings=(),
        )
    )
    _insert(connection, "workers", id="w1", name="Ana", slot_id="s", is_active=1)
    _insert(
        connection,
        "clients",
        id="c1",
        code="7K3F",
        name="Widline",
        household_id="c1",
        language="ht",
        needs_interpreter=0,
        consent="given",
        phone="",
        come_back_note="",
        search_words="",
        **_stamped("registered", stamp),
    )
    both = {"client_id": "c1", "country": "HT", "as_of": "2026-11-02", "question_id": ""}
    _insert(
        connection,
        "screenings",
        id="s1",
        state="finished",
        answers=b'{"late_reregistration_reason":"canary"}',
        outcome=outcome,
        findings=finding,
        pack_version="1",
        **both,
        **_stamped("started", stamp),
        **_stamped("finished", stamp),
    )
    for name, answers in (("s2", b'{"lpr":false}'), ("s3", None)):
        _insert(
            connection,
            "screenings",
            id=name,
            state="draft",
            answers=answers,
            **both,
            **_stamped("started", stamp),
        )
    _insert(
        connection,
        "decisions",
        id="d1",
        screening_id="s1",
        ruling="more_papers",
        note="canary",
        same_worker=0,
        **_stamped("stamp", stamp),
    )
    typed = msgspec.json.encode(Draft(datetime(2026, 11, 2, tzinfo=UTC), ()))
    _insert(connection, "drafts", worker_id="w1", content=typed)


def _stamped(prefix: str, stamp: tuple[str, ...]) -> dict[str, object]:
    return dict(
        zip(
            (f"{prefix}_{part}" for part in ("at", "day", "day_source", "worker_id", "site")),
            stamp,
            strict=True,
        )
    )


def _insert(connection: Connection, table: str, **values: object) -> None:
    names, holes = ", ".join(values), ", ".join("?" * len(values))
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({names}) VALUES ({holes})",  # noqa: S608 - constants
        tuple(values.values()),
    )
