"""Convictions weighed, vacated, disputed, abroad, with drugs: both sides of each rule."""

from collections.abc import Callable
from datetime import date

import pytest

from clinic_app.interview.answers import UNKNOWN, Answers, Row
from clinic_app.screening.engine import screen
from clinic_app.screening.offences import Weight, weight
from clinic_app.screening.outcome import Code, Finding, Headline, Outcome
from clinic_app.screening.rows import criminal_matter
from clinic_app.screening.rule_pack import RulePack

Screened = Callable[..., Outcome]


def conviction(**changed: object) -> dict[str, object]:
    plain: dict[str, object] = {
        "where": "US",
        "disposition": "convicted",
        "category": "traffic",
        "max_term_days": 180,
        "state_label": "misdemeanor",
        "sentence_days": 0,
    }
    return {**plain, **changed}


def codes(outcome: Outcome) -> set[Code]:
    return {finding.code for finding in outcome.findings if finding.code is not None}


def of(outcome: Outcome, test: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in outcome.findings if finding.test == test)


@pytest.mark.parametrize(
    ("longest", "label", "imposed", "expected"),
    [
        (0, "felony", 0, Weight.NOTHING),
        (5, "felony", 0, Weight.NOTHING),
        (6, "felony", 0, Weight.MISDEMEANOR),
        (365, "felony", 365, Weight.MISDEMEANOR),
        (366, "felony", 0, Weight.FELONY),
        (366, "misdemeanor", 365, Weight.MISDEMEANOR),
        (366, "misdemeanor", 366, Weight.FELONY),
        (366, "gross misdemeanor", 1, Weight.MISDEMEANOR),
        (366, "misdemeanor", UNKNOWN, Weight.AT_LEAST_MISDEMEANOR),
        (366, UNKNOWN, 30, Weight.UNKNOWN),
        (UNKNOWN, "misdemeanor", 30, Weight.UNKNOWN),
        (UNKNOWN, UNKNOWN, 366, Weight.FELONY),
        (365, UNKNOWN, 0, Weight.MISDEMEANOR),
        (15, "violation", 0, Weight.VIOLATION),
        (5, "violation", 0, Weight.NOTHING),
        (UNKNOWN, "civil_infraction", UNKNOWN, Weight.NOTHING),
    ],
)
def test_a_conviction_weighs_by_maximum_label_and_sentence(
    longest: int, label: str, imposed: int, expected: Weight
) -> None:
    matter = criminal_matter(
        {"max_term_days": longest, "state_label": label, "sentence_days": imposed}
    )

    assert weight(matter) is expected


def test_two_misdemeanors_are_a_bar_and_one_is_none(screened: Screened) -> None:
    one = screened(criminal=[conviction()])
    two = screened(criminal=[conviction(incident="A"), conviction(incident="A")])

    assert one.headline is Headline.LIKELY_ELIGIBLE
    assert codes(two) == {Code.TWO_MISDEMEANORS}


@pytest.mark.parametrize(
    ("convictions", "expected"),
    [
        pytest.param(
            [
                conviction(max_term_days=1825, state_label="felony"),
                conviction(max_term_days="unknown"),
            ],
            {Code.FELONY, Code.MAX_SENTENCE},
            id="a felony and a maximum not known",
        ),
        pytest.param(
            [conviction(), conviction(), conviction(max_term_days=15, state_label="violation")],
            {Code.TWO_MISDEMEANORS, Code.VIOLATION_LEVEL},
            id="two misdemeanors and a violation",
        ),
    ],
)
def test_a_bar_hides_no_open_point(
    screened: Screened, convictions: list[Row], expected: set[Code]
) -> None:
    outcome = screened(criminal=convictions)

    assert outcome.headline is Headline.LIKELY_NOT_ELIGIBLE
    assert expected <= codes(outcome)


def test_a_conviction_without_its_place_is_not_settled(screened: Screened) -> None:
    felony = conviction(where="unknown", max_term_days=1825, state_label="felony")

    assert codes(screened(criminal=[felony])) == {Code.CRIMINAL_UNKNOWN}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"disposition": "juvenile_adjudication"}, set()),
        ({"disposition": "juvenile_adjudication", "tried_as": "adult"}, {Code.CONVICTION_STATUS}),
        ({"tried_as": "juvenile"}, {Code.CONVICTION_STATUS}),
        ({"age_at_offense": 17, "tried_as": "unknown"}, {Code.DISPOSITION_UNKNOWN}),
        ({"age_at_offense": 18, "tried_as": "unknown"}, {Code.FELONY}),
        ({"age_at_offense": 17, "tried_as": "adult"}, {Code.FELONY}),
        ({"age_at_offense": 17}, {Code.FELONY}),
        ({"disposition": "dismissed"}, set()),
        ({"disposition": "open_warrant"}, {Code.PENDING_CHARGE}),
        ({"disposition": "on_appeal"}, {Code.CONVICTION_STATUS}),
        ({"disposition": "pardoned"}, {Code.CONVICTION_STATUS}),
        ({"disposition": "unknown"}, {Code.DISPOSITION_UNKNOWN}),
        ({"vacated": "legal_defect"}, {Code.VACATUR}),
        ({"vacated": "rehabilitative"}, {Code.VACATUR, Code.FELONY}),
        ({"vacated": "for some reason"}, {Code.VACATUR_REASON}),
        ({"expunged": True}, {Code.FELONY}),
    ],
)
def test_what_became_of_a_felony_charge_decides(
    changed: dict[str, object], expected: set[Code], screened: Screened
) -> None:
    felony = conviction(max_term_days=1825, state_label="felony", **changed)

    assert codes(screened(criminal=[felony])) == expected


def test_the_kind_of_offence_is_asked_and_cannot_tell_is_an_answer(
    screened: Screened, pack: RulePack
) -> None:
    unclassified = screened(criminal=[conviction(category="unclassified")])
    row = {key: value for key, value in conviction(vacated="no").items() if key != "category"}
    unasked = screen(Answers({"criminal": (row,)}), "HT", date(2024, 9, 16), pack)  # type: ignore[dict-item] # a row

    assert codes(unclassified) == {Code.CIMT}
    assert [f.code for f in of(unasked, "crime_grounds")] == [Code.CRIMINAL_UNKNOWN]


def test_an_unclassified_ticket_of_five_days_raises_nothing(screened: Screened) -> None:
    assert codes(screened(criminal=[conviction(category="unclassified", max_term_days=5)])) == set()


def test_moral_turpitude_waits_for_the_maximum_term(screened: Screened) -> None:
    theft = conviction(category="theft", max_term_days="unknown")

    assert codes(screened(criminal=[theft])) == {Code.MAX_SENTENCE}


def marijuana(**changed: object) -> dict[str, object]:
    plain: dict[str, object] = {"category": "drug", "drug": "marijuana", "grams": 10}
    return conviction(**{**plain, **changed})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"grams": 30}, {Code.WAIVER_I601}),
        ({"grams": 30.5}, {Code.DRUG_INADMISSIBILITY}),
        ({"grams": 31}, {Code.DRUG_INADMISSIBILITY}),
        ({"grams": "unknown"}, {Code.CRIMINAL_UNKNOWN}),
        ({"offense": "possession with intent to distribute"}, {Code.DRUG_INADMISSIBILITY}),
        ({"drug": "cocaine"}, {Code.DRUG_INADMISSIBILITY}),
        ({"drug": "unknown"}, {Code.CIMT}),
        ({"drug": "none"}, {Code.CIMT}),
        ({"disposition": "cwof_admission_probation"}, {Code.CONVICTION_STATUS, Code.CIMT}),
        ({"disposition": "acquitted"}, set()),
    ],
)
def test_one_drug_conviction_by_substance_and_grams(
    changed: dict[str, object], expected: set[Code], screened: Screened
) -> None:
    assert codes(screened(criminal=[marijuana(**changed)])) == expected


def test_two_small_marijuana_convictions_are_a_bar(screened: Screened) -> None:
    two = [marijuana(), marijuana(max_term_days=5)]

    assert codes(screened(criminal=two)) == {Code.DRUG_INADMISSIBILITY}


def test_a_drug_conviction_abroad_bars_and_raises_what_every_one_abroad_does(
    screened: Screened,
) -> None:
    abroad = marijuana(where="Brazil", drug="cocaine")

    assert codes(screened(criminal=[abroad])) == {
        Code.DRUG_INADMISSIBILITY,
        Code.FOREIGN_CRIME,
        Code.CIMT,
    }


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"max_term_days": 365}, set()),
        ({"max_term_days": 366}, {Code.FOREIGN_CRIME, Code.CIMT, Code.PSC}),
        ({"max_term_days": "unknown"}, {Code.FOREIGN_CRIME, Code.CIMT}),
        ({"category": "violence"}, {Code.FOREIGN_CRIME, Code.CIMT}),
        ({"category": "violence", "disposition": "acquitted"}, {Code.FOREIGN_CRIME}),
        ({"category": "violence", "disposition": "pending"}, {Code.FOREIGN_CRIME}),
    ],
)
def test_a_matter_abroad_is_no_bar_but_a_question(
    changed: dict[str, object], expected: set[Code], screened: Screened
) -> None:
    outcome = screened(criminal=[conviction(where="Brazil", **changed)])

    assert codes(outcome) == expected
    assert outcome.headline is not Headline.LIKELY_NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("imposed", "category", "expected"),
    [
        (365, "violence", {Code.PSC, Code.CIMT}),
        (364, "violence", {Code.CIMT}),
        (365, "traffic", set()),
        (366, "traffic", {Code.PSC, Code.FELONY}),
    ],
)
def test_a_year_imposed_may_make_a_particularly_serious_crime(
    imposed: int, category: str, expected: set[Code], screened: Screened
) -> None:
    matter = conviction(max_term_days=912, sentence_days=imposed, category=category)

    assert codes(screened(criminal=[matter])) == expected


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        ("public_charge_212a4", set()),
        ("labor_212a5A", set()),
        ("entry_212a6A", set()),
        ("papers_212a7A_i", set()),
        ("nonimmigrant_papers_212a7B", {Code.WAIVER_I601}),
        ("public_charge", set()),
        ("health_212a1", {Code.WAIVER_I601}),
        ("fraud_212a6C_i", {Code.WAIVER_I601}),
        ("marijuana_212a2A", {Code.WAIVER_I601}),
        ("admission_212a2A", {Code.CIMT}),
        ("several_212a2B", {Code.CIMT}),
        ("dealing_212a2C", {Code.DRUG_INADMISSIBILITY}),
        ("prostitution_212a2D", {Code.WAIVER_I601}),
        ("security_212a3A", {Code.SECURITY_DANGER}),
        ("terrorism_212a3B", {Code.TRIG}),
        ("foreign_policy_212a3C", {Code.SECURITY_DANGER}),
        ("party_212a3D", {Code.TOTALITARIAN}),
        ("genocide_212a3E", {Code.PERSECUTOR_REVIEW}),
        ("something else", {Code.WAIVER_I601}),
    ],
)
def test_a_ground_is_spared_waivable_or_neither(
    ground: str, expected: set[Code], screened: Screened
) -> None:
    assert codes(screened(inadmissibility=[ground])) == expected


def test_grounds_come_as_entries_from_the_window(pack: RulePack) -> None:
    entries: tuple[Row, ...] = ({"ground": "fraud_212a6C_i"}, {})

    outcome = screen(Answers({"inadmissibility": entries}), "HT", date(2024, 9, 16), pack)

    assert [f.code for f in of(outcome, "inadmissibility")] == [Code.WAIVER_I601, None]


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        ("fraud_212a6C_i", "INA 212(a)(6)(C)(i), fraud or misrepresentation: Form I-601 can"),
        ("false_usc_212a6C_ii", "INA 212(a)(6)(C)(ii), a false claim to citizenship: Form I-601"),
        ("health_212a1", "INA 212(a)(1), health: Form I-601 can waive it, for humanitarian"),
        ("nonimmigrant_papers_212a7B_i", "INA 212(a)(7)(B)(i): Form I-601 can waive it"),
        ("drug_admission_212a2A_i_II", "INA 212(a)(2)(A)(i): a crime or an admission of one"),
        ("something else", "A ground without its paragraph: Form I-601 can waive most grounds"),
    ],
)
def test_a_ground_is_named_by_its_paragraph_and_what_it_is_about(
    ground: str, said: str, screened: Screened
) -> None:
    (finding,) = of(screened(inadmissibility=[ground]), "inadmissibility")

    assert finding.text.startswith(said)
