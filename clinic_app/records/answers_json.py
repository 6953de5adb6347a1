"""Answers and outcomes as bytes, and exactly the same answers and outcomes back.

JSON has no dates, no "unknown" and no difference between a row and a list of words; so a date
is written ``{"date": "2024-06-03"}``, some day of a month or year by its first and last
``{"span": ["2024-06-01", "2024-06-30"]}``, a row ``{"row": {...}}`` and "unknown" ``null``.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import msgspec

from clinic_app.interview.answers import UNKNOWN, Answer, Answers, DaySpan, Simple, Unknown
from clinic_app.screening.outcome import Finding, Outcome


def answers_to_bytes(answers: Answers) -> bytes | None:
    """Return the bytes to keep; None where nothing was answered."""
    written = {key: _written(answers[key]) for key in answers}
    return json.dumps(written, separators=(",", ":")).encode("ascii") if written else None


def answers_from_bytes(kept: bytes | None) -> Answers:
    """Return the answers that :func:`answers_to_bytes` was given, in the same order."""
    if kept is None:
        return Answers()
    return Answers(MappingProxyType({key: _read(at) for key, at in json.loads(kept).items()}))


def outcome_to_bytes(outcome: Outcome) -> tuple[bytes, bytes]:
    """Return what to keep of an outcome: all but its findings, and its findings."""
    return (
        msgspec.json.encode(replace(outcome, findings=())),
        msgspec.json.encode(outcome.findings),
    )


def outcome_from_bytes(kept: bytes, findings: bytes) -> Outcome:
    """Return the outcome that :func:`outcome_to_bytes` was given."""
    outcome = msgspec.json.decode(kept, type=Outcome)
    return replace(outcome, findings=msgspec.json.decode(findings, type=tuple[Finding, ...]))


def _written(answer: Answer) -> Any:
    if isinstance(answer, tuple):
        return [_written_row(one) if isinstance(one, Mapping) else one for one in answer]
    return _written_row(answer) if isinstance(answer, Mapping) else _written_simple(answer)


def _written_row(row: Mapping[str, Simple]) -> dict[str, Any]:
    return {"row": {key: _written_simple(value) for key, value in row.items()}}


def _written_simple(value: Simple) -> Any:
    match value:
        case Unknown():
            return None
        case bool() | int() | str():
            return value
        case DaySpan():
            return {"span": [value.first.isoformat(), value.last.isoformat()]}
        case date() if type(value) is date:  # a moment is no answer; it would lose its time
            return {"date": value.isoformat()}
    raise TypeError(type(value))


def _read(kept: Any) -> Answer:
    if isinstance(kept, list):
        return tuple(_read_row(one) if isinstance(one, dict) else one for one in kept)
    if isinstance(kept, dict) and "row" in kept:
        return _read_row(kept)
    return _read_simple(kept)


def _read_row(kept: dict[str, Any]) -> Mapping[str, Simple]:
    return MappingProxyType({key: _read_simple(value) for key, value in kept["row"].items()})


def _read_simple(kept: Any) -> Simple:
    if kept is None:
        return UNKNOWN
    if isinstance(kept, dict) and "span" in kept:
        first, last = map(date.fromisoformat, kept["span"])
        return DaySpan(first, last)
    if isinstance(kept, dict):
        return date.fromisoformat(kept["date"])
    simple: bool | int | str = kept
    return simple
