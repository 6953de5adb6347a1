"""The narrow door: which headline counts what, one test for each."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.records import facts
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, Service, ServiceKind
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Accreditation, AccreditationLevel, Worker
from clinic_app.tallies.breakdowns import Gender, Traits
from clinic_app.tallies.case_facts import Countable, Gathering
from clinic_app.tallies.counting import count
from clinic_app.tallies.headlines import YEARLY, HeadlineCount
from clinic_app.tallies.month import Month

JANUARY = Month(2026, 1)


def on(day: int) -> Stamp:
    return Stamp(
        at=datetime(2026, 1, day, 12, tzinfo=UTC),
        day=date(2026, 1, day),
        day_source=DaySource.COMPUTER,
        worker_id="w1",
        site="Church hall",
    )


GONE = Withdrawal("typed twice", on(30))


def a_client(**change: Any) -> Client:
    client = Client(
        id="c1",
        code="7K3F",
        name="Marie",
        household_id="c1",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        registered=on(1),
    )
    return replace(client, **change)


def a_screening(day: int = 5, **change: Any) -> Screening:
    screening = Screening(
        id=f"s{day}",
        client_id="c1",
        country="HT",
        as_of=date(2026, 1, day),
        answers=Answers(),
        state=ScreeningState.FINISHED,
        started=on(1),
        finished=on(day),
    )
    return replace(screening, **change)


def a_service(kind: ServiceKind = ServiceKind.ADVICE, day: int = 5, **change: Any) -> Service:
    service = Service(id=f"v{day}", client_id="c1", kind=kind, at_no_cost=False, stamp=on(day))
    return replace(service, **change)


def an_application(form: Form = Form.I_821, day: int = 5, **change: Any) -> Service:
    return a_service(ServiceKind.APPLICATION_PREPARED, day, form=form, **change)


def an_event(**change: Any) -> KyrEvent:
    event = KyrEvent(
        id="e1",
        day=date(2026, 1, 9),
        title="Hall",
        attendance=(Attendance("ht", 30, 5), Attendance("es", 7, 0)),
        trained=4,
        is_finished=True,
        stamp=on(9),
    )
    return replace(event, **change)


def counted(
    *,
    client: Client | None = None,
    screenings: tuple[Screening, ...] = (),
    services: tuple[Service, ...] = (),
    event: KyrEvent | None = None,
    worker: Worker | None = None,
) -> dict[HeadlineCount, int]:
    """Return the headlines of January 2026 that are not zero, but for those of a year."""
    case = facts.of_client(client or a_client(), screenings, services)
    cases, happenings = ((case[0],), case[1]) if case is not None else ((), ())
    if event is not None:
        happenings = (*happenings, *facts.of_event(event))
    held = facts.of_worker(worker) if worker is not None else ()
    countable = Countable(cases, happenings, held)
    [raw] = count(countable, (JANUARY,), counting_since=JANUARY)
    return {one: total for one, total in raw.totals.items() if total and one not in YEARLY}


@pytest.mark.parametrize("filing", [*FilingKind, None])
def test_helped_is_a_client_with_an_i_821_however_filed(filing: FilingKind | None) -> None:
    run = counted(services=(an_application(filing=filing), an_application(day=6)))

    assert run[HeadlineCount.HELPED] == 1


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.I_821])
def test_another_form_is_no_help_to_apply(form: Form) -> None:
    assert HeadlineCount.HELPED not in counted(services=(an_application(form),))


def test_screened_is_a_client_with_a_finished_screening_who_is_not_helped() -> None:
    screenings = (a_screening(5), a_screening(6))

    assert counted(screenings=screenings)[HeadlineCount.SCREENED] == 1
    helped = counted(screenings=screenings, services=(an_application(day=7),))
    assert HeadlineCount.SCREENED not in helped


def test_a_draft_counts_nowhere() -> None:
    draft = a_screening(state=ScreeningState.DRAFT, finished=None)

    assert counted(screenings=(draft,)) == {}


def test_served_at_no_cost_counts_clients_and_services_at_no_cost_services() -> None:
    run = counted(services=(a_service(at_no_cost=True), a_service(day=6, at_no_cost=True)))

    assert run[HeadlineCount.SERVED_AT_NO_COST] == 1
    assert run[HeadlineCount.SERVICES_AT_NO_COST] == 2


def test_screenings_are_counted_each() -> None:
    assert counted(screenings=(a_screening(5), a_screening(6)))[HeadlineCount.SCREENINGS] == 2


@pytest.mark.parametrize(
    ("kind", "headline"),
    [
        (ServiceKind.APPLICATION_PREPARED, HeadlineCount.APPLICATIONS_PREPARED),
        (ServiceKind.REFERRAL, HeadlineCount.REFERRALS),
        (ServiceKind.APPEARANCE, HeadlineCount.APPEARANCES),
        (ServiceKind.ADVICE, HeadlineCount.ADVICE),
    ],
)
def test_each_kind_of_service_is_counted(kind: ServiceKind, headline: HeadlineCount) -> None:
    assert counted(services=(a_service(kind), a_service(kind, 6))) == {headline: 2}


@pytest.mark.parametrize(
    ("before", "headline"),
    [
        (AppearanceBefore.DHS, HeadlineCount.APPEARANCES_DHS),
        (AppearanceBefore.IMMIGRATION_COURT, HeadlineCount.APPEARANCES_COURT),
        (AppearanceBefore.BOARD, HeadlineCount.APPEARANCES_BOARD),
    ],
)
def test_an_appearance_is_counted_by_before_whom(
    before: AppearanceBefore, headline: HeadlineCount
) -> None:
    run = counted(services=(a_service(ServiceKind.APPEARANCE, before=before),))

    assert run == {HeadlineCount.APPEARANCES: 1, headline: 1}


@pytest.mark.parametrize(
    ("form", "headline"),
    [
        (Form.I_765, HeadlineCount.FORM_I_765),
        (Form.I_912, HeadlineCount.FORM_I_912),
        (Form.I_601, HeadlineCount.FORM_I_601),
        (Form.I_131, HeadlineCount.FORM_I_131),
        (Form.G_28, HeadlineCount.FORM_G_28),
        (Form.OTHER, HeadlineCount.FORM_OTHER),
    ],
)
def test_an_application_is_counted_by_form(form: Form, headline: HeadlineCount) -> None:
    assert counted(services=(an_application(form),)) == {
        HeadlineCount.APPLICATIONS_PREPARED: 1,
        headline: 1,
    }


@pytest.mark.parametrize(
    ("filing", "headline"),
    [
        (FilingKind.INITIAL, HeadlineCount.I_821_INITIAL),
        (FilingKind.LATE_INITIAL, HeadlineCount.I_821_LATE_INITIAL),
        (FilingKind.REREGISTRATION, HeadlineCount.I_821_REREGISTRATION),
    ],
)
def test_an_i_821_is_counted_by_how_it_is_filed(
    filing: FilingKind, headline: HeadlineCount
) -> None:
    assert counted(services=(an_application(filing=filing),)) == {
        HeadlineCount.HELPED: 1,
        HeadlineCount.APPLICATIONS_PREPARED: 1,
        HeadlineCount.FORM_I_821: 1,
        headline: 1,
    }


def test_an_event_counts_its_heads_and_those_trained_once_it_is_final() -> None:
    event = an_event(is_finished=False)

    assert counted(event=event) == {}
    assert counted(event=replace(event, is_finished=True)) == {
        HeadlineCount.KYR_EVENTS: 1,
        HeadlineCount.KYR_ATTENDANCE: 42,
        HeadlineCount.KYR_TRAINED: 4,
    }
    assert counted(event=replace(event, is_finished=True, withdrawn=GONE)) == {}


@pytest.mark.parametrize(
    ("level", "is_renewal", "expected"),
    [
        (AccreditationLevel.PARTIAL, False, ("REPRESENTATIVES_PARTIAL", "REPRESENTATIVES_NEW")),
        (AccreditationLevel.FULL, True, ("REPRESENTATIVES_FULL", "REPRESENTATIVES_RENEWED")),
    ],
)
def test_a_representative_is_counted_by_level_and_by_grant(
    level: AccreditationLevel, is_renewal: bool, expected: tuple[str, str]
) -> None:
    held = Accreditation(
        level=level,
        granted=date(2026, 1, 2),
        expires=date(2029, 1, 1),
        is_renewal=is_renewal,
    )

    run = counted(worker=Worker(id="w1", name="Ana", accreditation=held))

    assert run == {HeadlineCount[name]: 1 for name in expected}


def test_a_volunteer_is_no_representative() -> None:
    assert facts.of_worker(Worker(id="w2", name="Ben")) == ()


def test_what_is_withdrawn_counts_nowhere() -> None:
    screenings = (a_screening(withdrawn=GONE),)
    services = (an_application(at_no_cost=True, withdrawn=GONE),)

    assert counted(screenings=screenings, services=services) == {}


def test_nothing_of_a_withdrawn_client_counts() -> None:
    client = a_client(withdrawn=GONE)

    assert counted(client=client, screenings=(a_screening(),), services=(an_application(),)) == {}


def test_who_refused_a_record_counts_like_everybody() -> None:
    client = a_client(consent=Consent.REFUSED, name="")

    assert counted(client=client, screenings=(a_screening(),)) == {
        HeadlineCount.SCREENED: 1,
        HeadlineCount.SCREENINGS: 1,
    }


def test_first_days_are_the_earliest_in_whatever_order_they_were_kept() -> None:
    case = facts.of_client(
        a_client(),
        (a_screening(9), a_screening(3)),
        (an_application(day=8, at_no_cost=True), an_application(day=4)),
    )

    assert case is not None
    days = case[0].helped_on, case[0].screened_on, case[0].free_on
    assert days == (date(2026, 1, 4), date(2026, 1, 3), date(2026, 1, 8))


def test_a_client_is_served_once_in_each_calendar_year_on_the_first_day_of_it() -> None:
    late = replace(on(1), day=date(2025, 12, 30))
    case = facts.of_client(
        a_client(),
        (a_screening(9), a_screening(3)),
        (
            a_service(day=5, at_no_cost=True),
            a_service(day=4, at_no_cost=True, stamp=late),
            a_service(ServiceKind.REFERRAL, 2, stamp=replace(late, day=date(2025, 12, 1))),
            a_service(day=1, withdrawn=GONE, at_no_cost=True),
        ),
    )

    assert case is not None
    found = {(one.headline, one.day) for one in case[1] if one.headline in YEARLY}
    assert found == {
        (HeadlineCount.SERVED_IN_YEAR, date(2025, 12, 1)),
        (HeadlineCount.SERVED_IN_YEAR, date(2026, 1, 3)),
        (HeadlineCount.SERVED_IN_YEAR_AT_NO_COST, date(2025, 12, 30)),
        (HeadlineCount.SERVED_IN_YEAR_AT_NO_COST, date(2026, 1, 5)),
    }


def test_the_door_lets_no_words_ids_or_places_of_a_service_through() -> None:
    passed = {field.name for field in fields(facts.Done)}

    assert passed == {"kind", "form", "filing", "before", "at_no_cost"}


def labels_of(client: Client, *screenings: Screening, services: tuple[Service, ...] = ()) -> Traits:
    case = facts.of_client(client, screenings, services)
    assert case is not None
    return case[0].traits


def test_the_country_is_the_first_screenings() -> None:
    screenings = (a_screening(9, country="HT"), a_screening(4, country="VE"))

    assert labels_of(a_client(), *screenings).country == "VE"
    assert labels_of(a_client(), a_screening(4, country="Freedonia")).country == "other"
    assert labels_of(a_client()).country == "unknown"


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2008, 1, 6), "14-17"),
        (date(2008, 1, 5), "18-24"),
        (date(2026, 1, 6), "unknown"),
        (None, "unknown"),
    ],
)
def test_the_age_is_that_of_the_first_day_that_counts_for_ever(
    born: date | None, band: str
) -> None:
    client = a_client(birth_date=born)

    assert labels_of(client, a_screening(5), a_screening(20)).age_band == band
    assert labels_of(client, services=(an_application(day=5),)).age_band == band


def test_gender_and_county_are_labels_as_they_were_said() -> None:
    client = a_client(gender=Gender.OTHER, county="25025")

    said = labels_of(client, a_screening())

    assert (said.gender, said.county, said.language) == ("other", "25025", "ht")
    assert labels_of(a_client(), a_screening()).gender == "unknown"


def test_an_event_stands_under_its_county_and_the_listed_languages() -> None:
    day = date(2026, 1, 9)

    found = facts.gathering(day, {"ht": 7, "tlh": 3}, trained=5, county="25025")

    assert found == Gathering(day=day, heads={"ht": 7, "other": 3}, trained=5, county="25025")
