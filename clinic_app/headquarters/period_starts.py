"""What each clinic had by label before a period: of months that never came nothing is assumed.

A clinic's closes before the period may not be here: they were lost, or the ledger was begun anew.
Its first close in the period says all the same how many it had by then.
"""

from collections.abc import Callable

from clinic_app.headquarters.label_bounds import ClinicLabels
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.tallies.month import Month

_NOTHING_CAME = ClinicLabels()


def period_starts(
    opened: OpenLedger,
    newest: Callable[[Month], dict[int, ClinicLabels]],
    first: Month,
    last: Month,
) -> dict[int, ClinicLabels]:
    """Return by clinic how it stood before *first*; of one that began later there is nothing.

    Args:
        opened: The ledger.
        newest: What each clinic's newest close up to a month says by label.
        first: The first month of the period.
        last: Its last one.
    """
    starts = newest(first.plus(-1))
    unsure = {
        clinic_id
        for clinic_id, begun in opened.counts.first_months().items()
        if begun < first and (clinic_id not in starts or starts[clinic_id].is_stale)
    }
    told = opened.sizes.before_first(first, last) if unsure else {}
    for clinic_id in unsure & told.keys():
        month, sizes = told[clinic_id]
        known = starts.get(clinic_id, _NOTHING_CAME)
        starts[clinic_id] = known.moved_on(sizes, is_exact=month == first)
    return starts
