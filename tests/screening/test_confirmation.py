"""What a representative read fills one gap of the rules, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clinic_app.screening.confirmation import Confirmation, as_confirmed, confirmable
from clinic_app.screening.designation import StandingKind, standings
from clinic_app.screening.engine import screen
from clinic_app.screening.freshness import STALE_AFTER_DAYS
from clinic_app.screening.outcome import Code, Headline, Outcome, Track
from clinic_app.screening.rule_pack import RulePack, Window
from clinic_app.screening.scenario_format import answers_of
from clinic_app.workflows.rule_packs import shipped_pack

DAY = date(2026, 11, 26)
READ = Confirmation(
    line="Ukraine 2022",
    source="91 FR 99999",
    read_on=date(2026, 11, 25),
    through=date(2027, 4, 19),
    by="Ana Ruelo",
)
NEWEST = date(2025, 2, 10)
"""Granted since the newest re-registration window that the pack knows opened."""


def holder(pack: RulePack, day: date = DAY, granted: date = NEWEST) -> Outcome:
    held = {
        "granted": True,
        "granted_date": granted,
        "designation": "UA-2022-D",
        "current": True,
    }
    told = {"country": "Ukraine", "first_entry": date(2022, 3, 1), "prior_tps": held}
    return screen(answers_of(told, "facts").without("country"), "Ukraine", day, pack)


def codes(outcome: Outcome) -> set[Code | None]:
    return {finding.code for finding in outcome.findings}


def test_an_unconfirmed_country_is_likely_eligible_only_on_somebodys_word(pack: RulePack) -> None:
    before = holder(pack)
    after = holder(as_confirmed(pack, [READ], DAY))

    assert before.headline is Headline.NEEDS_ATTORNEY_REVIEW
    assert Code.STATUS_UNCONFIRMED in codes(before)
    assert after.headline is Headline.LIKELY_ELIGIBLE
    assert after.track is Track.ALREADY_GRANTED
    (said,) = [finding for finding in after.findings if finding.test == "designation"]
    assert "Ana Ruelo read it on 25 November 2026 in: 91 FR 99999" in said.text
    assert said.citations[0] == "91 FR 99999"
    assert said.confidence == "low"


def test_a_reregistration_that_it_sets_is_asked_for(pack: RulePack) -> None:
    window = Window(date(2026, 11, 20), date(2027, 1, 19))
    after = holder(as_confirmed(pack, [replace(READ, reregistration=window)], DAY))

    assert (after.track, after.deadline) == (Track.REREGISTRATION, date(2027, 1, 19))


def test_it_says_nothing_of_the_days_before_it_was_read_nor_after_its_last(pack: RulePack) -> None:
    confirmed = as_confirmed(pack, [READ], DAY)

    assert Code.STATUS_UNCONFIRMED in codes(holder(confirmed, READ.read_on - timedelta(days=1)))
    assert holder(confirmed, READ.read_on).headline is Headline.LIKELY_ELIGIBLE
    assert Code.STATUS_UNCONFIRMED not in codes(holder(confirmed, READ.through))
    assert Code.STATUS_UNCONFIRMED in codes(holder(confirmed, READ.through + timedelta(days=1)))


@pytest.mark.parametrize("days", [-1, 0, STALE_AFTER_DAYS, STALE_AFTER_DAYS + 1])
def test_what_was_read_too_long_ago_counts_no_more(pack: RulePack, days: int) -> None:
    today = READ.read_on + timedelta(days=days)

    is_there = as_confirmed(pack, [READ], today) != pack

    assert is_there is (0 <= days <= STALE_AFTER_DAYS)


def test_taking_it_back_gives_the_very_pack_again(pack: RulePack) -> None:
    assert as_confirmed(as_confirmed(pack, [READ], DAY), [], DAY) == pack
    twice = as_confirmed(as_confirmed(pack, [READ], DAY), [READ], DAY)
    assert twice == as_confirmed(pack, [READ], DAY)


def test_a_line_that_began_before_what_the_pack_lists_begins_on_the_day_it_was_read(
    pack: RulePack,
) -> None:
    (law,) = [each for each in pack.countries if each.iso2 == "UA"]
    (line,) = law.lines
    bare = replace(law, events=(), lines=(replace(line, is_older_than_pack=True),))
    confirmed = as_confirmed(replace(pack, countries=(bare,)), [READ], DAY)

    (standing,) = standings(confirmed.countries[0], DAY)
    assert standing.kind is StandingKind.IN_FORCE
    assert standing.notices[0].effective_start == READ.read_on


def test_today_three_lines_can_be_confirmed_and_none_that_ended_or_is_before_a_court(
    pack: RulePack,
) -> None:
    found = {standing.line for _law, standing in confirmable(pack, DAY)}

    assert found == {"El Salvador 2001", "Sudan 2022", "Ukraine 2022"}


def test_days_with_notices_missing_here_cannot_be_confirmed(pack: RulePack) -> None:
    gaps = [
        (line.name, gap.last)
        for law in pack.countries
        for line in law.lines
        for gap in line.incomplete
    ]
    assert gaps
    for name, day in gaps:
        assert name not in {standing.line for _law, standing in confirmable(pack, day)}


@given(read_on=st.dates(date(2023, 1, 1), date(2027, 12, 31)), later=st.integers(0, 400))
def test_it_never_opens_what_ended_nor_hides_a_court(read_on: date, later: int) -> None:
    pack = shipped_pack()
    open_lines = [standing.line for _law, standing in confirmable(pack, read_on)]
    assume(open_lines)
    for line in open_lines:
        through = read_on + timedelta(days=later)
        read = Confirmation(line=line, source="x", read_on=read_on, through=through, by="A")
        confirmed = as_confirmed(pack, [read], read_on)

        changed = []
        for before, after in zip(pack.countries, confirmed.countries, strict=True):
            was = {one.line: one.kind for one in standings(before, read_on)}
            now = {one.line: one.kind for one in standings(after, read_on)}
            changed += [(name, was[name], now[name]) for name in was if was[name] is not now[name]]
        assert changed == [(line, StandingKind.UNCONFIRMED, StandingKind.IN_FORCE)]


def test_a_line_that_the_rules_do_not_have_changes_nothing(pack: RulePack) -> None:
    assert as_confirmed(pack, [replace(READ, line="Atlantis 1999")], DAY) == pack
