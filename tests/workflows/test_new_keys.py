"""New keys: whoever was removed is shut out, whoever remains chooses their own passphrase."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.crypto.keyring_errors import (
    SignInNameUnknownError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.records.client import Client, Consent
from clinic_app.records.recovery_paper import CODE
from clinic_app.records.screening import Ruling
from clinic_app.records.worker import Role
from clinic_app.workflows import (
    backups,
    clients,
    decisions,
    new_keys,
    recovery_papers,
    screenings,
    unlocking,
    workers,
)
from clinic_app.workflows.errors import NotCoordinatorError, PassphraseTooWeakError
from clinic_app.workflows.key_errors import PassphraseNotOwnError, TemporaryPassphraseError
from clinic_app.workflows.new_keys import Prepared
from clinic_app.workflows.session import Session

PASSPHRASE = "correct horse battery staple gravel moth"
TOMAS, ANA = "another passphrase of many words", "a third passphrase of many words"
OWN = "quite another passphrase of words"


class Crew(Protocol):
    @property
    def volunteer(self) -> Session: ...
    @property
    def second(self) -> Session: ...


class Made(Protocol):
    @property
    def recovery_code(self) -> str: ...


def go_on(_done: int, _total: int) -> bool:
    return False


@pytest.fixture
def client(session: Session) -> Client:
    return clients.register(
        session,
        name="Widline Désir",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


@pytest.fixture
def prepared(session: Session) -> Prepared:
    for name, words, role in (
        ("tomas", TOMAS, Role.VOLUNTEER),
        ("gone", ANA, Role.REPRESENTATIVE),
    ):
        sign_in = workers.SignIn(name=name, passphrase=words, role=role)
        worker = workers.add(session, name, None, sign_in)
        if name == "gone":
            workers.update(session, replace(worker, is_active=False))
    return new_keys.prepare(session, PASSPHRASE, with_shares=False)


@pytest.fixture
def carried_out(session: Session, client: Client, prepared: Prepared) -> Prepared:
    draft = screenings.begin(session, client.id, "HT")
    finished = screenings.finish(session, draft.id)
    decisions.decide(session, finished.id, Ruling.MORE_PAPERS, "the note")
    unreadable = new_keys.carry_out(session, prepared, {CODE: "Father Marc"}, progress=go_on)
    assert unreadable == 0
    assert session.vault.is_locked
    return prepared


@pytest.fixture
def again(
    session: Session,
    carried_out: Prepared,  # noqa: ARG001 - before it is opened again
    clinic_folder: Path,
) -> Iterator[Session]:
    opened = unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", session.today)
    yield opened
    opened.lock()


def test_the_coordinator_goes_on_with_everything_and_it_is_in_the_log(
    again: Session, client: Client
) -> None:
    (screening,) = screenings.of_client(again, client.id)
    (decision,) = decisions.of_screening(again, screening.id)

    assert decision.note == "the note"
    ways = recovery_papers.look(again)
    assert (ways.code.holder, ways.code.proved) == ("Father Marc", again.today.day)
    with again.reading() as opened:
        acts = [link.entry for link in opened.audit.found(limit=5)]
        assert opened.audit.first_broken() is None
    assert any(entry.about.value == "keys" and not entry.subject_id for entry in acts)


def test_whoever_was_removed_and_every_old_word_opens_nothing(
    session: Session, carried_out: Prepared, made_clinic: Made, clinic_folder: Path
) -> None:
    day = session.today
    assert [one.sign_in_name for one in carried_out.hand_outs] == ["tomas"]
    with pytest.raises(SignInNameUnknownError):
        unlocking.unlock(clinic_folder, ANA, "gone", day)
    with pytest.raises(WrongPassphraseError):
        unlocking.unlock(clinic_folder, TOMAS, "tomas", day)
    with pytest.raises(WrongRecoveryCodeError):
        unlocking.unlock_by_recovery_code(
            clinic_folder, made_clinic.recovery_code, OWN, "tomas", day
        )


def test_the_words_that_were_handed_out_open_nothing_but_the_choice_of_ones_own(
    session: Session, carried_out: Prepared, clinic_folder: Path
) -> None:
    day, given = session.today, carried_out.hand_outs[0].passphrase
    with pytest.raises(TemporaryPassphraseError):
        unlocking.unlock(clinic_folder, given, "tomas", day)
    with pytest.raises(PassphraseNotOwnError):
        unlocking.unlock_first(clinic_folder, given, f" {given}", "tomas", day)
    with pytest.raises(PassphraseTooWeakError):
        unlocking.unlock_first(clinic_folder, given, "short", "tomas", day)
    with pytest.raises(WrongPassphraseError):
        unlocking.unlock_first(clinic_folder, TOMAS, OWN, "tomas", day)

    tomas = unlocking.unlock_first(clinic_folder, given, OWN, "tomas", day)

    assert (tomas.worker.name, tomas.may_screen, tomas.may_sign) == ("tomas", True, False)
    tomas.lock()
    unlocking.unlock(clinic_folder, OWN, "tomas", day).lock()
    with pytest.raises(WrongPassphraseError):
        unlocking.unlock(clinic_folder, given, "tomas", day)


def test_paper_or_a_coordinator_helps_whoever_lost_the_words(
    again: Session, carried_out: Prepared, clinic_folder: Path
) -> None:
    day, worker = again.today, carried_out.hand_outs[0].worker
    sign_in = workers.SignIn(name="", passphrase=TOMAS, role=Role.VOLUNTEER)
    workers.renew(again, worker.id, sign_in)
    again.lock()
    unlocking.unlock(clinic_folder, TOMAS, "tomas", day).lock()

    code = carried_out.keys.recovery_code
    recovered = unlocking.unlock_by_recovery_code(clinic_folder, code, OWN, "tomas", day)

    assert not recovered.may_sign
    recovered.lock()


def test_only_a_coordinator_makes_new_keys(crew: Crew) -> None:
    for session in (crew.volunteer, crew.second):
        with pytest.raises(NotCoordinatorError):
            new_keys.prepare(session, PASSPHRASE, with_shares=False)


def test_new_shares_instead_of_a_code(
    session: Session, client: Client, clinic_folder: Path
) -> None:
    prepared = new_keys.prepare(session, PASSPHRASE, with_shares=True)
    holders = {1: "Ana", 2: "", 3: "the safe"}

    new_keys.carry_out(session, prepared, holders, progress=go_on)

    first, _second, third = prepared.keys.shares
    back = unlocking.unlock_by_shares(clinic_folder, (third, first), OWN, "mirlande", session.today)
    assert clients.search(back, "desir") == (client,)
    assert [one.holder for one in recovery_papers.look(back).shares] == ["Ana", "", "the safe"]
    back.lock()


def test_the_first_backup_after_new_keys_is_due_at_once_and_old_ones_are_listed(
    session: Session, prepared: Prepared, clinic_folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backups.make(session, stick)
    assert made.second is not None
    assert not backups.is_due(session)
    assert new_keys.known_backups(session, stick) == (made.backup, made.second)
    assert new_keys.known_backups(session, None) == (made.backup,)
    new_keys.carry_out(session, prepared, {}, progress=go_on)

    again = unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", session.today)

    assert backups.is_due(again)
    backups.make(again, None)
    assert not backups.is_due(again)
    again.lock()


def test_a_close_after_new_keys_draws_the_same_coins(
    session: Session, prepared: Prepared, clinic_folder: Path
) -> None:
    before = session.vault.count_key()
    new_keys.carry_out(session, prepared, {}, progress=go_on)

    again = unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", session.today)

    assert again.vault.count_key() == before
    again.lock()
