"""Two outcomes differ where somebody must act on it, and not where only words do."""

from dataclasses import replace
from datetime import date

from clinic_app.screening.outcome import Code, Finding, Headline, Outcome, Status, Track
from clinic_app.screening.outcome_change import OutcomeChange, change_between

MET = Finding(test="nationality", status=Status.MET, text="Named.", citations=("8 CFR 244.2",))
AGAINST = Finding(
    test="residence", status=Status.NOT_MET, code=Code.CR_DATE, text="Later.", citations=("x",)
)
NOTE = Finding(test="discretion", status=Status.MET, text="Note.", citations=(), is_advisory=True)
BEFORE = Outcome(
    country="LB",
    as_of=date(2026, 11, 2),
    pack_version="2026.11",
    track=Track.INITIAL,
    designation="LB-2024-D",
    deadline=date(2027, 1, 26),
    findings=(MET,),
)


def test_the_first_thing_that_differs_is_named() -> None:
    against = replace(BEFORE, findings=(MET, AGAINST))
    assert against.headline is Headline.LIKELY_NOT_ELIGIBLE

    assert change_between(BEFORE, against) is OutcomeChange.HEADLINE
    assert change_between(BEFORE, replace(BEFORE, track=Track.NONE)) is OutcomeChange.ROUTE
    assert change_between(BEFORE, replace(BEFORE, designation=None)) is OutcomeChange.ROUTE
    assert change_between(BEFORE, replace(BEFORE, deadline=None)) is OutcomeChange.DEADLINE
    other = replace(against, findings=(replace(MET, test="status"), AGAINST))
    assert change_between(against, other) is OutcomeChange.FINDINGS


def test_words_notes_the_day_and_the_version_are_no_change() -> None:
    worded = replace(MET, text="Otherwise said.", citations=(), confidence="low")
    after = replace(
        BEFORE, findings=(worded, NOTE), as_of=date(2026, 12, 1), pack_version="2026.12"
    )

    assert change_between(BEFORE, after) is None
    assert change_between(BEFORE, BEFORE) is None
