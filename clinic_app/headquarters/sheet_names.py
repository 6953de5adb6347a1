"""What the sheets of a workbook are called: 31 characters that tell them apart."""

from collections.abc import Iterable, Iterator
from itertools import product

from clinic_app.bundles.label_words import stream_words, table_words
from clinic_app.headquarters.document import Table
from clinic_app.tallies import breakdowns
from clinic_app.tallies.breakdowns import Stream
from clinic_app.translation import gettext as _

_MOST = 31
"""Excel takes no more characters as a sheet's name."""

_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def sheet_names(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the name of each table's sheet; the number before it makes it the only one."""
    short = dict(_short_titles())
    for place, table in enumerate(tables, start=1):
        words = short.get(table.title, table.title).translate(_NOT_IN_A_NAME)
        yield _cut(f"{place} {' '.join(words.split())}")


def _cut(name: str) -> str:
    """Return as many whole words as a name may have, or half of one that is alone too long."""
    if _first(name, _MOST) == name:
        return name
    whole, _space, _rest = _first(name, _MOST + 1).rpartition(" ")
    return whole if " " in whole else _first(name, _MOST).strip()


def _first(name: str, count: int) -> str:
    """Return the first characters as Excel counts them: two for one beyond the 65,536 of old."""
    return name.encode("utf-16-le")[: 2 * count].decode("utf-16-le", "ignore")


def _short_titles() -> Iterator[tuple[str, str]]:
    """Yield each title that is too long, and what stands on the sheet's tab for it."""
    yield _("Worth a look before these numbers are used"), _("Worth a look")
    for stream, table in product(Stream, breakdowns.Table):
        whole = {"stream": stream_words()[stream], "table": table_words()[table]}
        brief = {"stream": _streams()[stream], "table": table_words()[table]}
        yield (
            _("By label, in the period: {stream}, {table}").format(**whole),
            _("Period {stream} {table}").format(**brief),
        )
        yield (
            _("By label, since each clinic began: {stream}, {table}").format(**whole),
            _("To date {stream} {table}").format(**brief),
        )


def _streams() -> dict[Stream, str]:
    """Return who each stream counts, in a word."""
    return {
        Stream.HELPED: _("helped"),
        Stream.SCREENED: _("screened"),
        Stream.KYR: _("KYR"),
        Stream.TRAINED: _("trained"),
    }
