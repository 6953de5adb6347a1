"""Migrated tables are today's tables; a migration that fails leaves nothing behind."""

import re
from types import SimpleNamespace

import pytest
from alembic import op
from sqlalchemy import Connection

from clinic_app.vault.engine import Engines
from clinic_app.vault.migrations import upgrading
from clinic_app.vault.migrations.upgrading import is_current, revision_of, upgrade
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.store_errors import VaultNewerError
from clinic_app.vault.tables import METADATA


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

    upgrade(connection)

    assert is_current(connection)
    assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == before


def test_an_empty_database_has_seen_no_step(empty_database: Engines) -> None:
    with empty_database.writer.begin() as connection:
        assert revision_of(connection) is None
        assert not is_current(connection)


def test_a_vault_of_a_newer_program_is_refused(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(VaultNewerError):
        upgrade(connection)


def failing_step() -> None:
    op.get_bind().exec_driver_sql("CREATE TABLE half_done (number INTEGER)")
    raise ZeroDivisionError


NEWEST = upgrading.STEPS[-1].revision
STEP = SimpleNamespace(
    revision="9998", down_revision=NEWEST, upgrade=failing_step, __name__="m9998", __doc__=""
)


def test_a_failed_first_migration_leaves_nothing_behind(
    empty_database: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrading, "STEPS", (*upgrading.STEPS, STEP))

    with pytest.raises(ZeroDivisionError), empty_database.writer.begin() as connection:
        upgrade(connection)

    with empty_database.writer.begin() as connection:
        assert connection.exec_driver_sql("SELECT name FROM sqlite_master").all() == []


def test_a_failed_later_migration_leaves_the_vault_as_it_was(
    empty_database: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    with empty_database.writer.begin() as connection:
        upgrade(connection)
        before = made(connection)
    monkeypatch.setattr(upgrading, "STEPS", (*upgrading.STEPS, STEP))

    with pytest.raises(ZeroDivisionError), empty_database.writer.begin() as connection:
        upgrade(connection)

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

    upgrade(connection)

    assert revision_of(connection) == "9998"
    assert "later" in made(connection)


def test_each_step_keeps_what_was_there(
    empty_database: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A vault of the first program gets today's tables, and its clinic is still there."""
    with monkeypatch.context() as first_program:
        first_program.setattr(upgrading, "STEPS", upgrading.STEPS[:1])
        with empty_database.writer.begin() as connection:
            upgrade(connection)
            connection.exec_driver_sql(
                "INSERT INTO clinic VALUES (1, 'St. Mark', 'STMARK', 'Hall', '', 's', 0)"
            )

    with empty_database.writer.begin() as connection:
        upgrade(connection)

    with empty_database.writer.begin() as connection:
        assert is_current(connection)
        assert OpenVault(connection).clinic.get().name == "St. Mark"
        assert OpenVault(connection).rule_packs.all() == ()
