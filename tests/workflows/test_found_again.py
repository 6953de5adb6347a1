"""A lost laptop is found: what has no room beside what is here waits, the rest comes in."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.hand_off import parcel_file
from clinic_app.hand_off.content import Unit
from clinic_app.interview.answers import UNKNOWN, Answers
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Client, Consent
from clinic_app.records.laptop import Laptop
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.ui.words.version_words import version_line
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.store_errors import ClientHeldError, ConsentRefusedError, RecordFinalError
from clinic_app.workflows import (
    arriving,
    clients,
    decisions,
    handing_out,
    handing_over,
    holds,
    laptops,
    screenings,
    shown_papers,
    stick,
    taking_in,
    two_versions,
)
from clinic_app.workflows.elsewhere import holder_of
from clinic_app.workflows.errors import RecordWithdrawnError
from clinic_app.workflows.laptop_errors import HandOffBrokenError, VersionGoneError
from clinic_app.workflows.retention_errors import AlreadyHeldError
from clinic_app.workflows.session import Session
from clinic_app.workflows.stick import Fate
from clinic_app.workflows.two_versions import Version

Three = tuple[Session, Session, Session]
Act = Callable[[Session, Client], object]


def a_client(
    session: Session, name: str = "Widline Canary", consent: Consent = Consent.GIVEN
) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=consent,
        phone="555 0101" if consent is Consent.GIVEN else "",
    )


def consent(session: Session, client: Client, answer: Consent) -> None:
    clients.correct(
        session,
        client.id,
        name="Widline Canary",
        birth_date=None,
        language=client.language,
        needs_interpreter=client.needs_interpreter,
        consent=answer,
        phone="555 0101",
        gender=None,
        county="",
    )


def no_record(session: Session, client: Client) -> None:
    consent(session, client, Consent.REFUSED)


def begin(session: Session, client: Client) -> Screening:
    draft = screenings.begin(session, client.id, "HT")
    return screenings.answer(session, draft.id, "nationalities", UNKNOWN)


def answer(session: Session, client: Client) -> None:
    screenings.answer(session, only(session, client).id, "age_out", UNKNOWN)


def finish(session: Session, client: Client) -> None:
    screenings.finish(session, only(session, client).id)


def begin_and_finish(session: Session, client: Client) -> None:
    begin(session, client)
    finish(session, client)


def decide(session: Session, client: Client) -> None:
    decisions.decide(session, only(session, client).id, Ruling.MORE_PAPERS, "Bring the passport.")


def finish_and_decide(session: Session, client: Client) -> None:
    finish(session, client)
    decide(session, client)


def withdraw_screening(session: Session, client: Client) -> None:
    screenings.withdraw(session, only(session, client).id, "of somebody else")


def show_paper(session: Session, client: Client) -> None:
    seen = PaperSeen(kind="id.passport", first=date(2020, 1, 1), last=date(2030, 1, 1))
    shown_papers.add(session, client.id, seen)


def hold(reason: str) -> Act:
    return lambda session, client: holds.set_hold(session, client.id, reason)


def nothing(_session: Session, _client: Client) -> None:
    """Do nothing."""


def only(session: Session, client: Client) -> Screening:
    (screening,) = screenings.of_client(session, client.id)
    return screening


def decided(session: Session, client: Client) -> tuple[Decision, ...]:
    with session.reading() as opened:
        return opened.decisions.of_screening(only(session, client).id)


def out(main: Session, day: Session, client: Client, at: int = 0) -> None:
    people = handing_out.households_of(main, (client.code,))
    to = laptops.look(main).others[at][0].id
    sealed = handing_out.hand_out(main, to, people).sealed
    assert sealed is not None
    taking_in.take_in(day, sealed)


def back(day: Session, main: Session) -> None:
    sealed = handing_over.hand_over(day).sealed
    assert sealed is not None
    taking_in.take_in(main, sealed)


def found_again(three: Three, before: Act, at_main: Act, at_day: Act) -> Client:
    """Return a client with whom both went on while the day laptop was lost; it hands over."""
    main, day, _other = three
    client = a_client(main)
    before(main, client)
    out(main, day, client)
    laptops.give_up(main, laptops.look(main).others[0][0].id)
    at_main(main, client)
    at_day(day, client)
    new = a_client(day, "Somebody else")
    back(day, main)
    assert holder_of(main, new.id) == ""
    assert clients.get(main, new.id).name == "Somebody else"
    return client


def is_emptied_draft(version: Version) -> bool:
    return isinstance(version.record, Screening) and version.record.withdrawn is not None


def waiting(session: Session, kind: str) -> tuple[Version, Version]:
    """Return that a record is left out, and what it would be."""
    left_out, there = (one for one in two_versions.look(session) if one.kind == kind)
    assert (left_out.is_left_out, left_out.is_shown) == (True, True)
    assert not there.is_left_out
    return left_out, there


def test_a_decision_comes_with_the_answers_it_is_about_once_those_are_picked(
    three_laptops: Three,
) -> None:
    main = three_laptops[0]
    client = found_again(three_laptops, begin, answer, finish_and_decide)

    waiting(main, "decision")
    shown, other = (one for one in two_versions.look(main) if one.kind == "screening")
    assert (only(main, client).state, shown.is_shown) == (ScreeningState.DRAFT, True)
    two_versions.pick(main, other)

    assert only(main, client) == only(three_laptops[1], client)
    assert decided(main, client) == decided(three_laptops[1], client)
    assert two_versions.look(main) == ()


def test_a_decision_is_never_put_under_answers_that_nobody_decided(three_laptops: Three) -> None:
    def answer_and_finish(session: Session, client: Client) -> None:
        answer(session, client)
        finish(session, client)

    main = three_laptops[0]
    client = found_again(three_laptops, begin, answer_and_finish, finish_and_decide)

    left_out, there = waiting(main, "decision")
    with pytest.raises(RecordFinalError):
        two_versions.pick(main, there)

    assert decided(main, client) == ()
    two_versions.pick(main, left_out)
    assert {one.kind for one in two_versions.look(main)} == {"screening"}


def test_what_was_decided_before_it_was_withdrawn_elsewhere_is_decided(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    client = found_again(three_laptops, begin_and_finish, withdraw_screening, decide)

    assert only(main, client).withdrawn is not None
    assert decided(main, client) == decided(day, client) != ()
    assert two_versions.look(main) == ()
    with pytest.raises(RecordWithdrawnError):  # the guards are as they were
        decide(main, client)


def test_a_draft_withdrawn_here_and_decided_there_stands_twice(three_laptops: Three) -> None:
    main = three_laptops[0]
    client = found_again(three_laptops, begin, withdraw_screening, finish_and_decide)

    assert only(main, client).withdrawn is not None
    left_out, there = waiting(main, "decision")
    assert there.record.id == decided(three_laptops[1], client)[0].id
    assert len([one for one in two_versions.look(main) if one.kind == "screening"]) == 2
    two_versions.pick(main, left_out)
    with pytest.raises(VersionGoneError):
        two_versions.pick(main, there)


def test_a_second_legal_hold_waits_and_stands_as_soon_as_the_first_is_lifted(
    three_laptops: Three,
) -> None:
    main = three_laptops[0]
    client = found_again(three_laptops, nothing, hold("A suit."), hold("An inquiry."))

    left_out, there = waiting(main, "hold")
    assert [version_line(one).value for one in (left_out, there)] == [
        "not taken in: there is no room for it beside what is here",
        "An inquiry.",
    ]
    with pytest.raises(AlreadyHeldError):
        two_versions.pick(main, there)
    holds.lift_hold(main, client.id, "It is settled.")

    assert holds.is_held(main, client.id)
    with main.reading() as opened:
        reasons = [(one.reason, one.lifted) for one in opened.holds.of_client(client.id)]
    assert reasons[1] == ("An inquiry.", None)
    assert two_versions.look(main) == ()


def test_a_hold_that_is_over_has_room_beside_another(three_laptops: Three) -> None:
    def for_a_while(session: Session, client: Client) -> None:
        holds.set_hold(session, client.id, "An inquiry.")
        holds.lift_hold(session, client.id, "It is over.")

    main = three_laptops[0]
    client = found_again(three_laptops, nothing, hold("A suit."), for_a_while)

    with main.reading() as opened:
        kept = {one.reason: one.lifted is None for one in opened.holds.of_client(client.id)}
    assert kept == {"A suit.": True, "An inquiry.": False}
    assert two_versions.look(main) == ()


@pytest.mark.parametrize(
    ("at_day", "kind"),
    [(begin, "screening"), (begin_and_finish, "screening"), (show_paper, "paper")],
)
def test_what_is_new_of_who_wants_no_record_any_more_waits_sealed(
    three_laptops: Three, at_day: Act, kind: str
) -> None:
    main = three_laptops[0]
    client = found_again(three_laptops, nothing, no_record, at_day)

    left_out, there = waiting(main, kind)
    assert screenings.of_client(main, client.id) == ()
    with pytest.raises(ConsentRefusedError):
        two_versions.pick(main, there)
    two_versions.pick(main, left_out)
    assert two_versions.look(main) == ()
    assert clients.get(main, client.id).name == ""


def test_a_legal_hold_keeps_what_somebody_without_a_record_emptied_elsewhere(
    three_laptops: Three,
) -> None:
    main = three_laptops[0]

    def draft_and_paper(session: Session, client: Client) -> None:
        begin(session, client)
        show_paper(session, client)

    client = found_again(three_laptops, draft_and_paper, hold("A suit."), no_record)

    assert clients.get(main, client.id).name == "Widline Canary"
    assert len(shown_papers.on_file(main, client.id).papers) == 1
    draft = only(main, client)
    assert (draft.withdrawn, draft.answers["nationalities"]) == (None, UNKNOWN)
    assert tuple(draft.answers) == ("nationalities",)
    refused = next(
        one for one in two_versions.look(main) if one.part == "consent" and not one.is_shown
    )
    for one in two_versions.look(main):
        if one.part in ("name", "phone") and not one.is_shown:
            two_versions.pick(main, one)
    with pytest.raises(ClientHeldError):
        two_versions.pick(main, refused)
    holds.lift_hold(main, client.id, "It is settled.")
    two_versions.pick(main, next(o for o in two_versions.look(main) if is_emptied_draft(o)))
    two_versions.pick(main, refused)
    assert clients.get(main, client.id).consent is Consent.REFUSED
    assert shown_papers.on_file(main, client.id).papers == ()
    assert two_versions.look(main) == ()


def test_it_is_taken_in_where_the_client_wants_a_record_after_all(three_laptops: Three) -> None:
    main, day, _other = three_laptops

    def finished_and_withdrawn(session: Session, client: Client) -> None:
        begin_and_finish(session, client)
        decide(session, client)
        withdraw_screening(session, client)

    client = found_again(three_laptops, nothing, no_record, finished_and_withdrawn)
    consent(main, client, Consent.GIVEN)

    two_versions.pick(main, waiting(main, "screening")[1])

    assert only(main, client) == only(day, client)
    assert decided(main, client) == decided(day, client)
    assert two_versions.look(main) == ()


def test_a_paper_that_was_forgotten_as_the_client_wished_is_not_asked_about(
    three_laptops: Three,
) -> None:
    main, _day, _other = three_laptops
    client = found_again(three_laptops, show_paper, no_record, nothing)

    assert shown_papers.on_file(main, client.id).papers == ()
    assert two_versions.look(main) == ()


def test_no_paper_goes_where_answers_keep_the_name(three_laptops: Three) -> None:
    main, _day, _other = three_laptops

    def finish_with_paper(session: Session, client: Client) -> None:
        begin_and_finish(session, client)
        show_paper(session, client)

    client = found_again(three_laptops, nothing, finish_with_paper, no_record)

    assert clients.get(main, client.id).name == "Widline Canary"
    assert len(shown_papers.on_file(main, client.id).papers) == 1


@pytest.mark.parametrize("before", [nothing, begin])
@pytest.mark.parametrize("wants_one_after_all", [True, False])
@pytest.mark.parametrize("is_new", [True, False])
def test_what_was_only_counted_while_the_client_wanted_no_record_comes_in(
    three_laptops: Three, before: Act, wants_one_after_all: bool, is_new: bool
) -> None:
    main, day, _other = three_laptops
    client = a_client(day if is_new else main)
    before(day if is_new else main, client)
    if not is_new:
        out(main, day, client)
    no_record(day, client)
    screenings.finish_without_record(day, client.id, "HT", Answers())
    if wants_one_after_all:
        consent(day, client, Consent.GIVEN)

    back(day, main)

    assert clients.get(main, client.id) == clients.get(day, client.id)
    found = screenings.of_client(main, client.id)
    assert found == screenings.of_client(day, client.id)
    assert found[-1].state is ScreeningState.FINISHED
    assert two_versions.look(main) == ()


@pytest.fixture
def copied(
    three_laptops: Three, made_laptops: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Callable[[], Session]]:
    """What restores the day laptop as it is now, as another station; to be let in again."""
    _main, day, _other = three_laptops
    opened: list[Session] = []

    def copy() -> Session:
        folder = tmp_path / "copied"
        with day.transaction() as store:
            store.clinic.save(store.clinic.get())
        shutil.copytree(day.vault.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
        vault = open_vault_by_recovery_code(folder, made_laptops[1]["day"])
        with vault.transaction() as store:
            clinic = replace(store.clinic.get(), station_id="f" * 16)
            store.clinic.save(clinic)
        session = replace(day, vault=vault, clinic=clinic)
        opened.append(session)
        return session

    yield copy
    for session in opened:
        session.lock()


def test_what_was_left_out_is_not_asked_about_again(
    three_laptops: Three, copied: Callable[[], Session]
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    begin(day, client)
    copy = copied()
    withdraw_screening(day, client)
    finish_and_decide(copy, client)
    back(day, main)
    laptops.accept(main, laptops.join(copy, laptops.invite(main)))
    back(copy, main)
    two_versions.pick(main, waiting(main, "decision")[0])
    out(main, copy, client, at=2)

    back(copy, main)

    assert {one.kind for one in two_versions.look(main)} <= {"screening"}
    assert decided(main, client) == ()
    assert holder_of(main, client.id) == ""


def test_a_mistake_of_the_program_in_one_file_keeps_no_other_out(
    three_laptops: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, day, other = three_laptops
    for session, name in ((day, "Ana"), (other, "Berta")):
        a_client(session, name)
        handing_over.hand_over(session)
        handing_over.write_waiting(session, tmp_path)
    seen = []

    def broken(session: Session, opened: OpenVault, sender: Laptop, unit: Unit) -> int:
        seen.append(unit)
        if len(seen) == 1:
            raise KeyError
        return arriving.take_unit(session, opened, sender, unit)

    with monkeypatch.context() as patched:
        patched.setattr(taking_in, "take_unit", broken)
        files = stick.take_in_all(main, tmp_path).files

    assert sorted(one.fate.name for one in files) == [Fate.REFUSED.name, Fate.TAKEN_IN.name]
    (error,) = (one.error for one in files if one.error is not None)
    assert isinstance(error, HandOffBrokenError)
    assert "mistake of its own" in explain(error)
    assert len(clients.search(main, "")) == 1
    stick.take_in_all(main, tmp_path)
    assert len(clients.search(main, "")) == 2
    assert len(list(tmp_path.glob(f"*{parcel_file.SUFFIX}"))) == 2
