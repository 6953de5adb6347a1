"""A record as named parts of text, and exactly the same record back.

A client falls into its fields, so that a corrected phone and a corrected birth date of two
laptops both stand. Everything else is one part, ``whole``: it is final once it is finished, and
a half-way one is the work of one laptop. A field that a later version adds to a record travels
without a line here.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, get_type_hints

import msgspec

from clinic_app.crypto.sealed_file import UNREADABLE
from clinic_app.hand_off.errors import ParcelDamagedError
from clinic_app.records.answers_json import answers_from_bytes, answers_to_bytes
from clinic_app.records.client import Client
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.retention import Hold
from clinic_app.records.screening import Decision, Screening
from clinic_app.records.service import Service
from clinic_app.records.shown_paper import ShownPaper

Record = Client | Screening | Decision | Service | ShownPaper | Hold | KyrEvent
"""What is handed over; re-screenings are not: every laptop's own rules make them anew."""

R = TypeVar("R", bound=Record)

WHOLE = "whole"

_KINDS: Mapping[type[Record], str] = {
    Client: "client",
    Screening: "screening",
    Decision: "decision",
    Service: "service",
    ShownPaper: "paper",
    Hold: "hold",
    KyrEvent: "event",
}
_UNSEEN = "is_sealed"
"""No part of a record: it says what the reader lacks."""

_MOST_HEADS = 1_000_000
"""Of one count at one event: no hall holds more."""

_RARE = "is_unbound"
"""Left out where it is not so: programs from before know no such field."""


def kind_of(record_type: type[Record]) -> str:
    """Return the kind's public name."""
    return _KINDS[record_type]


def type_of(kind: str) -> type[Record]:
    """Return the type of record that a kind names.

    Raises:
        ParcelDamagedError: There is no such kind.
    """
    for record_type, name in _KINDS.items():
        if name == kind:
            return record_type
    raise ParcelDamagedError


def parts_of(record: Record) -> dict[str, str]:
    """Return the parts of a record that is wholly readable here."""
    texts = _texts(record)
    if isinstance(record, Client):
        return texts
    return {WHOLE: msgspec.json.encode(texts).decode()}


def record_of(kind: type[R], parts: Mapping[str, str]) -> R:
    """Return the record that :func:`parts_of` took apart.

    Raises:
        ParcelDamagedError: They are not the parts of such a record.
    """
    try:
        if kind is Client:
            return _record(kind, parts)
        record = _record(kind, msgspec.json.decode(parts[WHOLE], type=dict[str, str]))
    except (*UNREADABLE, KeyError, TypeError, ValueError) as error:
        raise ParcelDamagedError from error
    if isinstance(record, KyrEvent) and not _is_counted(record):
        raise ParcelDamagedError
    return record


def _is_counted(event: KyrEvent) -> bool:
    """Whether the heads are numbers that somebody may have counted, so that sums have room."""
    heads = (number for row in event.attendance for number in (row.adults, row.children))
    return all(0 <= number <= _MOST_HEADS for number in (event.trained, *heads))


def _texts(record: Record) -> dict[str, str]:
    found = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name != _UNSEEN and (value or field.name != _RARE):
            if field.name == "answers":
                found[field.name] = (answers_to_bytes(value) or b"").decode()
            else:
                found[field.name] = msgspec.json.encode(value).decode()
    return found


def _record(kind: type[R], texts: Mapping[str, str]) -> R:
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)} - {_UNSEEN}
    if not known >= texts.keys():
        raise ParcelDamagedError
    values: dict[str, Any] = {}
    for name, text in texts.items():
        if name == "answers":
            values[name] = answers_from_bytes(text.encode() or None)
        else:
            values[name] = msgspec.json.decode(text, type=hints[name])
    return kind(**values)
