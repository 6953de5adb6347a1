"""Entries of the list answers, read into values: a trip, a status, a charge ..."""

from dataclasses import dataclass
from datetime import date

from clinic_app.interview import day_span
from clinic_app.interview.answers import UNKNOWN, DaySpan, Row, Unknown
from clinic_app.interview.day_span import Day, Known, When

Words = str | Unknown
"""Words from a list of choices or free text, or not known."""

Amount = int | Unknown
"""A whole number, or not known."""

_EARLIEST = date(1900, 1, 1)
_LATEST = date(2199, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """One trip out of the United States.

    Attributes:
        is_unlawful: Whether purpose or acts abroad were contrary to law; the word
            ``alleged`` where somebody only says so.
        has_permission: Travel authorisation given after TPS was granted.
    """

    left: When
    returned: When
    result_of_order: Known
    is_unlawful: Known | str
    is_emergency: Known
    has_permission: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStatus:
    """One immigration status held; *end* is None while it lasts."""

    kind: Words
    start: Day
    end: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingApplication:
    """One application; *end* is None while it, or its appeal, is pending.

    Attributes:
        may_last: Whether an appeal may be pending is not known: it ended, or it lasts.
    """

    kind: Words
    filed: Day
    end: Day | None
    may_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """The applicant's spouse or parent, as *relation* says."""

    relation: Words
    is_tps_eligible: Known
    married_on: Day
    end: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriminalMatter:
    """One arrest, charge or conviction.

    Attributes:
        sentence_days: Imposed, suspended time included.
        drug: Its name; empty where no drug is involved.
        vacated: Why the conviction was vacated; empty where it was not.
        tried_as: ``adult``, ``juvenile``; empty where nobody wrote it.
    """

    where: Words
    offense: Words
    max_term_days: Amount
    state_label: Words
    sentence_days: Amount
    disposition: Words
    drug: Words
    grams: Amount
    vacated: Words
    age_at_offense: Amount
    tried_as: Words
    category: Words


def day(value: object) -> Day:
    """Read a day; anything else, and a day outside 1900 to 2199, is not known."""
    return value if isinstance(value, date) and _EARLIEST <= value <= _LATEST else UNKNOWN


def when(value: object) -> When:
    """Read a day, or the month or year that it is in; anything else is not known."""
    if isinstance(value, DaySpan):
        return value if value.first >= _EARLIEST and value.last <= _LATEST else UNKNOWN
    return day(value)


def known(value: object) -> Known:
    """Read yes or no; anything else is not known."""
    return value if isinstance(value, bool) else UNKNOWN


def words(value: object) -> Words:
    """Read words, trimmed and folded; anything else is not known."""
    return value.strip().casefold() if isinstance(value, str) else UNKNOWN


def amount(value: object) -> Amount:
    """Read a whole number that is not negative; anything else is not known."""
    is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if is_number else UNKNOWN  # type: ignore[return-value] # narrowed above


def _none_word(value: object) -> Words:
    read = words(value)
    return "" if read in {"no", "none", "not", "false"} or value is False else read


def _end(row: Row, key: str) -> Day | None:
    """Return when it ended: None where the row says that it still lasts."""
    ended = day(row.get(key))
    if ended is not UNKNOWN:
        return ended
    return None if row.get("still") is True else UNKNOWN


def _span(first: Day, last: Day | None) -> tuple[Day, Day | None]:
    """Return both days as told; neither is known where the last is before the first.

    One of the two is a slip then, and a bar must not rest on it.
    """
    if isinstance(first, date) and isinstance(last, date) and last < first:
        return UNKNOWN, UNKNOWN
    return first, last


def absence(row: Row) -> Absence:
    """Read one entry of ``absences``."""
    unlawful = row.get("unlawful")
    left, returned = when(row.get("left")), when(row.get("returned"))
    if day_span.is_after(left, returned) is True:
        left = returned = UNKNOWN  # one of the two is a slip
    return Absence(
        left=left,
        returned=returned,
        result_of_order=known(row.get("result_of_order")),
        is_unlawful=unlawful if isinstance(unlawful, str) else known(unlawful),
        is_emergency=known(row.get("emergency")),
        has_permission=known(row.get("permission")),
    )


def held_status(row: Row) -> HeldStatus:
    """Read one entry of ``statuses``."""
    start, end = _span(day(row.get("start")), _end(row, "end"))
    return HeldStatus(kind=words(row.get("kind")), start=start, end=end)


def pending_application(row: Row) -> PendingApplication:
    """Read one entry of ``pending_applications``.

    One that was denied lasts while it is subject to review or appeal.
    """
    end: Day | None = _end(row, "ended")
    if row.get("denied") not in {None, False} and end is None:
        end = day(row.get("denied"))
    if row.get("appeal_pending") is True:
        end = None
    filed, end = _span(day(row.get("filed")), end)
    return PendingApplication(
        kind=words(row.get("kind")),
        filed=filed,
        end=end,
        may_last=row.get("appeal_pending") is UNKNOWN,
    )


def relative(row: Row) -> Relative:
    """Read one entry of ``relatives``."""
    married_on, end = _span(day(row.get("married_on")), _end(row, "ended_on"))
    return Relative(
        relation=words(row.get("relation")),
        is_tps_eligible=known(row.get("relative_tps_eligible")),
        married_on=married_on,
        end=end,
    )


def criminal_matter(row: Row) -> CriminalMatter:
    """Read one entry of ``criminal``."""
    return CriminalMatter(
        where=words(row.get("where")),
        offense=words(row.get("offense")),
        max_term_days=amount(row.get("max_term_days")),
        state_label=words(row.get("state_label")),
        sentence_days=amount(row.get("sentence_days")),
        disposition=words(row.get("disposition")),
        drug=_none_word(row.get("drug")),
        grams=amount(row.get("grams")),
        vacated=_none_word(row.get("vacated")),
        age_at_offense=amount(row.get("age_at_offense")),
        tried_as=words(row.get("tried_as")),
        category=words(row.get("category")),
    )
