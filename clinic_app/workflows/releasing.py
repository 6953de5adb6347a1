"""From what may be counted to what may leave: values alone, and the attacker's last word."""

from clinic_app.bundles import payload
from clinic_app.records.clinic import Clinic, Close
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.tallies.attacker import first_leak
from clinic_app.tallies.batch_carry import DEFAULT_POLICY, CountPolicy
from clinic_app.tallies.case_facts import Countable
from clinic_app.tallies.counting import count
from clinic_app.tallies.disclosure import (
    Origin,
    ReleaseLedger,
    counting_since,
    release,
    yearly_since,
)
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import ReleasedTally
from clinic_app.workflows.carrying_errors import LeakFoundError, LedgerNotWholeError, OlderCopyError


def drawn_up(
    countable: Countable, ledger: ReleaseLedger, origin: Origin, month: Month
) -> ReleasedTally:
    """Count one month and release it; the same arguments give the same tally."""
    (raw,) = count(
        countable,
        (month,),
        counting_since=counting_since(ledger, month),
        yearly_since=yearly_since(ledger),
    )
    return release(raw, ledger, origin)


def origin_of(clinic: Clinic, enrolment: StoredEnrolment | None, draw_key: bytes) -> Origin:
    """Return who releases, under headquarters' count policy where there is one."""
    return Origin(
        clinic=clinic.code,
        station=clinic.station_id,
        is_training=clinic.is_training,
        draw_key=draw_key,
        policy=policy_of(enrolment),
    )


def policy_of(enrolment: StoredEnrolment | None) -> CountPolicy:
    """Return headquarters' count policy; the default where there is no headquarters yet."""
    if enrolment is None:
        return DEFAULT_POLICY
    return CountPolicy(smallest_crowd=enrolment.smallest_crowd)


def refuse_doubtful_ledger(
    ledger: ReleaseLedger, closes: tuple[Close, ...], enrolment: StoredEnrolment | None
) -> None:
    """Refuse to release by a ledger that is not all that ever left.

    Args:
        ledger: As the vault keeps it.
        closes: Newest first.
        enrolment: None where there is no headquarters yet.

    Raises:
        LedgerNotWholeError: It does not name the very payloads that were closed.
        OlderCopyError: Headquarters holds a close that is not here.
    """
    closed = [payload.sha256(close.payload) for close in reversed(closes)]
    if [entry.payload_sha256 for entry in ledger.entries] != closed:
        raise LedgerNotWholeError
    if enrolment is not None and enrolment.missing_seq:
        raise OlderCopyError(enrolment.missing_seq)


def refuse_leak(ledger: ReleaseLedger, tally: ReleasedTally, policy: CountPolicy) -> None:
    """Let the built-in attacker look at everything that left, and at what would.

    Raises:
        LeakFoundError: It can work out something.
    """
    closes = [*(entry.close for entry in ledger.entries), tally.newest]
    leak = first_leak(closes, policy)
    if leak is not None:
        raise LeakFoundError(leak.stream, leak.table)
