"""What was deleted for good, in words: on the screen before it is done, on paper after it."""

from collections.abc import Callable, Mapping

from clinic_app.records.retention import PurgeCause
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext

_BOOKKEEPING = frozenset({"clients_to_compare", "household_heads"})
"""Tables of whose rows nobody would say that they are records of a person."""


def count_of(rows: Mapping[str, int]) -> int:
    """Return how many records went, or would go.

    Args:
        rows: By table.
    """
    return sum(number for table, number in rows.items() if table not in _BOOKKEEPING)


def rows_words(rows: Mapping[str, int]) -> tuple[str, ...]:
    """Return how many records of each kind, a line each; kinds without a name of their own last."""
    named = _kinds()
    lines = [words(rows[table]) for table, words in named.items() if table in rows]
    known = named.keys() | _BOOKKEEPING
    others = sum(count for table, count in rows.items() if table not in known)
    if others:
        words = ngettext("{count} other record", "{count} other records", others)
        lines.append(words.format(count=others))
    return tuple(lines)


def cause_words(cause: PurgeCause) -> str:
    """Return why people were taken out for good."""
    return {
        PurgeCause.ASKED: _("The person asked to be forgotten."),
        PurgeCause.DUE: _("The time for which this clinic keeps records was over."),
        PurgeCause.RESTORED: _("Deleted before, and back with an older backup."),
    }[cause]


def _kinds() -> dict[str, Callable[[int], str]]:
    return {
        "clients": lambda count: ngettext(
            "{count} file: name, birth date, telephone, next date and all else in it",
            "{count} files: names, birth dates, telephones, next dates and all else in them",
            count,
        ).format(count=count),
        "screenings": lambda count: ngettext(
            "{count} screening, with its answers and findings",
            "{count} screenings, with their answers and findings",
            count,
        ).format(count=count),
        "rescreenings": lambda count: ngettext(
            "{count} result under later rules", "{count} results under later rules", count
        ).format(count=count),
        "decisions": lambda count: ngettext(
            "{count} decision with its note", "{count} decisions with their notes", count
        ).format(count=count),
        "services": lambda count: ngettext("{count} service", "{count} services", count).format(
            count=count
        ),
        "shown_papers": lambda count: ngettext(
            "{count} paper that was shown", "{count} papers that were shown", count
        ).format(count=count),
        "client_pairs": lambda count: ngettext(
            "{count} comparison with another file",
            "{count} comparisons with other files",
            count,
        ).format(count=count),
        "legal_holds": lambda count: ngettext(
            "{count} lifted hold", "{count} lifted holds", count
        ).format(count=count),
    }
