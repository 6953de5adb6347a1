"""The main laptop gives a day laptop whom it will see; after a restore, both values stand."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.messages.explaining import explain
from clinic_app.records.client import Client, Consent
from clinic_app.records.laptop import HandOff
from clinic_app.records.screening import ScreeningState
from clinic_app.records.service import ServiceKind
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.ui.words.stick_words import stick_words
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.progress import never
from clinic_app.vault.store_errors import RecordFinalError
from clinic_app.workflows import (
    audit,
    clients,
    closing,
    forgetting,
    handing_out,
    handing_over,
    kyr,
    laptops,
    merging,
    screenings,
    services,
    shown_papers,
    stick,
    taking_in,
    two_versions,
)
from clinic_app.workflows.closing import ConditionKind
from clinic_app.workflows.elsewhere import holder_of
from clinic_app.workflows.laptop_errors import (
    ClientOutError,
    CodeUnknownError,
    DayLaptopError,
    HandedOverError,
    HandOffStoppedError,
    LaptopLostError,
    NothingToHandOverError,
    RestoredPartError,
    VersionGoneError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.stick import StickSeen
from clinic_app.workflows.two_versions import Final

Three = tuple[Session, Session, Session]


def a_client(
    session: Session, name: str = "Widline Canary", member_of: Client | None = None
) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=date(1990, 5, 4),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="555 0101",
        member_of=member_of,
    )


def call(session: Session, client: Client, phone: str, consent: Consent = Consent.GIVEN) -> Client:
    """Correct the phone of a client."""
    return clients.correct(
        session,
        client.id,
        name=client.name,
        birth_date=client.birth_date,
        language=client.language,
        needs_interpreter=client.needs_interpreter,
        consent=consent,
        phone=phone,
        gender=client.gender,
        county=client.county,
    )


def advise(session: Session, client: Client) -> str:
    return services.record(
        session,
        client.id,
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
    ).id


def sealed(hand_off: HandOff) -> bytes:
    assert hand_off.sealed is not None
    return hand_off.sealed


def day_of(main: Session, at: int = 0) -> str:
    """Return how the main laptop calls a day laptop: the one let in first, then the next."""
    return laptops.look(main).others[at][0].id


def out(main: Session, client: Client, at: int = 0) -> bytes:
    people = handing_out.households_of(main, (client.code,))
    return sealed(handing_out.hand_out(main, day_of(main, at), people))


def back(day: Session, main: Session) -> None:
    taking_in.take_in(main, sealed(handing_over.hand_over(day)))


def test_a_client_goes_out_is_worked_with_and_comes_back(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_client(main)
    advise(main, client)

    taking_in.take_in(day, out(main, client))

    with pytest.raises(HandedOverError):
        advise(main, client)
    assert holder_of(day, client.id) == ""
    advise(day, client)
    call(day, client, "555 0202")
    back(day, main)
    assert clients.get(main, client.id).phone == "555 0202"
    assert len(services.of_client(main, client.id)) == 2
    assert two_versions.look(main) == ()
    taking_in.take_in(day, out(main, client))  # and again, where a frozen copy lies
    assert holder_of(day, client.id) == ""


def test_a_household_goes_out_as_a_whole(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    mother = a_client(main, "Ana")
    child = a_client(main, "Berta", member_of=mother)

    taking_in.take_in(day, out(main, child))

    assert {one.id for one in clients.search(day, "")} == {mother.id, child.id}
    assert [one.id for one in clients.household(day, mother)] == [child.id]


def test_nobody_goes_out_who_is_unknown_or_elsewhere(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_client(main)
    out(main, client)

    with pytest.raises(CodeUnknownError) as told:
        handing_out.households_of(main, ("ZZZZ",))
    assert told.value.code == "ZZZZ"
    with pytest.raises(HandedOverError):
        out(main, client, at=1)
    with pytest.raises(NothingToHandOverError):
        handing_out.hand_out(main, day_of(main), ())
    mine = a_client(day)
    with pytest.raises(DayLaptopError):
        handing_out.hand_out(day, day_of(day), (mine,))


def test_of_a_household_it_is_said_who_is_elsewhere(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    mother = a_client(main)
    taking_in.take_in(day, out(main, mother))
    child = clients.register(
        main,
        name="Ti Jean",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
        member_of=mother,
    )

    with pytest.raises(ClientOutError) as told:
        out(main, child)

    assert (told.value.code, told.value.laptop) == (mother.code, holder_of(main, mother.id))
    assert "Let that laptop hand over, take it in here, then hand out." in explain(told.value)
    back(day, main)
    taking_in.take_in(day, out(main, child))
    assert {one.id for one in clients.search(day, "")} == {mother.id, child.id}


def test_handing_out_is_stopped_like_handing_over(three_laptops: Three) -> None:
    main, _day, _other = three_laptops
    client = a_client(main)

    with pytest.raises(HandOffStoppedError):
        handing_out.hand_out(main, day_of(main), (client,), progress=lambda _done, _total: True)

    assert holder_of(main, client.id) == ""


def test_the_close_says_how_many_are_out(three_laptops: Three) -> None:
    main, _day, _other = three_laptops
    out(main, a_client(main))

    found = {one.kind: one for one in closing.conditions(main, "2026-10")}

    assert found[ConditionKind.CLIENTS_OUT].count == 1
    assert not found[ConditionKind.CLIENTS_OUT].is_blocking


def test_the_close_says_from_how_many_day_laptops_nothing_came_since(three_laptops: Three) -> None:
    """Whom they registered and never handed over is unknown at the main laptop."""
    main, day, _other = three_laptops
    a_client(day)

    def silent(label: str) -> int:
        found = {one.kind: one for one in closing.conditions(main, label)}
        assert not found[ConditionKind.LAPTOPS_SILENT].is_blocking
        return found[ConditionKind.LAPTOPS_SILENT].count

    assert silent("2026-10") == 2
    back(day, main)
    assert (silent("2026-10"), silent("2026-11")) == (1, 2)
    laptops.give_up(main, day_of(main, at=1))
    assert silent("2026-10") == 0


def test_somebody_who_wants_no_record_any_more_is_emptied_everywhere(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_client(main)
    screenings.begin(main, client.id, "HT")
    taking_in.take_in(day, out(main, client))

    call(day, clients.get(day, client.id), "", Consent.REFUSED)
    back(day, main)

    kept = clients.get(main, client.id)
    assert (kept.consent, kept.name, kept.phone) == (Consent.REFUSED, "", "")
    assert all(one.withdrawn for one in screenings.of_client(main, client.id))


def test_files_of_one_person_stay_one_and_can_be_two_again(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    kept, other = a_client(day, "Widline Jean"), a_client(day, "Widlin Jean")
    advise(day, other)
    made = merging.merge(day, kept.id, other.id, {"name"})
    back(day, main)

    assert [one.name for one in clients.search(main, "")] == ["Widlin Jean"]
    assert [one.id for one in clients.search(main, other.code)] == [kept.id]
    assert len(services.of_client(main, kept.id)) == 1
    taking_in.take_in(day, out(main, kept))
    with pytest.raises(HandedOverError):
        advise(main, other)
    merging.undo(day, made.id)
    call(day, clients.get(day, other.id), "555 0909")
    back(day, main)

    assert {one.name for one in clients.search(main, "")} == {"Widline Jean", "Widlin Jean"}
    assert clients.get(main, other.id).phone == "555 0909"
    assert two_versions.look(main) == ()


def test_what_was_merged_otherwise_here_stands(
    three_laptops: Three, restored: Callable[[], Session]
) -> None:
    main, day, _other = three_laptops
    one, two, three = (a_client(day, name) for name in ("Ana Uno", "Ana Dos", "Ana Tres"))
    copy = restored()
    merging.merge(day, one.id, two.id, ())
    merging.merge(copy, three.id, two.id, ())
    back(day, main)
    let_in(main, copy)

    back(copy, main)

    assert clients.get(main, two.id).id == one.id
    assert clients.get(main, three.id).id == three.id


@pytest.fixture
def restored(
    three_laptops: Three, made_laptops: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Callable[[], Session]]:
    """What restores the day laptop as it is now, as another station; to be let in again."""
    _main, day, _other = three_laptops
    opened: list[Session] = []

    def restore() -> Session:
        folder = tmp_path / "restored"
        with day.vault.as_a_whole() as (database, _key, _keyring, _secrets):
            pass
        _checkpoint(day)
        shutil.copytree(database.parent, folder, ignore=shutil.ignore_patterns("*.lock"))
        vault = open_vault_by_recovery_code(folder, made_laptops[1]["day"])
        with vault.transaction() as store:
            clinic = replace(store.clinic.get(), station_id="f" * 16)
            store.clinic.save(clinic)
        session = replace(day, vault=vault, clinic=clinic)
        opened.append(session)
        with pytest.raises(RestoredPartError):
            handing_over.hand_over(session)
        return session

    yield restore
    for session in opened:
        session.lock()


def let_in(main: Session, copy: Session) -> None:
    laptops.accept(main, laptops.join(copy, laptops.invite(main)))


def _checkpoint(session: Session) -> None:
    with session.transaction() as opened:
        opened.clinic.save(opened.clinic.get())


def test_a_phone_that_was_written_on_two_laptops_stands_twice_until_somebody_picks(
    three_laptops: Three, restored: Callable[[], Session]
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    copy = restored()
    call(day, client, "555 0202")
    call(copy, client, "555 0303")
    advise(day, client)
    advise(copy, client)

    back(day, main)
    let_in(main, copy)
    back(copy, main)

    assert laptops.look(main).open_versions == 1
    shown, other = two_versions.look(main)
    assert (shown.part, shown.is_shown, other.is_shown) == ("phone", True, False)
    assert (shown.value, other.value) == ('"555 0202"', '"555 0303"')
    assert len(services.of_client(main, client.id)) == 2
    two_versions.pick(main, other)
    assert clients.get(main, client.id).phone == "555 0303"
    assert two_versions.look(main) == ()
    with pytest.raises(VersionGoneError):
        two_versions.pick(main, shown)


def test_what_is_picked_is_remembered_when_the_same_copy_comes_again(
    three_laptops: Three, restored: Callable[[], Session]
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    copy = restored()
    call(day, client, "555 0202")
    call(copy, client, "555 0303")
    back(day, main)
    let_in(main, copy)
    back(copy, main)
    two_versions.pick(main, two_versions.look(main)[0])

    taking_in.take_in(copy, out(main, client, at=2))
    advise(copy, client)
    back(copy, main)

    assert two_versions.look(main) == ()
    assert clients.get(main, client.id).phone == "555 0202"


def test_a_screening_finished_on_one_and_half_way_on_the_other_stays_finished(
    three_laptops: Three, restored: Callable[[], Session]
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    draft = screenings.begin(day, client.id, "HT")
    copy = restored()
    screenings.set_question(copy, draft.id, "later")
    screenings.finish(day, draft.id)
    back(day, main)
    let_in(main, copy)
    back(copy, main)

    (shown, other) = two_versions.look(main)
    assert shown.is_shown
    assert screenings.get(main, draft.id).state is ScreeningState.FINISHED
    with pytest.raises(RecordFinalError):
        two_versions.pick(main, other)
    two_versions.pick(main, shown)
    assert two_versions.look(main) == ()


def test_a_count_withdrawn_on_one_laptop_stands_twice(
    three_laptops: Three, restored: Callable[[], Session]
) -> None:
    main, day, _other = three_laptops
    event = kyr.finish(day, kyr.begin(day, "Library", ("ht",)).id)
    copy = restored()
    kyr.withdraw(copy, event.id, "counted twice")
    back(day, main)
    let_in(main, copy)
    back(copy, main)

    assert [one.withdrawn is None for one in kyr.events(main)] == [True]
    _shown, other = two_versions.look(main)
    two_versions.pick(main, other)

    assert [one.withdrawn is None for one in kyr.events(main)] == [False]


@pytest.mark.parametrize("kind", ["screening", "client"])
def test_what_two_laptops_withdrew_and_one_picked_keeps_its_hand_off_no_longer_out(
    three_laptops: Three, restored: Callable[[], Session], kind: str
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    draft = screenings.finish(day, screenings.begin(day, client.id, "HT").id)
    copy = restored()
    for laptop, reason in ((day, "by the day laptop"), (copy, "by the restored one")):
        if kind == "screening":
            screenings.withdraw(laptop, draft.id, reason)
        else:
            clients.withdraw(laptop, client.id, reason)
    back(day, main)
    let_in(main, copy)
    back(copy, main)
    taking_in.take_in(copy, out(main, client, at=2))
    while found := two_versions.look(copy):
        two_versions.pick(copy, found[0])
    new = a_client(copy)

    back(copy, main)

    assert clients.get(main, new.id).name == new.name
    withdrawn = screenings.get(main, draft.id).withdrawn
    assert withdrawn is not None
    assert withdrawn.reason == "by the day laptop"
    assert clients.get(main, client.id).withdrawn == (withdrawn if kind == "client" else None)
    assert holder_of(main, client.id) == ""
    assert {one.final for one in two_versions.look(main)} == {None, Final.WITHDRAWN}
    while found := two_versions.look(main):
        two_versions.pick(main, found[0])


def test_who_wants_no_record_on_one_laptop_and_showed_a_paper_on_the_other_is_settled(
    three_laptops: Three, restored: Callable[[], Session]
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    copy = restored()
    seen = PaperSeen(kind="id.passport", first=date(2020, 1, 1), last=date(2030, 1, 1), note="blue")
    shown_papers.add(day, client.id, seen)
    call(copy, client, "", Consent.REFUSED)
    let_in(main, copy)
    back(day, main)
    back(copy, main)
    assert clients.get(main, client.id).consent is Consent.GIVEN

    for part in ("name", "phone", "birth_date", "consent"):
        _shown, other = (one for one in two_versions.look(main) if one.part == part)
        two_versions.pick(main, other)

    assert clients.get(main, client.id).consent is Consent.REFUSED
    assert shown_papers.on_file(main, client.id).papers == ()
    assert two_versions.look(main) == ()


def test_a_copy_of_what_a_third_laptop_holds_waits_until_that_one_hands_over(
    three_laptops: Three, restored: Callable[[], Session]
) -> None:
    main, day, other = three_laptops
    client = a_client(day)
    copy = restored()
    call(copy, client, "555 0303")
    advise(copy, client)
    back(day, main)
    taking_in.take_in(other, out(main, client, at=1))
    let_in(main, copy)

    back(copy, main)

    assert holder_of(main, client.id)
    with pytest.raises(HandedOverError):
        two_versions.pick(main, two_versions.look(main)[1])
    advise(other, client)
    back(other, main)
    assert holder_of(main, client.id) == ""
    assert len(services.of_client(main, client.id)) == 2
    assert {one.value for one in two_versions.look(main)} == {'"555 0101"', '"555 0303"'}


def test_a_code_from_before_hands_out_whoever_carries_it_on_paper(three_laptops: Three) -> None:
    main, day, other = three_laptops
    here = a_client(main, "Ana")
    there = a_client(day, "Berta")
    with day.transaction() as opened:
        opened.clients.save(replace(there, code=here.code))
    taking_in.take_in(main, sealed(handing_over.hand_over(day)))
    now = clients.get(main, there.id).code
    assert now != here.code

    people = handing_out.households_of(main, (here.code.lower(),))

    assert [one.name for one in people] == ["Ana", "Berta"]
    with pytest.raises(CodeUnknownError):
        handing_out.households_of(main, (here.code, "ZZZZZZZZ"))
    forgetting.forget(main, here.id, never)
    taking_in.take_in(other, out(main, here, at=1))  # nobody else has it now
    assert [one.code for one in clients.search(other, here.code)] == [now]
    found = audit.lines(main, audit.Wanted(client_code=here.code))
    assert {line.link.entry.subject_id for line in found} == {there.id}


def test_a_file_that_was_taken_into_another_goes_out_by_its_own_code(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    kept, other = a_client(main, "Ana"), a_client(main, "Ana B.")
    merging.merge(main, kept.id, other.id, ())

    taking_in.take_in(day, out(main, other))

    assert [one.id for one in clients.search(day, other.code)] == [kept.id]
    assert {one.id for one in handing_out.households_of(main, (other.code,))} == {kept.id, other.id}


def test_a_lost_laptop_gives_back_whom_it_held_and_if_found_again_loses_nothing(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(main)
    taking_in.take_in(day, out(main, client))
    call(day, client, "555 0202")
    out(main, a_client(main, "Berta"))

    assert laptops.give_up(main, day_of(main)) == 2
    assert laptops.give_up(main, day_of(main)) == 0
    call(main, client, "555 0303")

    with pytest.raises(NothingToHandOverError):
        handing_over.write_waiting(main, tmp_path)
    with pytest.raises(LaptopLostError) as told:
        out(main, client)
    assert told.value.laptop.startswith("Church hall")
    answer = laptops.join(day, laptops.invite(main))
    with pytest.raises(LaptopLostError):
        laptops.read_answer(main, answer)
    with pytest.raises(LaptopLostError):
        laptops.accept(main, answer)
    back(day, main)  # it was found
    assert holder_of(main, client.id) == ""
    assert {one.value for one in two_versions.look(main)} == {'"555 0202"', '"555 0303"'}
    with pytest.raises(DayLaptopError):
        laptops.give_up(day, day_of(day))


def test_whom_the_main_laptop_deleted_for_good_does_not_come_back(
    three_laptops: Three, restored: Callable[[], Session], tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    copy = restored()
    back(day, main)
    forgetting.forget(main, client.id, never)
    a_client(copy, "Berta")
    let_in(main, copy)
    handing_over.hand_over(copy)
    handing_over.write_waiting(copy, tmp_path)

    (seen,) = stick.take_in_all(main, tmp_path).files

    assert (seen.count, seen.forgotten) == (2, 1)
    assert [one.name for one in clients.search(main, "")] == ["Berta"]
    words = stick_words(StickSeen((seen,), None))
    assert "1 client was deleted here for good and is left out" in words


def test_a_main_laptop_that_was_lost_gets_everything_again(
    three_laptops: Three, session: Session
) -> None:
    """The new main laptop invites again; what the lost one had taken in lies frozen here."""
    main, day, _other = three_laptops
    client = a_client(day)
    back(day, main)

    laptops.accept(session, laptops.join(day, laptops.invite(session)))
    back(day, session)

    assert clients.get(session, client.id) == clients.get(main, client.id)


def test_consent_taken_back_takes_what_moved_of_the_papers_along(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_client(main)
    seen = PaperSeen(kind="id.passport", first=date(2020, 1, 1), last=date(2030, 1, 1), note="blue")
    paper = shown_papers.add(main, client.id, seen)
    taking_in.take_in(day, out(main, client))
    clients.correct(
        day,
        client.id,
        name="",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.REFUSED,
        phone="",
        gender=None,
        county="",
    )

    back(day, main)

    for session in (day, main):
        with session.reading() as opened:
            assert opened.shown_papers.of_client(client.id) == ()
            kept = opened.histories.get(paper.id)
        assert kept is not None  # that it was here, so that nobody is asked about it again
        assert {value for part in kept.parts.values() for value in part.values} == {""}
