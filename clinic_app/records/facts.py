"""The narrow door from a record to what may be counted: days, kinds, heads and listed labels.

Every headline and every label is decided here, once. Names, ids, birth dates and words of a
record have no way through. What is withdrawn, or belongs to a client who is, gives nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clinic_app.records.client import Client
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, Service, ServiceKind
from clinic_app.records.worker import Accreditation, AccreditationLevel, Worker
from clinic_app.tallies.breakdowns import UNKNOWN, AgesOn, Table, Traits, listed
from clinic_app.tallies.case_facts import (
    CaseFacts,
    Gathering,
    Happening,
    Level,
    PlainFacts,
    RepresentativeFacts,
)
from clinic_app.tallies.headlines import HeadlineCount

File = tuple[date | None, str, date | None, date | None, str, str]
"""A client's file: all that is looked at to count somebody.

The first day on which a screening was finished, and its country. The first day on which an I-821
was prepared, and the first of a service at no cost. What the client said of themselves, see
:data:`BETWEEN`. The birth date as it is written. Empty or None for nothing.
"""

BETWEEN = "\x1f"
"""Stands between the gender, the county and the language that somebody said."""

_KINDS = {
    ServiceKind.APPLICATION_PREPARED: HeadlineCount.APPLICATIONS_PREPARED,
    ServiceKind.REFERRAL: HeadlineCount.REFERRALS,
    ServiceKind.APPEARANCE: HeadlineCount.APPEARANCES,
    ServiceKind.ADVICE: HeadlineCount.ADVICE,
}
_FORMS = {
    Form.I_821: HeadlineCount.FORM_I_821,
    Form.I_765: HeadlineCount.FORM_I_765,
    Form.I_912: HeadlineCount.FORM_I_912,
    Form.I_601: HeadlineCount.FORM_I_601,
    Form.I_131: HeadlineCount.FORM_I_131,
    Form.G_28: HeadlineCount.FORM_G_28,
    Form.OTHER: HeadlineCount.FORM_OTHER,
}
_FILINGS = {
    FilingKind.INITIAL: HeadlineCount.I_821_INITIAL,
    FilingKind.LATE_INITIAL: HeadlineCount.I_821_LATE_INITIAL,
    FilingKind.REREGISTRATION: HeadlineCount.I_821_REREGISTRATION,
}
_APPEARANCES = {
    AppearanceBefore.DHS: HeadlineCount.APPEARANCES_DHS,
    AppearanceBefore.IMMIGRATION_COURT: HeadlineCount.APPEARANCES_COURT,
    AppearanceBefore.BOARD: HeadlineCount.APPEARANCES_BOARD,
}
_LEVELS = {AccreditationLevel.PARTIAL: Level.PARTIAL, AccreditationLevel.FULL: Level.FULL}


@dataclass(frozen=True, slots=True)
class Done:
    """What may be known of a service: what was done, not for whom, by whom or where."""

    kind: ServiceKind
    form: Form | None
    filing: FilingKind | None
    before: AppearanceBefore | None
    at_no_cost: bool

    @property
    def is_help_to_apply(self) -> bool:
        """Whether an I-821 was prepared, however it is filed."""
        return self.kind is ServiceKind.APPLICATION_PREPARED and self.form is Form.I_821

    @property
    def headlines(self) -> tuple[HeadlineCount, ...]:
        """Every headline in which this counts, once each."""
        found = [_KINDS[self.kind]]
        if self.kind is ServiceKind.APPLICATION_PREPARED and self.form is not None:
            found.append(_FORMS[self.form])
        if self.is_help_to_apply and self.filing is not None:
            found.append(_FILINGS[self.filing])
        if self.kind is ServiceKind.APPEARANCE and self.before is not None:
            found.append(_APPEARANCES[self.before])
        if self.at_no_cost:
            found.append(HeadlineCount.SERVICES_AT_NO_COST)
        return tuple(found)


def of_services(done: Done, day: date, times: int = 1) -> tuple[Happening, ...]:
    """Return what counts of a service that was given *times* times on *day*."""
    return tuple(Happening(headline, day, times) for headline in done.headlines)


def of_screenings(day: date, times: int = 1) -> tuple[Happening, ...]:
    """Return what counts of *times* screenings that were finished on *day*."""
    return (Happening(HeadlineCount.SCREENINGS, day, times),)


def of_years(day: date, *, at_no_cost: bool, times: int = 1) -> Happening:
    """Return what counts of *times* clients who were first served, so, in a year on *day*."""
    headline = (
        HeadlineCount.SERVED_IN_YEAR_AT_NO_COST if at_no_cost else HeadlineCount.SERVED_IN_YEAR
    )
    return Happening(headline, day, times)


def of_events(day: date, *, heads: int, trained: int) -> tuple[Happening, ...]:
    """Return what counts of a finished Know Your Rights event."""
    return (
        Happening(HeadlineCount.KYR_EVENTS, day, 1),
        Happening(HeadlineCount.KYR_ATTENDANCE, day, heads),
        Happening(HeadlineCount.KYR_TRAINED, day, trained),
    )


def cases(files: Iterable[File]) -> Iterator[PlainFacts]:
    """Yield what may be counted of each client.

    The age is that of the first day that counts, for ever, so that nobody moves from one band to
    the next alone. What is found for one is looked up for others who are alike; none of it
    outlives the close.
    """
    known, ages = dict[tuple[str, str, str], Traits](), _Ages()
    for screened_on, country, helped_on, free_on, said, birth_date in files:
        first = screened_on
        if first is None or (helped_on is not None and helped_on < first):
            first = helped_on
        band = ages[first].band(birth_date) if first is not None and birth_date else UNKNOWN
        written = (country, band, said)
        traits = known.get(written)
        if traits is None:
            traits = known[written] = _listed(*written)
        yield helped_on, screened_on, free_on, traits


class _Ages(dict[date, AgesOn]):
    """How old people are on each day, found once."""

    def __missing__(self, day: date) -> AgesOn:
        found = self[day] = AgesOn(day)
        return found


def _listed(country: str, age_band: str, said: str) -> Traits:
    """Return the labels of a client, each of its list."""
    gender, county, language = said.split(BETWEEN, 2)
    return Traits(
        country=listed(Table.COUNTRY, country),
        language=listed(Table.LANGUAGE, language),
        age_band=age_band,
        gender=listed(Table.GENDER, gender),
        county=listed(Table.COUNTY, county),
    )


def gathering(day: date, heads: Mapping[str, int], *, trained: int, county: str) -> Gathering:
    """Return the labels of a finished event, from the heads in each language spoken."""
    by_label: Counter[str] = Counter()
    for language, counted in heads.items():
        by_label[listed(Table.LANGUAGE, language)] += counted
    return Gathering(
        day=day, heads=dict(by_label), trained=trained, county=listed(Table.COUNTY, county)
    )


def of_client(
    client: Client, screenings: Iterable[Screening], services: Iterable[Service]
) -> tuple[CaseFacts, tuple[Happening, ...]] | None:
    """Return what counts of *client*, of whom these are all screenings and all services.

    Returns:
        The client's first days, and everything that happened; None where the client is
        withdrawn.
    """
    if client.withdrawn is not None:
        return None
    finished = [
        (screening.finished.day, screening.country)
        for screening in screenings
        if screening.withdrawn is None
        and screening.state is ScreeningState.FINISHED
        and screening.finished is not None
    ]
    served = [
        (done_of(service), service.stamp.day) for service in services if service.withdrawn is None
    ]
    screened_on, country = min(finished, default=(None, ""))
    helped_on = min((day for done, day in served if done.is_help_to_apply), default=None)
    free_on = min((day for done, day in served if done.at_no_cost), default=None)
    said = BETWEEN.join((client.gender or "", client.county, client.language))
    birth_date = "" if client.birth_date is None else client.birth_date.isoformat()
    (found,) = cases([(screened_on, country, helped_on, free_on, said, birth_date)])
    happenings = [happening for day, _country in finished for happening in of_screenings(day)]
    for done, day in served:
        happenings += of_services(done, day)
    days = [day for day, _country in finished] + [day for _done, day in served]
    free = [day for done, day in served if done.at_no_cost]
    happenings += (of_years(day, at_no_cost=False) for day in _first_of_years(days))
    happenings += (of_years(day, at_no_cost=True) for day in _first_of_years(free))
    return CaseFacts(*found), tuple(happenings)


def _first_of_years(days: Iterable[date]) -> Iterable[date]:
    """Return the first of *days* in each calendar year."""
    return {day.year: day for day in sorted(days, reverse=True)}.values()


def of_event(event: KyrEvent) -> tuple[Happening, ...]:
    """Return what counts of an event: nothing until its count is final."""
    if event.withdrawn is not None or not event.is_finished:
        return ()
    return of_events(event.day, heads=event.heads, trained=event.trained)


_Time = tuple[Accreditation, date | None, date | None]
"""An accreditation, since when it stood where that is known, and until when it did if it ended."""


def of_worker(worker: Worker) -> tuple[RepresentativeFacts, ...]:
    """Return what counts of each accreditation that a worker holds or held, each time it stood.

    Of whoever left before that was kept, it is not known on which days they stood: on none.
    """
    times: list[_Time] = [(one.accreditation, one.since, one.until) for one in worker.former]
    held = worker.accreditation
    if held is not None and worker.is_active:
        times.append((held, worker.back_since, None))
    elif held is not None and all(held != former for former, _since, _until in times):
        times.append((held, held.granted, held.granted))
    return tuple(_stood(times, at) for at in range(len(times)))


def _stood(times: list[_Time], at: int) -> RepresentativeFacts:
    """Return what counts of one accreditation from a day on to another.

    What was renewed stood until then: the request for renewal comes before its end. Where it is
    not among those before, a month of then has nothing else to count the representative by.
    """
    held, since, until = times[at]
    if since is None and not (held.is_renewal and at == 0):
        since = held.granted
    return RepresentativeFacts(
        level=_LEVELS[held.level],
        granted=held.granted,
        expires=held.expires,
        is_renewal=held.is_renewal,
        is_first=all(held != before for before, _since, _until in times[:at]),
        since=None if since is None else max(since, held.granted),
        until=until,
    )


def done_of(service: Service) -> Done:
    """Return what may be known of *service*."""
    return Done(
        kind=service.kind,
        form=service.form,
        filing=service.filing,
        before=service.before,
        at_no_cost=service.at_no_cost,
    )
