"""First start: what a clinic needs before its first client."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.errors import ClinicError
from clinic_app.workflows import first_start
from clinic_app.workflows.errors import (
    ClinicCodeError,
    NameMissingError,
    PassphraseTooWeakError,
)

FORM: dict[str, Any] = {
    "clinic_name": " St. Mark's Legal Clinic ",
    "clinic_code": " stmark-2 ",
    "site": "",
    "phone": "",
    "worker_name": " Mirlande Baptiste ",
    "accreditation": None,
    "sign_in_name": " mirlande ",
    "passphrase": "correct horse battery staple gravel moth",
    "today": Today(date(2026, 11, 2)),
    "cost": LEAST_COST,
}


def test_a_new_clinic_stands_with_its_first_worker_at_work(tmp_path: Path) -> None:
    made = first_start.create_clinic(tmp_path / "vault", **FORM)

    clinic, worker = made.session.clinic, made.session.worker
    made.session.lock()
    assert (clinic.name, clinic.code) == ("St. Mark's Legal Clinic", "STMARK-2")
    assert clinic.site == clinic.name
    assert not clinic.is_training
    assert worker.name == "Mirlande Baptiste"
    assert worker.slot_id
    assert made.recovery_code not in repr(made)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"clinic_name": " "}, NameMissingError),
        ({"worker_name": " "}, NameMissingError),
        ({"sign_in_name": " "}, NameMissingError),
        ({"clinic_name": "\u200b"}, NameMissingError),
        ({"worker_name": "\u200b"}, NameMissingError),
        ({"sign_in_name": "\u200b"}, NameMissingError),
        ({"clinic_code": "a"}, ClinicCodeError),
        ({"passphrase": "short"}, PassphraseTooWeakError),
    ],
)
def test_a_clinic_is_not_made_by_halves(
    tmp_path: Path, changes: dict[str, Any], kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        first_start.create_clinic(tmp_path / "vault", **{**FORM, **changes})

    assert not (tmp_path / "vault" / "clinic.db").exists()


def test_a_vault_is_never_made_over_another(tmp_path: Path) -> None:
    made = first_start.create_clinic(tmp_path / "vault", **FORM)
    made.session.lock()
    before = (tmp_path / "vault" / "clinic.db").read_bytes()

    with pytest.raises(ClinicError):
        first_start.create_clinic(tmp_path / "vault", **FORM)

    assert (tmp_path / "vault" / "clinic.db").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIA", True),
        (" mia-02 ", True),
        ("A1", True),
        ("A", False),
        ("", False),
        ("-MIA", False),
        ("MIA/1", False),
        ("M" * 21, False),
        ("Ñuñoa", False),
    ],
)
def test_a_clinic_code_is_letters_digits_and_hyphens(text: str, expected: bool) -> None:
    assert first_start.is_clinic_code(text) is expected


def test_suggested_passphrases_are_six_words_and_never_the_same() -> None:
    suggested = {first_start.suggest_passphrase() for _ in range(20)}

    assert len(suggested) == 20
    assert all(len(passphrase.split(" ")) == 6 for passphrase in suggested)


def test_two_groups_of_the_recovery_code_are_typed_back_whatever_the_case() -> None:
    code = "ABCDE-FGH10-23456-789AB-CDEFG-HJKMN-PQRST-VWXYZ"

    assert first_start.recovery_groups(code)[1] == "FGH10"
    assert first_start.is_typed_back(code, (0, 1), (" abcde", "fghIO"))
    assert not first_start.is_typed_back(code, (0, 1), ("abcde", "fgh11"))


def test_the_groups_to_type_back_are_two_different_ones_in_order() -> None:
    for _ in range(50):
        first, second = first_start.groups_to_type("A-B-C-D-E-F-G-H")
        assert 0 <= first < second <= 7
