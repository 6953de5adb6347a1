"""``hq collect --json`` where the database goes away midway: whole JSON, why, 3, nothing half."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Connection

from clinic_app.bundles.seal_file import SealedFile
from clinic_app.cli.main import main
from clinic_app.headquarters import collecting, enrolling
from clinic_app.headquarters.ledger import ledger as ledger_door
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.place import Headquarters

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MONTHS = 3
GOES_AWAY = {
    "sqlite": ("PRAGMA query_only = ON", "may be written"),
    "postgresql": ("SELECT pg_terminate_backend(pg_backend_pid())", "does not answer"),
}


class Clinic(Protocol):
    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


@pytest.mark.parametrize("database", GOES_AWAY)
@pytest.mark.parametrize("taken", range(MONTHS + 1))
def test_json_is_whole_and_the_next_run_takes_in_the_rest(
    database: str,
    taken: int,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    headquarters: Headquarters = request.getfixturevalue(f"fresh_{database}")()
    issue_at: Callable[[Headquarters, str], Clinic] = request.getfixturevalue("issue_at")
    inbox: Path = request.getfixturevalue("inbox")
    clinic = issue_at(headquarters, "BOS-1")
    enrolling.accept(headquarters, clinic.answer(), AT)
    for helped in range(1, MONTHS + 1):
        file = clinic.close(helped=helped)
        (inbox / file.name).write_bytes(file.data)
    words = inbox.parent / "words"
    words.write_text("a passphrase of several words\n", encoding="utf-8")
    statement, why = GOES_AWAY[database]
    begun = iter(range(100))

    def open_or_cut(connection: Connection) -> OpenLedger:
        opened = OpenLedger(connection)
        if cuts and next(begun) == 2 + taken:  # after two looks at what waits
            opened._connection.exec_driver_sql(statement)
        return opened

    def collect() -> tuple[int, dict[str, object], str]:
        ended = main(
            [
                *("hq", "collect", str(headquarters.folder), str(inbox), "--json"),
                *("--passphrase-file", str(words)),
            ]
        )
        told = capsys.readouterr()
        return ended, json.loads(told.out), told.err

    monkeypatch.setattr(collecting, "FILES_PER_BATCH", 1)
    monkeypatch.setattr(ledger_door, "OpenLedger", open_or_cut)
    cuts = True
    ended, said, told = collect()

    assert ended == (3 if taken < MONTHS else ended)
    assert (why in told) == (ended == 3)
    assert told.count("\n") == (ended == 3)
    assert statuses(said) == Counter(accepted=taken)
    assert len(list(inbox.glob("*.receipt"))) == taken

    cuts = False
    ended, said, told = collect()

    assert (ended, told) == (0, "")
    assert statuses(said) == Counter(seen=taken, accepted=MONTHS - taken)
    assert len(list(inbox.glob("*.receipt"))) == MONTHS


def statuses(said: dict[str, object]) -> Counter[str]:
    """Return how many files ended how; the sums that JSON says are the same."""
    files, counts = said["files"], said["counts"]
    assert isinstance(files, list)
    assert isinstance(counts, dict)
    assert {name: count for name, count in counts.items() if count} == Counter(
        file["status"] for file in files
    )
    return Counter(file["status"] for file in files)
