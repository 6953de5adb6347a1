"""What a hand-off says: whose records they are now, and all that is known of each."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import Meta

from clinic_app.crypto.sealed_file import UNREADABLE
from clinic_app.hand_off.errors import ParcelDamagedError, ParcelNewerError, ParcelOlderError
from clinic_app.records.audit import About, Entry
from clinic_app.records.merge import Merge
from clinic_app.records.pair import PairAnswer
from clinic_app.records.versions import History, Register

SCHEMA = 3
"""1 knew no answers about two clients, and of merges only those with both files in the parcel.

2 knew no answer that is some day of a month or year.
"""

OLDEST_SCHEMA = 1

_LIKENESS = range(1, 101)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST = 2**31 - 1
"""No honest number is near it, and a database keeps none that is much larger."""

_Count = Annotated[int, Meta(ge=1, le=_MOST)]


@dataclass(frozen=True, slots=True)
class Unit:
    """A client or an event, with everything that moves with it.

    Attributes:
        moves: How often it changed laptops, this time included; the largest number owns it.
        codes: Come-back codes that the client carries on paper besides the present one.
        histories: Of the client or event first, then of what hangs on it.
    """

    id: str
    moves: _Count
    codes: tuple[str, ...]
    histories: tuple[History, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One hand-off.

    Attributes:
        schema: Of what is inside.
        clinic: The clinic's code.
        is_training: Invented families, which never mix with real ones.
        number: 1 for the first that this sender made for this receiver, without gaps.
        previous: SHA-256 of the file before it; empty in the first, and where nobody said so yet.
        workers: Names by id of whoever stands under a record.
        merges: Which files are of one person, and which turned out not to be; either of both may
            have come before, or never.
        answers: Of whom somebody said that they are two people, or took that back; the same.
        log: What the sender's audit log says of the units, oldest first.
    """

    schema: int
    clinic: str
    is_training: bool
    number: _Count
    workers: dict[str, str]
    units: tuple[Unit, ...]
    merges: tuple[Merge, ...]
    answers: tuple[PairAnswer, ...] = ()
    log: tuple[Entry, ...]
    previous: str = ""


@dataclass(frozen=True, slots=True)
class _Schema:
    schema: int


def write(parcel: Parcel) -> bytes:
    """Return the bytes to seal."""
    return msgspec.json.encode(parcel, enc_hook=_encoded, order="sorted")


def read(verified: bytes) -> Parcel:
    """Return what :func:`write` was given.

    Args:
        verified: What an accepted laptop signed.

    Raises:
        ParcelNewerError: A newer version of the program wrote it.
        ParcelOlderError: It is of a version that is no longer read.
        ParcelDamagedError: It is no hand-off's content.
    """
    try:
        told = msgspec.json.decode(verified, type=_Schema).schema
        if told > SCHEMA:
            raise ParcelNewerError
        if told < OLDEST_SCHEMA:
            raise ParcelOlderError
        parcel = msgspec.json.decode(verified, type=Parcel)
    except UNREADABLE as error:
        raise ParcelDamagedError from error
    if not all(_is_whole(unit) for unit in parcel.units):
        raise ParcelDamagedError
    if not all(_is_an_answer(answer) for answer in parcel.answers):
        raise ParcelDamagedError
    ids = {history.record_id for unit in parcel.units for history in unit.histories}
    if not all(_is_about(entry, ids) for entry in parcel.log):
        raise ParcelDamagedError
    return parcel


def _is_whole(unit: Unit) -> bool:
    return bool(unit.histories) and all(
        history.unit_id == unit.id
        and history.parts
        and all(_is_honest(part) for part in history.parts.values())
        for history in unit.histories
    )


def _is_honest(part: Register) -> bool:
    return part.shown in part.heads and not part.past & part.heads.keys()


def _is_an_answer(answer: PairAnswer) -> bool:
    is_apart = answer.turns % 2 == 1
    told = (answer.one_as, answer.other_as)
    return (
        answer.one_id < answer.other_id
        and 0 < answer.turns <= _MOST
        and answer.likeness in _LIKENESS
        and (answer.stamp is not None) is is_apart
        and all(_DIGEST.fullmatch(known) if is_apart else not known for known in told)
    )


def _is_about(entry: Entry, ids: Set[str]) -> bool:
    """Whether an entry is about a record that comes along, never about the laptop it comes to.

    What a log says of the clock decides which day it is, and nothing takes an entry out again.
    """
    return (
        entry.subject_id in ids
        and entry.about is not About.CLOCK
        and entry.at.utcoffset() is not None
    )


def _encoded(view: Mapping[str, object]) -> dict[str, object]:
    """Return a read-only view of a dictionary as one; msgspec asks for nothing else here."""
    return dict(view)
