"""A day laptop's records come to the main laptop whole, once, and wait for its word."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clinic_app.crypto.keyring_errors import KeyNotHeldError
from clinic_app.crypto.signing import key_id
from clinic_app.hand_off import content
from clinic_app.hand_off.content import Parcel
from clinic_app.hand_off.errors import ParcelDamagedError, ParcelForAnotherError
from clinic_app.hand_off.record_parts import WHOLE
from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.audit import Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.laptop import HandOff
from clinic_app.records.screening import Ruling, Screening
from clinic_app.records.service import ServiceKind
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.records.versions import History, Register
from clinic_app.ui.words.stick_words import stick_words
from clinic_app.vault.progress import never
from clinic_app.vault.vault import Vault
from clinic_app.workflows import (
    clients,
    decisions,
    forgetting,
    handing_out,
    handing_over,
    holds,
    kyr,
    laptops,
    screenings,
    services,
    shown_papers,
    stick,
    sweep,
    taking_in,
    today,
)
from clinic_app.workflows.elsewhere import holder_of
from clinic_app.workflows.laptop_errors import (
    ForgetAtMainError,
    HandedOverError,
    HandOffForkedError,
    HandOffMissingError,
    HandOffStoppedError,
    LaptopUnknownError,
    NoMainLaptopError,
    NothingToHandOverError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.stick import Fate

Three = tuple[Session, Session, Session]


def a_client(session: Session, name: str = "Widline Canary", **more: object) -> Client:
    given: dict[str, Any] = {
        "name": name,
        "birth_date": date(1990, 5, 4),
        "language": "ht",
        "needs_interpreter": True,
        "consent": Consent.GIVEN,
        "phone": "555 0101",
        **more,
    }
    return clients.register(session, **given)


def a_full_file(session: Session) -> Client:
    """A client with a decided screening, a draft, a withdrawn screening and two services."""
    client = a_client(session)
    decided = _finished(session, client)
    decisions.decide(session, decided.id, Ruling.MORE_PAPERS, "canary of the lawyer")
    wrong = _finished(session, client)
    decisions.decide(session, wrong.id, Ruling.REFER, "of another person")
    screenings.withdraw(session, wrong.id, "of another person")
    screenings.answer(session, screenings.begin(session, client.id, "HT").id, "age_out", UNKNOWN)
    advice(session, client.id)
    services.withdraw(session, advice(session, client.id), "written twice")
    clients.set_come_back(session, client.id, date(2026, 11, 20), "bring the passport")
    paper = PaperSeen(kind="id.passport", first=date(2020, 1, 1), last=date(2030, 1, 1))
    shown_papers.take_back(session, shown_papers.add(session, client.id, paper).id)
    shown_papers.add(session, client.id, paper)
    holds.set_hold(session, client.id, "asked for by the court")
    return clients.get(session, client.id)


def _finished(session: Session, client: Client) -> Screening:
    draft = screenings.begin(session, client.id, "HT")
    screenings.answer(session, draft.id, "nationalities", UNKNOWN)
    return screenings.finish(session, draft.id)


def advice(session: Session, client_id: str) -> str:
    return services.record(
        session,
        client_id,
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
    ).id


def sealed(hand_off: HandOff) -> bytes:
    assert hand_off.sealed is not None
    return hand_off.sealed


def everything_of(session: Session, client_id: str) -> tuple[object, ...]:
    with session.reading() as opened:
        sittings = opened.screenings.of_client(client_id)
        signed = tuple(opened.decisions.of_screening(one.id) for one in sittings)
        held = opened.holds.of_client(client_id)
        papers = opened.shown_papers.of_client(client_id)
        done = opened.services.of_client(client_id)
        return (opened.clients.get(client_id), sittings, signed, done, papers, held)


def test_a_client_comes_with_everything(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_full_file(day)
    before = everything_of(day, client.id)

    taken = taking_in.take_in(main, sealed(handing_over.hand_over(day)))

    assert everything_of(main, client.id) == before
    assert (taken.is_again, taken.new_codes, taken.hand_off.units) == (False, 0, 1)
    assert holder_of(main, client.id) == ""
    assert len(today.waiting(main).drafts) == 1


def test_whoever_was_screened_by_older_rules_elsewhere_is_said_once(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    rules = replace(main.rules, pack=replace(main.rules.pack, version="2099.1"))
    main = replace(main, rules=rules)
    client = a_full_file(day)
    handing_over.hand_over(day)
    handing_over.write_waiting(day, tmp_path)

    seen = stick.take_in_all(main, tmp_path)

    assert [one.older_rules for one in seen.files] == [1]  # neither the draft nor what is withdrawn
    assert "1 screening was made there by older rules" in stick_words(seen)
    out = handing_out.hand_out(
        main, laptops.look(main).others[0][0].id, handing_out.households_of(main, [client.code])
    )
    taking_in.take_in(day, sealed(out))
    _finished(day, client)
    assert taking_in.take_in(main, sealed(handing_over.hand_over(day))).older_rules == 1


def test_what_was_handed_over_is_read_here_and_changed_only_there(three_laptops: Three) -> None:
    _main, day, _other = three_laptops
    client = a_full_file(day)
    with day.reading() as opened:
        sittings = opened.screenings.of_client(client.id)
        papers = opened.shown_papers.of_client(client.id)
        (service, _withdrawn) = opened.services.of_client(client.id)
    handing_over.hand_over(day)

    for refused in (
        lambda: clients.set_come_back(day, client.id, None, ""),
        lambda: clients.withdraw(day, client.id, "wrong"),
        lambda: screenings.begin(day, client.id, "HT"),
        lambda: screenings.set_question(day, sittings[-1].id, "x"),
        lambda: screenings.withdraw(day, sittings[0].id, "wrong"),
        lambda: decisions.decide(day, sittings[0].id, Ruling.DECLINE, "no"),
        lambda: advice(day, client.id),
        lambda: services.withdraw(day, service.id, "wrong"),
        lambda: shown_papers.take_back(day, papers[-1].id),
        lambda: holds.lift_hold(day, client.id, "over"),
        lambda: holds.set_hold(day, client.id, "again"),
    ):
        with pytest.raises(HandedOverError) as told:
            refused()
        assert told.value.laptop.startswith("Church hall")
    assert clients.get(day, client.id).name == "Widline Canary"
    assert holder_of(day, client.id).startswith("Church hall")


def test_what_another_laptop_holds_waits_there_and_not_here(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    a_full_file(day)
    later = replace(day, today=replace(day.today, day=date(2026, 12, 1)))
    assert today.waiting(later).come_backs

    made = handing_over.hand_over(day)

    waiting = today.waiting(later)
    assert (waiting.drafts, waiting.undecided, waiting.come_backs) == ((), (), ())
    assert waiting.to_call == 0
    with day.reading() as opened:
        assert opened.rescreenings.standing(0, 10) == ()
    taking_in.take_in(main, sealed(made))
    list(sweep.sweep(main))


def test_the_same_file_again_changes_nothing(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_full_file(day)
    made = sealed(handing_over.hand_over(day))
    taking_in.take_in(main, made)
    advice(main, client.id)
    before = everything_of(main, client.id), laptops.look(main)

    assert taking_in.take_in(main, made).is_again
    assert (everything_of(main, client.id), laptops.look(main)) == before


def test_the_file_is_kept_until_the_word_comes_back_and_only_then_let_go(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    a_client(day)
    made = handing_over.hand_over(day)
    (first,) = handing_over.write_waiting(day, tmp_path)
    (again,) = handing_over.write_waiting(day, tmp_path)
    assert first == again
    assert first.read_bytes() == made.sealed

    seen = stick.take_in_all(main, tmp_path)
    assert [(one.fate, one.count) for one in seen.files] == [(Fate.TAKEN_IN, 1)]
    seen = stick.take_in_all(day, tmp_path)

    fates = {one.fate for one in seen.files}
    assert fates == {Fate.FOR_ANOTHER, Fate.ACKNOWLEDGED}
    (kept,) = laptops.look(day).hand_offs
    assert kept.acknowledged is not None
    assert kept.sealed is None
    with pytest.raises(NothingToHandOverError):
        handing_over.write_waiting(day, tmp_path)
    fates = {one.fate for one in stick.take_in_all(main, tmp_path).files}
    assert fates == {Fate.AGAIN, Fate.FOR_ANOTHER}


def test_files_are_taken_in_by_their_numbers_whatever_they_are_called(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    for name, client in (("c", "Ana"), ("b", "Berta"), ("a", "Carla")):
        a_client(day, client)
        made = handing_over.hand_over(day)
        (tmp_path / f"{name}.handoff").write_bytes(sealed(made))

    seen = stick.take_in_all(main, tmp_path)

    assert [one.fate for one in seen.files] == [Fate.TAKEN_IN] * 3
    assert len(clients.search(main, "")) == 3


def test_a_file_before_which_one_is_missing_waits_for_it(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    a_client(day)
    handing_over.hand_over(day)
    a_client(day, "Berta")
    second = handing_over.hand_over(day)
    (tmp_path / "x.handoff").write_bytes(sealed(second))

    (seen,) = stick.take_in_all(main, tmp_path).files

    assert isinstance(seen.error, HandOffMissingError)
    assert seen.error.number == 1
    assert clients.search(main, "") == ()


def test_what_one_day_laptop_says_to_the_main_one_is_not_called_damaged_at_a_third(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, other = three_laptops
    with main.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    word = taking_in.acknowledgement(day, key_id(own.signing_key))
    (tmp_path / "to-main.taken-in").write_bytes(word)

    (seen,) = stick.take_in_all(other, tmp_path).files

    assert seen.fate is Fate.FOR_ANOTHER


def test_a_damaged_a_foreign_and_an_unknown_file_are_listed_and_change_nothing(
    three_laptops: Three, session: Session, tmp_path: Path
) -> None:
    main, day, other = three_laptops
    a_client(day)
    whole = sealed(handing_over.hand_over(day))
    changed = bytearray(whole)
    changed[5_000] ^= 1
    (tmp_path / "changed.handoff").write_bytes(changed)
    (tmp_path / "cut.handoff").write_bytes(whole[:30_000])
    (tmp_path / "half.taken-in").write_bytes(b"{")

    seen = stick.take_in_all(main, tmp_path)

    assert [one.fate for one in seen.files] == [Fate.REFUSED] * 3
    assert clients.search(main, "") == ()
    with pytest.raises(ParcelForAnotherError):
        taking_in.take_in(other, whole)
    with pytest.raises(ParcelDamagedError):
        taking_in.take_in(main, bytes(changed))
    laptops.join(session, laptops.invite(main))
    a_client(session)
    with pytest.raises(LaptopUnknownError):
        taking_in.take_in(main, sealed(handing_over.hand_over(session)))


@pytest.mark.parametrize("broken", ["tie", "heads"])
def test_records_that_do_not_hold_together_are_refused_and_change_nothing(
    three_laptops: Three, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    main, day, _other = three_laptops
    client, event = a_full_file(day), kyr.begin(day, "Parish hall", ("ht",))
    kyr.finish(day, event.id)
    write = content.write
    service = {"client_id": '"nobody"'} if broken == "tie" else {}
    counted = {"trained": str(2**62)} if broken == "heads" else {}

    def forged(parcel: Parcel) -> bytes:
        units = (
            replace(
                unit, histories=tuple(with_parts(one, service, counted) for one in unit.histories)
            )
            for unit in parcel.units
        )
        return write(replace(parcel, units=tuple(units)))

    monkeypatch.setattr(content, "write", forged)
    file = sealed(handing_over.hand_over(day))

    with pytest.raises(ParcelDamagedError):
        taking_in.take_in(main, file)
    assert clients.search(main, client.name) == ()


def with_parts(history: History, service: dict[str, str], event: dict[str, str]) -> History:
    changed = {"service": service, "event": event}.get(history.kind)
    if not changed:
        return history
    texts = json.loads(history.parts[WHOLE].value)
    whole = Register.of(json.dumps({**texts, **changed}), history.parts[WHOLE].shown)
    return replace(history, parts={WHOLE: whole})


def test_two_files_of_one_number_are_of_copied_records(three_laptops: Three) -> None:
    """A vault that was copied by hand goes on under the same keys."""
    main, day, _other = three_laptops
    a_client(day)
    first = _handed_over_by_a_copy(day)

    taking_in.take_in(main, sealed(first))
    with pytest.raises(HandOffForkedError) as told:
        taking_in.take_in(main, sealed(handing_over.hand_over(day)))

    assert told.value.number == 1


def _handed_over_by_a_copy(session: Session) -> HandOff:
    made = []
    with suppress(HandOffStoppedError), session.together() as together:
        made.append(handing_over.hand_over(together))
        raise HandOffStoppedError  # nothing of it stays in this one
    return made[0]


@pytest.mark.parametrize("stop_at", [0, 1])
def test_whoever_stops_leaves_everything_as_it_was(three_laptops: Three, stop_at: int) -> None:
    main, day, _other = three_laptops
    a_client(day)
    a_client(day, "Berta")
    before = laptops.look(day)

    def stop(done: int, total: int) -> bool:
        assert total == 2
        return done == stop_at

    with pytest.raises(HandOffStoppedError):
        handing_over.hand_over(day, progress=stop)
    assert laptops.look(day) == before
    made = sealed(handing_over.hand_over(day))
    before = laptops.look(main)
    with pytest.raises(HandOffStoppedError):
        taking_in.take_in(main, made, progress=stop)
    assert laptops.look(main) == before
    assert clients.search(main, "") == ()
    assert taking_in.take_in(main, made).hand_off.units == 2


def test_a_code_that_somebody_has_at_the_main_laptop_still_finds_both(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    here = a_client(main, "Ana")
    there = a_client(day, "Berta")
    with day.transaction() as opened:
        opened.clients.save(replace(there, code=here.code))

    taken = taking_in.take_in(main, sealed(handing_over.hand_over(day)))

    assert taken.new_codes == 1
    found = clients.search(main, here.code)
    assert [one.name for one in found] == ["Ana", "Berta"]
    assert found[1].code != here.code


def test_a_household_stays_one(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    mother = a_client(day, "Ana")
    taking_in.take_in(main, sealed(handing_over.hand_over(day)))
    child = a_client(day, "Berta", member_of=mother)

    taking_in.take_in(main, sealed(handing_over.hand_over(day)))

    assert [one.id for one in clients.household(main, mother)] == [child.id]


def test_a_day_laptop_forgets_only_copies_of_whom_the_main_laptop_has(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    for act in (lambda: None, lambda: handing_over.hand_over(day)):
        act()
        with pytest.raises(ForgetAtMainError):
            forgetting.forget(day, client.id, never)
    handing_over.write_waiting(day, tmp_path)
    stick.take_in_all(main, tmp_path)
    stick.take_in_all(day, tmp_path)

    forgetting.forget(day, client.id, never)

    assert clients.search(day, "") == ()
    assert clients.get(main, client.id).name == client.name
    forgetting.forget(main, client.id, never)


def test_a_hold_that_was_lifted_comes_lifted(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_full_file(day)
    holds.lift_hold(day, client.id, "over")

    taking_in.take_in(main, sealed(handing_over.hand_over(day)))

    assert everything_of(main, client.id) == everything_of(day, client.id)


def test_a_client_without_a_record_and_a_withdrawn_one_move_too(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    refused = a_client(day, consent=Consent.REFUSED)
    gone = a_full_file(day)
    clients.withdraw(day, gone.id, "registered twice")

    taking_in.take_in(main, sealed(handing_over.hand_over(day)))

    for client in (refused, gone):
        assert everything_of(main, client.id) == everything_of(day, client.id)


def test_final_counts_move_and_open_ones_stay(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    final = kyr.finish(day, kyr.begin(day, "Library", ("ht",)).id)
    still_open = kyr.begin(day, "School", ("es",))

    made = handing_over.hand_over(day)
    taking_in.take_in(main, sealed(made))

    assert [event.id for event in kyr.events(main)] == [final.id]
    with pytest.raises(HandedOverError):
        kyr.withdraw(day, final.id, "wrong")
    kyr.finish(day, still_open.id)
    taking_in.take_in(main, sealed(handing_over.hand_over(day)))
    assert len(kyr.events(main)) == 2
    kyr.withdraw(main, final.id, "counted twice")


def test_workers_come_without_passphrase_or_accreditation_and_are_counted_nowhere(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    a_client(day)
    taking_in.take_in(main, sealed(handing_over.hand_over(day)))

    with main.reading() as opened:
        came = opened.workers.get(day.worker.id)
        counted = opened.countable().representatives
    assert (came.name, came.is_active, came.slot_id) == (day.worker.name, False, "")
    assert came.accreditation is None
    assert len(counted) == 1


def test_the_audit_logs_tell_it_on_both_sides_and_what_came_before(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_full_file(day)
    taking_in.take_in(main, sealed(handing_over.hand_over(day)))

    with main.reading() as opened:
        acts = [link.entry.act for link in opened.audit.found(subject_ids=(client.id,))]
        assert opened.audit.first_broken() is None
    assert acts == [Act.HOLD_SET, Act.CHANGED, Act.ADDED, Act.TAKEN_IN]
    with day.reading() as opened:
        assert opened.audit.found(act=Act.HANDED_OVER, subject_ids=(client.id,))


def test_whoever_lacks_the_representative_key_neither_hands_over_nor_takes_in(
    three_laptops: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, day, _other = three_laptops
    a_client(day)
    made = handing_over.hand_over(day)
    word = taking_in.acknowledgement(main, laptops.look(main).others[0][0].id)
    monkeypatch.setattr(Vault, "holds", lambda _self, key: key != "representative")

    for refused in (
        lambda: handing_over.hand_over(day),
        lambda: taking_in.take_in(main, sealed(made)),
        lambda: taking_in.take_acknowledgement(day, word),
        lambda: taking_in.acknowledgement(main, "x"),
        lambda: stick.take_in_all(main, tmp_path),  # said once, not of each file
    ):
        with pytest.raises(KeyNotHeldError):
            refused()


def test_only_a_day_laptop_hands_over(three_laptops: Three, session: Session) -> None:
    main, day, _other = three_laptops

    for alone in (main, session):
        with pytest.raises(NoMainLaptopError):
            handing_over.hand_over(alone)
    with pytest.raises(NothingToHandOverError):
        handing_over.hand_over(day)


def test_a_stick_that_takes_no_answer_is_said_and_what_came_stays(
    three_laptops: Three, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, day, _other = three_laptops
    a_client(day)
    handing_over.hand_over(day)
    handing_over.write_waiting(day, tmp_path)

    def refuse(_path: Path, _data: bytes) -> None:
        raise HandOffStoppedError

    with monkeypatch.context() as full:
        full.setattr(stick, "write_atomically", refuse)
        seen = stick.take_in_all(main, tmp_path)

    assert isinstance(seen.problem, HandOffStoppedError)
    assert len(clients.search(main, "")) == 1
    assert stick.take_in_all(main, tmp_path).problem is None


def test_the_stick_is_stopped_between_two_files_and_taken_up_again(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    for name in ("Ana", "Berta"):
        a_client(day, name)
        handing_over.hand_over(day)
    handing_over.write_waiting(day, tmp_path)
    asked: list[int] = []

    def stop(_done: int, _total: int) -> bool:
        asked.append(1)
        return len(asked) == 2

    with pytest.raises(HandOffStoppedError):
        stick.take_in_all(main, tmp_path, progress=stop)
    assert len(clients.search(main, "")) == 1

    fates = [one.fate for one in stick.take_in_all(main, tmp_path).files]

    assert fates == [Fate.AGAIN, Fate.TAKEN_IN]
