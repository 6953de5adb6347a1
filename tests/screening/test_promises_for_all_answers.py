"""What holds whatever a client answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.interview.answers import Answer, Answers
from clinic_app.interview.asking import applicable
from clinic_app.screening.designation import StandingKind, standings
from clinic_app.screening.engine import TEST_NAMES, screen
from clinic_app.screening.next_question import open_questions
from clinic_app.screening.outcome import Headline, Outcome, Status, Track
from clinic_app.screening.rule_pack import CountryLaw, RulePack
from clinic_app.screening.scenario_format import answers_of
from clinic_app.screening.what_would_change import what_would_change
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.rule_packs import shipped_pack

PACK: RulePack = shipped_pack()
QUESTIONNAIRE = shipped_questionnaire()
COUNTRIES = [*(law.name for law in PACK.countries), "Guatemala"]
DAYS = st.dates(date(2009, 1, 1), date(2026, 12, 31))
SCREENING_DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def turning_days(law: CountryLaw) -> list[date]:
    """The days on which anything changes for the country, and the days around each."""
    found = [getattr(each, name) for each in (*law.events, *law.orders) for name in _TURNS
             if hasattr(each, name)]  # fmt: skip
    days = {day for day in found if day is not None and day >= date(2020, 1, 1)}
    return sorted(day + timedelta(days=around) for day in days for around in (-1, 0, 1))


_TURNS = ("published", "effective_start", "effective_end", "cr_since", "cpp_since",
          "termination_effective", "dated", "first", "until")  # fmt: skip
YES_NO = st.sampled_from([True, False, "unknown"])
DAY = st.one_of(DAYS, st.just("unknown"))
WHEN = st.one_of(DAY, DAYS.map(lambda day: day.isoformat()[:7]), st.integers(2009, 2026).map(str))
"""Of the four facts of which no more than the month or the year need be known."""
NUMBERS = st.sampled_from([0, 5, 6, 180, 365, 366, 912, 1825, "unknown"])


def words(*choices: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*choices, "unknown", "something else"])


def rows(**columns: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    row = st.fixed_dictionaries({}, optional=columns)
    return st.one_of(st.lists(row, max_size=3), st.just("unknown"))


def tables(**columns: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.fixed_dictionaries({}, optional=columns), st.just("unknown"))


DISPOSITIONS = words(
    "convicted", "convicted", "acquitted", "pending", "juvenile_adjudication",
    "cwof_admission_probation", "diversion_no_plea_dismissed",
)  # fmt: skip
DRAWN: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {"country": st.sampled_from(COUNTRIES), "first_entry": WHEN},
    optional={
        "nationalities": st.one_of(
            st.lists(words("Haiti", "Venezuela", "Russia", "Somaliland"), max_size=2),
            st.just("unknown"),
        ),
        "stateless": YES_NO,
        "us_citizen": YES_NO,
        "lpr": YES_NO,
        "birth_country": words("Haiti", "United States", "Canada"),
        "place_of_origin": words("Crimea", "Jacmel"),
        "last_habitual_residence": words("Haiti", "Chile"),
        "date_of_birth": DAY,
        "marital_status": words("single", "married"),
        "last_entry": WHEN,
        "nationality_document": YES_NO,
        "residence_evidence": YES_NO,
        "pending_i821": YES_NO,
        "late_reregistration_reason": words("ill", ""),
        "absences": rows(
            left=WHEN, returned=WHEN, result_of_order=YES_NO, unlawful=YES_NO, permission=YES_NO
        ),
        "statuses": rows(
            kind=words("parole", "nonimmigrant F-1", "none", "other"), start=DAY, end=DAY
        ),
        "pending_applications": rows(
            kind=words("asylum", "work", "other"),
            filed=DAY,
            ended=DAY,
            denied=DAY,
            appeal_pending=YES_NO,
        ),
        "relatives": rows(
            relation=words("spouse", "parent"),
            relative_tps_eligible=YES_NO,
            married_on=DAY,
            ended_on=DAY,
        ),
        "criminal": rows(
            where=words("US", "Brazil"),
            offense=words("possession", "sale"),
            max_term_days=NUMBERS,
            state_label=words("felony", "misdemeanor", "violation", "infraction"),
            sentence_days=NUMBERS,
            disposition=DISPOSITIONS,
            drug=words("marijuana", "cocaine", "none"),
            grams=st.sampled_from([10, 30, 31, "unknown"]),
            vacated=words("legal_defect", "rehabilitative", "no"),
            age_at_offense=st.sampled_from([16, 40, "unknown"]),
            tried_as=words("adult", "juvenile"),
            category=words("theft", "traffic", "drug", "unclassified", "violence"),
        ),
        "inadmissibility": st.one_of(
            st.lists(words("fraud_212a6C_i", "public_charge_212a4", "x_212a3D"), max_size=3),
            st.just("unknown"),
        ),
        "mandatory_bars": tables(
            persecutor=words("admitted", "service_only"),
            material_support=words("under_duress"),
            foreign_charge=words("murder"),
            third_country=tables(country=words("Brazil"), status=words("permanent_resident")),
        ),
        "prior_tps": tables(
            granted=YES_NO,
            current=YES_NO,
            last_reregistered=DAY,
            granted_date=DAY,
            designation=words("Sudan 2013", "HT-2021-D", "2021", "1997", "in 2011"),
        ),
        "removal": tables(order_date=DAY, executed=st.one_of(DAY, YES_NO), in_proceedings=YES_NO),
    },
)


def possible(facts: dict[str, object]) -> dict[str, object]:
    """Leave out a birth after the first entry, which a scenario file may not say."""
    born, first = facts.get("date_of_birth"), str(facts["first_entry"])
    if isinstance(born, date) and first != "unknown" and str(born)[: len(first)] > first:
        return {key: value for key, value in facts.items() if key != "date_of_birth"}
    return facts


FACTS = DRAWN.map(possible)


@st.composite
def past_days(draw: st.DrawFn) -> tuple[dict[str, object], date]:
    """Somebody on a day on which the law of a country turned, near its own dates and lines."""
    law = draw(st.sampled_from(PACK.countries))
    days = turning_days(law)
    turns = st.sampled_from(days)
    day = draw(turns)
    facts = {**draw(DRAWN), "country": law.name, "first_entry": draw(st.one_of(turns, DAY))}
    if draw(st.booleans()):
        facts["nationalities"] = [law.name]
    if draw(st.booleans()):
        named = st.sampled_from([*(line.name for line in law.lines), "unknown", ""])
        granted = st.fixed_dictionaries(
            {"granted": st.just(True)},
            optional={
                "designation": named,
                "current": YES_NO,
                "granted_date": turns,
                "last_reregistered": turns,
            },
        )
        facts["prior_tps"] = draw(granted)
    return possible(facts), day


def of(answers: Mapping[str, Answer]) -> Answers:
    return Answers(dict(answers))


def screened(facts: Mapping[str, object], day: date) -> tuple[Answers, Outcome]:
    answers = answers_of(facts, "facts").without("country")
    return answers, screen(answers, str(facts["country"]), day, PACK)


@given(FACTS, SCREENING_DAYS)
def test_nothing_of_the_scenario_format_crashes(facts: dict[str, object], day: date) -> None:
    _answers, outcome = screened(facts, day)

    assert {finding.test for finding in outcome.findings} <= set(TEST_NAMES)
    for finding in outcome.findings:
        assert finding.citations
        assert finding.text
        assert (finding.status is Status.UNKNOWN) == bool(finding.missing)
        assert (finding.code is None) or (finding.status is not Status.MET)
        rests_on_a_notice = any(" FR " in cite for cite in finding.citations)
        assert finding.confidence is not None or not rests_on_a_notice


@given(FACTS, SCREENING_DAYS)
def test_a_bar_has_no_track_and_likely_has_one(facts: dict[str, object], day: date) -> None:
    _answers, outcome = screened(facts, day)

    if outcome.headline is Headline.LIKELY_NOT_ELIGIBLE:
        assert (outcome.track, outcome.deadline) == (Track.NONE, None)
    if outcome.headline is Headline.LIKELY_ELIGIBLE:
        assert outcome.track is not Track.NONE
        assert outcome.missing == ()
        assert outcome.deadline is None or outcome.deadline >= day


@given(FACTS, SCREENING_DAYS, st.randoms(use_true_random=False))
def test_one_more_answer_never_turns_not_met_into_unknown(
    facts: dict[str, object], day: date, chance: object
) -> None:
    answers, _outcome = screened(facts, day)
    keys = list(answers)
    chance.shuffle(keys)  # type: ignore[attr-defined] # hypothesis gives a Random
    country = str(facts["country"])
    so_far, was_barred = Answers(), False

    for key in keys:
        so_far = so_far.with_answer(key, answers[key])
        headline = screen(so_far, country, day, PACK).headline
        assert not (was_barred and headline is Headline.INFORMATION_MISSING), key
        was_barred = headline is Headline.LIKELY_NOT_ELIGIBLE


@given(FACTS, SCREENING_DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(
    facts: dict[str, object], day: date, chance: object
) -> None:
    answers, outcome = screened(facts, day)
    keys = list(answers)
    chance.shuffle(keys)  # type: ignore[attr-defined] # hypothesis gives a Random

    again = screen(of({key: answers[key] for key in keys}), str(facts["country"]), day, PACK)

    assert again == outcome


@given(FACTS, SCREENING_DAYS)
def test_nothing_answered_is_never_likely(facts: dict[str, object], day: date) -> None:
    outcome = screen(Answers(), str(facts["country"]), day, PACK)

    assert outcome.headline is not Headline.LIKELY_ELIGIBLE
    assert "us_citizen" in outcome.missing


def interviewed(
    told: Answers, country: str, day: date, *, is_asking_all: bool
) -> tuple[Answers, Headline]:
    """Ask until nothing is left that can change the headline, or until nothing is left at all."""
    answers = Answers()
    while True:
        outcome = screen(answers, country, day, PACK)
        waiting = open_questions(QUESTIONNAIRE, answers, outcome)
        if is_asking_all:
            every = (*applicable(QUESTIONNAIRE, answers), *waiting)
            waiting = tuple(one for one in every if not answers.is_asked(one.id))
        if not waiting:
            return answers, outcome.headline
        answers = answers.with_answer(waiting[0].id, told[waiting[0].id])


@given(FACTS, SCREENING_DAYS)
def test_what_is_not_asked_would_change_nothing(facts: dict[str, object], day: date) -> None:
    told = answers_of(facts, "facts").without("country")
    country = str(facts["country"])

    asked, headline = interviewed(told, country, day, is_asking_all=False)
    every, headline_of_all = interviewed(told, country, day, is_asking_all=True)

    assert headline is headline_of_all, set(every) - set(asked)


@given(past_days())
def test_on_a_past_day_too_what_is_not_asked_would_change_nothing(
    somebody: tuple[dict[str, object], date],
) -> None:
    facts, day = somebody
    told = answers_of(facts, "facts").without("country")
    country = str(facts["country"])

    asked, headline = interviewed(told, country, day, is_asking_all=False)
    every, headline_of_all = interviewed(told, country, day, is_asking_all=True)

    assert headline is headline_of_all, set(every) - set(asked)


@given(FACTS, SCREENING_DAYS)
def test_every_open_test_is_moved_by_one_fact_and_no_truth_is_to_be_changed(
    facts: dict[str, object], day: date
) -> None:
    answers, outcome = screened(facts, day)

    changes = what_would_change(answers, outcome, PACK)

    unknown = {each.test for each in outcome.findings if each.status is Status.UNKNOWN}
    assert {change.test for change in changes if not change.paper} == unknown
    assert not {"date_of_birth", "nationalities"} & {each.fact for each in changes if each.paper}


def ordinary_people(law: CountryLaw) -> list[tuple[str, dict[str, object]]]:
    """Somebody new, somebody with a reason to be late, and a holder of every designation."""
    asylum = {"kind": "asylum", "filed": date(1996, 1, 1)}
    people: list[tuple[str, dict[str, object]]] = [
        ("new", {}),
        ("late", {"pending_applications": [asylum]}),
    ]
    for line in law.lines:
        events = [event for event in law.events if event.line == line.name]
        began = min((event.published for event in events if event.published), default=PACK.as_of)
        windows = [event.reregistration.first for event in events if event.reregistration]
        prior = {"granted": True, "current": True, "designation": line.name, "granted_date": began}
        if windows:
            prior["last_reregistered"] = max(windows)
        people.append((line.name, {"prior_tps": prior}))
    return people


@pytest.mark.no_cover
@pytest.mark.parametrize("law", PACK.countries, ids=lambda law: law.iso2)
def test_an_ordinary_interview_takes_at_most_25_answers(law: CountryLaw) -> None:
    for name, facts in ordinary_people(law):
        told = {"country": law.name, "first_entry": date(1995, 1, 1), **facts}
        ordinary = answers_of(told, "facts")
        for day in (*turning_days(law)[::2], PACK.as_of):
            asked, _headline = interviewed(ordinary, law.name, day, is_asking_all=False)
            is_both = name == "Venezuela 2023" and is_in_court_beside_another(law, day)
            assert len(tuple(asked)) <= (26 if is_both else 25), (name, day)


def is_in_court_beside_another(law: CountryLaw, day: date) -> bool:
    """Whether a holder of a designation in court is tested for another, in force, as well."""
    kinds = [standing.kind for standing in standings(law, day)]
    return kinds == [StandingKind.CONTESTED, StandingKind.IN_FORCE]


@pytest.mark.parametrize(("last", "is_asked"), [(date(2025, 2, 1), False), (None, True)])
def test_why_somebody_was_late_is_asked_of_nobody_who_was_on_time(
    last: date | None, is_asked: bool
) -> None:
    held = {"granted": True, "designation": "UA-2022-D", "granted_date": date(2022, 9, 1)}
    again = {} if last is None else {"last_reregistered": last}
    told = {"country": "Ukraine", "first_entry": date(2010, 1, 1), "prior_tps": {**held, **again}}

    asked, _headline = interviewed(
        answers_of(told, "facts"), "Ukraine", PACK.as_of, is_asking_all=False
    )

    assert asked.is_asked("late_reregistration_reason") is is_asked


@given(FACTS, SCREENING_DAYS)
def test_the_confidence_of_a_notice_is_shown_and_decides_nothing(
    facts: dict[str, object], day: date
) -> None:
    answers, outcome = screened(facts, day)

    doubted = screen(answers, str(facts["country"]), day, DOUBTED)

    assert _but_for_confidence(doubted) == _but_for_confidence(outcome)


def _but_for_confidence(outcome: Outcome) -> Outcome:
    found = tuple(replace(finding, confidence=None) for finding in outcome.findings)
    return replace(outcome, findings=found)


def _doubted(law: CountryLaw) -> CountryLaw:
    return replace(
        law,
        events=tuple(replace(event, confidence="low") for event in law.events),
        orders=tuple(replace(order, confidence="low") for order in law.orders),
    )


DOUBTED = replace(PACK, countries=tuple(_doubted(law) for law in PACK.countries))
