"""Who did what, when: the entries of the audit log, and the chain that holds them together.

An entry names its subject by id alone. Each link is the hash of the entry and of the link before,
so that no entry can be changed, left out or put between without changing every later one.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

NO_HEAD = bytes(32)
"""What the first entry follows."""


class Act(Enum):
    """What was done."""

    OPENED = "opened"
    RECOVERED = "recovered"  # opened by the recovery code or by shares
    VIEWED = "viewed"
    PRINTED = "printed"
    EXPORTED = "exported"
    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    SIGNED_OFF = "signed_off"
    CLOSED = "closed"
    HOLD_SET = "hold_set"  # nothing of them may be purged
    HOLD_LIFTED = "hold_lifted"
    PURGED = "purged"
    MERGED = "merged"  # two files of one person
    UNMERGED = "unmerged"
    ASKED_AGAIN = "asked_again"  # "told apart" was taken back
    TOLD_APART = "told_apart"  # said to be another person than one who is alike
    BACKED_UP = "backed_up"
    DESTROYED = "destroyed"  # backups from before a deletion
    RESTORED = "restored"  # these records were made out of a backup
    RESCUED = "rescued"  # these records were made out of what could be read of damaged ones
    HANDED_OVER = "handed_over"  # to another laptop of the clinic
    TAKEN_IN = "taken_in"  # from another laptop, or its word that it did
    DAY_GIVEN = "day_given"  # the clock was in doubt, and a worker said which day it is
    DAY_SETTLED = "day_settled"  # a coordinator said so: what was known before counts no more
    TESTED = "tested"  # a recovery drill: the newest backup was read


class About(Enum):
    """What it was done to."""

    VAULT = "vault"
    KEYS = "keys"
    CLINIC = "clinic"
    WORKER = "worker"
    CLIENT = "client"
    SCREENING = "screening"
    SERVICE = "service"
    SHOWN_PAPER = "shown_paper"
    KYR_EVENT = "kyr_event"
    MONTH = "month"
    ENROLMENT = "enrolment"
    RULES = "rules"
    STATION = "station"
    RETENTION = "retention"  # how long people are kept
    DELETION = "deletion"  # one purge, by its own id
    SECOND_COPY = "second_copy"  # of the records, on a stick or another disk
    COMPUTER = "computer"  # on which the records are at home
    LAPTOP = "laptop"
    CLOCK = "clock"  # of this computer


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log.

    Attributes:
        at: The computer's clock, with its offset.
        worker_id: Who.
        subject_id: The id of the record, or a month's label; empty for what there is one of.
    """

    at: datetime
    worker_id: str
    act: Act
    about: About
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry in its place.

    Attributes:
        seq: 1 for the first, without gaps.
        head: The chain's head once this entry is in.
    """

    seq: int
    entry: Entry
    head: bytes


def head_after(before: bytes, seq: int, entry: Entry) -> bytes:
    """Return the chain's head after *entry*.

    Args:
        before: The head until then; :data:`NO_HEAD` for the first.
        seq: The entry's place.
        entry: What was done.
    """
    told = (
        seq,
        entry.at.isoformat(),
        entry.worker_id,
        entry.act.value,
        entry.about.value,
        entry.subject_id,
    )
    return hashlib.sha256(before + json.dumps(told).encode("ascii")).digest()
