"""Each role opens the vault, and what its keys do not open cannot be had from it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_app.clock import DaySource
from clinic_app.crypto.keyring_errors import FieldChangedError, KeyNotHeldError, LastSlotError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.slots import DATA_KEY, REPRESENTATIVE_KEY, SCREENING_KEY
from clinic_app.interview.answers import Answers
from clinic_app.records.answers_json import answers_to_bytes
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.draft import Draft
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Role, Worker
from clinic_app.screening.outcome import Finding, Outcome, Status, Track
from clinic_app.vault.create import create_vault
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.opening import open_vault
from clinic_app.vault.vault import Vault

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
STAMP = Stamp(at=NOW, day=DAY, day_source=DaySource.COMPUTER, worker_id="w1", site="Hall")
CLIENT = Client(
    id="c" * 32,
    code="7K3F",
    name="Widline Canary",
    household_id="c" * 32,
    birth_date=date(1990, 1, 1),
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    phone="",
    registered=STAMP,
)
OUTCOME = Outcome(
    country="HT",
    as_of=DAY,
    pack_version="1",
    track=Track.NONE,
    designation=None,
    deadline=None,
    findings=(Finding(test="crimes", status=Status.NEEDS_REVIEW, text="canary", citations=("x",)),),
)
FINISHED = Screening(
    id="a" * 32,
    client_id=CLIENT.id,
    country="HT",
    as_of=DAY,
    answers=Answers({"late_reregistration_reason": "canary"}),
    state=ScreeningState.FINISHED,
    outcome=OUTCOME,
    started=STAMP,
    finished=STAMP,
)
DRAFT = replace(
    FINISHED, id="b" * 32, state=ScreeningState.DRAFT, outcome=None, finished=None, question_id="q"
)
DECISION = Decision(
    id="d" * 32,
    screening_id=FINISHED.id,
    ruling=Ruling.MORE_PAPERS,
    note="canary of the lawyer",
    stamp=STAMP,
    same_worker=False,
)
PAPER = ShownPaper(
    id="e" * 32,
    client_id=CLIENT.id,
    seen=PaperSeen(kind="rent", first=DAY, last=DAY, note="canary"),
    stamp=STAMP,
)
PASSPHRASES = {role: f"a long passphrase of the {role.value}" for role in Role}


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the locked vault, for one test alone."""
    return Path(shutil.copytree(made, tmp_path / "vault"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault with a worker of each role, a client, a draft and a decision."""
    folder = tmp_path_factory.mktemp("roles") / "vault"
    vault, _code = create_vault(
        folder,
        clinic=Clinic(name="Hall", code="H1", site="Hall", phone="", station_id="s"),
        worker=Worker(id="w1", name="Ana", role=Role.COORDINATOR),
        passphrase=PASSPHRASES[Role.COORDINATOR],
        sign_in_name="coordinator",
        cost=LEAST_COST,
    )
    for role in (Role.GREETER, Role.VOLUNTEER, Role.REPRESENTATIVE):
        slot_id = vault.add_slot(PASSPHRASES[role], role.value, role.value, role)
        with vault.transaction() as opened:
            worker = Worker(id=role.value, name=role.value, slot_id=slot_id, role=role)
            opened.workers.add(worker)
    with vault.transaction() as opened:
        opened.clients.add(CLIENT)
        opened.screenings.add(FINISHED)
        opened.screenings.add(DRAFT)
        opened.decisions.add(DECISION)
        opened.shown_papers.add(PAPER)
        opened.drafts.keep("w1", Draft(NOW, ()))
    vault.lock()
    return folder


@pytest.fixture
def open_as(folder: Path) -> Iterator[Callable[[Role], Vault]]:
    """Open the vault as somebody of a role."""
    vaults: list[Vault] = []

    def opened(role: Role) -> Vault:
        vaults.append(open_vault(folder, PASSPHRASES[role], role.value))
        return vaults[-1]

    yield opened
    for vault in vaults:
        vault.lock()


def raw_rows(vault: Vault, table: str) -> str:
    """Return every column of every row as the database key alone shows it."""
    with vault.reading() as opened:
        connection = opened.clinic._connection
        return repr(connection.exec_driver_sql(f"SELECT * FROM {table}").all())  # noqa: S608


@pytest.mark.parametrize(
    ("role", "may_screen", "may_sign"),
    [
        (Role.GREETER, False, False),
        (Role.VOLUNTEER, True, False),
        (Role.REPRESENTATIVE, True, True),
        (Role.COORDINATOR, True, True),
    ],
)
def test_a_role_reads_what_its_keys_open(
    open_as: Callable[[Role], Vault], role: Role, *, may_screen: bool, may_sign: bool
) -> None:
    vault = open_as(role)
    with vault.reading() as opened:
        client = opened.clients.get(CLIENT.id)
        finished, draft = (opened.screenings.get(one.id) for one in (FINISHED, DRAFT))
        (decision,) = opened.decisions.of_screening(FINISHED.id)
        paper = opened.shown_papers.get(PAPER.id)

    assert client == CLIENT
    assert paper == (PAPER if may_screen else replace(PAPER, seen=None))
    if may_screen:
        assert (finished, draft) == (FINISHED, DRAFT)
    else:
        assert finished == replace(FINISHED, answers=Answers(), outcome=None, is_sealed=True)
        assert draft == replace(DRAFT, answers=Answers(), is_sealed=True)
    assert decision == (DECISION if may_sign else replace(DECISION, note="", is_sealed=True))


def test_no_row_shows_what_is_sealed(open_as: Callable[[Role], Vault]) -> None:
    vault = open_as(Role.COORDINATOR)

    for table in ("screenings", "decisions", "drafts", "shown_papers"):
        assert "canary" not in raw_rows(vault, table)
    assert "Canary" in raw_rows(vault, "clients")


def test_a_greeter_changes_no_answer_and_loses_none(open_as: Callable[[Role], Vault]) -> None:
    vault = open_as(Role.GREETER)
    with vault.transaction() as opened:
        sealed = opened.screenings.get(DRAFT.id)
        opened.screenings.save(replace(sealed, question_id="another"))
    answered = replace(sealed, answers=Answers({"lpr": False}), is_sealed=False)
    with pytest.raises(KeyNotHeldError), vault.transaction() as opened:
        opened.screenings.save(answered)
    with pytest.raises(KeyNotHeldError), vault.transaction() as opened:
        opened.screenings.add(replace(DRAFT, id="e" * 32))
    with pytest.raises(KeyNotHeldError), vault.transaction() as opened:
        opened.shown_papers.add(replace(PAPER, id="f" * 32))
    with pytest.raises(KeyNotHeldError), vault.transaction() as opened:
        opened.decisions.add(replace(DECISION, id="f" * 32))
    vault.lock()

    with open_as(Role.VOLUNTEER).reading() as opened:
        assert opened.screenings.get(DRAFT.id) == replace(DRAFT, question_id="another")


def test_a_greeter_can_take_out_what_is_wrong_without_reading_it(
    open_as: Callable[[Role], Vault],
) -> None:
    wrong = (replace(FINISHED, id="1" * 32), replace(DRAFT, id="2" * 32))
    vault = open_as(Role.VOLUNTEER)
    with vault.transaction() as opened:
        for one in wrong:
            opened.screenings.add(one)
    vault.lock()
    taken_out = Withdrawal("typed twice", replace(STAMP, worker_id="greeter"))
    vault = open_as(Role.GREETER)
    with vault.transaction() as opened:
        finished, draft = (opened.screenings.get(one.id) for one in wrong)
        opened.screenings.save(replace(finished, withdrawn=taken_out))
        opened.screenings.save(draft.without_answers(taken_out))
        sealed = opened.shown_papers.get(PAPER.id)
        opened.shown_papers.save(replace(sealed, withdrawn=taken_out))
    vault.lock()

    with open_as(Role.VOLUNTEER).reading() as opened:
        finished, draft = (opened.screenings.get(one.id) for one in wrong)
        paper = opened.shown_papers.get(PAPER.id)
    assert paper == replace(PAPER, withdrawn=taken_out)
    assert finished == replace(wrong[0], withdrawn=taken_out)
    assert draft == wrong[1].without_answers(taken_out)


def test_a_decision_that_was_rewritten_by_hand_is_not_shown_as_signed(
    open_as: Callable[[Role], Vault],
) -> None:
    vault = open_as(Role.COORDINATOR)
    with vault.transaction() as opened:
        connection = opened.clinic._connection
        guard = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'decisions_stay'"
        ).scalar_one()
        connection.exec_driver_sql("DROP TRIGGER decisions_stay")
        connection.exec_driver_sql("UPDATE decisions SET ruling = 'accept'")
        with pytest.raises(FieldChangedError):
            opened.decisions.of_screening(FINISHED.id)
        connection.exec_driver_sql("UPDATE decisions SET ruling = 'more_papers'")
        connection.exec_driver_sql(guard)


def test_what_somebody_with_more_keys_left_half_typed_stays_theirs(
    open_as: Callable[[Role], Vault],
) -> None:
    with pytest.raises(KeyNotHeldError), open_as(Role.GREETER).reading() as opened:
        opened.drafts.of("w1")


def test_the_last_slot_with_every_key_stays(open_as: Callable[[Role], Vault]) -> None:
    vault = open_as(Role.COORDINATOR)
    with vault.reading() as opened:
        signs = opened.workers.get("representative")

    vault.renew_slot(signs.slot_id, "a long passphrase of a greeter", Role.GREETER)
    with pytest.raises(LastSlotError):
        vault.renew_slot(vault.slot_id, "a long passphrase of a greeter", Role.GREETER)
    vault.renew_slot(signs.slot_id, PASSPHRASES[Role.REPRESENTATIVE], Role.REPRESENTATIVE)


def by_hand(vault: Vault, table: str, change: str, *values: object) -> None:
    """Change rows as a program of somebody's own could, which knows the database key alone."""
    with vault.transaction() as opened:
        connection = opened.clinic._connection
        with lifted_guards(connection, deleting=[table], updating=[table]):
            connection.exec_driver_sql(f"UPDATE {table} SET {change}", values)  # noqa: S608


def forged(vault: Vault, key: str, *place: str) -> bytes:
    """Return a field that whoever opened this vault sealed with a key that they do hold."""
    with vault.reading() as opened:
        return opened.screenings._seals.seal(key, place, b'{"lpr": true}')


@pytest.mark.parametrize("column", ["answers", "outcome", "findings"])
def test_what_a_greeter_wrote_in_the_place_of_answers_is_not_shown_as_a_volunteers(
    open_as: Callable[[Role], Vault], column: str
) -> None:
    vault = open_as(Role.GREETER)
    field = forged(vault, DATA_KEY, "screenings", column, FINISHED.id)
    by_hand(vault, "screenings", f"{column} = ? WHERE id = ?", field, FINISHED.id)
    vault.lock()

    for role in (Role.VOLUNTEER, Role.COORDINATOR):
        vault = open_as(role)
        with pytest.raises(FieldChangedError), vault.reading() as opened:
            opened.screenings.get(FINISHED.id)
        vault.lock()


@pytest.mark.parametrize(
    ("role", "key"), [(Role.GREETER, DATA_KEY), (Role.VOLUNTEER, SCREENING_KEY)]
)
def test_a_decision_that_no_representative_signed_is_not_shown_as_signed(
    open_as: Callable[[Role], Vault], role: Role, key: str
) -> None:
    vault = open_as(role)
    place = (DECISION.id, FINISHED.id, "accept", "w1", DAY.isoformat())
    field = forged(vault, key, "decisions", "sealed_note", *place)
    by_hand(vault, "decisions", "ruling = 'accept', sealed_note = ?", field)
    vault.lock()

    with pytest.raises(FieldChangedError), open_as(Role.COORDINATOR).reading() as opened:
        opened.decisions.of_screening(FINISHED.id)


def test_a_decision_does_not_hold_for_another_client(open_as: Callable[[Role], Vault]) -> None:
    vault = open_as(Role.GREETER)
    other = replace(CLIENT, id="9" * 32, household_id="9" * 32, code="8K3F", name="Somebody Else")
    with vault.transaction() as opened:
        opened.clients.add(other)
    by_hand(vault, "screenings", "client_id = ? WHERE id = ?", other.id, FINISHED.id)
    vault.lock()

    with pytest.raises(FieldChangedError), open_as(Role.COORDINATOR).reading() as opened:
        opened.decisions.of_screening(FINISHED.id)


@pytest.mark.parametrize("change", ["same_worker = 1", "stamp_site = 'Another hall'"])
def test_a_decision_says_how_it_was_signed_or_nothing(
    open_as: Callable[[Role], Vault], change: str
) -> None:
    vault = open_as(Role.GREETER)
    by_hand(vault, "decisions", change)
    vault.lock()

    with pytest.raises(FieldChangedError), open_as(Role.COORDINATOR).reading() as opened:
        opened.decisions.of_screening(FINISHED.id)


def test_a_decision_does_not_hold_for_answers_of_before(open_as: Callable[[Role], Vault]) -> None:
    vault = open_as(Role.VOLUNTEER)
    with vault.reading() as opened:
        seals = opened.screenings._seals
    earlier = seals.seal(
        SCREENING_KEY,
        ("screenings", "answers", FINISHED.id),
        answers_to_bytes(Answers({"lpr": False})) or b"",
    )
    by_hand(vault, "screenings", "answers = ? WHERE id = ?", earlier, FINISHED.id)
    vault.lock()

    with pytest.raises(FieldChangedError), open_as(Role.COORDINATOR).reading() as opened:
        opened.decisions.of_screening(FINISHED.id)


def test_a_decision_from_before_it_said_what_it_is_about_is_still_read(
    open_as: Callable[[Role], Vault],
) -> None:
    vault = open_as(Role.COORDINATOR)
    place = ("decisions", "sealed_note", DECISION.id, FINISHED.id, "more_papers", "w1")
    with vault.reading() as opened:
        seals = opened.screenings._seals
    note = seals.seal(REPRESENTATIVE_KEY, (*place, DAY.isoformat()), DECISION.note.encode())
    by_hand(vault, "decisions", "sealed_note = ?", note)

    with vault.reading() as opened:
        (found,) = opened.decisions.of_screening(FINISHED.id)
    assert found == replace(DECISION, is_unbound=True)
    again = replace(found, id="again")
    with vault.transaction() as opened:
        opened.decisions.add(again)  # as a laptop does that it was handed over to
        assert opened.decisions.of_screening(FINISHED.id)[-1] == again


def test_what_a_greeter_puts_into_anothers_window_is_not_taken_for_theirs(
    open_as: Callable[[Role], Vault],
) -> None:
    vault = open_as(Role.GREETER)
    with vault.transaction() as opened:
        opened.drafts.keep("w1", Draft(NOW, ()))
    vault.lock()

    with pytest.raises(FieldChangedError), open_as(Role.COORDINATOR).reading() as opened:
        opened.drafts.of("w1")


def test_whoever_is_given_more_keys_finds_again_what_they_left_half_typed(
    open_as: Callable[[Role], Vault],
) -> None:
    vault = open_as(Role.GREETER)
    with vault.transaction() as opened:
        opened.drafts.keep("greeter", Draft(NOW, ()))
    vault.lock()
    vault = open_as(Role.COORDINATOR)
    with vault.transaction() as opened:
        opened.drafts.give_to_higher("greeter", REPRESENTATIVE_KEY)
        opened.drafts.give_to_higher("greeter", SCREENING_KEY)
        opened.drafts.give_to_higher("volunteer", SCREENING_KEY)

    with vault.reading() as opened:
        assert opened.drafts.of("greeter") == Draft(NOW, ())
