"""Every suggestion moves what it says, no smaller one does, and no truth is to be changed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinic_app.interview.answers import Answer, Answers, Row
from clinic_app.screening import in_force, registration
from clinic_app.screening.asked_days import AskedDays, asked_days
from clinic_app.screening.corrections import Paper, PaperKind, corrections, paper_words
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Code, Finding, Outcome, Status
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario import Scenario, parse
from clinic_app.screening.scenario_format import answers_of
from clinic_app.screening.what_would_change import Change, unmoved, what_would_change

SCENARIOS = parse((Path(__file__).parent / "samples" / "example_cases.toml").read_bytes())
NEVER_CHANGED = {
    "date_of_birth", "nationalities", "stateless", "birth_country", "last_habitual_residence",
    "us_citizen", "lpr", "place_of_origin",
}  # fmt: skip


def changes_of(pack: RulePack, day: date, facts: Mapping[str, object]) -> tuple[Change, ...]:
    answers = answers_of({"country": "Haiti", **facts}, "facts").without("country")
    return what_would_change(answers, screen(answers, "HT", day, pack), pack)


def changed_by(code: Code, changes: tuple[Change, ...]) -> Change:
    (change,) = (each for each in changes if each.code is code)
    return change


def stands(outcome: Outcome, change: Change, status: Status) -> bool:
    return any(
        (each.test, each.code, each.status) == (change.test, change.code, status)
        for each in outcome.findings
    )


def test_a_late_arrival_needs_a_dated_paper_of_the_day_the_notice_sets(pack: RulePack) -> None:
    changes = changes_of(pack, date(2024, 9, 16), {"first_entry": date(2024, 6, 4)})

    change = changed_by(Code.CR_DATE, changes)
    assert change.fact == "first_entry"
    assert change.paper is not None
    assert paper_words(change.paper) == (
        "any dated paper showing you lived here on or before 3 June 2024: lease, pay stub, "
        "school or clinic letter"
    )


@pytest.mark.parametrize(
    ("count", "longest", "label", "code"),
    [(2, 1825, "felony", Code.FELONY), (3, 180, "misdemeanor", Code.TWO_MISDEMEANORS)],
)
def test_where_one_record_is_not_enough_the_records_of_all_cases_are_looked_for(
    pack: RulePack, count: int, longest: int, label: str, code: Code
) -> None:
    conviction = {
        "where": "US",
        "max_term_days": longest,
        "state_label": label,
        "sentence_days": 0,
        "disposition": "convicted",
        "category": "traffic",
    }
    facts = {"first_entry": date(2022, 2, 1), "criminal": [conviction] * count}

    change = changed_by(code, changes_of(pack, date(2024, 9, 16), facts))

    assert change.fact == "criminal"
    assert change.paper is not None
    assert "a certified court record of each case" in paper_words(change.paper)


@pytest.mark.parametrize(
    ("facts", "code", "fact", "said"),
    [
        (
            {
                "first_entry": date(2022, 2, 1),
                "criminal": [
                    {
                        "where": "US",
                        "max_term_days": 1825,
                        "state_label": "felony",
                        "sentence_days": 30,
                        "disposition": "convicted",
                    }
                ],
            },
            Code.FELONY,
            "criminal",
            "certified court record",
        ),
        (
            {
                "first_entry": date(2022, 2, 1),
                "last_entry": date(2024, 8, 20),
                "absences": [
                    {
                        "left": date(2024, 5, 1),
                        "returned": date(2024, 8, 20),
                        "result_of_order": True,
                    }
                ],
            },
            Code.CR_BREAK,
            "absences",
            "back on or before 3 June 2024",
        ),
        (
            {
                "first_entry": date(2022, 2, 1),
                "last_entry": date(2024, 9, 2),
                "absences": [
                    {
                        "left": date(2024, 7, 1),
                        "returned": date(2024, 8, 20),
                        "result_of_order": True,
                    },
                    {
                        "left": date(2024, 8, 25),
                        "returned": date(2024, 9, 2),
                        "result_of_order": True,
                    },
                ],
            },
            Code.CR_BREAK,
            "absences",
            "the immigration court's record of the order",
        ),
    ],
)
def test_a_bar_that_a_paper_can_disprove_names_the_paper(
    pack: RulePack, facts: dict[str, object], code: Code, fact: str, said: str
) -> None:
    change = changed_by(code, changes_of(pack, date(2024, 9, 16), facts))

    assert change.fact == fact
    assert change.paper is not None
    assert said in paper_words(change.paper)


@pytest.mark.parametrize(
    ("facts", "code", "fact", "said"),
    [
        ({}, Code.REGISTRATION_LATE, "statuses", "a visa, parole or pending case"),
        (
            {"statuses": [{"kind": "parole", "start": date(2023, 5, 1), "end": date(2025, 5, 2)}]},
            Code.LATE_60_DAY,
            "statuses",
            "lasted longer",
        ),
    ],
)
def test_who_is_too_late_needs_a_paper_of_a_reason(
    pack: RulePack, facts: dict[str, object], code: Code, fact: str, said: str
) -> None:
    told = {"country": "Ukraine", "first_entry": date(2022, 4, 1), **facts}
    answers = answers_of(told, "facts").without("country")
    outcome = screen(answers, "UA", date(2025, 7, 2), pack)

    change = changed_by(code, what_would_change(answers, outcome, pack))

    assert change.fact == fact
    assert change.paper is not None
    assert said in paper_words(change.paper)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"us_citizen": True}, id="a citizen"),
        pytest.param({"nationalities": ["Chile"]}, id="another nationality"),
        pytest.param({"mandatory_bars": {"persecutor": "admitted"}}, id="what was done"),
    ],
)
def test_no_other_truth_is_suggested(pack: RulePack, facts: dict[str, object]) -> None:
    changes = changes_of(pack, date(2024, 9, 16), {"first_entry": date(2022, 2, 1), **facts})

    assert changes == ()


DAYLESS = (Code.CR_DATE, Code.CPP, Code.CR_BREAK, Code.REGISTRATION_LATE)


@pytest.mark.parametrize("code", DAYLESS)
def test_without_a_designation_no_paper_about_days_is_named(code: Code) -> None:
    answers = Answers({"absences": ({"left": date(2024, 1, 1)},), "statuses": ()})

    assert corrections(code, answers, AskedDays()) == ()


def test_only_what_is_recorded_is_looked_up(pack: RulePack) -> None:
    line = asked_days(screen(Answers(), "HT", date(2024, 9, 16), pack), pack)
    since = line.cpp_since
    assert since is not None
    after: Row = {"left": since + timedelta(days=1), "returned": since + timedelta(days=9)}
    answers = Answers({"absences": (after,), "pending_applications": ({"kind": "asylum"},)})

    for code in (Code.CR_BREAK, Code.CPP, Code.LATE_60_DAY, Code.FELONY, Code.NATIONALITY):
        looked_up = {each.fact for each in corrections(code, answers, line)}
        assert looked_up <= {"first_entry", "statuses"}


def test_a_finding_that_no_answer_moves_is_left_out(pack: RulePack) -> None:
    finding = Finding(test="other", status=Status.UNKNOWN, code=None, text="Open.", citations=())
    outcome = replace(screen(Answers(), "HT", date(2024, 9, 16), pack), findings=(finding,))

    assert what_would_change(Answers(), outcome, pack) == ()


def test_an_outcome_of_other_rules_is_not_argued_with(pack: RulePack) -> None:
    answers = Answers()
    outcome = replace(screen(answers, "HT", date(2024, 9, 16), pack), pack_version="older")

    assert what_would_change(answers, outcome, pack) == ()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_what_is_suggested_stands_in_the_outcome_and_is_no_truth_about_the_person(
    scenario: Scenario, pack: RulePack
) -> None:
    outcome = screen(scenario.answers, scenario.country, scenario.screening_date, pack)

    changes = what_would_change(scenario.answers, outcome, pack)

    unknown = {each.test for each in outcome.findings if each.status is Status.UNKNOWN}
    assert {change.test for change in changes if not change.paper} == unknown
    for change in changes:
        assert stands(outcome, change, Status.NOT_MET if change.paper else Status.UNKNOWN)
        assert change.fact not in NEVER_CHANGED or not change.paper


def test_an_unknown_that_one_answer_settles_names_that_one(pack: RulePack) -> None:
    answers = Answers({"us_citizen": False})
    outcome = screen(answers, "HT", date(2024, 9, 16), pack)

    changes = what_would_change(answers, outcome, pack)

    crimes = next(change for change in changes if change.test == "crimes")
    assert (crimes.fact, crimes.paper) == ("criminal", None)
    registration = next(change for change in changes if change.test == "registration")
    assert registration.fact == "prior_tps.granted"


VALUES: tuple[Answer, ...] = (
    True, False, "yes", "no", "single", "Haiti", ("Haiti",), (), date(2009, 1, 1), date(2026, 1, 1),
)  # fmt: skip
SMALL = ("us_citizen", "stateless", "nationalities", "first_entry", "criminal", "prior_tps.granted")


@pytest.mark.parametrize("known", range(2 ** len(SMALL)))
def test_over_small_fact_sets_brute_force_agrees_on_which_one_fact_moves_a_finding(
    known: int, pack: RulePack
) -> None:
    told: dict[str, Answer] = {
        "us_citizen": False,
        "stateless": False,
        "nationalities": ("Haiti",),
        "first_entry": date(2009, 1, 1),
        "criminal": (),
        "prior_tps.granted": False,
    }
    answers = Answers({key: told[key] for n, key in enumerate(SMALL) if known >> n & 1})
    day = date(2024, 9, 16)
    outcome = screen(answers, "HT", day, pack)
    changes = what_would_change(answers, outcome, pack)

    for finding in outcome.findings:
        if finding.status is not Status.UNKNOWN:
            continue
        movers = [
            key
            for key in finding.missing
            if any(
                finding not in screen(answers.with_answer(key, value), "HT", day, pack).findings
                for value in VALUES
            )
        ]
        about = (finding.test, finding.code)
        suggested = {each.fact for each in changes if (each.test, each.code) == about}
        assert suggested & set(movers)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_what_a_paper_shows_takes_the_finding_away(scenario: Scenario, pack: RulePack) -> None:
    outcome = screen(scenario.answers, scenario.country, scenario.screening_date, pack)
    tested = asked_days(outcome, pack)

    for change in what_would_change(scenario.answers, outcome, pack):
        if change.paper is None or change.code is None:
            continue
        shown = [
            screen(
                scenario.answers.with_answer(each.fact, each.answer),
                scenario.country,
                scenario.screening_date,
                pack,
            )
            for each in corrections(change.code, scenario.answers, tested)
        ]
        assert any(not stands(after, change, Status.NOT_MET) for after in shown)


SAMPLES = Path(__file__).parent / "samples"
OF_OTHERS = ("combinations", "one_by_one", "written_from_the_rules")
ALL = (*SCENARIOS, *(each for name in OF_OTHERS
                     for each in parse((SAMPLES / f"{name}.toml").read_bytes())))  # fmt: skip
NOTHING_MOVES = {
    (in_force.TEST, Code.NO_DESIGNATION),
    (registration.TEST, Code.REGISTRATION_LATE),
    ("nationality", Code.NATIONALITY),
    ("status", Code.NOT_ALIEN),
    ("mandatory_bars", Code.PERSECUTOR),
    ("inadmissibility", Code.DRUG_INADMISSIBILITY),
}
"""A later notice alone, a truth about the person, or a ground that a representative noted."""


def test_every_bar_names_a_paper_or_says_that_none_is_known(pack: RulePack) -> None:
    for scenario in ALL:
        outcome = screen(scenario.answers, scenario.country, scenario.screening_date, pack)
        changes = what_would_change(scenario.answers, outcome, pack)
        named = {(each.test, each.code) for each in changes if each.paper}
        silent = {(each.test, each.code) for each in unmoved(outcome, changes, pack)}
        bars = {
            (each.test, each.code)
            for each in outcome.findings
            if each.status is Status.NOT_MET and not each.is_advisory
        }
        assert named | silent == bars, scenario.id
        assert silent <= NOTHING_MOVES, scenario.id


def test_nothing_is_said_of_what_other_rules_found(pack: RulePack) -> None:
    outcome = replace(screen(Answers({"us_citizen": True}), "HT", date(2024, 9, 16), pack))

    assert unmoved(outcome, (), pack)
    assert unmoved(replace(outcome, pack_version="older"), (), pack) == ()


def still_stands(scenario: Scenario, change: Change, pack: RulePack, **facts: Answer) -> bool:
    answers = scenario.answers
    for key, answer in facts.items():
        answers = answers.with_answer(key, answer)
    return stands(
        screen(answers, scenario.country, scenario.screening_date, pack), change, Status.NOT_MET
    )


def test_a_reason_on_any_day_that_is_named_moves_the_bar_and_on_no_other(pack: RulePack) -> None:
    several = 0
    for scenario, change in barred(ALL, pack, PaperKind.LATE_REASON):
        assert change.paper is not None
        days = change.paper.days
        several += len(days) > 2
        told = scenario.answers["statuses"]
        rows = told if isinstance(told, tuple) else ()
        for first, last in zip(days[::2], days[1::2], strict=True):
            for day in (first, last):
                row: Row = {"kind": "parole", "start": day, "still": True}
                assert not still_stands(scenario, change, pack, statuses=(*rows, row))
        after: Row = {"kind": "parole", "start": days[-1] + timedelta(days=1), "still": True}
        before: Row = {
            "kind": "parole", "start": date(1991, 1, 1), "end": days[0] - timedelta(days=1),
        }  # fmt: skip
        if change.code is Code.REGISTRATION_LATE:
            for outside in (after, before):
                assert still_stands(scenario, change, pack, statuses=(*rows, outside))
    assert several


def test_a_paper_a_day_later_moves_nothing(pack: RulePack) -> None:
    tried = set()
    for scenario, change in barred(ALL, pack, PaperKind.RESIDENCE, PaperKind.RETURN):
        assert change.paper is not None
        late = change.paper.days[0] + timedelta(days=1)
        told = scenario.answers["absences"]
        rows = told if isinstance(told, tuple) else ()
        trips = tuple({**row, "returned": late} for row in rows if isinstance(row, Mapping))
        tried.add((change.code, change.paper.kind))
        if change.code is Code.CR_DATE:
            assert still_stands(scenario, change, pack, first_entry=late)
        if change.code is Code.CR_BREAK:
            assert still_stands(scenario, change, pack, absences=trips)
    assert {(Code.CR_DATE, PaperKind.RESIDENCE), (Code.CR_BREAK, PaperKind.RETURN)} <= tried


def test_a_trip_between_the_two_dates_needs_a_return_by_the_second(pack: RulePack) -> None:
    trip = {"left": date(2024, 7, 1), "returned": date(2024, 9, 1), "result_of_order": True}
    facts = {"first_entry": date(2022, 2, 1), "last_entry": date(2024, 9, 1), "absences": [trip]}

    changes = changes_of(pack, date(2024, 9, 16), facts)

    of_residence, of_presence = (changed_by(code, changes) for code in (Code.CR_BREAK, Code.CPP))
    assert of_residence.paper == Paper(PaperKind.ORDER_RECORD)
    assert of_presence.paper == Paper(PaperKind.RETURN, (date(2024, 8, 4),), date(2024, 7, 1))


def test_a_trip_is_cleared_of_all_that_is_held_against_it_and_of_nothing_less(
    pack: RulePack,
) -> None:
    kinds = set()
    trips = (PaperKind.ORDER_RECORD, PaperKind.TRIP_PAPERS, PaperKind.ORDER_AND_TRIP)
    for scenario, change in barred((*ALL, *BLAMED), pack, *trips):
        assert change.paper is not None
        kinds.add(change.paper.kind)
        told = scenario.answers["absences"]
        assert isinstance(told, tuple)
        rows = [row for row in told if isinstance(row, Mapping)]
        needed = {
            "result_of_order": change.paper.kind is not PaperKind.TRIP_PAPERS,
            "unlawful": change.paper.kind is not PaperKind.ORDER_RECORD,
        }
        shown = dict.fromkeys((key for key, is_needed in needed.items() if is_needed), False)
        every = tuple({**row, **shown} for row in rows)
        assert not still_stands(scenario, change, pack, absences=every)
        for key in shown if change.paper.kind is PaperKind.ORDER_AND_TRIP else ():
            half = tuple({**row, key: False} for row in rows)
            assert still_stands(scenario, change, pack, absences=half)
    assert kinds == set(trips)


def blamed(name: str, *trips: str) -> Scenario:
    """Somebody in Haiti's window of 2024 who made *trips* after every date that counts."""
    rows = ", ".join(f"{{ left = 2024-08-10, returned = 2024-09-01, {trip} }}" for trip in trips)
    (scenario,) = parse(
        f"""
        [[case]]
        id = "{name}"
        title = "{name}"
        screening_date = 2024-09-16
        [case.facts]
        country = "Haiti"
        first_entry = 2022-02-01
        last_entry = 2024-09-01
        absences = [{rows}]
        [case.expected]
        outcome = "likely_not_eligible"
        track = "none"
        codes = ["CR_BREAK"]
        also_acceptable = []
        """.encode()
    )
    return scenario


BLAMED = (
    blamed("by order", "result_of_order = true"),
    blamed("unlawful", "unlawful = true"),
    blamed("both", "result_of_order = true, unlawful = true"),
    blamed("two", "result_of_order = true", "unlawful = true"),
)


def barred(
    scenarios: tuple[Scenario, ...], pack: RulePack, *kinds: PaperKind
) -> Iterator[tuple[Scenario, Change]]:
    """Yield each scenario with each suggestion of a paper of one of *kinds*."""
    for scenario in scenarios:
        outcome = screen(scenario.answers, scenario.country, scenario.screening_date, pack)
        for change in what_would_change(scenario.answers, outcome, pack):
            if change.paper is not None and change.paper.kind in kinds:
                yield scenario, change


def test_of_which_country_is_asked_where_nobody_said_it(pack: RulePack) -> None:
    answers = Answers({"us_citizen": False})
    outcome = screen(answers, "unknown", date(2024, 9, 16), pack)

    assert what_would_change(answers, outcome, pack)[0].fact == "country"
