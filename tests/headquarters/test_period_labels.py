"""Labels of a period: the truth lies between the two numbers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import NamedTuple, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import payload
from clinic_app.bundles.payload import ToldClose
from clinic_app.headquarters.breakdown import Breakdown, LabelRange, breakdowns
from clinic_app.headquarters.label_bounds import ClinicLabels, clinic_labels
from clinic_app.headquarters.period_labels import PeriodLabels, period_labels
from clinic_app.tallies.breakdowns import TABLES_OF, UNKNOWN, Stream, Table
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release, streams_of
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.linked import Both
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change, ReleasedClose

FIRST = Month(2026, 1)


def a_close(total: int, *, seq: int = 1, **shown: int) -> ClinicLabels:
    """Return a close of which only the countries of those helped say something."""
    changes = dict.fromkeys(HeadlineCount, Change(0, 0)) | {
        HeadlineCount.HELPED: Change(total, total)
    }
    places: dict[tuple[Stream, Table], dict[str, int]] = {
        (stream, table): {} for stream, tables in TABLES_OF.items() for table in tables
    }
    streams = streams_of(changes, places | {(Stream.HELPED, Table.COUNTRY): shown})
    return labels_of(ReleasedClose(seq, FIRST.plus(seq - 1), changes, streams))


def labels_of(close: ReleasedClose) -> ClinicLabels:
    return clinic_labels(ToldClose(close, {}))


def countries(starts: dict[int, ClinicLabels], ends: dict[int, ClinicLabels]) -> PeriodLabels:
    return of_countries(period_labels(starts, ends), Stream.HELPED)


def test_who_was_not_yet_shown_before_may_have_come_before_the_period_or_in_it() -> None:
    """30 shown grew to 50; of the 20 new ones up to 12 may have waited since before."""
    found = countries({1: a_close(42, HT=30)}, {1: a_close(90, seq=2, HT=50)})

    assert found.total == 48
    assert found.labels == (LabelRange("HT", 8, 48),)


def test_a_clinic_that_began_in_the_period_adds_all_it_shows() -> None:
    found = countries({}, {1: a_close(50, HT=30), 2: a_close(9)})

    assert found.total == 59
    assert found.labels == (LabelRange("HT", 30, 59),)


def test_of_a_clinic_whose_first_months_never_came_they_are_not_taken_for_the_periods() -> None:
    """Of 50 there were 45 before; of the 30 from Haiti all may have been."""
    sizes = {Stream.HELPED: 45, Stream.SCREENED: 3, Stream.KYR: 0, Stream.TRAINED: 0}

    found = countries(
        {1: ClinicLabels().moved_on(sizes, is_exact=True)}, {1: a_close(50, seq=9, HT=30)}
    )
    later = countries(
        {1: ClinicLabels().moved_on(sizes, is_exact=False)}, {1: a_close(50, seq=9, HT=30)}
    )

    assert (found.total, found.most) == (5, 5)
    assert found.labels == (LabelRange("HT", 0, 5),)
    assert (later.total, later.most) == (5, 50)
    assert later.labels == (LabelRange("HT", 0, 50),)


def test_a_clinic_that_closed_nothing_in_the_period_adds_nothing() -> None:
    same = a_close(50, HT=30)

    found = countries({1: same, 2: a_close(40)}, {1: same, 2: a_close(52, seq=2)})

    assert found.total == 12
    assert found.labels == ()
    assert period_labels({1: same}, {1: same}) == ()


def test_where_people_were_taken_back_only_the_two_closes_speak() -> None:
    found = countries({1: a_close(60, HT=40)}, {1: a_close(45, seq=2, HT=20)})

    assert found.total == -15
    assert found.labels == (LabelRange("HT", -40, 5),)


def test_a_close_of_the_first_program_says_how_many_and_of_nobody_which() -> None:
    headlines = dict.fromkeys(HeadlineCount, Change(0, 0)) | {HeadlineCount.HELPED: Change(9, 9)}
    old = labels_of(ReleasedClose(1, FIRST, headlines))

    found = countries({1: old}, {1: a_close(60, seq=2, HT=40)})

    assert found.total == 51
    assert found.labels == (LabelRange("HT", 31, 51),)
    assert period_labels({}, {1: old}) == ()


def test_what_a_clinic_of_the_first_program_added_may_be_under_any_label() -> None:
    headlines = dict.fromkeys(HeadlineCount, Change(0, 0)) | {HeadlineCount.HELPED: Change(9, 9)}
    old = labels_of(ReleasedClose(1, FIRST, headlines))

    found = countries({2: a_close(42, HT=30)}, {1: old, 2: a_close(90, seq=2, HT=50)})

    assert (found.total, found.most) == (57, 57)
    assert found.labels == (LabelRange("HT", 8, 57),)


def test_whoever_is_helped_leaves_those_screened_and_may_leave_any_label() -> None:
    """Of 60 screened 40 were shown; then 12 were helped, and 20 more screened."""
    first = Both(0, 60, {}, {"HT": 40})
    start, end = screened(first), screened(first, Both(12, 68, {}, {"HT": 40}))

    since = of_countries(breakdowns([end]), Stream.SCREENED)
    period = of_countries(period_labels({1: start}, {1: end}), Stream.SCREENED)

    assert since.total == 68
    assert since.labels == (LabelRange("HT", 28, 68),)
    assert since.spare == 40
    assert period.total == 8
    assert period.labels == (LabelRange("HT", -12, 20),)


def test_whoever_was_not_known_when_helped_may_be_under_any_label_since() -> None:
    """The 160 told that they are from Haiti; then 200 of those screened were helped."""
    first = Both(160, 310, {UNKNOWN: 143}, {"SV": 290})
    end = screened(first, Both(360, 110, {UNKNOWN: 143, "HT": 150}, {"SV": 290}))

    since = of_countries(breakdowns([end]), Stream.SCREENED)

    assert since.labels == (LabelRange("SV", 90, 110),)


def test_nobody_helped_is_unknown_for_certain() -> None:
    """Of 160 people 143 were shown as unknown; who is screened after the help tells a country."""
    start, end = a_close(160, unknown=143), a_close(240, seq=2, unknown=143, HT=60)

    since = countries_since(end)

    assert since.labels == (LabelRange("HT", 60, 240), LabelRange(UNKNOWN, 0, 180))
    assert since.spare == 180
    assert countries({1: start}, {1: end}).labels == (
        LabelRange("HT", 0, 80),
        LabelRange(UNKNOWN, 0, 80),
    )


def countries_since(end: ClinicLabels) -> Breakdown:
    return of_countries(breakdowns([end]), Stream.HELPED)


def screened(*closes: Both) -> ClinicLabels:
    """Return what the last of a clinic's first closes says by label."""
    newest = closes[-1]
    changes = dict.fromkeys(HeadlineCount, Change(0, 0)) | {
        HeadlineCount.HELPED: Change(0, newest.helped),
        HeadlineCount.SCREENED: Change(0, newest.screened),
    }
    places: dict[tuple[Stream, Table], dict[str, int]] = {
        (stream, table): {} for stream, tables in TABLES_OF.items() for table in tables
    }
    shown = places | {(Stream.SCREENED, Table.COUNTRY): dict(newest.screened_shown)}
    close = ReleasedClose(len(closes), FIRST, changes, streams_of(changes, shown))
    return clinic_labels(ToldClose(close, {Table.COUNTRY: (Both(), *closes)}))


PEOPLE = (Stream.HELPED, Stream.SCREENED)
MOST_MONTHS = 40
"""More than a bundle spells out."""

Found = TypeVar("Found", Breakdown, PeriodLabels)
Truth = dict[Stream, Counter[str]]
NEVER = 99


class Cohort(NamedTuple):
    """People who came, were helped and told their country in the same months."""

    label: str
    came: int
    helped: int
    told: int

    def stream(self, month: int) -> Stream | None:
        """Return in which stream they are at the end of a month."""
        if self.came > month:
            return None
        return Stream.HELPED if self.helped <= month else Stream.SCREENED

    def known(self, month: int) -> str:
        """Return what is known of them by the end of a month."""
        return self.label if self.told <= month else UNKNOWN


class SimulatedClinic:
    """A clinic to which people come; some are helped at once, some later, as busy as it likes.

    Some say only later where they are from.
    """

    def __init__(self, seed: int, key: bytes) -> None:
        self._random = Random(seed)  # noqa: S311 - a simulation
        self._busy = self._random.choice((6, 20, 60, 150))
        self._helps = self._random.choice((0.02, 0.2, 0.6))
        self._silent = self._random.choice((0, 0, 0.1, 0.9))
        self._asks = self._random.choice((0.02, 0.1, 0.4))
        self._origin = Origin(clinic="BOS-1", station="0" * 16, is_training=False, draw_key=key)
        self._ledger = ReleaseLedger()
        self._people = Counter[Cohort]()
        self.labels: list[ClinicLabels] = []

    def truth(self, month: int, known: int) -> Truth:
        """Return who is in which stream at the end of a month, as *known* at the end of another."""
        found: Truth = {stream: Counter() for stream in PEOPLE}
        for cohort, people in self._people.items():
            stream = cohort.stream(month)
            if stream is not None:
                found[stream][cohort.known(known)] += people
        return found

    def close(self) -> None:
        """Let a month go by, and read from the bundle's bytes what headquarters reads of it."""
        month = len(self.labels)
        self._come(month)
        self._go_on(month)
        now = self.truth(month, month)
        totals = dict.fromkeys(HeadlineCount, 0)
        totals[HeadlineCount.HELPED] = now[Stream.HELPED].total()
        totals[HeadlineCount.SCREENED] = now[Stream.SCREENED].total()
        labels = {(stream, Table.COUNTRY): dict(+now[stream]) for stream in PEOPLE}
        tally = release(RawTally(FIRST.plus(month), totals, labels), self._ledger, self._origin)
        written = payload.write(tally)
        sha256 = payload.sha256(written)
        self._ledger = self._ledger.with_release(tally, sha256, self._origin.policy)
        self.labels.append(clinic_labels(payload.read_close(written, tally.newest.seq)))

    def _come(self, month: int) -> None:
        for label in ("HT", "VE", "UA", "SV"):
            came = self._random.randint(0, self._busy)
            at_once = self._random.randint(0, came)
            for helped, people in ((month, at_once), (NEVER, came - at_once)):
                silent = int(people * self._silent)
                self._people[Cohort(label, month, helped, NEVER)] += silent
                self._people[Cohort(label, month, helped, month)] += people - silent

    def _go_on(self, month: int) -> None:
        share = self._random.random() * self._helps
        are_all_helped = self._random.random() < self._helps / 8
        are_all_asked = self._random.random() < self._asks
        for one, people in [*self._people.items()]:
            if one.came < month and one.helped == NEVER:
                moved = people if are_all_helped else int(people * share)
                self._move(one, one._replace(helped=month), moved)
        if are_all_asked:
            for one, people in [*self._people.items()]:
                if one.told == NEVER:
                    self._move(one, one._replace(told=month), people)

    def _move(self, start: Cohort, end: Cohort, people: int) -> None:
        self._people[start] -= people
        self._people[end] += people
        if not self._people[start]:
            del self._people[start]


@given(
    seeds=st.lists(st.integers(0, 2**32), min_size=1, max_size=3),
    months=st.integers(1, MOST_MONTHS),
    begin=st.integers(0, MOST_MONTHS),
    key=st.binary(min_size=32, max_size=32),
)
def test_the_truth_of_any_period_lies_between_the_two_numbers(
    seeds: list[int], months: int, begin: int, key: bytes
) -> None:
    clinics = [SimulatedClinic(seed, key) for seed in seeds]
    for clinic in clinics:
        for _ in range(months):
            clinic.close()
    before = begin % months - 1  # -1: every clinic began in the period
    starts = {at: one.labels[before] for at, one in enumerate(clinics) if before >= 0}
    ends = {at: one.labels[-1] for at, one in enumerate(clinics)}

    for stream in PEOPLE:
        now, was = (
            sum_of([clinic.truth(at, months - 1)[stream] for clinic in clinics])
            for at in (months - 1, before)
        )
        assert_within(of_countries(breakdowns(ends.values()), stream), now)
        now.subtract(was)
        assert_within(of_countries(period_labels(starts, ends), stream), now)


@given(
    seeds=st.lists(st.integers(0, 2**32), min_size=1, max_size=3),
    months=st.integers(2, MOST_MONTHS),
    data=st.data(),
    key=st.binary(min_size=32, max_size=32),
)
def test_where_clinics_are_silent_at_least_still_holds(
    seeds: list[int], months: int, data: st.DataObject, key: bytes
) -> None:
    clinics = [SimulatedClinic(seed, key) for seed in seeds]
    before = data.draw(st.integers(-1, months - 2))
    starts, ends = {}, {}
    for at, clinic in enumerate(clinics):
        for _ in range(months):
            clinic.close()
        end = months - 1 - data.draw(st.integers(0, months - 1))
        if before >= 0:
            start = min(end, before - data.draw(st.integers(0, before)))
            starts[at] = replace(clinic.labels[start], is_stale=start < before)
        ends[at] = replace(clinic.labels[end], is_stale=end < months - 1)
    is_silent = any(one.is_stale for one in ends.values())

    for stream in PEOPLE:
        now, was = (
            sum_of([clinic.truth(at, months - 1)[stream] for clinic in clinics])
            for at in (months - 1, before)
        )
        for one in of_countries(breakdowns(ends.values(), is_silent=is_silent), stream).labels:
            assert one.least <= now[one.label]
            assert one.most is None if is_silent else now[one.label] <= (one.most or 0)
        now.subtract(was)
        found = period_labels(starts, ends, is_silent=is_silent)
        for one in of_countries(found, stream).labels if found else ():
            assert one.least <= now[one.label]
            assert one.most is None if is_silent else now[one.label] <= (one.most or 0)


@given(
    seed=st.integers(0, 2**32),
    months=st.integers(2, MOST_MONTHS),
    data=st.data(),
    key=st.binary(min_size=32, max_size=32),
)
def test_where_months_before_the_period_never_came_the_truth_still_lies_between(
    seed: int, months: int, data: st.DataObject, key: bytes
) -> None:
    """All of them, or only those after some that did."""
    clinic = SimulatedClinic(seed, key)
    for _ in range(months):
        clinic.close()
    before = data.draw(st.integers(0, months - 2))
    known = data.draw(st.integers(-1, before - 1)) if before else -1
    first = data.draw(st.integers(before + 1, months - 1))
    start = ClinicLabels() if known < 0 else replace(clinic.labels[known], is_stale=True)
    then = clinic.truth(first - 1, months)
    sizes = {stream: then.get(stream, Counter()).total() for stream in Stream}
    moved = start.moved_on(sizes, is_exact=first == before + 1)

    found = period_labels({1: moved}, {1: clinic.labels[-1]})

    for stream in PEOPLE:
        added = clinic.truth(months - 1, months - 1)[stream]
        added.subtract(clinic.truth(before, months - 1)[stream])
        one = of_countries(found, stream) if found else None
        if one is None:
            continue
        assert one.total <= added.total() <= one.most
        assert one.total == one.most or first > before + 1
        for label in one.labels:
            assert label.most is not None
            assert label.least <= added[label.label] <= label.most


@given(
    seeds=st.lists(st.integers(0, 2**32), min_size=1, max_size=3),
    months=st.integers(2, MOST_MONTHS),
    data=st.data(),
    key=st.binary(min_size=32, max_size=32),
)
def test_where_clinics_left_the_truth_of_any_period_lies_between_the_two_numbers(
    seeds: list[int], months: int, data: st.DataObject, key: bytes
) -> None:
    """After its last close nothing of a clinic changes, so both ends of the period know it."""
    clinics = [SimulatedClinic(seed, key) for seed in seeds]
    before = data.draw(st.integers(-1, months - 2))
    starts, ends = {}, {}
    for at, clinic in enumerate(clinics):
        for _ in range(data.draw(st.integers(1, months))):
            clinic.close()
        newest = len(clinic.labels) - 1
        if before >= 0:
            starts[at] = clinic.labels[min(before, newest)]
        ends[at] = clinic.labels[newest]
    in_period = {at: one for at, one in ends.items() if len(clinics[at].labels) > before + 1}

    for stream in PEOPLE:
        now, was = (
            sum_of([one.truth(at, months - 1)[stream] for one in clinics])
            for at in (months - 1, before)
        )
        assert_within(of_countries(breakdowns(ends.values()), stream), now)
        now.subtract(was)
        found = period_labels(starts, in_period)
        if found:
            assert_within(of_countries(found, stream), now)
        else:
            assert now.total() == 0


def sum_of(counts: Iterable[Counter[str]]) -> Counter[str]:
    total = Counter[str]()
    for one in counts:
        total.update(one)
    return total


def of_countries(found: Iterable[Found], stream: Stream) -> Found:
    (one,) = (one for one in found if (one.stream, one.table) == (stream, Table.COUNTRY))
    return one


def assert_within(found: Breakdown | PeriodLabels, truth: Counter[str]) -> None:
    assert found.total == truth.total()
    for one in found.labels:
        assert one.most is not None
        assert one.least <= truth[one.label] <= one.most


def test_months_after_a_bundle_began_to_leave_closes_out_still_say_at_least_something() -> None:
    """Else the search above would also pass where everybody is "at least 0"."""
    clinic = SimulatedClinic(2, bytes(32))
    for _ in range(MOST_MONTHS):
        clinic.close()

    known = [one.bounds(Stream.SCREENED, Table.COUNTRY).least for one in clinic.labels[24:]]

    assert sum(any(least.values()) for least in known) > len(known) // 2
