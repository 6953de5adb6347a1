"""Late initial registration: a condition in an initial window, and 60 days after it ends.

Source:
    8 CFR 244.2(f)(2), (g); 63 FR 63593, 63595-96 (Nov. 16, 1998).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from clinic_app.interview.answers import UNKNOWN
from clinic_app.screening import saying
from clinic_app.screening.deadlines import Deadline, sixty_days_after
from clinic_app.screening.designation import StandingKind
from clinic_app.screening.facts import Facts
from clinic_app.screening.late_conditions import Condition, conditions, is_not_named
from clinic_app.screening.line_law import LineLaw
from clinic_app.screening.outcome import Code, Track
from clinic_app.screening.route import Route
from clinic_app.screening.rule_pack import Window

TEST = "late_registration"
_CITES = ("8 CFR 244.2(f)(2)", "8 CFR 244.2(g)")
_NEVER = ("8 CFR 244.2(f)(1)", "8 CFR 244.2(f)(2)", "8 U.S.C. 1254a(c)(1)(A)(iv)")
_OF_A_CHILD = (
    "Matter of N-C-M-, 25 I&N Dec. 535 (BIA 2011)",
    "Matter of Echeverria, 25 I&N Dec. 512 (BIA 2011)",
)
_CHAIN_GAP = timedelta(days=60)


class _Found(IntEnum):
    """How far the conditions reach, best last."""

    NEVER = 0
    RAN_OUT = 1
    GAP = 2
    OPEN = 3


_NOTHING = Condition(name="nothing", paragraph="", first=date.max, last=None)


@dataclass(frozen=True, slots=True)
class _Reach:
    """What the conditions lead to, and the one condition that decides it."""

    found: _Found
    condition: Condition = _NOTHING
    deadline: Deadline | None = None


def late_registration(facts: Facts, line: LineLaw, as_of: date) -> Route:
    """Test every condition of (f)(2) against every initial window of the line.

    Source:
        8 CFR 244.2(f)(2)(i) to (iv) and (g); Matter of N-C-M-, 25 I&N Dec. 535 (BIA 2011);
        Matter of Echeverria, 25 I&N Dec. 512 (BIA 2011) (own residence and presence).
    """
    certain = _reach(conditions(facts, is_hopeful=False), line.windows, as_of)
    if certain.found is _Found.OPEN:
        return _open(certain, line)
    possible = _reach(conditions(facts, is_hopeful=True), line.windows, as_of)
    if possible.found > certain.found and possible.found in {_Found.OPEN, _Found.GAP}:
        return _unknown(facts, line)
    if possible.found is _Found.GAP:
        words = (
            "A condition began more than 60 days after the one that existed in the window ended. "
            "Whether it still carries late registration is for a lawyer."
        )
        finding = saying.review(
            TEST,
            Code.LATE_CHAIN,
            words,
            _CITES,
            is_confirmed=False,
            confidence=line.late_confidence,
        )
        return Route(track=Track.LATE_INITIAL, findings=(finding,))
    if possible.found is _Found.RAN_OUT:
        return _ran_out(possible, line, as_of)
    words = (
        "The initial window is closed, and no condition for late registration existed in any "
        "initial window. Good cause is for re-registration only."
    )
    finding = saying.not_met(
        TEST, Code.REGISTRATION_LATE, words, _NEVER, confidence=line.late_confidence
    )
    return Route(track=Track.NONE, findings=(finding,))


def _reach(found: tuple[Condition, ...], windows: tuple[Window, ...], as_of: date) -> _Reach:
    qualifying = [each for each in found if _existed_in(each, windows)]
    if not qualifying:
        return _Reach(_Found.NEVER)
    chained = _chain(qualifying, [each for each in found if each not in qualifying])
    still = [_still_open(each, as_of) for each in chained]
    best = max((each for each in still if each is not None), key=_lasting, default=None)
    if best is not None:
        return best
    gaps = [each for each in found if each not in chained and _follows(each, chained)]
    if any(_still_open(each, as_of) is not None for each in gaps):
        return _Reach(_Found.GAP)
    last = max(chained, key=lambda each: each.last or date.max)
    return _Reach(_Found.RAN_OUT, last, sixty_days_after(last.last or as_of))


def _existed_in(condition: Condition, windows: tuple[Window, ...]) -> bool:
    last = condition.last or date.max
    return any(condition.first <= window.last and last >= window.first for window in windows)


def _chain(qualifying: list[Condition], others: list[Condition]) -> list[Condition]:
    """Add each condition that began within 60 days after one that counts had ended."""
    counting, waiting = list(qualifying), sorted(others, key=lambda each: each.first)
    for later in waiting:
        if any(_joins(later, before) for before in counting):
            counting.append(later)
    return counting


def _joins(later: Condition, before: Condition) -> bool:
    if later.has_no_limit or later.first < before.first:
        return False
    return before.last is None or later.first <= before.last + _CHAIN_GAP


def _follows(later: Condition, chained: list[Condition]) -> bool:
    return not later.has_no_limit and any(later.first > each.first for each in chained)


def _still_open(condition: Condition, as_of: date) -> _Reach | None:
    if condition.first > as_of:
        return None
    if condition.has_no_limit or condition.last is None or condition.last >= as_of:
        return _Reach(_Found.OPEN, condition)
    deadline = sixty_days_after(condition.last)
    return _Reach(_Found.OPEN, condition, deadline) if as_of <= deadline.day else None


def _lasting(reach: _Reach) -> date:
    return date.max if reach.deadline is None else reach.deadline.day


def _open(reach: _Reach, line: LineLaw) -> Route:
    condition, deadline = reach.condition, reach.deadline
    last_day: date | None = None
    if condition.has_no_limit:
        words = (
            f"Late registration is open: {condition.name} in an initial window. Turning 21 or "
            "marrying later does not matter, and no 60 days run."
        )
        text = "No last day: for the child of a registrant no 60 days run."
    elif deadline is None:
        words = (
            f"Late registration is open: {condition.name}, which still lasts. While it does, no "
            "60 days run."
        )
        text = "No last day while the condition lasts; 60 days from the day after it ends."
    else:
        ended = condition.last or deadline.counted
        last_day, text = _last_day(ended, deadline, line)
        words = (
            f"Late registration is open through {saying.spoken(last_day)}: {condition.name} "
            f"ended on {saying.spoken(ended)}."
        )
    cases = _OF_A_CHILD if condition.has_no_limit else ()
    cites = (condition.paragraph, *_CITES, *cases)
    finding = saying.met(TEST, words, cites, is_confirmed=False, confidence=line.late_confidence)
    return Route(
        track=Track.LATE_INITIAL, findings=(finding,), deadline=last_day, deadline_text=text
    )


def _last_day(ended: date, deadline: Deadline, line: LineLaw) -> tuple[date, str]:
    through = line.standing.through
    is_in_force = line.standing.kind is StandingKind.IN_FORCE
    if is_in_force and through is not None and through < deadline.day:
        return through, "Last day of the designation, which ends before the 60 days do."
    return deadline.day, _counted(ended, deadline)


def _counted(ended: date, deadline: Deadline) -> str:
    text = f"Day 60 after {saying.spoken(ended)} (8 CFR 244.2(g))"
    if deadline.is_rolled:
        text += (
            f"; {saying.spoken(deadline.counted)} is no business day, so the next one counts "
            "(8 CFR 1.2)"
        )
    return f"{text}; receipt counts, not the postmark."


def _ran_out(reach: _Reach, line: LineLaw, as_of: date) -> Route:
    ended = reach.condition.last or as_of
    last_day = (reach.deadline or sixty_days_after(ended)).day
    words = (
        f"{reach.condition.name.capitalize()} ended on {saying.spoken(ended)}; the last day to "
        f"file was {saying.spoken(last_day)}."
    )
    finding = saying.not_met(
        TEST, Code.LATE_60_DAY, words, _CITES, is_confirmed=False, confidence=line.late_confidence
    )
    return Route(track=Track.NONE, findings=(finding,))


def _unknown(facts: Facts, line: LineLaw) -> Route:
    lists = (
        ("statuses", facts.statuses),
        ("pending_applications", facts.pending_applications),
        ("relatives", facts.relatives),
    )
    missing = [key for key, value in lists if value is UNKNOWN]
    if not missing:
        missing = _of_a_child(facts) or [key for key, value in lists if value]
    words = (
        "The initial window is closed. Late registration is open only with a status, a pending "
        "application, parole, or a spouse or parent who can register; not all of that is known yet."
    )
    if _is_something_else(facts):
        words += " What is recorded as something else must be named: it may be one of these."
    finding = saying.unknown(TEST, words, _CITES, tuple(missing), confidence=line.late_confidence)
    return Route(track=Track.LATE_INITIAL, findings=(finding,))


def _is_something_else(facts: Facts) -> bool:
    statuses = () if facts.statuses is UNKNOWN else facts.statuses
    applications = () if facts.pending_applications is UNKNOWN else facts.pending_applications
    return any(map(is_not_named, statuses)) or any(map(is_not_named, applications))


def _of_a_child(facts: Facts) -> list[str]:
    facts_of_a_child = (
        ("date_of_birth", facts.date_of_birth),
        ("marital_status", facts.marital_status),
    )
    return [key for key, value in facts_of_a_child if value is UNKNOWN]
