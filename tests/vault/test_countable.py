"""What the vault counts from its columns is what a person counts from the records."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import payload
from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.records import facts
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.merge import Merge
from clinic_app.records.retention import Purge, PurgeCause
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, Service, ServiceKind
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Accreditation, AccreditationLevel, Worker
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.tallies.attacker import first_leak
from clinic_app.tallies.batch_carry import CountPolicy
from clinic_app.tallies.breakdowns import Gender
from clinic_app.tallies.case_facts import CaseFacts
from clinic_app.tallies.counting import count
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, counting_since, release
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month, months
from clinic_app.vault.open_vault import OpenVault

Trial = Callable[[], AbstractContextManager[OpenVault]]

YEAR = months(Month(2025, 11), Month(2026, 2))
DAYS = st.dates(YEAR[0].first, YEAR[-1].last)
A_STAMP = Stamp(
    at=datetime(2026, 1, 2, 12, tzinfo=UTC),
    day=date(2026, 1, 2),
    day_source=DaySource.COMPUTER,
    worker_id="w0",
    site="Church hall",
)
BIRTH_DATES = st.dates(date(1940, 1, 1), date(2026, 4, 30))
STAMPS = DAYS.map(
    lambda day: Stamp(
        at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        day=day,
        day_source=DaySource.COMPUTER,
        worker_id="w0",
        site="Church hall",
    )
)
WITHDRAWALS = st.sampled_from([False, False, False, True]).flatmap(
    lambda gone: st.builds(Withdrawal, st.just("wrong"), STAMPS) if gone else st.none()
)
OUTCOME = Outcome(
    country="HT",
    as_of=YEAR[0].first,
    pack_version="1",
    track=Track.NONE,
    designation=None,
    deadline=None,
    findings=(),
)


class History:
    """Everything that happened at an invented clinic."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.workers = [self._worker(number) for number in range(draw(st.integers(1, 3)))]
        self.clients = [self._client(number) for number in range(draw(st.integers(0, 5)))]
        self.screenings = [
            self._screening(client, f"{client.id}-s{number}")
            for client in self.clients
            for number in range(draw(st.integers(0, 3)))
        ]
        self.services = [
            self._service(client, f"{client.id}-v{number}")
            for client in self.clients
            for number in range(draw(st.integers(0, 4)))
        ]
        self.events = [self._event(number) for number in range(draw(st.integers(0, 3)))]

    def keep(self, opened: OpenVault) -> None:
        for worker in self.workers:
            opened.workers.add(worker)
        for client in self.clients:
            opened.clients.add(client)
        for screening in self.screenings:
            opened.screenings.add(screening)
        for service in self.services:
            opened.services.add(service)
        for event in self.events:
            opened.kyr_events.add(event)

    def _worker(self, number: int) -> Worker:
        draw = self.draw
        held = Accreditation(
            level=draw(st.sampled_from(AccreditationLevel)),
            granted=draw(DAYS),
            expires=draw(DAYS),
            is_renewal=draw(st.booleans()),
        )
        return Worker(
            id=f"w{number}",
            name="Ana",
            accreditation=draw(st.sampled_from([None, held])),
            is_active=draw(st.booleans()),
        )

    def _client(self, number: int) -> Client:
        consent = self.draw(st.sampled_from(Consent))
        return Client(
            id=f"c{number}",
            code=f"C0D{number}",
            name="Ana" if consent is Consent.GIVEN else "",
            household_id=f"c{number}",
            birth_date=self.draw(st.none() | BIRTH_DATES) if consent is Consent.GIVEN else None,
            language=self.draw(st.sampled_from(["ht", "es", "tlh", ""])),
            needs_interpreter=False,
            consent=consent,
            gender=self.draw(st.none() | st.sampled_from(Gender)),
            county=self.draw(st.sampled_from(["", "25025", "25023"])),
            registered=self.draw(STAMPS),
            withdrawn=self.draw(WITHDRAWALS),
        )

    def _screening(self, client: Client, screening_id: str) -> Screening:
        draw = self.draw
        draft = Screening(
            id=screening_id,
            client_id=client.id,
            country=draw(st.sampled_from(["HT", "VE", "SV", "Freedonia"])),
            as_of=YEAR[0].first,
            answers=Answers(),
            started=draw(STAMPS),
            withdrawn=draw(WITHDRAWALS),
        )
        if draw(st.booleans()):
            return draft
        finished = replace(
            draft, state=ScreeningState.FINISHED, outcome=OUTCOME, finished=draw(STAMPS)
        )
        return finished if client.consent is Consent.GIVEN else finished.tally_only()

    def _service(self, client: Client, service_id: str) -> Service:
        draw = self.draw
        kind = draw(st.sampled_from(ServiceKind))
        is_form, is_court = kind is ServiceKind.APPLICATION_PREPARED, kind is ServiceKind.APPEARANCE
        form = draw(st.none() | st.sampled_from(Form)) if is_form else None
        filing = draw(st.none() | st.sampled_from(FilingKind)) if form is Form.I_821 else None
        before = draw(st.none() | st.sampled_from(AppearanceBefore)) if is_court else None
        return Service(
            id=service_id,
            client_id=client.id,
            kind=kind,
            form=form,
            filing=filing,
            before=before,
            at_no_cost=draw(st.booleans()),
            stamp=draw(STAMPS),
            withdrawn=draw(WITHDRAWALS),
        )

    def _event(self, number: int) -> KyrEvent:
        draw = self.draw
        heads = st.integers(0, 50)
        languages = draw(st.lists(st.sampled_from(["ht", "es", "tlh", "x-y"]), unique=True))
        return KyrEvent(
            id=f"e{number}",
            day=draw(DAYS),
            title="Hall",
            county=draw(st.sampled_from(["", "25025"])),
            attendance=tuple(Attendance(tag, draw(heads), draw(heads)) for tag in languages),
            trained=draw(heads),
            is_finished=draw(st.booleans()),
            stamp=draw(STAMPS),
            withdrawn=draw(WITHDRAWALS),
        )


HISTORIES = st.composite(History)()


def by_hand(history: History, last: date) -> Counter[str]:
    """Count as the definitions of the headlines read, record by record, through *last*."""
    standing = {client.id for client in history.clients if client.withdrawn is None}
    screenings = [
        one
        for one in history.screenings
        if one.withdrawn is None
        and one.client_id in standing
        and one.finished is not None
        and one.finished.day <= last
    ]
    services = [
        one
        for one in history.services
        if one.withdrawn is None and one.client_id in standing and one.stamp.day <= last
    ]
    events = [
        one
        for one in history.events
        if one.withdrawn is None and one.is_finished and one.day <= last
    ]
    helped = {one.client_id for one in services if one.form is Form.I_821}
    total: Counter[str] = Counter()
    total["helped"] = len(helped)
    total["screened"] = len({one.client_id for one in screenings} - helped)
    total["served_at_no_cost"] = len({one.client_id for one in services if one.at_no_cost})
    total["served_in_year"] = len(
        {(one.client_id, one.finished.day.year) for one in screenings if one.finished}
        | {(one.client_id, one.stamp.day.year) for one in services}
    )
    total["served_in_year_at_no_cost"] = len(
        {(one.client_id, one.stamp.day.year) for one in services if one.at_no_cost}
    )
    total["screenings"] = len(screenings)
    total["services_at_no_cost"] = sum(one.at_no_cost for one in services)
    total["kyr_events"] = len(events)
    total["kyr_attendance"] = sum(
        row.adults + row.children for one in events for row in one.attendance
    )
    total["kyr_trained"] = sum(one.trained for one in events)
    _count_services(services, total)
    _count_representatives(history.workers, last, total)
    return total


def _count_services(services: list[Service], total: Counter[str]) -> None:
    kinds = {
        "application_prepared": "applications_prepared",
        "referral": "referrals",
        "appearance": "appearances",
        "advice": "advice",
    }
    courts = {"dhs": "dhs", "immigration_court": "court", "board": "board"}
    for one in services:
        total[kinds[one.kind.value]] += 1
        if one.form is not None:
            total["form_" + one.form.value.lower().replace("-", "_")] += 1
        if one.filing is not None:
            total["i_821_" + one.filing.value] += 1
        if one.before is not None:
            total["appearances_" + courts[one.before.value]] += 1


def _count_representatives(workers: list[Worker], last: date, total: Counter[str]) -> None:
    for worker in workers:
        held = worker.accreditation
        if held is None:
            continue
        is_granted = held.granted <= last
        if is_granted:
            total["representatives_" + ("renewed" if held.is_renewal else "new")] += 1
        if worker.is_active and (is_granted or held.is_renewal) and last <= held.expires:
            total["representatives_" + held.level.value] += 1
            total["representatives_expiring"] += is_granted and (held.expires - last).days <= 180


@given(HISTORIES)
def test_the_vault_counts_what_a_person_counts(trial: Trial, history: History) -> None:
    with trial() as opened:
        history.keep(opened)
        countable = opened.countable()

    for raw in count(countable, YEAR, counting_since=YEAR[0]):
        expected = by_hand(history, raw.month.last)
        assert raw.totals == {headline: expected[headline.value] for headline in HeadlineCount}


@given(HISTORIES)
def test_the_first_day_is_the_first_thing_done(trial: Trial, history: History) -> None:
    with trial() as opened:
        history.keep(opened)
        first = opened.first_day()

    standing = {client.id for client in history.clients if client.withdrawn is None}
    done = [
        one.stamp.day for one in history.services if not one.withdrawn and one.client_id in standing
    ]
    done += [
        one.finished.day
        for one in history.screenings
        if one.finished and not one.withdrawn and one.client_id in standing
    ]
    done += [one.day for one in history.events if one.is_finished and not one.withdrawn]
    assert first == min(done, default=None)


@given(HISTORIES)
def test_the_last_saved_day_is_the_latest_of_all_stamps(trial: Trial, history: History) -> None:
    with trial() as opened:
        history.keep(opened)
        last = opened.last_saved_day()

    stamps = [client.registered for client in history.clients]
    stamps += [one.started for one in history.screenings]
    stamps += [one.finished for one in history.screenings if one.finished]
    stamps += [one.stamp for one in history.services]
    stamps += [one.stamp for one in history.events]
    withdrawals = [one.withdrawn for one in history.clients]
    withdrawals += [one.withdrawn for one in history.screenings]
    withdrawals += [one.withdrawn for one in history.services]
    withdrawals += [one.withdrawn for one in history.events]
    stamps += [withdrawn.stamp for withdrawn in withdrawals if withdrawn]
    assert last == max((stamp.day for stamp in stamps), default=None)


PER_PERSON = 7
POLICY = CountPolicy(smallest_crowd=5, pool_floor=5, least_arrivals=1, jitter=2)
"""Little is hidden, so that a difference would be seen."""

ORIGIN = Origin(
    clinic="BOS-1", station="0" * 16, is_training=False, draw_key=bytes(32), policy=POLICY
)


def in_crowds(history: History) -> History:
    """Make each client a crowd of people alike, each with the same records of their own."""
    people = [(one, f"-{number}") for one in history.clients for number in range(PER_PERSON)]
    history.clients = [
        replace(one, id=one.id + ending, household_id=one.id + ending, code=one.code + ending[1:])
        for one, ending in people
    ]
    history.screenings = [
        replace(one, id=one.id + ending, client_id=one.client_id + ending)
        for one in history.screenings
        for ending in (f"-{number}" for number in range(PER_PERSON))
    ]
    history.services = [
        replace(one, id=one.id + ending, client_id=one.client_id + ending)
        for one in history.services
        for ending in (f"-{number}" for number in range(PER_PERSON))
    ]
    return history


def payloads(opened: OpenVault, gone: Mapping[Month, Collection[str]]) -> list[bytes]:
    """Close every month, and purge some people before each."""
    ledger, written = ReleaseLedger(), []
    for month in YEAR:
        going = gone.get(month, ())
        if going:
            purge = Purge(
                id=month.label,
                cause=PurgeCause.ASKED,
                people=len(going),
                rows={},
                stamp=A_STAMP,
            )
            opened.purges.purge(going, purge, lambda _done, _total: None)
        (raw,) = count(opened.countable(), (month,), counting_since=counting_since(ledger, month))
        tally = release(raw, ledger, ORIGIN)
        written.append(payload.write(tally))
        ledger = ledger.with_release(tally, payload.sha256(written[-1]), POLICY)
    return written


@given(HISTORIES.map(in_crowds), st.data())
def test_every_close_is_the_same_bytes_whoever_was_purged_before_it(
    trial: Trial, history: History, data: st.DataObject
) -> None:
    gone: dict[Month, list[str]] = defaultdict(list)
    for client in history.clients:
        month = data.draw(st.none() | st.sampled_from(YEAR))
        if month is not None:
            gone[month].append(client.id)

    with trial() as opened:
        history.keep(opened)
        unpurged = payloads(opened, {})
        purged = payloads(opened, gone)

    assert purged == unpurged


def standing_files(history: History) -> list[Client]:
    return [
        one for one in history.clients if one.withdrawn is None and one.consent is Consent.GIVEN
    ]


def one_after_another(data: st.DataObject, files: list[Client]) -> list[Merge]:
    """Draw merges, each of two files that still stand, so that chains and stars come about."""
    standing, drawn = [one.id for one in files], list[Merge]()
    while len(standing) > 1 and data.draw(st.booleans()):
        kept, merged = data.draw(st.permutations(standing))[:2]
        standing.remove(merged)
        drawn.append(Merge(id=f"m{len(drawn)}", kept_id=kept, merged_id=merged, stamp=A_STAMP))
    return drawn


def as_one_file(history: History, merges: Collection[Merge]) -> History:
    """Return the history of a clinic that had registered each person once."""
    told = copy(history)
    for merge in merges:
        told.clients = [one for one in told.clients if one.id != merge.merged_id]
        told.screenings = [
            replace(one, client_id=merge.kept_id) if one.client_id == merge.merged_id else one
            for one in told.screenings
        ]
        told.services = [
            replace(one, client_id=merge.kept_id) if one.client_id == merge.merged_id else one
            for one in told.services
        ]
    return told


def told_by(opened: OpenVault) -> tuple[Counter[object], Counter[object]]:
    countable = opened.countable()
    return Counter(countable.cases), Counter(countable.happenings)


@given(HISTORIES, st.data())
def test_files_of_one_person_count_as_one_and_as_before_once_that_is_undone(
    trial: Trial, history: History, data: st.DataObject
) -> None:
    merges = one_after_another(data, standing_files(history))
    with trial() as opened:
        history.keep(opened)
        before = told_by(opened)
        for merge in merges:
            opened.merges.add(merge)
        merged = told_by(opened)
        for merge in data.draw(st.permutations(merges)):
            opened.merges.undo(merge.id, A_STAMP)
        after = told_by(opened)
    with trial() as opened:
        as_one_file(history, merges).keep(opened)
        one_file = told_by(opened)

    assert merged == one_file
    assert after == before


@given(HISTORIES.map(in_crowds), st.data())
def test_merging_between_closes_is_a_correction_that_gives_nobody_away(
    trial: Trial, history: History, data: st.DataObject
) -> None:
    files = standing_files(history)
    merges = one_after_another(data, files[: 3 * PER_PERSON : 2])
    months = sorted(data.draw(st.sampled_from(YEAR)) for _ in merges)
    with trial() as opened:
        history.keep(opened)
        ledger = ReleaseLedger()
        for month in YEAR:
            for of, merge in zip(months, merges, strict=True):
                if of == month:
                    opened.merges.add(merge)
            (raw,) = count(
                opened.countable(), (month,), counting_since=counting_since(ledger, month)
            )
            tally = release(raw, ledger, ORIGIN)
            ledger = ledger.with_release(tally, payload.sha256(payload.write(tally)), POLICY)

    told = as_one_file(history, merges)
    newest = ledger.entries[-1].close
    expected = by_hand(told, YEAR[-1].last)
    for headline in HeadlineCount:
        assert newest.headlines[headline].total == expected[headline.value]
    assert first_leak([entry.close for entry in ledger.entries], POLICY) is None


def test_an_empty_vault_counts_nothing(opened: OpenVault) -> None:
    assert opened.first_day() is None
    assert opened.last_saved_day() is None


@given(HISTORIES)
def test_the_vault_lets_through_what_the_door_lets_through(trial: Trial, history: History) -> None:
    with trial() as opened:
        history.keep(opened)
        countable = opened.countable()

    by_record = Counter(
        found[0]
        for client in history.clients
        if (
            found := facts.of_client(
                client,
                [one for one in history.screenings if one.client_id == client.id],
                [one for one in history.services if one.client_id == client.id],
            )
        )
    )
    counted = {case for case in by_record if (case.helped_on or case.screened_on)}
    assert {case: by_record[case] for case in counted} == {
        case: times
        for case, times in Counter(map(CaseFacts._make, countable.cases)).items()
        if (case.helped_on or case.screened_on)
    }
    assert list(countable.gatherings) == [
        facts.gathering(
            event.day,
            {row.language: row.heads for row in event.attendance},
            trained=event.trained,
            county=event.county,
        )
        for event in history.events
        if event.withdrawn is None and event.is_finished
    ]
