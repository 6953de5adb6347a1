"""How long people stay in the records: holds that keep them, and purges that took them out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from clinic_app.records.stamp import Stamp

FEWEST_DAYS = 30
"""Sooner nobody is taken out: a slip of the finger would empty the records."""


class PurgeCause(Enum):
    """Why people were taken out for good."""

    ASKED = "asked"  # the person wanted to be forgotten
    DUE = "due"  # nothing was done for them as long as the clinic keeps records
    RESTORED = "restored"  # purged before, and came back with an older backup


class KeptBy(Enum):
    """What keeps somebody whose time is over."""

    HOLD = "hold"
    DRAFT = "draft"
    UNDECIDED = "undecided"
    NEXT_DATE = "next_date"
    OPEN_MONTH = "open_month"
    ELSEWHERE = "elsewhere"  # another laptop of the clinic holds the file


@dataclass(frozen=True, slots=True)
class Lifting:
    """The end of a hold, with the reason."""

    reason: str
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A legal hold: while it stands, nothing of the client may be purged.

    Attributes:
        reason: In the words of whoever set it; empty where *is_sealed*.
        lifted: None while it stands.
        is_sealed: The passphrase at work opens no reasons, so none is here.
    """

    id: str
    client_id: str
    reason: str
    stamp: Stamp
    lifted: Lifting | None = None
    is_sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """One purge: when, by whom, how many; never who.

    Attributes:
        people: How many were taken out.
        rows: By table, how many records of theirs went, their own included.
        is_wiped: Whether the database was written anew since, without what was left between its
            records.
    """

    id: str
    cause: PurgeCause
    people: int
    rows: Mapping[str, int]
    stamp: Stamp
    is_wiped: bool = False


@dataclass(frozen=True, slots=True)
class Silent:
    """A person for whom nothing was done for long.

    Attributes:
        client_id: Under which the person stands in the records.
        ids: All ids of the person, that one among them.
        last_day: Of the last thing that was done for them.
        kept_by: What still needs the records; None where nothing does.
    """

    client_id: str
    ids: tuple[str, ...]
    last_day: date
    kept_by: KeptBy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlace:
    """A folder that backups were copied to, such as one on a stick.

    Attributes:
        path: As it was called when it was there.
        used_at: When a copy was last made there.
        clean_since: From when on no older backup lay there; None where nobody looked.
    """

    path: str
    used_at: datetime
    clean_since: datetime | None = None
