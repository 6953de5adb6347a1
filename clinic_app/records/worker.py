"""A worker: a representative or a volunteer."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class AccreditationLevel(Enum):
    """What a DOJ accreditation covers. Source: 8 CFR 1292.1(a)(4)."""

    PARTIAL = "partial"  # before DHS only
    FULL = "full"  # before DHS, the immigration courts and the Board


class Role(Enum):
    """What somebody's work here needs to read; which keys their passphrase opens follows."""

    GREETER = "greeter"  # names, check-in, head counts
    VOLUNTEER = "volunteer"  # and answers and findings
    REPRESENTATIVE = "representative"  # and legal notes; signs with an accreditation in force
    COORDINATOR = "coordinator"  # all of it, and says who works here


@dataclass(frozen=True, slots=True, kw_only=True)
class Accreditation:
    """A representative's accreditation.

    Attributes:
        granted: First day.
        expires: Last day; three years after a grant. Source: 8 CFR 1292.12(d).
        is_renewal: True where *granted* renewed an earlier accreditation.
    """

    level: AccreditationLevel
    granted: date
    expires: date
    is_renewal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAccreditation:
    """An accreditation that stood here, and stands no more: another followed, or its holder left.

    Attributes:
        since: First day on which it stood again after a break; None where there was none.
        until: First day on which it did not stand any more.
    """

    accreditation: Accreditation
    since: date | None = None
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who works with the program.

    Attributes:
        slot_id: The vault slot that this worker's passphrase opens; empty without one.
        role: What they are here for; what they can read is what their slot wraps.
        accreditation: None for a volunteer.
        back_since: First day back at work, where they had left with this accreditation.
        former: What they held before, and while they were at work before; the oldest first.
    """

    id: str
    name: str
    slot_id: str = ""
    role: Role = Role.VOLUNTEER
    accreditation: Accreditation | None = None
    is_active: bool = True
    back_since: date | None = None
    former: tuple[FormerAccreditation, ...] = ()

    @property
    def is_representative(self) -> bool:
        """Whether this worker holds an accreditation, expired or not."""
        return self.accreditation is not None
