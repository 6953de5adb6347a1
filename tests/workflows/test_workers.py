"""Workers: who can open the vault, and whose accreditation runs out."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import KeyNotHeldError, WrongPassphraseError
from clinic_app.errors import ClinicError
from clinic_app.files.errors import DiskFullError
from clinic_app.records.worker import Accreditation, AccreditationLevel, Role
from clinic_app.vault.opening import sign_in_names
from clinic_app.workflows import unlocking, workers
from clinic_app.workflows.errors import (
    AccreditationDatesError,
    LastWorkerError,
    NameMissingError,
    NotCoordinatorError,
    PassphraseTooWeakError,
    WorkerSwitchedOffError,
)
from clinic_app.workflows.session import Session

TOMAS = "another passphrase of many words"


class Crew(Protocol):
    @property
    def volunteer(self) -> Session: ...
    @property
    def representative(self) -> Session: ...
    @property
    def second(self) -> Session: ...


def signing_in(name: str, passphrase: str = TOMAS, role: Role = Role.VOLUNTEER) -> workers.SignIn:
    return workers.SignIn(name=name, passphrase=passphrase, role=role)


def accredited(expires: date) -> Accreditation:
    return Accreditation(level=AccreditationLevel.FULL, granted=date(2025, 1, 1), expires=expires)


def test_a_new_worker_opens_the_vault_with_their_own_passphrase(
    session: Session, clinic_folder: Path
) -> None:
    worker = workers.add(session, " Tomas Vale ", None, signing_in(" tomas "))
    session.lock()

    again = unlocking.unlock(clinic_folder, TOMAS, "tomas", session.today)
    again.lock()

    assert again.worker == worker
    assert worker.name == "Tomas Vale"
    assert worker.slot_id


@pytest.mark.parametrize(
    ("name", "sign_in_name", "passphrase", "kind"),
    [
        ("", "tomas", TOMAS, NameMissingError),
        ("Tomas Vale", " ", TOMAS, NameMissingError),
        ("\u200b", "tomas", TOMAS, NameMissingError),
        ("Tomas Vale", "\u200b", TOMAS, NameMissingError),
        ("Tomas Vale", "tomas", "short", PassphraseTooWeakError),
        ("Tomas Vale", "tomas", "aaaaaaaaaaaaaaa", PassphraseTooWeakError),
    ],
)
def test_nobody_is_added_by_halves(
    session: Session, name: str, sign_in_name: str, passphrase: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        workers.add(session, name, None, signing_in(sign_in_name, passphrase))

    assert workers.every(session) == (session.worker,)
    assert sign_in_names(session.vault.folder) == ("mirlande",)


def test_two_workers_never_share_a_sign_in_name(session: Session) -> None:
    with pytest.raises(ClinicError):
        workers.add(session, "Tomas Vale", None, signing_in("mirlande"))

    assert workers.every(session) == (session.worker,)


def test_who_could_not_be_kept_leaves_no_way_in(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_store: object, _worker: object) -> None:
        raise DiskFullError(session.vault.folder)

    monkeypatch.setattr("clinic_app.vault.stores.workers.Workers.add", refuse)

    with pytest.raises(DiskFullError):
        workers.add(session, "Tomas Vale", None, signing_in("tomas"))

    assert sign_in_names(session.vault.folder) == ("mirlande",)


@pytest.mark.parametrize("name", [" ", "\u200b"])
def test_a_worker_keeps_a_name_and_a_way_in(session: Session, name: str) -> None:
    with pytest.raises(NameMissingError):
        workers.update(session, replace(session.worker, name=name))


def test_an_accreditation_ends_after_it_begins(session: Session) -> None:
    wrong = accredited(date(2024, 12, 31))

    with pytest.raises(AccreditationDatesError):
        workers.update(session, replace(session.worker, accreditation=wrong))
    with pytest.raises(AccreditationDatesError):
        workers.add(session, "Tomas Vale", wrong, signing_in("tomas"))


def test_who_is_switched_off_no_longer_opens_the_vault(crew: Crew) -> None:
    gone = workers.update(crew.representative, replace(crew.volunteer.worker, is_active=False))
    folder = crew.representative.vault.folder
    crew.representative.lock()

    assert gone.slot_id == ""
    assert "tomas" not in sign_in_names(folder)
    with pytest.raises(WrongPassphraseError):
        unlocking.unlock(folder, TOMAS, None, Today(date(2026, 11, 2)))


def test_who_is_switched_on_again_is_given_a_new_passphrase(crew: Crew) -> None:
    session = crew.representative
    gone = workers.update(session, replace(crew.volunteer.worker, is_active=False))
    with pytest.raises(WorkerSwitchedOffError):
        workers.renew(session, gone.id, signing_in("tomas"))

    back = workers.update(session, replace(gone, is_active=True))
    with pytest.raises(NameMissingError):
        workers.renew(session, back.id, signing_in("\u200b "))
    back = workers.renew(session, back.id, signing_in("tomas", "a fresh passphrase of words"))

    assert back.slot_id
    session.lock()
    again = unlocking.unlock(
        session.vault.folder, "a fresh passphrase of words", "tomas", session.today
    )
    again.lock()
    assert again.worker == back


def test_a_slot_of_somebody_switched_off_opens_nothing(crew: Crew) -> None:
    session = crew.representative
    with session.transaction() as opened:
        opened.workers.save(replace(crew.volunteer.worker, is_active=False))
    session.lock()

    with pytest.raises(WorkerSwitchedOffError):
        unlocking.unlock(session.vault.folder, TOMAS, "tomas", session.today)
    again = unlocking.unlock(
        session.vault.folder,
        "correct horse battery staple gravel moth",
        "mirlande",
        session.today,
    )
    again.lock()


def test_nobody_switches_off_themselves(crew: Crew) -> None:
    own = crew.representative

    with pytest.raises(LastWorkerError):
        workers.update(own, replace(own.worker, is_active=False))


@pytest.mark.parametrize(
    ("days_left", "is_told"),
    [(-1, True), (0, True), (30, True), (180, True), (181, False)],
)
def test_an_accreditation_warns_from_180_days_before_it_ends(
    session: Session, days_left: int, is_told: bool
) -> None:
    ends = session.today.day + timedelta(days=days_left)
    worker = replace(session.worker, accreditation=accredited(ends))

    found = workers.expiring((worker,), session.today.day)

    assert [one.days_left for one in found] == ([days_left] if is_told else [])


def test_the_accreditation_of_somebody_switched_off_warns_nobody(session: Session) -> None:
    worker = replace(session.worker, accreditation=accredited(session.today.day), is_active=False)

    assert workers.expiring((worker,), session.today.day) == ()


def test_another_role_comes_with_a_new_passphrase_and_opens_other_keys(crew: Crew) -> None:
    session, folder = crew.representative, crew.representative.vault.folder
    renewed = workers.renew(
        session, crew.volunteer.worker.id, signing_in("", "a greeters own passphrase", Role.GREETER)
    )
    session.lock()

    again = unlocking.unlock(folder, "a greeters own passphrase", "tomas", session.today)
    may = again.may_screen, again.may_sign
    again.lock()

    assert renewed.role is Role.GREETER
    assert again.worker == renewed
    assert may == (False, False)
    with pytest.raises(WrongPassphraseError):
        unlocking.unlock(folder, "another passphrase of many words", "tomas", session.today)


def test_a_coordinator_stays_one(session: Session) -> None:
    with pytest.raises(LastWorkerError):
        workers.renew(session, session.worker.id, signing_in("", TOMAS, Role.VOLUNTEER))


def test_only_a_coordinator_says_who_works_here(crew: Crew) -> None:
    with crew.representative.reading() as opened:
        tomas = opened.workers.get(crew.volunteer.worker.id)
    folder = crew.representative.vault.folder
    crew.representative.lock()
    session = unlocking.unlock(
        folder, "another passphrase of many words", "tomas", crew.representative.today
    )

    with pytest.raises(NotCoordinatorError):
        workers.add(session, "Cleo", None, signing_in("cleo"))
    with pytest.raises(NotCoordinatorError):
        workers.update(session, replace(tomas, name="Tom"))
    with pytest.raises(NotCoordinatorError):
        workers.renew(session, tomas.id, signing_in("", TOMAS, Role.COORDINATOR))
    with pytest.raises(KeyNotHeldError):
        session.vault.add_slot(TOMAS, "cleo", "c3", Role.REPRESENTATIVE)
    session.lock()
