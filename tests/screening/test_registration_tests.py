"""Which route is open, until when, and what holders owe: both sides of each rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinic_app.interview.answers import UNKNOWN, Answer, Answers
from clinic_app.screening.absences import absences
from clinic_app.screening.designation import StandingKind, standing_on
from clinic_app.screening.engine import screen
from clinic_app.screening.facts import facts_of
from clinic_app.screening.holding import Holding, held_line, holding, unsettled
from clinic_app.screening.in_force import in_force
from clinic_app.screening.line_law import LineLaw, line_law
from clinic_app.screening.outcome import Code, Finding, Headline, Outcome, Status, Track
from clinic_app.screening.presence import presence
from clinic_app.screening.residence import residence
from clinic_app.screening.rule_pack import CountryLaw, RulePack, Window

Screened = Callable[..., Outcome]
LATE = date(2025, 6, 2)
"""A day on which Ukraine is in an extension and no initial window is open."""


def codes(outcome: Outcome) -> set[Code]:
    return {finding.code for finding in outcome.findings if finding.code is not None}


def of(outcome: Outcome, test: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in outcome.findings if finding.test == test)


def ukrainian(screened: Screened, day: date = LATE, **facts: object) -> Outcome:
    return screened(day, country="Ukraine", first_entry=date(2022, 4, 1), **facts)


def law_of(pack: RulePack, iso2: str) -> CountryLaw:
    law = pack.country(iso2)
    assert law is not None
    return law


def line_of(pack: RulePack, iso2: str, line: str, day: date) -> LineLaw:
    law = law_of(pack, iso2)
    standing = standing_on(law, line, day)
    assert standing is not None
    return line_law(law, standing, day)


def test_the_newest_of_two_open_windows_is_the_route(screened: Screened) -> None:
    both_open = screened(date(2024, 8, 3))

    assert both_open.designation == "HT-2024-R"
    assert both_open.deadline == date(2026, 2, 3)


def test_a_deadline_says_how_it_was_computed_and_that_receipt_counts(screened: Screened) -> None:
    text = screened().deadline_text

    assert "89 FR 54484" in text
    assert "receipt counts" in text


def test_a_shorter_designation_ends_the_window(screened: Screened) -> None:
    outcome = screened(date(2024, 3, 1), country="Venezuela", first_entry=date(2023, 7, 1))
    before_termination = screened(
        date(2025, 1, 10), country="Venezuela", first_entry=date(2023, 7, 1)
    )

    assert outcome.deadline == date(2025, 4, 2)
    assert before_termination.deadline == date(2025, 4, 2)


def test_a_termination_inside_the_window_is_the_deadline(pack: RulePack) -> None:
    law = law_of(pack, "HT")
    ending = date(2025, 12, 1)
    events = tuple(
        replace(event, termination_effective=ending, published=date(2025, 9, 20))
        if event.id == "HT-2025-T2"
        else event
        for event in law.events
    )
    shorter = replace(pack, countries=(replace(law, events=events),))
    answers = Answers({"prior_tps.granted": False, "pending_i821": False})

    outcome = screen(answers, "HT", date(2025, 10, 1), shorter)

    assert outcome.deadline == ending
    assert "ends before its registration period" in outcome.deadline_text


def test_what_is_unknown_of_earlier_tps_keeps_the_route_and_its_deadline(
    screened: Screened,
) -> None:
    outcome = screened(pending_i821="unknown")

    assert outcome.headline is Headline.INFORMATION_MISSING
    assert (outcome.track, outcome.deadline) == (Track.INITIAL, date(2026, 2, 3))


def test_late_registration_is_no_bar_before_it_is_known_who_asks(screened: Screened) -> None:
    nobody_asked = ukrainian(screened, prior_tps="unknown")
    never_held = ukrainian(screened)

    assert nobody_asked.headline is Headline.INFORMATION_MISSING
    assert codes(never_held) == {Code.REGISTRATION_LATE}


def test_a_pending_application_does_not_hide_a_lapse(screened: Screened) -> None:
    outcome = ukrainian(
        screened, pending_i821=True, prior_tps={"current": False, "designation": "UA-2022-D"}
    )

    assert outcome.track is Track.ALREADY_PENDING
    assert Code.GOOD_CAUSE in codes(outcome)


@pytest.mark.parametrize(
    ("prior", "missing"),
    [
        ({}, ("prior_tps.has_reregistered", "prior_tps.last_reregistered")),
        ({"last_reregistered": "unknown"}, ("prior_tps.last_reregistered",)),
        ({"granted_date": "unknown"}, ("prior_tps.granted_date",)),
    ],
)
def test_a_missed_window_is_none_before_the_last_filing_is_known(
    prior: dict[str, object], missing: tuple[str, ...], screened: Screened
) -> None:
    """A reason settles it too, for one who does not know the day any more."""
    outcome = ukrainian(screened, late_reregistration_reason="unknown", prior_tps=prior)

    wanted = (*missing, "late_reregistration_reason")
    assert of(outcome, "reregistration")[0].missing == wanted


def test_a_missed_window_without_any_reason_is_for_a_lawyer(screened: Screened) -> None:
    outcome = ukrainian(screened, prior_tps={"last_reregistered": date(2023, 9, 1)})

    assert codes(outcome) == {Code.GOOD_CAUSE}
    assert "no reason is recorded" in of(outcome, "reregistration")[0].text


def test_a_holder_is_never_told_to_register_anew_elsewhere(screened: Screened) -> None:
    outcome = screened(
        date(2024, 3, 11),
        country="Venezuela",
        first_entry=date(2021, 3, 1),
        late_reregistration_reason="unknown",
        prior_tps={"designation": "Venezuela 2021", "last_reregistered": date(2022, 10, 1)},
    )

    assert outcome.track is Track.REREGISTRATION
    assert codes(outcome) == {Code.GOOD_CAUSE_REASON}
    assert of(outcome, "other_designations")[0].text.startswith("Also tested under Venezuela 2023")


def test_a_designation_that_another_replaced_is_not_what_bars(screened: Screened) -> None:
    outcome = screened(
        date(2025, 6, 2),
        country="Sudan",
        first_entry=date(2012, 1, 1),
        prior_tps={"current": False, "designation": "Sudan 2013"},
    )

    assert outcome.designation == "SD-2023-R"
    assert codes(outcome) == {Code.REGISTRATION_LATE}


def test_one_whose_tps_lapsed_registers_under_another_designation(screened: Screened) -> None:
    outcome = screened(
        date(2024, 3, 11),
        country="Venezuela",
        first_entry=date(2021, 3, 1),
        prior_tps={"current": False, "designation": "Venezuela 2021"},
    )

    assert (outcome.track, outcome.designation) == (Track.INITIAL, "VE23-2023-R")


def prior(**answers: Answer) -> Answers:
    return Answers({f"prior_tps.{key}": value for key, value in answers.items()})


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ("Haiti 2010", "Haiti 2010"),
        ("HT-2021-D", "Haiti 2021"),
        ("HT-2011-R", "Haiti 2010"),
        ("in 2011", "Haiti 2010"),
        ("1998", "Haiti 2010"),
        ("no idea", None),
        ("", None),
    ],
)
def test_a_designation_is_known_by_name_event_or_year(
    named: str, line: str | None, pack: RulePack
) -> None:
    facts = facts_of(prior(granted=True, designation=named))

    assert held_line(facts, law_of(pack, "HT")) == line


def test_days_older_than_the_named_line_outweigh_the_name_once_no_later_one_can_come(
    pack: RulePack,
) -> None:
    """A re-registration that is not told yet may be of the line that was named."""
    law = law_of(pack, "HT")
    older: dict[str, Answer] = {
        "granted": True,
        "designation": "HT-2021-D",
        "granted_date": date(2012, 1, 1),
    }
    open_end = facts_of(prior(**older))
    never_again = facts_of(prior(**older, has_reregistered=False))

    assert held_line(never_again, law) == "Haiti 2010"
    assert holding(never_again, law, "Haiti 2021") is Holding.NEVER
    assert held_line(open_end, law) is None
    assert {holding(open_end, law, line.name) for line in law.lines} == {Holding.UNKNOWN}
    lapsed = facts_of(prior(**older, current=False))  # nobody asks when it was last renewed
    assert held_line(lapsed, law) == "Haiti 2010"


def test_an_old_grant_alone_does_not_rule_out_a_new_one(pack: RulePack) -> None:
    law = law_of(pack, "HT")
    old: dict[str, Answer] = {
        "granted": True,
        "current": False,
        "granted_date": date(2012, 1, 1),
        "designation": "",
    }

    open_end = holding(facts_of(prior(**old)), law, "Haiti 2021")
    never_again = holding(facts_of(prior(**old, has_reregistered=False)), law, "Haiti 2021")

    assert open_end is Holding.UNKNOWN
    assert never_again is Holding.NEVER


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ({}, "prior_tps.has_reregistered"),
        ({"has_reregistered": True}, "prior_tps.last_reregistered"),
    ],
)
def test_who_cannot_name_the_designation_is_asked_when_tps_was_last_renewed(
    known: dict[str, Answer], missing: str
) -> None:
    old: dict[str, Answer] = {
        "granted": True, "current": True, "granted_date": date(2012, 1, 1), "designation": "",
    }  # fmt: skip

    assert unsettled(facts_of(prior(**{**old, **known}))) == missing


def test_where_a_country_has_two_lines_the_designation_is_asked(screened: Screened) -> None:
    granted = {"granted": True, "current": True, "designation": "unknown"}

    of_haiti = screened(prior_tps=granted)
    of_ukraine = ukrainian(screened, prior_tps={**granted, "granted_date": date(2025, 2, 1)})

    assert of(of_haiti, "registration")[0].missing == ("prior_tps.designation",)
    assert of_ukraine.track is Track.ALREADY_GRANTED


def test_whether_tps_is_still_held_is_asked(screened: Screened) -> None:
    outcome = ukrainian(screened, prior_tps={"current": "unknown"})

    assert of(outcome, "registration")[0].missing == ("prior_tps.current",)
    assert (outcome.headline, outcome.track) == (Headline.INFORMATION_MISSING, Track.REREGISTRATION)


def status(kind: str, start: date, end: date | None = None) -> dict[str, object]:
    return {"kind": kind, "start": start} | ({"end": end} if end else {})


@pytest.mark.parametrize(
    "kind",
    ["nonimmigrant F-1", "admitted B-2", "H1B", "parole", "voluntary_departure", "withholding"],
)
def test_a_status_of_the_rule_keeps_late_registration_open(kind: str, screened: Screened) -> None:
    outcome = ukrainian(screened, statuses=[status(kind, date(2022, 9, 1))])

    assert (outcome.track, outcome.deadline) == (Track.LATE_INITIAL, None)
    assert "while the condition lasts" in outcome.deadline_text


@pytest.mark.parametrize("kind", ["none", "tps", "overstay"])
def test_another_status_does_not(kind: str, screened: Screened) -> None:
    outcome = ukrainian(screened, statuses=[status(kind, date(2022, 9, 1))])

    assert codes(outcome) == {Code.REGISTRATION_LATE}


def test_a_condition_that_lasts_outweighs_one_that_ended(screened: Screened) -> None:
    outcome = ukrainian(
        screened,
        statuses=[status("parole", date(2022, 9, 1), date(2025, 5, 2))],
        pending_applications=[{"kind": "asylum", "filed": date(2023, 1, 1)}],
    )

    assert outcome.deadline is None


def test_the_last_of_several_ends_counts(screened: Screened) -> None:
    ended = [
        status("parole", date(2022, 9, 1), date(2024, 5, 2)),
        status("nonimmigrant F-1", date(2022, 9, 1), date(2025, 5, 2)),
    ]

    in_time = ukrainian(screened, date(2025, 7, 1), statuses=ended)
    too_late = ukrainian(screened, date(2025, 7, 2), statuses=ended)

    assert in_time.deadline == date(2025, 7, 1)
    assert codes(too_late) == {Code.LATE_60_DAY}
    assert "2 May 2025" in of(too_late, "late_registration")[0].text


def test_the_end_of_the_designation_ends_the_sixty_days(screened: Screened) -> None:
    outcome = ukrainian(
        screened,
        date(2026, 10, 1),
        statuses=[status("parole", date(2022, 9, 1), date(2026, 9, 25))],
    )

    assert outcome.deadline == date(2026, 10, 19)
    assert "ends before the 60 days do" in outcome.deadline_text


def test_a_chain_may_have_several_links(screened: Screened) -> None:
    links = [
        status("parole", date(2023, 5, 1), date(2025, 5, 2)),
        status("nonimmigrant F-1", date(2025, 6, 1), date(2025, 7, 1)),
        status("nonimmigrant H-1B", date(2025, 8, 1)),
    ]

    assert ukrainian(screened, date(2025, 10, 1), statuses=links).track is Track.LATE_INITIAL


def test_a_later_condition_that_ended_long_ago_is_no_chain(screened: Screened) -> None:
    rows = [
        status("parole", date(2022, 5, 1), date(2024, 5, 2)),
        status("nonimmigrant F-1", date(2025, 4, 25), date(2025, 5, 2)),
    ]

    assert codes(ukrainian(screened, date(2025, 9, 1), statuses=rows)) == {Code.LATE_60_DAY}


def test_a_condition_still_to_come_opens_nothing(screened: Screened) -> None:
    rows = [
        status("parole", date(2022, 5, 1), date(2024, 5, 2)),
        status("nonimmigrant F-1", date(2025, 8, 1)),
    ]

    assert codes(ukrainian(screened, date(2025, 7, 15), statuses=rows)) == {Code.LATE_60_DAY}


def test_a_missing_start_matters_only_where_it_could_save(screened: Screened) -> None:
    open_end = [{"kind": "parole", "start": "unknown"}]
    ended_before = [{"kind": "parole", "start": "unknown", "end": date(2022, 4, 18)}]
    ended_long_ago = [{"kind": "parole", "start": "unknown", "end": date(2024, 1, 1)}]

    assert of(ukrainian(screened, statuses=open_end), "late_registration")[0].missing
    assert codes(ukrainian(screened, statuses=ended_before)) == {Code.REGISTRATION_LATE}
    assert codes(ukrainian(screened, statuses=ended_long_ago)) == {Code.LATE_60_DAY}


def test_an_end_that_nobody_knows_is_no_bar(screened: Screened) -> None:
    outcome = ukrainian(
        screened, statuses=[{"kind": "parole", "start": date(2022, 9, 1), "end": "unknown"}]
    )

    assert of(outcome, "late_registration")[0].missing == ("statuses",)


def test_an_unknown_kind_of_status_is_no_bar(screened: Screened) -> None:
    rows = [{"kind": "unknown", "start": date(2022, 9, 1)}]

    by_status = ukrainian(screened, statuses=rows)
    by_application = ukrainian(
        screened, pending_applications=[{"kind": "unknown", "filed": date(2022, 9, 1)}]
    )

    assert by_status.headline is Headline.INFORMATION_MISSING
    assert by_application.headline is Headline.INFORMATION_MISSING


@pytest.mark.parametrize(
    "facts",
    [
        {"statuses": [status("other", date(2022, 9, 1))]},
        {"pending_applications": [{"kind": "other", "filed": date(2022, 9, 1)}]},
    ],
)
def test_something_else_is_no_bar_before_somebody_names_it(
    facts: dict[str, object], screened: Screened
) -> None:
    outcome = ukrainian(screened, LATE, **facts)

    (finding,) = of(outcome, "late_registration")
    assert (finding.status, finding.missing) == (Status.UNKNOWN, tuple(facts))
    assert finding.text.endswith("must be named: it may be one of these.")


def test_something_else_that_came_after_the_window_is_no_reason(screened: Screened) -> None:
    outcome = ukrainian(screened, statuses=[status("other", date(2025, 4, 20))])

    assert codes(outcome) == {Code.REGISTRATION_LATE}


def test_a_possible_chain_waits_for_what_is_missing(screened: Screened) -> None:
    outcome = ukrainian(
        screened,
        date(2025, 9, 2),
        statuses=[status("parole", date(2023, 5, 1), date(2025, 5, 2))],
        pending_applications=[{"kind": "unknown", "filed": date(2025, 8, 1)}],
    )

    assert of(outcome, "late_registration")[0].status is Status.UNKNOWN


PARENT: dict[str, object] = {"relation": "parent", "relative_tps_eligible": True}


def test_a_child_needs_birthday_and_wedding(screened: Screened) -> None:
    def missing(**facts: object) -> tuple[str, ...]:
        outcome = ukrainian(screened, LATE, relatives=[PARENT], **facts)
        return of(outcome, "late_registration")[0].missing

    assert missing(date_of_birth="unknown") == ("date_of_birth",)
    assert missing(date_of_birth=date(2004, 1, 1), marital_status="unknown") == ("marital_status",)
    assert missing(date_of_birth=date(2004, 1, 1), marital_status="married") == ("relatives",)


def test_one_too_old_is_barred_whatever_the_wedding(screened: Screened) -> None:
    outcome = ukrainian(
        screened, relatives=[PARENT], date_of_birth=date(1990, 1, 1), marital_status="unknown"
    )

    assert codes(outcome) == {Code.REGISTRATION_LATE}


def test_a_leapling_is_a_child_through_the_last_of_february(screened: Screened) -> None:
    window = date(2021, 3, 9)  # of Venezuela 2021
    born_on_leap_day = screened(
        date(2023, 6, 1),
        country="Venezuela",
        first_entry=date(2021, 3, 1),
        date_of_birth=date(2000, 2, 29),
        relatives=[PARENT],
    )

    assert window > date(2021, 3, 1)
    assert codes(born_on_leap_day) == {Code.REGISTRATION_LATE}


def test_a_spouse_whose_wedding_is_unknown_may_be_one(screened: Screened) -> None:
    spouse = {"relation": "spouse", "relative_tps_eligible": True}

    outcome = ukrainian(screened, marital_status="married", relatives=[spouse])

    assert of(outcome, "late_registration")[0].missing == ("relatives",)


def test_a_child_with_a_spouse_but_no_wedding_day_is_not_settled(screened: Screened) -> None:
    spouse = {"relation": "spouse", "relative_tps_eligible": False}

    outcome = ukrainian(screened, date_of_birth=date(2004, 1, 1), relatives=[PARENT, spouse])

    assert of(outcome, "late_registration")[0].status is Status.UNKNOWN


def test_another_relative_opens_nothing(screened: Screened) -> None:
    cousin = {"relation": "cousin", "relative_tps_eligible": True}
    somebody = {"relation": "unknown", "relative_tps_eligible": True}

    assert codes(ukrainian(screened, relatives=[cousin])) == {Code.REGISTRATION_LATE}
    assert ukrainian(screened, relatives=[somebody]).headline is Headline.INFORMATION_MISSING


def test_older_windows_count_for_late_registration(screened: Screened) -> None:
    outcome = screened(
        date(2020, 6, 1),
        country="Somalia",
        first_entry=date(2012, 5, 1),
        statuses=[status("nonimmigrant F-1", date(2012, 10, 29))],
    )

    assert outcome.track is Track.LATE_INITIAL


def test_a_window_of_later_days_has_not_opened(pack: RulePack) -> None:
    law = law_of(pack, "UA")
    day = date(2023, 9, 1)
    events = tuple(
        replace(event, initial_registration=Window(date(2023, 12, 1), date(2025, 4, 19)))
        if event.id == "UA-2023-R"
        else event
        for event in law.events
    )
    later = replace(pack, countries=(replace(law, events=events),))

    assert line_of(pack, "UA", "Ukraine 2022", day).open_event is not None
    opened = line_of(later, "UA", "Ukraine 2022", day).open_event
    assert opened is not None
    assert opened.id == "UA-2022-D"


def test_the_newest_reregistration_window_is_the_one_that_opened_last(pack: RulePack) -> None:
    law = law_of(pack, "UA")
    day = date(2025, 2, 1)
    events = tuple(
        replace(event, reregistration=Window(date(2023, 1, 1), date(2023, 2, 1)))
        if event.id == "UA-2025-E"
        else event
        for event in law.events
    )
    moved = replace(pack, countries=(replace(law, events=events),))

    newest = line_of(moved, "UA", "Ukraine 2022", day).reregistration

    assert newest == Window(date(2023, 8, 21), date(2023, 10, 20))


def test_a_line_without_dates_asks_for_none(pack: RulePack) -> None:
    line = line_of(pack, "UA", "Ukraine 2022", LATE)
    bare = replace(line, newest=None)
    facts = facts_of(Answers())
    trip = {"left": date(2024, 1, 1), "returned": date(2024, 2, 1)}
    travelled = facts_of(Answers({"absences": (trip,)}))

    assert residence(facts, bare, Holding.NEVER) == ()
    assert presence(facts, bare, LATE) == ()
    assert all(f.code is not Code.ABSENCE for f in absences(travelled, bare, Holding.NEVER))


def test_the_four_standings_are_four_answers(pack: RulePack) -> None:
    law = law_of(pack, "HT")
    standing = standing_on(law, "Haiti 2021", date(2024, 9, 16))
    assert standing is not None

    def said(kind: StandingKind, through: date | None) -> list[Code | None]:
        changed = replace(standing, kind=kind, through=through)
        return [finding.code for finding in in_force(changed, date(2024, 9, 16))]

    day = date(2024, 9, 1)
    assert said(StandingKind.IN_FORCE, None) == [None]
    assert said(StandingKind.ENDED, day) == [Code.NO_DESIGNATION]
    assert said(StandingKind.ENDED, None) == [Code.NO_DESIGNATION]
    assert said(StandingKind.CONTESTED, day) == [Code.LITIGATION]
    assert said(StandingKind.CONTESTED, None) == [Code.LITIGATION, Code.STATUS_UNCONFIRMED]
    assert said(StandingKind.UNCONFIRMED, day) == [Code.STATUS_UNCONFIRMED]
    assert said(StandingKind.UNCONFIRMED, None) == [Code.STATUS_UNCONFIRMED]


def test_a_status_not_confirmed_still_lets_a_bar_give_the_headline(screened: Screened) -> None:
    day = date(2026, 11, 23)
    with_asylum = ukrainian(
        screened, day, pending_applications=[{"kind": "asylum", "filed": date(2023, 1, 1)}]
    )
    without = ukrainian(screened, day)

    assert with_asylum.headline is Headline.NEEDS_ATTORNEY_REVIEW
    assert with_asylum.track is Track.NONE
    assert codes(without) == {Code.STATUS_UNCONFIRMED, Code.REGISTRATION_LATE}


def test_unanswered_dates_are_unknown(pack: RulePack) -> None:
    facts = facts_of(Answers({"first_entry": UNKNOWN}))
    day = date(2024, 9, 16)

    (missing,) = presence(facts, line_of(pack, "HT", "Haiti 2021", day), day)

    assert missing.missing == ("first_entry",)
    assert day + timedelta(days=1) > day


def test_a_condition_that_ended_before_the_window_carries_nothing(screened: Screened) -> None:
    outcome = ukrainian(
        screened,
        date(2025, 9, 2),
        statuses=[
            status("parole", date(2020, 1, 1), date(2021, 1, 1)),
            status("nonimmigrant F-1", date(2022, 4, 19), date(2025, 8, 20)),
        ],
    )

    assert outcome.track is Track.LATE_INITIAL
    assert outcome.deadline == date(2025, 10, 20)  # day 60, 19 October 2025, is a Sunday


@pytest.mark.parametrize(
    ("prior_tps", "code"),
    [
        ({"designation": "VE-2023-R", "current": True}, Code.LITIGATION),
        ({"designation": "VE-2023-R", "current": "unknown"}, Code.LITIGATION),
        ({"designation": "VE-2023-R", "current": False}, Code.NO_DESIGNATION),
        ({"designation": "VE-2021-D", "current": True}, Code.NO_DESIGNATION),
        (None, Code.NO_DESIGNATION),
    ],
)
def test_an_order_for_some_holders_is_a_question_for_each_of_them(
    screened: Screened, prior_tps: dict[str, object] | None, code: Code
) -> None:
    holder = {} if prior_tps is None else {"prior_tps": {"granted": True, **prior_tps}}

    outcome = screened(
        date(2026, 1, 15), country="Venezuela", first_entry=date(2021, 1, 1), **holder
    )

    assert of(outcome, "designation")[0].code is code
    assert outcome.headline is (
        Headline.NEEDS_ATTORNEY_REVIEW if code is Code.LITIGATION else Headline.LIKELY_NOT_ELIGIBLE
    )


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("statuses", {"kind": "parole", "start": date(2023, 1, 2), "end": date(2022, 1, 1)}),
        (
            "pending_applications",
            {"kind": "asylum", "filed": date(2023, 1, 2), "ended": date(2022, 1, 1)},
        ),
        (
            "relatives",
            {
                "relation": "spouse",
                "relative_tps_eligible": True,
                "married_on": date(2023, 1, 2),
                "ended_on": date(2022, 1, 1),
            },
        ),
    ],
)
def test_days_in_the_wrong_order_are_no_bar(
    rows: str, row: dict[str, object], screened: Screened
) -> None:
    outcome = screened(LATE, country="Ukraine", first_entry=date(2022, 4, 1), **{rows: [row]})

    assert outcome.headline is Headline.INFORMATION_MISSING
    assert outcome.missing == (rows,)


def test_a_child_of_a_registrant_is_told_of_no_60_days(screened: Screened) -> None:
    parent = {"relation": "parent", "relative_tps_eligible": True}

    outcome = ukrainian(screened, date_of_birth=date(2003, 1, 1), relatives=[parent])
    finding = of(outcome, "late_registration")[0]

    assert outcome.deadline_text.startswith("No last day")
    assert "marrying later does not matter" in finding.text
    assert "Matter of N-C-M-, 25 I&N Dec. 535 (BIA 2011)" in finding.citations


def test_a_window_known_from_memory_is_shown_as_such(screened: Screened) -> None:
    from_memory, read = (
        screened(date(2025, 6, 2), country=country, first_entry=date(2001, 1, 1))
        for country in ("South Sudan", "Ukraine")
    )

    assert [of(each, "late_registration")[0].confidence for each in (from_memory, read)] == [
        "low",
        "high",
    ]


def test_an_end_that_one_source_reports_is_to_be_confirmed(screened: Screened) -> None:
    reported = of(screened(date(2026, 11, 23)), "designation")[0]
    published = of(screened(date(2025, 9, 2), country="Afghanistan"), "designation")[0]

    assert reported.code is published.code is Code.NO_DESIGNATION
    assert "Confirm it on uscis.gov/tps" in reported.text
    assert "Confirm it" not in published.text


@pytest.mark.parametrize(
    ("facts", "test"),
    [
        ({"criminal": [{"where": "US", "disposition": "convicted", "drug": "cocaine"}]},
         "crime_grounds"),
        ({"inadmissibility": ["fraud_212a6C_i"]}, "inadmissibility"),
        ({"removal": {"order_date": date(2019, 6, 1)}}, "removal"),
        ({"us_citizen": True}, "status"),
        ({"absences": [{"left": date(2024, 8, 10), "returned": date(2024, 8, 20),
                        "result_of_order": True}]}, "absences"),
    ],
)  # fmt: skip
def test_what_rests_on_wording_that_nobody_reread_is_never_shown_as_confirmed(
    facts: dict[str, object], test: str, screened: Screened
) -> None:
    found = of(screened(date(2024, 9, 16), **facts), test)

    assert found
    assert not any(finding.is_confirmed for finding in found)


def test_what_became_of_a_hold_is_not_told_on_a_day_that_did_not_know_it(
    screened: Screened,
) -> None:
    early = of(screened(date(2026, 2, 1)), "adjudication_hold")[0]
    today = of(screened(date(2026, 11, 23)), "adjudication_hold")[0]

    assert "2026-08-14" not in early.text
    assert "2026-08-14" in today.text


def test_a_class_of_visa_is_told_in_capitals_and_that_it_lasts(screened: Screened) -> None:
    outcome = ukrainian(screened, statuses=[status("nonimmigrant F-1", date(2022, 9, 1))])

    (finding,) = of(outcome, "late_registration")
    assert finding.text == (
        "Late registration is open: nonimmigrant F-1, which still lasts. While it does, no 60 "
        "days run."
    )


@pytest.mark.parametrize("granted", [date(2010, 1, 20), date(2010, 1, 21)])
def test_a_day_before_every_designation_takes_nothing_from_the_one_that_is_named(
    screened: Screened, granted: date
) -> None:
    prior = {"granted": True, "granted_date": granted, "designation": "Haiti 2010"}

    outcome = screened(date(2022, 11, 5), first_entry=date(2010, 1, 1), prior_tps=prior)

    assert (outcome.headline, outcome.track) == (Headline.LIKELY_ELIGIBLE, Track.INITIAL)
