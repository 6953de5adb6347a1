"""From what may be counted to what may leave: values alone, and the attacker's last word."""

from clinic_app.records.clinic import Clinic
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.tallies.attacker import first_leak
from clinic_app.tallies.batch_carry import DEFAULT_POLICY, CountPolicy
from clinic_app.tallies.case_facts import Countable
from clinic_app.tallies.counting import count
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, counting_since, release
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import ReleasedTally
from clinic_app.workflows.carrying_errors import LeakFoundError


def drawn_up(
    countable: Countable, ledger: ReleaseLedger, origin: Origin, month: Month
) -> ReleasedTally:
    """Count one month and release it; the same arguments give the same tally."""
    (raw,) = count(countable, (month,), counting_since=counting_since(ledger, month))
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


def refuse_leak(ledger: ReleaseLedger, tally: ReleasedTally, policy: CountPolicy) -> None:
    """Let the built-in attacker look at everything that left, and at what would.

    Raises:
        LeakFoundError: It can work out something.
    """
    closes = [*(entry.close for entry in ledger.entries), tally.newest]
    leak = first_leak(closes, policy)
    if leak is not None:
        raise LeakFoundError(leak.stream, leak.table)
