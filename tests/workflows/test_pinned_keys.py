"""Headquarters' keys, replaced by a worker with a program of their own, are believed by nobody."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.bundles import enrolment_file
from clinic_app.clock import Today
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring_errors import KeyNotHeldError
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.records.installed_pack import InstalledPack
from clinic_app.records.worker import Role
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import (
    closing,
    enrolment,
    installing,
    kyr,
    own_key,
    questions,
    receipts,
    unlocking,
    workers,
)
from clinic_app.workflows.carrying_errors import EnrolledElsewhereError, KeysNotPinnedError
from clinic_app.workflows.closing import ConditionKind
from clinic_app.workflows.rules import shipped_rules
from clinic_app.workflows.session import Session

Signed = Callable[..., bytes]
OTHER = SigningKey(b"x" * 32)
WORDS = {
    "greta": "a long passphrase of the greeter",
    "tomas": "a long passphrase of the helper",
}
OWN = "correct horse battery staple gravel moth"
AtWork = Callable[[str], Session]


@pytest.fixture
def at_work(
    session: Session, clinic_folder: Path, headquarters_file: Callable[[str], bytes]
) -> Iterator[AtWork]:
    """Return whoever unlocks the enrolled clinic, one after the other."""
    enrolment.take(session, headquarters_file("STMARK"))
    for name, role in (("greta", Role.GREETER), ("tomas", Role.VOLUNTEER)):
        sign_in = workers.SignIn(name=name, passphrase=WORDS[name], role=role)
        workers.add(session, name, None, sign_in)
    session.lock()
    last = [session]

    def unlock(name: str) -> Session:
        last[-1].lock()
        last.append(
            unlocking.unlock(clinic_folder, WORDS.get(name, OWN), name, Today(date(2026, 11, 2)))
        )
        return last[-1]

    yield unlock
    last[-1].lock()


def run(opened: OpenVault, statement: str, *values: object) -> None:
    """Write what somebody writes who holds the database key and has a program of their own."""
    opened._connection.exec_driver_sql(statement, values)


def replaced(opened: OpenVault) -> None:
    run(opened, "UPDATE enrolment SET pack_key = ?, signing_key = ?", OTHER.public, OTHER.public)


def with_seals_taken_away(opened: OpenVault) -> None:
    replaced(opened)
    run(opened, "UPDATE enrolment SET screening_seal = NULL, representative_seal = NULL")


def with_seals_of_the_database_key(opened: OpenVault) -> None:
    replaced(opened)
    run(opened, "UPDATE enrolment SET screening_seal = x'00', representative_seal = x'02'")


def put_back_to_before(opened: OpenVault) -> None:
    """Make the next opening bring the tables up to date, as if a program of before wrote them."""
    replaced(opened)
    for table in ("enrolment", "confirmations"):
        for column in ("screening_seal", "representative_seal"):
            run(opened, f"ALTER TABLE {table} DROP COLUMN {column}")
    run(opened, "ALTER TABLE workers DROP COLUMN back_since")
    for table in ("former_files", "household_heads", "former_accreditations"):
        run(opened, f"DROP TABLE {table}")
    run(opened, "UPDATE alembic_version SET version_num = '0027'")


FORGED = (replaced, with_seals_taken_away, with_seals_of_the_database_key, put_back_to_before)


@pytest.mark.parametrize("forge", FORGED)
@pytest.mark.parametrize("name", ["tomas", "mirlande"])
def test_rules_under_a_key_that_a_greeter_put_there_are_not_worked_by(
    at_work: AtWork, signed: Signed, forge: Callable[[OpenVault], None], name: str
) -> None:
    content = signed(seed=b"x" * 32)
    greeter = at_work("greta")
    with greeter.transaction() as opened:
        pack = InstalledPack(id="f" * 32, version="2099.01", sha256="0" * 64, stamp=greeter.stamp())
        opened.rule_packs.add(pack, content)
        forge(opened)

    other = at_work(name)

    assert other.rules == shipped_rules()
    file = other.vault.folder / "brought.rulepack"
    file.write_bytes(content)
    with pytest.raises(KeysNotPinnedError):
        next(installing.look_at(other, file))


@pytest.mark.parametrize("forge", FORGED)
def test_nothing_is_closed_sent_or_taken_in_under_other_keys(
    at_work: AtWork, forge: Callable[[OpenVault], None], tmp_path: Path
) -> None:
    greeter = at_work("greta")
    kyr.finish(greeter, kyr.begin(greeter, "Harbor school", ("ht",)).id)
    with greeter.transaction() as opened:
        forge(opened)

    session = at_work("mirlande")

    for act in (
        lambda: closing.preview(session, "2026-10"),
        lambda: receipts.take_in(session, tmp_path),
        lambda: receipts.take_code(session, "0000-0000"),
        lambda: questions.take_in(session, tmp_path),
        lambda: questions.reply(session, "0123456789abcdef", "It was."),
        lambda: own_key.renew(session),
        lambda: enrolment.fingerprints(session),
    ):
        with pytest.raises(KeysNotPinnedError):
            act()
    assert questions.asked(session) == ()
    unmet = {one.kind for one in closing.conditions(session, "2026-10") if not one.is_met}
    assert ConditionKind.NO_HEADQUARTERS in unmet


def test_a_coarser_policy_cannot_be_made_finer_past_the_program(at_work: AtWork) -> None:
    with at_work("greta").transaction() as opened:
        run(opened, "UPDATE enrolment SET smallest_crowd = 2")

    session = at_work("mirlande")

    with pytest.raises(KeysNotPinnedError):
        closing.preview(session, "2026-10")


@pytest.mark.parametrize("forge", FORGED)
def test_headquarters_file_taken_in_again_puts_its_keys_back(
    at_work: AtWork,
    headquarters_file: Callable[[str], bytes],
    forge: Callable[[OpenVault], None],
) -> None:
    before = enrolment.fingerprints(at_work("mirlande"))
    with at_work("greta").transaction() as opened:
        forge(opened)
    session = at_work("mirlande")

    enrolment.take(session, headquarters_file("STMARK"))

    assert enrolment.fingerprints(session) == before
    assert enrolment.fingerprints(at_work("tomas")) == before


def test_a_file_of_another_headquarters_is_asked_about_where_keys_are_not_known_too(
    at_work: AtWork, headquarters_file: Callable[[str], bytes]
) -> None:
    with at_work("greta").transaction() as opened:
        run(opened, "UPDATE enrolment SET smallest_crowd = 2")
    session = at_work("mirlande")
    other = SigningKey.generate()
    told = enrolment_file.read_enrolment(headquarters_file("STMARK"))
    file = enrolment_file.write_enrolment(
        replace(told, number="f" * 16, headquarters="Riverbend", signing_key=other.public), other
    )

    with pytest.raises(EnrolledElsewhereError):
        enrolment.take(session, file)

    enrolment.take(session, file, moves_to=fingerprint(other.public))
    assert enrolment.standing(session).headquarters == "Riverbend"


def test_what_a_volunteer_forged_no_representative_believes(at_work: AtWork) -> None:
    volunteer = at_work("tomas")
    with volunteer.transaction() as opened:
        replaced(opened)
        seals: FieldSeals = opened.enrolment._seals
        digest = b"of other keys" + bytes(19)
        sealed = seals.seal(SCREENING_KEY, ("enrolment", "screening_seal", "1"), digest)
        run(opened, "UPDATE enrolment SET screening_seal = ?", sealed)
        run(opened, "UPDATE enrolment SET representative_seal = ?", sealed)

    with pytest.raises(KeysNotPinnedError):
        enrolment.fingerprints(at_work("mirlande"))


@pytest.mark.parametrize("name", ["greta", "tomas"])
def test_only_a_representative_takes_headquarters_file_in(
    at_work: AtWork, name: str, headquarters_file: Callable[[str], bytes]
) -> None:
    with pytest.raises(KeyNotHeldError):
        enrolment.take(at_work(name), headquarters_file("STMARK"))


def test_a_renewed_key_and_a_missed_close_leave_headquarters_pinned(at_work: AtWork) -> None:
    session = at_work("mirlande")

    own_key.renew(session)
    with session.transaction() as opened:
        opened.enrolment.keep_missing(3)

    with session.reading() as opened:
        held = opened.enrolment.get()
    assert held is not None
    assert (held.is_pinned, held.missing_seq) == (True, 3)


def test_everybody_sees_headquarters_as_it_was_taken_in(at_work: AtWork) -> None:
    for name in ("greta", "tomas", "mirlande"):
        with at_work(name).reading() as opened:
            held = opened.enrolment.get()
        assert held is not None
        assert held.is_pinned
