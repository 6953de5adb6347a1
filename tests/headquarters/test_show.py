"""Showing one bundle: everything it says, and nothing is counted."""

import json
from collections.abc import Callable
from typing import Protocol

import pytest

from clinic_app.bundles.errors import BundleDamagedError
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.show import show


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
