"""The count policy: how large a crowd must be before a label is shown, the same for all clinics.

It travels in the enrolment file, signed, and nowhere else; every bundle names the one by which
it was made. A clinic that is enrolled already is given a new file.
"""

from dataclasses import dataclass
from datetime import datetime

from clinic_app.headquarters.apart import checked_reason
from clinic_app.headquarters.errors import CrowdNotValidError
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.batch_carry import DEFAULT_POLICY, LEAST_SMALLEST_CROWD

LARGEST_SMALLEST_CROWD = 1000
"""An enrolment file holds no larger one."""


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """What new enrolment files say.

    Attributes:
        smallest_crowd: k.
        is_decided: Headquarters decided on it; else it is the program's own.
    """

    smallest_crowd: int
    is_decided: bool


def in_force(headquarters: Headquarters) -> PolicyInForce:
    """Return the policy that new enrolment files carry."""
    with headquarters.ledger.reading() as opened:
        decided = opened.enrolments.smallest_crowd()
    return PolicyInForce(decided or DEFAULT_POLICY.smallest_crowd, decided is not None)


def smallest_crowd_in(opened: OpenLedger) -> int:
    """Return the same k, of a ledger that is open already."""
    return opened.enrolments.smallest_crowd() or DEFAULT_POLICY.smallest_crowd


def decide(headquarters: Headquarters, smallest_crowd: int, reason: str, at: datetime) -> None:
    """Let k be *smallest_crowd* in every enrolment file from now on.

    Raises:
        CrowdNotValidError: It is below five, or far too large.
        ReasonMissingError: The reason is empty or too long.
    """
    words = checked_reason(reason)
    if not LEAST_SMALLEST_CROWD <= smallest_crowd <= LARGEST_SMALLEST_CROWD:
        raise CrowdNotValidError
    with headquarters.ledger.transaction() as opened:
        opened.enrolments.decide_on(smallest_crowd, words, at.isoformat())
