"""How many may have been registered twice, without a window."""

from datetime import date
from pathlib import Path

import pytest

from clinic_app.cli.main import main
from clinic_app.clock import Today
from clinic_app.records.client import Consent
from clinic_app.workflows import clients, unlocking


def asked(clinic: Path) -> list[str]:
    return ["duplicates", str(clinic), "--passphrase-file", str(clinic / "passphrase.txt")]


def register_twice(clinic: Path) -> None:
    words = (clinic / "passphrase.txt").read_text(encoding="utf-8").strip()
    session = unlocking.unlock(clinic, words, "ana", Today(date(2026, 9, 3)))
    for _time in range(2):
        clients.register(
            session,
            name="Canary Désir",
            birth_date=None,
            language="ht",
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone="305 555 0177",
        )
    session.lock()


def test_possible_duplicates_are_counted_and_nobody_is_named(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(clinic)) == 0
    assert "No possible duplicate" in capsys.readouterr().out
    register_twice(clinic)

    assert main(asked(clinic)) == 1

    said = capsys.readouterr().out
    assert said.startswith("1 possible duplicate waits")
    assert "Canary" not in said


def test_no_month_is_exported_while_one_waits(
    clinic: Path, enrolment_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--passphrase-file", str(clinic / "passphrase.txt")]
    answer = str(tmp_path / "answer.json")
    assert main(["enrol", str(clinic), str(enrolment_file), "--answer", answer, *given]) == 0
    register_twice(clinic)
    capsys.readouterr()

    outbox = tmp_path / "outbox"
    assert main(["export", str(clinic), "--outbox", str(outbox), *given]) == 3

    said = capsys.readouterr()
    assert said.err.startswith("1 possible duplicate has no answer yet")
    assert (said.out, outbox.exists()) == ("", False)
