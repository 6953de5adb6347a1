"""Showing one bundle: everything it says, and nothing is counted."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles.errors import BundleDamagedError
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.show import kept, show
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.month import Month


class Clinic(Protocol):
    def close(self, **totals: int) -> SealedFile: ...


Enrol = Callable[[str], Clinic]


def test_it_says_what_the_bundle_says(headquarters: Headquarters, enrolled: Enrol) -> None:
    file = enrolled("BOS-1").close(helped=34)

    shown = show(headquarters, file.data)

    said = json.loads(shown.as_json())
    surroundings = said.pop("file")
    assert said == json.loads(file.payload)
    assert surroundings["sha256"] == file.sha256
    assert surroundings["is_signer_accepted"] is True
    with headquarters.ledger.transaction() as opened:
        assert opened.bundles.held([bytes.fromhex(file.sha256)]) == {}


def test_it_says_that_a_key_is_not_accepted(headquarters: Headquarters, issued: Enrol) -> None:
    shown = show(headquarters, issued("BOS-1").close(helped=34).data)

    assert not shown.is_signer_accepted


def test_a_damaged_bundle_is_refused(headquarters: Headquarters, enrolled: Enrol) -> None:
    data = bytearray(enrolled("BOS-1").close(helped=34).data)
    data[-1] ^= 1

    with pytest.raises(BundleDamagedError):
        show(headquarters, bytes(data))


def test_what_a_report_calls_a_bundle_finds_it_when_the_stick_is_gone(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    files = [clinic.close(helped=total) for total in (34, 51)]
    for file in files:
        (inbox / file.name).write_bytes(file.data)
    collect(headquarters, inbox, datetime(2026, 11, 2, 9, 0, tzinfo=UTC))

    (reported,) = draw_up(headquarters, Month(2026, 1), Month(2026, 2)).clinics

    names = [name for _months, name in reported.bundles]
    assert [kept(headquarters, name) for name in names] == [file.data for file in files]
    assert kept(headquarters, files[0].name) == files[0].data
    for name in ("", "BOS-1", names[0][:-1] + "g", names[0][:-12] + "0" * 12, "X" + names[0]):
        assert kept(headquarters, name) is None
