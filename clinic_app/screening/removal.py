"""Orders to leave the United States: no bar by themselves, always a question of strategy.

Source:
    8 CFR 244.4 (not listed there), 244.7(d); 8 U.S.C. 1254a(a)(1)(A), (b)(5)(B); INA 212(a)(9).
"""

from clinic_app.interview.answers import UNKNOWN, DaySpan
from clinic_app.interview.day_span import Known, is_on_or_before, some
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts
from clinic_app.screening.outcome import Code, Finding

TEST = "removal"
_ORDER = ("8 CFR 244.4", "8 U.S.C. 1254a(a)(1)(A)", "8 U.S.C. 1254a(b)(5)(B)")
_PROCEEDINGS = ("8 CFR 244.7(d)", "8 U.S.C. 1254a(b)(5)(B)", "8 CFR 244.4")
_REENTRY = ("8 U.S.C. 1182(a)(9)", "8 U.S.C. 1254a(c)(2)(A)(ii)", "8 CFR 244.3(b)")


def removal(facts: Facts) -> tuple[Finding, ...]:
    """Test removal orders; proceedings without an order raise nothing.

    Source:
        8 CFR 244.4, 244.7(d), 244.11; INA 212(a)(9)(A), (C) for a return after removal.
    """
    order = facts.removal
    if order.has_order is UNKNOWN:
        words = "Orders of deportation or removal are not known yet."
        return (saying.unknown(TEST, words, _ORDER, ("removal.has_order",)),)
    if not order.has_order:
        words = "No order to leave. Being in removal proceedings is no bar."
        return (saying.met(TEST, words, _PROCEEDINGS),)
    words = (
        "An order to leave exists. It is not in the list of bars, and a grant holds it off; "
        "reopening, reinstatement and travel need a lawyer before anything is filed."
    )
    found = [saying.review(TEST, Code.REMOVAL_ORDER, words, _ORDER)]
    has_returned = _has_returned(facts)
    if has_returned is True:
        words = (
            "Came back after a removal: inadmissible under 212(a)(9), which Form I-601 can waive."
        )
        found.append(saying.review(TEST, Code.WAIVER_I601, words, _REENTRY))
    elif has_returned is UNKNOWN:
        found.append(_return_unknown(facts))
    return tuple(found)


def _has_returned(facts: Facts) -> Known:
    order = facts.removal
    if order.executed is not UNKNOWN:
        entries = [each for each in (facts.first_entry, facts.last_entry) if each is not UNKNOWN]
        return some(is_on_or_before(order.executed, entry) for entry in entries)
    # He is here to be screened, so a removal that was carried out was followed by a return.
    return order.is_executed is True


def _return_unknown(facts: Facts) -> Finding:
    """Say that only the month or year of an entry is known, which may be that of the removal."""
    entries = {"last_entry": facts.last_entry, "first_entry": facts.first_entry}
    removed = facts.removal.executed
    missing = [
        key
        for key, each in entries.items()
        if isinstance(each, DaySpan) and is_on_or_before(removed, each) is UNKNOWN
    ]
    words = (
        f"Removed {saying.told(removed)}; entered {saying.told(entries[missing[0]])}. The day of "
        "entry decides whether that was a return."
    )
    code = Code.ENTRY_DATE_UNKNOWN
    return saying.unknown(TEST, words, _REENTRY, tuple(missing), code=code)
