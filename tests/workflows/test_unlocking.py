"""Unlocking: by passphrase, by recovery code, and not at all."""

from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import WrongPassphraseError
from clinic_app.errors import ClinicError
from clinic_app.workflows import unlocking
from clinic_app.workflows.errors import PassphraseTooWeakError
from clinic_app.workflows.session import Session

PASSPHRASE = "correct horse battery staple gravel moth"
NEW = "quite another passphrase of words"
TODAY = Today(date(2026, 11, 2))


class MadeClinic(Protocol):
    @property
    def recovery_code(self) -> str: ...


def test_the_right_passphrase_opens_the_session_of_its_worker(clinic_folder: Path) -> None:
    session = unlocking.unlock(clinic_folder, PASSPHRASE, None, TODAY)

    assert session.worker.name == "Mirlande Baptiste"
    assert session.clinic.code == "STMARK"
    assert session.stamp().day == TODAY.day
    session.lock()
    assert session.vault.is_locked


def test_a_wrong_passphrase_opens_nothing_and_the_right_one_still_does(
    clinic_folder: Path,
) -> None:
    with pytest.raises(WrongPassphraseError):
        unlocking.unlock(clinic_folder, PASSPHRASE + "s", "mirlande", TODAY)

    unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", TODAY).lock()


def test_a_changed_passphrase_replaces_the_old_one(session: Session, clinic_folder: Path) -> None:
    unlocking.change_passphrase(session, PASSPHRASE, NEW)
    session.lock()

    with pytest.raises(WrongPassphraseError):
        unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", TODAY)
    unlocking.unlock(clinic_folder, NEW, "mirlande", TODAY).lock()


def test_a_passphrase_is_changed_only_by_who_knows_it_and_to_a_strong_one(
    session: Session,
) -> None:
    with pytest.raises(WrongPassphraseError):
        unlocking.change_passphrase(session, NEW, NEW)
    with pytest.raises(PassphraseTooWeakError):
        unlocking.change_passphrase(session, PASSPHRASE, "short")


def test_the_recovery_code_lets_a_worker_choose_a_new_passphrase(
    made_clinic: MadeClinic, clinic_folder: Path
) -> None:
    typed = made_clinic.recovery_code.lower()

    session = unlocking.unlock_by_recovery_code(clinic_folder, typed, NEW, "mirlande", TODAY)
    assert session.worker.name == "Mirlande Baptiste"
    session.lock()

    unlocking.unlock(clinic_folder, NEW, "mirlande", TODAY).lock()


def test_a_mistyped_recovery_code_changes_nothing(
    made_clinic: MadeClinic, clinic_folder: Path
) -> None:
    code = made_clinic.recovery_code
    slip = ("A" if code[0] != "A" else "B") + code[1:]

    with pytest.raises(ClinicError):
        unlocking.unlock_by_recovery_code(clinic_folder, slip, NEW, "mirlande", TODAY)

    unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", TODAY).lock()


def test_a_recovery_with_an_unknown_name_leaves_the_vault_closed(
    made_clinic: MadeClinic, clinic_folder: Path
) -> None:
    with pytest.raises(ClinicError):
        unlocking.unlock_by_recovery_code(
            clinic_folder, made_clinic.recovery_code, NEW, "nobody", TODAY
        )

    unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", TODAY).lock()


def test_a_second_opener_is_refused_and_the_first_goes_on(
    session: Session, clinic_folder: Path
) -> None:
    with pytest.raises(ClinicError):
        unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", TODAY)

    with session.reading() as opened:
        assert opened.clinic.get() == session.clinic
