"""The conditions that keep a late first registration open, each with the days it lasted.

Source:
    8 CFR 244.2(f)(2)(i) to (iv).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from clinic_app.interview.answers import UNKNOWN
from clinic_app.interview.day_span import Day
from clinic_app.screening.facts import Facts
from clinic_app.screening.rows import HeldStatus, PendingApplication, Relative, Words

_VISA = re.compile(r"\b([a-v])-?\d[a-z]?\b")
_STATUS_WORDS = (
    "nonimmigrant", "parole", "voluntary_departure", "voluntary departure", "relief",
    "withholding", "cancellation", "asylum", "asylee", "convention against torture", "deferral",
    "stay_of_removal", "stay of removal",
)  # fmt: skip
_APPLICATION_WORDS = (
    "asylum", "change_of_status", "change of status", "adjustment", "voluntary_departure",
    "voluntary departure", "relief", "withholding", "cancellation", "torture", "reparole",
    "re-parole", "suspension", "nacara", "registry", "stay_of_removal", "stay of removal",
)  # fmt: skip
_NOT_NAMED = frozenset({"", "other"})
"""Recorded as something else: until somebody names it, it may be a condition."""

_ADULT_AT = 21
_EVER_MARRIED = frozenset({"married", "divorced", "widowed", "separated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition and when it existed, both days included.

    Attributes:
        last: None while it lasts.
        has_no_limit: Once it existed in a window it counts for ever (child of a registrant).
    """

    name: str
    paragraph: str
    first: date
    last: date | None
    has_no_limit: bool = False


def conditions(facts: Facts, *, is_hopeful: bool) -> tuple[Condition, ...]:
    """Return the conditions of one client.

    Args:
        facts: What is known.
        is_hopeful: True reads every missing fact in the client's favour, False against. Where
            both readings end the same, the missing facts do not matter.
    """
    found: list[Condition | None] = []
    for rows in (facts.statuses, facts.pending_applications, facts.relatives):
        if rows is UNKNOWN:
            found.append(_anything() if is_hopeful else None)
            continue
        found.extend(_condition(row, facts, is_hopeful=is_hopeful) for row in rows)
    return tuple(condition for condition in found if condition is not None)


def _anything() -> Condition:
    return Condition(name="not known", paragraph="8 CFR 244.2(f)(2)", first=date.min, last=None)


def _condition(
    row: HeldStatus | PendingApplication | Relative, facts: Facts, *, is_hopeful: bool
) -> Condition | None:
    if isinstance(row, Relative):
        return _of_relative(row, facts, is_hopeful=is_hopeful)
    kind = UNKNOWN if is_not_named(row) else row.kind
    if isinstance(row, HeldStatus):
        pin = "(iii)" if _has(kind, ("parole",)) else "(i)"
        counts = _counts(kind, _STATUS_WORDS, with_visa=True, is_hopeful=is_hopeful)
        span = (row.start, row.end)
        return _spanning(kind, pin, span, counts=counts, is_hopeful=is_hopeful)
    pin = "(iii)" if _has(kind, ("reparole", "re-parole")) else "(ii)"
    counts = _counts(kind, _APPLICATION_WORDS, with_visa=False, is_hopeful=is_hopeful)
    name = UNKNOWN if kind is UNKNOWN else f"{kind} application"
    span = (row.filed, None if is_hopeful and row.may_last else row.end)
    return _spanning(name, pin, span, counts=counts, is_hopeful=is_hopeful)


def is_not_named(row: HeldStatus | PendingApplication) -> bool:
    """Whether a status or an application is recorded, and not which."""
    return row.kind is UNKNOWN or row.kind in _NOT_NAMED


def _has(kind: Words, words: tuple[str, ...]) -> bool:
    return isinstance(kind, str) and any(word in kind for word in words)


def _counts(kind: Words, words: tuple[str, ...], *, with_visa: bool, is_hopeful: bool) -> bool:
    if kind is UNKNOWN:
        return is_hopeful
    return _has(kind, words) or (with_visa and _VISA.search(kind) is not None)


def _spanning(
    name: Words, pin: str, span: tuple[Day, Day | None], *, counts: bool, is_hopeful: bool
) -> Condition | None:
    first, last = span
    if not counts or (not is_hopeful and UNKNOWN in {first, last}):
        return None
    return Condition(
        name="not known" if name is UNKNOWN else _told(name),
        paragraph=f"8 CFR 244.2(f)(2){pin}",
        first=date.min if first is UNKNOWN else first,
        last=None if last is UNKNOWN else last,
    )


def _told(name: str) -> str:
    """Return *name* as people read it, classes of visa in capitals again."""
    return _VISA.sub(lambda found: found[0].upper(), name.replace("_", " "))


def _of_relative(row: Relative, facts: Facts, *, is_hopeful: bool) -> Condition | None:
    """Spouse or child of one who is eligible on the day of the screening."""
    eligible = row.is_tps_eligible
    counts = is_hopeful if eligible is UNKNOWN else eligible
    if row.relation == "spouse":
        name, span = "marriage to a registrant", (row.married_on, row.end)
        return _spanning(name, "(iv)", span, counts=counts, is_hopeful=is_hopeful)
    if row.relation == "parent":
        return _child(facts, counts=counts, is_hopeful=is_hopeful)
    return _anything() if row.relation is UNKNOWN and is_hopeful else None


def _child(facts: Facts, *, counts: bool, is_hopeful: bool) -> Condition | None:
    """Unmarried and under 21; Matter of N-C-M-, 25 I&N Dec. 535 (BIA 2011) freezes it."""
    born = facts.date_of_birth
    married = _first_marriage(facts)
    if not counts or (not is_hopeful and UNKNOWN in {born, married}):
        return None
    lasts: list[date] = []
    if born is not UNKNOWN:
        lasts.append(_birthday(born, _ADULT_AT) - timedelta(days=1))
    if isinstance(married, date):
        lasts.append(married - timedelta(days=1))
    return Condition(
        name="child of a registrant",
        paragraph="8 CFR 244.2(f)(2)(iv)",
        first=date.min if born is UNKNOWN else born,
        last=min(lasts, default=None),
        has_no_limit=True,
    )


def _first_marriage(facts: Facts) -> Day | None:
    """Return the applicant's first wedding day, None for one who never married."""
    rows = () if facts.relatives is UNKNOWN else facts.relatives
    weddings = [row.married_on for row in rows if isinstance(row.married_on, date)]
    if weddings:
        return min(weddings)
    if facts.marital_status is UNKNOWN or facts.marital_status in _EVER_MARRIED:
        return UNKNOWN
    return UNKNOWN if any(row.relation == "spouse" for row in rows) else None


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # born on 29 February: the birthday of a common year is 1 March
        return date(born.year + age, 3, 1)
