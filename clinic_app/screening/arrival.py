"""When somebody first came, as far as the entries that were told say."""

from datetime import date

from clinic_app.interview import day_span
from clinic_app.interview.answers import UNKNOWN
from clinic_app.interview.day_span import Known
from clinic_app.screening import saying
from clinic_app.screening.facts import Facts


def came_by(since: date, facts: Facts) -> Known:
    """Whether the first entry was on *since* or before.

    Where it is not known, or only its month or year, a last entry by then tells as much: the
    first was no later.
    """
    entered, again = facts.first_entry, facts.last_entry
    came = day_span.is_on_or_before(entered, since)
    if came is not UNKNOWN or day_span.is_after(entered, again) is True:
        return came
    return True if day_span.is_on_or_before(again, since) is True else UNKNOWN


def first_entry_words(facts: Facts) -> str:
    """Say when the first entry was: ``First entry in June 2024``."""
    return f"First entry {saying.told(facts.first_entry)}"
