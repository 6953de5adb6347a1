"""What is kept of people who are purged: only what a later close must still count, in sums."""

from collections import Counter

from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table
from clinic_app.tallies.case_facts import Countable, PurgedCounts
from clinic_app.tallies.counting import PEOPLE, changes_of_case
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month


def purged_counts(countable: Countable) -> PurgedCounts:
    """Return the sums of people about to be purged, by which every close counts as before.

    Args:
        countable: Of exactly these people. Events and representatives in it are left out: they
            are nobody's, and stay where they are.
    """
    headlines: Counter[tuple[Month, HeadlineCount]] = Counter()
    labels: Counter[tuple[Month, Stream, Table, str]] = Counter()
    for case in countable.cases:
        for headline, day, by in changes_of_case(case):
            month = Month.of(day)
            headlines[month, headline] += by
            if headline in PEOPLE:
                stream = PEOPLE[headline]
                for table in TABLES_OF[stream]:
                    labels[month, stream, table, case.traits.label(table)] += by
    for happening in countable.happenings:
        headlines[Month.of(happening.day), happening.headline] += happening.times
    return PurgedCounts(
        {place: by for place, by in headlines.items() if by},
        {place: by for place, by in labels.items() if by},
    )
