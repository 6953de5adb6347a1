"""How many may have been registered twice, without a window."""

from pathlib import Path

import pytest

from clinic_app.cli.main import main
from clinic_app.clock import today
from clinic_app.records.client import Consent
from clinic_app.workflows import clients, unlocking


def asked(clinic: Path) -> list[str]:
    return ["duplicates", str(clinic), "--passphrase-file", str(clinic / "passphrase.txt")]


def test_possible_duplicates_are_counted_and_nobody_is_named(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(clinic)) == 0
    assert "No possible duplicate" in capsys.readouterr().out
    words = (clinic / "passphrase.txt").read_text(encoding="utf-8").strip()
    session = unlocking.unlock(clinic, words, "ana", today())
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

    assert main(asked(clinic)) == 1

    said = capsys.readouterr().out
    assert said.startswith("1 possible duplicate waits")
    assert "Canary" not in said
