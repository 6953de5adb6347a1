"""Somebody with a program of their own and the key that all hold makes themself no other role."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.crypto.keyring_errors import FieldChangedError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.slots import Secrets, user_slot
from clinic_app.records.client import Consent
from clinic_app.records.worker import Role, Worker
from clinic_app.vault import header_file
from clinic_app.workflows import clients, new_keys, screenings, unlocking, workers
from clinic_app.workflows.errors import NotCoordinatorError
from clinic_app.workflows.key_errors import KeysAboveRoleError
from clinic_app.workflows.session import Session

PASSPHRASE = "correct horse battery staple gravel moth"
WORDS = "a long passphrase of the greeter"
OTHERS = "another long passphrase of words"

Unlocked = Callable[[str, str], Session]


class Made(Protocol):
    @property
    def recovery_code(self) -> str: ...


@pytest.fixture
def unlock(session: Session, clinic_folder: Path) -> Unlocked:
    """Open the records as somebody; they have a greeter and a finished screening."""
    client = clients.register(
        session,
        name="Widline Désir",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    screenings.finish(session, screenings.begin(session, client.id, "HT").id)
    sign_in = workers.SignIn(name="greta", passphrase=WORDS, role=Role.GREETER)
    workers.add(session, "Greta Hale", None, sign_in)
    session.lock()
    return lambda passphrase, name: unlocking.unlock(clinic_folder, passphrase, name, session.today)


def greta(session: Session) -> Worker:
    return next(one for one in workers.every(session) if one.name == "Greta Hale")


def write_all_keys_into_own_slot(session: Session) -> None:
    """Let the slot say that it opens every key, with keys that were never anybody's."""
    with session.vault.as_a_whole() as (_database, _key, keyring, secrets):
        own = keyring.slot_named("greta")
        slot = user_slot(
            Secrets(secrets.data_key, b"s" * 32, b"r" * 32),
            WORDS,
            keyring_id=keyring.id,
            slot_id=own.id,
            sign_in_name=own.sign_in_name,
            worker_id=own.worker_id,
            cost=LEAST_COST,
        )
        slots = tuple(slot if one.id == own.id else one for one in keyring.slots)
        changed = replace(keyring, slots=slots, mac=None)
        header_file.write(session.vault.folder, changed, secrets)


def make_coordinator(session: Session) -> None:
    with session.transaction() as opened:
        opened.workers.save(replace(opened.workers.get(session.worker.id), role=Role.COORDINATOR))


def test_another_role_in_the_records_opens_no_more(unlock: Unlocked) -> None:
    greeter = unlock(WORDS, "greta")
    make_coordinator(greeter)
    greeter.lock()

    again = unlock(WORDS, "greta")

    assert not again.may_sign
    with again.reading() as opened:
        assert [one.is_sealed for one in opened.screenings.undecided()] == [True]
    with pytest.raises(NotCoordinatorError):
        workers.update(again, again.worker)
    again.lock()


def test_keys_that_were_made_up_open_nothing_that_others_sealed(unlock: Unlocked) -> None:
    greeter = unlock(WORDS, "greta")
    make_coordinator(greeter)
    write_all_keys_into_own_slot(greeter)
    greeter.lock()

    again = unlock(WORDS, "greta")

    with pytest.raises(FieldChangedError), again.reading() as opened:
        opened.screenings.undecided()
    again.lock()


def test_new_keys_are_not_given_to_a_slot_that_says_more_than_its_role(unlock: Unlocked) -> None:
    greeter = unlock(WORDS, "greta")
    write_all_keys_into_own_slot(greeter)
    greeter.lock()
    coordinator = unlock(PASSPHRASE, "mirlande")

    with pytest.raises(KeysAboveRoleError) as caught:
        new_keys.prepare(coordinator, PASSPHRASE, with_shares=False)
    assert caught.value.name == "Greta Hale"

    sign_in = workers.SignIn(name="greta", passphrase=OTHERS, role=Role.GREETER)
    workers.renew(coordinator, greta(coordinator).id, sign_in)
    prepared = new_keys.prepare(coordinator, PASSPHRASE, with_shares=False)
    assert [one.worker.name for one in prepared.hand_outs] == ["Greta Hale"]
    coordinator.lock()


def test_the_recovery_code_gives_nobody_more_than_their_role(
    unlock: Unlocked, made_clinic: Made, clinic_folder: Path
) -> None:
    greeter = unlock(WORDS, "greta")
    today = greeter.today
    write_all_keys_into_own_slot(greeter)
    greeter.lock()

    with pytest.raises(KeysAboveRoleError):
        unlocking.unlock_by_recovery_code(
            clinic_folder, made_clinic.recovery_code, OTHERS, "greta", today
        )

    unlock(PASSPHRASE, "mirlande").lock()  # nobody else has it open
