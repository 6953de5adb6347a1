"""A zero in a text is damage where it is read, so none is kept."""

from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2

from clinic_app.records.worker import Worker
from clinic_app.vault.open_vault import OpenVault

ANA = Worker(id="a1", name="Ana Example")


def test_a_zero_that_came_from_no_keyboard_is_not_kept(opened: OpenVault) -> None:
    opened.workers.add(replace(ANA, name="Ana\0 Example\0"))

    assert opened.workers.get("a1") == ANA


def test_a_text_that_ends_in_zeros_is_damage(opened: OpenVault) -> None:
    opened.workers.add(ANA)
    opened._connection.exec_driver_sql("UPDATE workers SET name = 'Ana' || char(0, 0)")

    with pytest.raises(dbapi2.DatabaseError) as caught:
        opened.workers.get("a1")

    assert caught.value.sqlite_errorcode == dbapi2.SQLITE_CORRUPT
