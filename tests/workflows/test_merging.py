"""Two files of one person become one: nothing is lost, one is counted, and it can be undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clinic_app.bundles import payload
from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import KeyNotHeldError
from clinic_app.records.audit import Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Ruling
from clinic_app.records.service import FilingKind, Form, Service, ServiceKind
from clinic_app.records.worker import Role
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.released import Change
from clinic_app.vault.store_errors import RecordFinalError, RecordMissingError
from clinic_app.workflows import (
    audit,
    clients,
    closing,
    decisions,
    duplicates,
    forgetting,
    merging,
    moving,
    screenings,
    services,
    today,
    unlocking,
    workers,
)
from clinic_app.workflows.audit import Wanted
from clinic_app.workflows.errors import MergeStandsError, NotTwoFilesError, RecordWithdrawnError
from clinic_app.workflows.session import Session

BORN = date(1984, 6, 3)
WORDS = "yet another passphrase of many words"


def registered(session: Session, name: str = "Marie Joseph", **change: Any) -> Client:
    said: dict[str, Any] = {
        "name": name,
        "birth_date": BORN,
        "language": "ht",
        "needs_interpreter": False,
        "consent": Consent.GIVEN,
        "phone": "",
    }
    return clients.register(session, **(said | change))


def corrected(session: Session, client: Client, **change: Any) -> Client:
    said = {
        name: getattr(client, name)
        for name in (
            *("name", "birth_date", "language", "needs_interpreter", "consent", "phone"),
            *("gender", "county"),
        )
    }
    return clients.correct(session, client.id, **(said | change))


def helped(session: Session, client: Client) -> Service:
    return services.record(
        session,
        client.id,
        kind=ServiceKind.APPLICATION_PREPARED,
        form=Form.I_821,
        filing=FilingKind.INITIAL,
        at_no_cost=True,
    )


def on(session: Session, day: date) -> Session:
    return replace(session, today=Today(day))


def waiting_ids(session: Session) -> list[set[str]]:
    duplicates.finish(session)
    return [{one.left.client.id, one.right.client.id} for one in duplicates.open_pairs(session)]


def test_one_file_stands_with_the_records_of_both_and_both_codes_find_it(session: Session) -> None:
    first, again = registered(session), registered(session, "Joseph Marie", phone="305 555 0123")
    done = helped(session, again)
    draft = screenings.begin(session, again.id, "HT")

    merging.merge(session, first.id, again.id, {"phone"})

    stands = replace(first, phone="305 555 0123")
    for told in (first.id, again.id):
        assert clients.get(session, told) == stands
        assert [one.id for one in screenings.of_client(session, told)] == [draft.id]
        assert services.of_client(session, told) == (done,)
    for typed in (first.code, again.code, "joseph marie", "305 555 0123"):
        assert clients.search(session, typed) == (stands,)
    assert clients.search(session, "") == (stands,)
    assert [one.client for one in today.waiting(session).drafts] == [stands]
    assert duplicates.like(session, stands) == ()
    assert waiting_ids(session) == []


def test_a_screening_of_the_file_that_was_taken_in_goes_on_and_is_decided(
    session: Session,
) -> None:
    first, again = registered(session), registered(session)
    draft = screenings.begin(session, again.id, "HT")

    merging.merge(session, first.id, again.id, ())

    screenings.answer(session, draft.id, "lpr", True)
    finished = screenings.finish(session, draft.id)
    decisions.decide(session, finished.id, Ruling.ACCEPT, "")
    (kept,) = screenings.of_client(session, first.id)
    assert kept.answers["lpr"] is True
    assert kept.outcome == finished.outcome


def test_the_file_that_was_taken_in_is_rewritten_by_nobody(session: Session) -> None:
    first, again = registered(session), registered(session)
    merging.merge(session, first.id, again.id, ())

    with pytest.raises(RecordFinalError), session.transaction() as opened:
        opened.clients.save(replace(again, name="Somebody Else"))


def test_who_is_one_already_or_keeps_no_record_or_is_withdrawn_is_not_merged(
    session: Session,
) -> None:
    first, again, gone = (registered(session) for _ in range(3))
    refusing = registered(session, consent=Consent.REFUSED)
    clients.withdraw(session, gone.id, "typed twice")
    merging.merge(session, first.id, again.id, ())

    for other in (first, again, refusing):
        with pytest.raises(NotTwoFilesError):
            merging.merge(session, first.id, other.id, ())
    with pytest.raises(NotTwoFilesError):
        duplicates.tell_apart(session, first.id, again.id)
    with pytest.raises(RecordWithdrawnError):
        merging.merge(session, first.id, gone.id, ())
    with pytest.raises(RecordMissingError):
        merging.merge(session, first.id, "nobody", ())


def test_undone_both_are_as_they_were_but_for_what_was_corrected_since(session: Session) -> None:
    first = registered(session, county="25025")
    again = registered(session, "Joseph Marie", phone="305 555 0123", county="25023")
    helped(session, again)
    made = merging.merge(session, first.id, again.id, {"phone", "county"})
    corrected(session, clients.get(session, first.id), county="25017")

    merging.undo(session, made.id)

    assert clients.get(session, first.id) == replace(first, county="25017")
    assert clients.get(session, again.id) == again
    assert services.of_client(session, first.id) == ()
    assert waiting_ids(session) == [{first.id, again.id}]
    assert merging.of_client(session, first.id) == ()
    with pytest.raises(MergeStandsError):
        merging.undo(session, made.id)


def test_a_close_makes_a_merge_stand(session: Session) -> None:
    september, october = on(session, date(2026, 9, 5)), on(session, date(2026, 10, 5))
    first, again = registered(september), registered(september)
    helped(september, first)
    made = merging.merge(september, first.id, again.id, ())
    closing.close(october, "2026-09", closing.preview(october, "2026-09"))

    with pytest.raises(MergeStandsError):
        merging.undo(october, made.id)

    ((kept, file),) = merging.of_client(october, first.id)
    assert (kept.way_back, file) == (None, again)


def test_of_three_files_one_stands_whatever_the_order(session: Session) -> None:
    one, two, three = (registered(session) for _ in range(3))
    done = [helped(session, one), helped(session, two), helped(session, three)]

    earlier = merging.merge(session, two.id, one.id, ())
    later = merging.merge(session, three.id, one.id, ())  # by an id that stands no more

    assert {clients.get(session, each.id).id for each in (one, two, three)} == {three.id}
    assert services.of_client(session, one.id) == tuple(done)
    with pytest.raises(MergeStandsError):
        merging.undo(session, earlier.id)
    merging.undo(session, later.id)
    assert clients.get(session, one.id).id == two.id
    assert clients.get(session, three.id).id == three.id


def test_a_person_screened_three_times_under_three_files_is_one_person(session: Session) -> None:
    september, october = on(session, date(2026, 9, 5)), on(session, date(2026, 10, 5))
    files = [registered(september) for _ in range(3)]
    for file in files:
        screenings.finish(september, screenings.begin(september, file.id, "HT").id)
    for other in files[1:]:
        merging.merge(september, files[0].id, other.id, ())

    shown = closing.preview(october, "2026-09")

    told = payload.read(shown.payload).newest.headlines
    assert told[HeadlineCount.SCREENED] == Change(net=1, total=1)
    assert told[HeadlineCount.SCREENINGS] == Change(net=3, total=3)


def test_who_is_merged_after_a_close_is_corrected_in_the_next(session: Session) -> None:
    september, october = on(session, date(2026, 9, 5)), on(session, date(2026, 10, 5))
    november = on(session, date(2026, 11, 5))
    first, other = registered(september), registered(september, "Wislande Cadet")
    helped(september, first)
    helped(september, other)
    closing.close(october, "2026-09", closing.preview(october, "2026-09"))
    corrected(october, other, name="Joseph Marie")
    assert waiting_ids(october) == [{first.id, other.id}]

    merging.merge(october, first.id, other.id, ())

    shown = closing.preview(november, "2026-10")
    told = payload.read(shown.payload)
    assert [close.headlines[HeadlineCount.HELPED] for close in told.closes] == [
        Change(net=2, total=2),
        Change(net=-1, total=1),
    ]
    closing.close(november, "2026-10", shown)


def test_whoever_comes_again_under_the_other_spelling_is_known(session: Session) -> None:
    first, again = registered(session, "Mirlande Désrosiers"), registered(session, "Rosie Cadet")
    other = registered(session, "Wislande Pierre")
    merging.merge(session, first.id, again.id, ())
    third = registered(session, "Cadet Rosie")

    assert waiting_ids(session) == [{first.id, third.id}]
    assert duplicates.like(session, third) == (clients.get(session, first.id),)
    assert duplicates.like(session, other) == ()


def test_somebody_with_two_files_joins_the_households_of_both(session: Session) -> None:
    mother, again = registered(session), registered(session)
    child = registered(session, "Jean Joseph", birth_date=date(2015, 1, 2), member_of=mother)
    sister = registered(session, "Anne Joseph", birth_date=date(1990, 1, 2), member_of=again)
    made = merging.merge(session, again.id, mother.id, ())
    mother = clients.get(session, again.id)

    assert clients.household(session, child) == (mother, sister)
    assert clients.household(session, mother) == (child, sister)
    merging.undo(session, made.id)
    assert clients.household(session, sister) == (again,)


def test_withdrawn_or_without_consent_a_person_goes_with_every_file(session: Session) -> None:
    october, november = on(session, date(2026, 10, 5)), on(session, date(2026, 11, 5))
    first, again, third, last = (registered(october) for _ in range(4))
    helped(october, again)
    merging.merge(october, first.id, again.id, ())
    merging.merge(october, third.id, last.id, {"name"})
    screenings.begin(october, last.id, "HT")

    clients.withdraw(october, first.id, "no client of ours")
    corrected(october, clients.get(october, third.id), consent=Consent.REFUSED)

    assert all(one.withdrawn for one in services.of_client(october, first.id))
    assert closing.open_months(november) == ()
    with october.reading() as opened:
        left = opened.clients.itself(last.id)
        (made,) = opened.merges.of_client(third.id)
    assert (left.name, left.birth_date, left.consent) == ("", None, Consent.REFUSED)
    assert made.way_back is None
    assert clients.search(october, "marie joseph") == (clients.get(october, first.id),)


def test_whoever_is_forgotten_is_forgotten_with_every_file(session: Session) -> None:
    first, again, other = registered(session), registered(session), registered(session)
    helped(session, again)
    merging.merge(session, first.id, again.id, ())

    forgetting.forget(session, again.id, lambda _done, _total: False)

    assert clients.search(session, "marie joseph") == (other,)
    with session.reading() as opened:
        assert opened.merges.all_merged() == {}


def test_merging_stands_in_the_audit_log_with_both_and_without_names(session: Session) -> None:
    first, again = registered(session), registered(session)

    made = merging.merge(session, first.id, again.id, ())
    merging.undo(session, made.id)

    for act in (Act.MERGED, Act.UNMERGED):
        lines = audit.lines(session, Wanted(act=act))
        assert {line.link.entry.subject_id for line in lines} == {first.id, again.id}
    assert audit.lines(session, Wanted(client_code=again.code))


@pytest.fixture
def greeter(session: Session) -> Iterator[Session]:
    """Somebody who registers and never screens."""
    sign_in = workers.SignIn(name="greta", passphrase=WORDS, role=Role.GREETER)
    workers.add(session, "Greta", None, sign_in)
    folder = session.vault.folder
    session.lock()
    opened = unlocking.unlock(folder, WORDS, "greta", session.today)
    yield opened
    opened.lock()


def test_a_greeter_says_who_is_somebody_else_but_merges_nobody(greeter: Session) -> None:
    first, again = registered(greeter), registered(greeter)

    with pytest.raises(KeyNotHeldError):
        merging.merge(greeter, first.id, again.id, ())
    with pytest.raises(KeyNotHeldError):
        merging.undo(greeter, "any")

    duplicates.tell_apart(greeter, first.id, again.id)
    assert waiting_ids(greeter) == []
    duplicates.ask_again(greeter, first.id, again.id)
    assert waiting_ids(greeter) == [{first.id, again.id}]


def test_each_file_moves_to_another_laptop_as_it_is(session: Session) -> None:
    first, again = registered(session), registered(session, phone="305 555 0123")
    done = helped(session, again)
    merging.merge(session, first.id, again.id, ())

    with session.reading() as opened:
        assert moving.records_of(opened, again.id) == (again, done)
        assert moving.records_of(opened, first.id) == (first,)
