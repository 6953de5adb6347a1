"""What is kept of people who are purged: only what a later close must still count, in sums."""

from collections import Counter
from datetime import date

from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table
from clinic_app.tallies.case_facts import Countable, PurgedCounts
from clinic_app.tallies.counting import PEOPLE, moves_of
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

_Headlines = Counter[tuple[Month, HeadlineCount]]
_Labels = Counter[tuple[Month, Stream, Table, str]]


def purged_counts(before: Countable, after: Countable) -> PurgedCounts:
    """Return the sums by which every close counts as before, once only *after* is left.

    They are what is missing, and not the sums of those who go: so they are right however
    people come to be counted.

    Args:
        before: All that counts while everybody is there, with the sums of earlier purges.
        after: All that counts when those who are purged are gone.
    """
    headlines, labels = Counter(before.purged.headlines), Counter(before.purged.labels)
    for found, by in ((before, 1), (after, -1)):
        _add(found, by, headlines, labels)
    return PurgedCounts(
        {place: by for place, by in headlines.items() if by},
        {place: by for place, by in labels.items() if by},
    )


def _add(countable: Countable, sign: int, headlines: _Headlines, labels: _Labels) -> None:
    """Add what counts *sign* times; events and representatives are nobody's, and stay."""
    for place, headline, by, people in moves_of(countable.cases, _month_of):
        month = Month.at(place)
        headlines[month, headline] += sign * by * len(people)
        if headline in PEOPLE:
            stream = PEOPLE[headline]
            for table in TABLES_OF[stream]:
                for traits in people:
                    labels[month, stream, table, traits.label(table)] += sign * by
    for happening in countable.happenings:
        headlines[Month.of(happening.day), happening.headline] += sign * happening.times


def _month_of(day: date) -> int:
    return Month.of(day).index
