"""The narrow door from a record to what may be counted: days, kinds, heads and listed labels.

Every headline and every label is decided here, once. Names, ids, birth dates and words of a
record have no way through. What is withdrawn, or belongs to a client who is, gives nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clinic_app.records.client import Client
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, Service, ServiceKind
from clinic_app.records.worker import AccreditationLevel, Worker
from clinic_app.tallies.breakdowns import UNKNOWN, Table, Traits, age_band, listed
from clinic_app.tallies.case_facts import (
    CaseFacts,
    Gathering,
    Happening,
    Level,
    RepresentativeFacts,
)
from clinic_app.tallies.headlines import HeadlineCount

Labels = tuple[str, str, str, str, str]
"""Country, language, age band, gender and county, as they are written."""

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


def of_events(day: date, *, heads: int, trained: int) -> tuple[Happening, ...]:
    """Return what counts of a finished Know Your Rights event."""
    return (
        Happening(HeadlineCount.KYR_EVENTS, day, 1),
        Happening(HeadlineCount.KYR_ATTENDANCE, day, heads),
        Happening(HeadlineCount.KYR_TRAINED, day, trained),
    )


def traits(
    *,
    country: str,
    language: str,
    birth_date: date | None,
    gender: str,
    county: str,
    first_day: date | None,
    known: dict[Labels, Traits],
) -> Traits:
    """Return the labels of a client.

    Args:
        country: Of the first screening that was finished; empty for none.
        language: As the client reads.
        birth_date: None where unknown or not kept.
        gender: As the client said; empty for one who did not.
        county: Five digits; empty where not said.
        first_day: On which the client began to count; the age is that day's for ever, so
            that nobody moves from one band to the next alone.
        known: What was found for others at the same close, which finds it for many at once; what
            it is of clients does not outlive that.
    """
    written = (country, language, _age_label(birth_date, first_day), gender, county)
    found = known.get(written)
    if found is None:
        found = known[written] = _listed(*written)
    return found


def _listed(country: str, language: str, age_band: str, gender: str, county: str) -> Traits:
    """Return labels, each of its list."""
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
    helped_on = min((day for done, day in served if done.is_help_to_apply), default=None)
    screened_on, country = min(finished, default=(None, ""))
    facts = CaseFacts(
        helped_on=helped_on,
        screened_on=screened_on,
        free_on=min((day for done, day in served if done.at_no_cost), default=None),
        traits=traits(
            country=country,
            language=client.language,
            birth_date=client.birth_date,
            gender="" if client.gender is None else client.gender.value,
            county=client.county,
            first_day=first_day(helped_on, screened_on),
            known={},
        ),
    )
    happenings = [happening for day, _country in finished for happening in of_screenings(day)]
    for done, day in served:
        happenings += of_services(done, day)
    return facts, tuple(happenings)


def of_event(event: KyrEvent) -> tuple[Happening, ...]:
    """Return what counts of an event: nothing until its count is final."""
    if event.withdrawn is not None or not event.is_finished:
        return ()
    return of_events(event.day, heads=event.heads, trained=event.trained)


def of_worker(worker: Worker) -> RepresentativeFacts | None:
    """Return what counts of a worker; None for one without accreditation."""
    held = worker.accreditation
    if held is None:
        return None
    return RepresentativeFacts(
        level=_LEVELS[held.level],
        granted=held.granted,
        expires=held.expires,
        is_renewal=held.is_renewal,
        is_active=worker.is_active,
    )


def first_day(helped_on: date | None, screened_on: date | None) -> date | None:
    """Return the day on which a client began to count; None for one who never did."""
    if helped_on is None or screened_on is None:
        return screened_on if helped_on is None else helped_on
    return min(helped_on, screened_on)


def done_of(service: Service) -> Done:
    """Return what may be known of *service*."""
    return Done(
        kind=service.kind,
        form=service.form,
        filing=service.filing,
        before=service.before,
        at_no_cost=service.at_no_cost,
    )


def _age_label(birth_date: date | None, day: date | None) -> str:
    if birth_date is None or day is None or day < birth_date:
        return UNKNOWN
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return age_band(day.year - birth_date.year - (not had_birthday))
