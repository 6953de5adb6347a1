"""Bars that a paper can disprove: which fact, what it might show, and which paper would show it.

Nothing here suggests another birth date or nationality, or that something true be said
otherwise: only that a recorded fact be looked up where facts are written down.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from clinic_app.interview.answers import UNKNOWN, Answer, Answers, Row, Simple
from clinic_app.interview.day_span import is_after, last
from clinic_app.screening import saying
from clinic_app.screening.asked_days import AskedDays
from clinic_app.screening.outcome import Code
from clinic_app.screening.rows import when

_ENDS = {"statuses": "end", "pending_applications": "ended", "relatives": "ended_on"}
_COURT_RECORD: tuple[Mapping[str, Simple], ...] = (
    {"state_label": "misdemeanor", "max_term_days": 366, "sentence_days": 0},
    {"max_term_days": 5, "sentence_days": 0},
    {"disposition": "acquitted"},
    {"vacated": "legal_defect"},
)
"""What a certified record may show of one conviction instead of what was recorded."""


class PaperKind(StrEnum):
    """Which paper would show it."""

    RESIDENCE = "residence"
    RETURN = "return"
    LATE_REASON = "late_reason"
    LASTING_REASON = "lasting_reason"
    COURT_RECORD = "court_record"
    ORDER_RECORD = "order_record"
    TRIP_PAPERS = "trip_papers"
    ORDER_AND_TRIP = "order_and_trip"


_PAPER_WORDS: Mapping[PaperKind, str] = MappingProxyType({
    PaperKind.RESIDENCE: (
        "any dated paper showing you lived here on or before {days}: lease, pay stub, school or "
        "clinic letter"
    ),
    PaperKind.RETURN: (
        "a dated paper showing you were back on or before {days}: ticket, passport stamp, pay "
        "stub, school or clinic letter"
    ),
    PaperKind.LATE_REASON: (
        "a paper of a visa, parole or pending case, or of a husband, wife or parent with TPS, "
        "on any day from {days}"
    ),
    PaperKind.LASTING_REASON: (
        "a paper showing that the status or case lasted longer, or still lasts"
    ),
    PaperKind.COURT_RECORD: (
        "a certified court record of each case: it may show another outcome, a lower maximum "
        "term, another State label, or that the conviction was vacated for a legal defect"
    ),
    PaperKind.ORDER_RECORD: (
        "the immigration court's record of the order: it may show that the trip was not its "
        "result, or that no order was made"
    ),
    PaperKind.TRIP_PAPERS: (
        "papers on why each trip was made and what was done abroad: they may show that nothing "
        "about it was contrary to law"
    ),
    PaperKind.ORDER_AND_TRIP: (
        "the immigration court's record of the order, and papers on each trip: they may show that "
        "it was not its result, and that nothing about it was contrary to law"
    ),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to look for.

    Attributes:
        days: The day it must reach back to, or first and last of the days of which it must tell,
            pair by pair; none where no day matters.
        after: The recorded day that it must be later than: of leaving, or of an end. The last day
            that it may have been, where only its month or year is known.
    """

    kind: PaperKind
    days: tuple[date, ...] = ()
    after: date | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What *paper* might show: *answer* under *fact*."""

    fact: str
    answer: Answer
    paper: Paper


def corrections(code: Code, answers: Answers, asked: AskedDays) -> tuple[Correction, ...]:
    """Return what a paper might show against the bar *code*; none where no paper can help.

    Args:
        code: Of a finding that is not met.
        answers: What was told.
        asked: What the designation asks for that was tested.
    """
    find = _FINDERS.get(code)
    return () if find is None else tuple(find(answers, asked))


def paper_words(paper: Paper) -> str:
    """Return the worker's words for *paper*, to be read after "Bring" or "Look for"."""
    told = [saying.spoken(day) for day in paper.days]
    pairs = [" to ".join(told[at : at + 2]) for at in range(0, len(told), 2)]
    return _PAPER_WORDS[paper.kind].format(days=", or from ".join(pairs))


def _entry(_answers: Answers, asked: AskedDays) -> Iterator[Correction]:
    since = asked.cr_since
    if since is not None:
        yield Correction("first_entry", since, Paper(PaperKind.RESIDENCE, (since,)))


def _residence_trip(answers: Answers, asked: AskedDays) -> Iterator[Correction]:
    yield from _back(answers, asked.cr_since)
    yield from _cause(answers)


def _presence(answers: Answers, asked: AskedDays) -> Iterator[Correction]:
    """Yield what serves residence as well before what serves presence alone."""
    yield from _entry(answers, asked)
    yield from _back(answers, asked.cr_since)
    yield from _back(answers, asked.cpp_since)
    yield from _cause(answers)


def _back(answers: Answers, since: date | None) -> Iterator[Correction]:
    """Yield a return by *since*, for each trip that began, or may have begun, by then."""
    if since is None:
        return
    rows = _rows(answers, "absences")
    for number, trip in enumerate(rows):
        left = when(trip.get("left"))
        if left is not UNKNOWN and is_after(left, since) is not True:
            paper = Paper(PaperKind.RETURN, (since,), last(left))
            yield Correction("absences", _with(rows, number, {"returned": since}), paper)


def _cause(answers: Answers) -> Iterator[Correction]:
    """Yield that no order led to one trip, or to any, and that nothing was contrary to law."""
    rows = _rows(answers, "absences")
    blamed = [number for number, trip in enumerate(rows) if _blames(trip)]
    for numbers in (*([number] for number in blamed), blamed):
        changed = tuple(
            {**row, **dict.fromkeys(_blames(row), False)} if number in numbers else row
            for number, row in enumerate(rows)
        )
        why = frozenset(key for number in numbers for key in _blames(rows[number]))
        if why:
            yield Correction("absences", changed, Paper(_CAUSES[why]))


def _blames(trip: Row) -> tuple[str, ...]:
    return tuple(key for key in ("result_of_order", "unlawful") if trip.get(key) is True)


_CAUSES: Mapping[frozenset[str], PaperKind] = MappingProxyType({
    frozenset({"result_of_order"}): PaperKind.ORDER_RECORD,
    frozenset({"unlawful"}): PaperKind.TRIP_PAPERS,
    frozenset({"result_of_order", "unlawful"}): PaperKind.ORDER_AND_TRIP,
})  # fmt: skip


def _reason(answers: Answers, asked: AskedDays) -> Iterator[Correction]:
    """Yield a status that began in the newest window; the paper may tell of any window."""
    if asked.windows:
        row: Row = {"kind": "parole", "start": asked.windows[-1].first, "still": True}
        days = tuple(day for window in asked.windows for day in (window.first, window.last))
        paper = Paper(PaperKind.LATE_REASON, days)
        yield Correction("statuses", (*_rows(answers, "statuses"), row), paper)


def _longer_or_other_reason(answers: Answers, asked: AskedDays) -> Iterator[Correction]:
    yield from _lasting(answers, asked)
    yield from _reason(answers, asked)


def _lasting(answers: Answers, _asked: AskedDays) -> Iterator[Correction]:
    for key, end in _ENDS.items():
        rows = _rows(answers, key)
        for number, row in enumerate(rows):
            if end in row:
                kept = {name: value for name, value in row.items() if name != end}
                lasting: Row = {**kept, "still": True}
                changed = (*rows[:number], lasting, *rows[number + 1 :])
                ended = row[end]
                after = ended if isinstance(ended, date) else None
                yield Correction(key, changed, Paper(PaperKind.LASTING_REASON, (), after))


def _record(answers: Answers, _asked: AskedDays) -> Iterator[Correction]:
    """Yield what the record of one case might show, then that those of all cases do."""
    paper = Paper(PaperKind.COURT_RECORD)
    rows = _rows(answers, "criminal")
    for number in range(len(rows)):
        for shown in _COURT_RECORD:
            yield Correction("criminal", _with(rows, number, shown), paper)
    for shown in _COURT_RECORD if len(rows) > 1 else ():
        yield Correction("criminal", tuple({**row, **shown} for row in rows), paper)


def _with(rows: tuple[Row, ...], number: int, shown: Mapping[str, Simple]) -> tuple[Row, ...]:
    changed: Row = {**rows[number], **shown}
    return (*rows[:number], changed, *rows[number + 1 :])


def _rows(answers: Answers, key: str) -> tuple[Row, ...]:
    value = answers[key]
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))


_FINDERS: Mapping[Code, Callable[[Answers, AskedDays], Iterator[Correction]]] = MappingProxyType(
    {
        Code.CR_DATE: _entry,
        Code.CPP: _presence,
        Code.CR_BREAK: _residence_trip,
        Code.REGISTRATION_LATE: _reason,
        Code.LATE_60_DAY: _longer_or_other_reason,
        Code.FELONY: _record,
        Code.TWO_MISDEMEANORS: _record,
        Code.DRUG_INADMISSIBILITY: _record,
    }
)
