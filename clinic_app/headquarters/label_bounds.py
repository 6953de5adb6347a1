"""Between which two numbers lies how many of a clinic's people are under a label, at one close.

Of those helped, and of heads, a number that is shown is at least how many there are: nobody
leaves them but by a correction. People who were only screened leave once they are helped, and
what was shown of them can be too high; at least so many are left as cannot have been helped since.
At most so many are under a label as are not under another for certain.

Of whom a client file does not say something yet, the next visit may tell it: whoever is helped
before being screened has no country until then. So of people nobody is unknown for certain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clinic_app.bundles.payload import ToldClose
from clinic_app.tallies.breakdowns import HEADLINE_OF, UNKNOWN, Stream, Table
from clinic_app.tallies.counting import PEOPLE
from clinic_app.tallies.disclosure import Place
from clinic_app.tallies.linked import Both, least_screened
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import ReleasedTable


@dataclass(frozen=True, slots=True)
class LabelBounds:
    """One table of one stream at one close.

    Attributes:
        least: At least so many are under each label that is shown.
        spare: Of so many no label is certain; below zero only where corrections wait.
    """

    least: Mapping[str, int] = field(default_factory=dict)
    spare: int = 0

    def least_of(self, label: str) -> int:
        """Return at least how many are under *label*."""
        return self.least.get(label, 0)

    def most_of(self, label: str) -> int:
        """Return at most how many are under *label*."""
        return self.least_of(label) + max(0, self.spare)


@dataclass(frozen=True, slots=True)
class ClinicLabels:
    """What one close of a clinic says by label.

    Attributes:
        sizes: Of each stream, exactly, or at least.
        tables: Of each place; empty for a close of the first program, which had none.
        is_stale: Whether months after it, up to the one that was asked about or the clinic's last
            one, were not reported.
        most_sizes: Of each stream at most, in that month; empty where *sizes* says all.
    """

    sizes: Mapping[Stream, int] = field(default_factory=dict)
    tables: Mapping[Place, LabelBounds] = field(default_factory=dict)
    is_stale: bool = False
    most_sizes: Mapping[Stream, int] = field(default_factory=dict)

    def size(self, stream: Stream) -> int:
        """Return how many are in *stream*, or at least how many."""
        return self.sizes.get(stream, 0)

    def most_size(self, stream: Stream) -> int:
        """Return how many are in *stream*, or at most how many."""
        return self.most_sizes.get(stream, self.size(stream))

    @property
    def people(self) -> int:
        """How many people are in the streams that count people."""
        return sum(map(self.size, PEOPLE.values()))

    def bounds(self, stream: Stream, table: Table) -> LabelBounds:
        """Return what is certain of one table; where nothing is shown, nothing is."""
        return self.tables.get((stream, table)) or LabelBounds({}, self.most_size(stream))

    def moved_on(self, sizes: Mapping[Stream, int], *, is_exact: bool) -> "ClinicLabels":
        """Return what this says of a later month whose own close did not come.

        Args:
            sizes: Of each stream at the end of that month; else of one after it.
            is_exact: Whether it is that month. If not, fewer may have been in a stream, and of
                those screened some may have been helped by then.
        """
        people = sum(map(sizes.__getitem__, PEOPLE.values()))
        most = sizes if is_exact else {**sizes, Stream.SCREENED: people}
        least = {stream: min(self.size(stream), size) for stream, size in sizes.items()}
        return ClinicLabels(
            sizes if is_exact else {**least, Stream.SCREENED: 0},
            {place: _bounds(most[place[0]], bounds.least) for place, bounds in self.tables.items()},
            is_stale=True,
            most_sizes=most,
        )


def clinic_labels(told: ToldClose, until: Month | None = None) -> ClinicLabels:
    """Return what a close says by label, in the light of those before it.

    Args:
        told: The newest close up to *until*.
        until: The month that is asked about; None for that of the close.
    """
    close = told.close
    sizes = {stream: close.headlines[of].total for stream, of in HEADLINE_OF.items()}
    tables = {
        (stream, table): _bounds(sizes[stream], _least(told, stream, table, released))
        for stream, released_stream in close.streams.items()
        for table, released in released_stream.tables.items()
    }
    return ClinicLabels(sizes, tables, is_stale=until is not None and close.month < until)


def _bounds(size: int, least: Mapping[str, int]) -> LabelBounds:
    return LabelBounds(least, size - sum(least.values()))


def _least(
    told: ToldClose, stream: Stream, table: Table, released: ReleasedTable
) -> Mapping[str, int]:
    shown = released.shown
    if stream is Stream.SCREENED and shown:
        least = least_screened([_both_known(one) for one in told.people[table]])
    else:
        over = min(0, released.not_yet_shown)  # a mistake in bulk that waits to be taken back
        least = {label: max(0, number + over) for label, number in shown.items()}
    if stream in PEOPLE.values() and UNKNOWN in shown:
        least[UNKNOWN] = 0
    return least


def _both_known(both: Both) -> Both:
    """Return what a close says of people whose label is known, who alone keep it."""
    if UNKNOWN not in both.helped_shown and UNKNOWN not in both.screened_shown:
        return both
    return replace(
        both,
        helped_shown=_known(both.helped_shown),
        screened_shown=_known(both.screened_shown),
    )


def _known(shown: Mapping[str, int]) -> dict[str, int]:
    return {label: number for label, number in shown.items() if label != UNKNOWN}
