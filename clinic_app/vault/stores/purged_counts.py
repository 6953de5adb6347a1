"""The sums that stand for everybody who is gone."""

from sqlalchemy import Connection, select

from clinic_app.tallies.breakdowns import Stream, Table
from clinic_app.tallies.case_facts import PurgedCounts
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.vault.retention_tables import PURGED_COUNTS, PURGED_LABELS


def read(connection: Connection) -> PurgedCounts:
    """Return what still counts of people who were purged."""
    counted, labelled = PURGED_COUNTS.c, PURGED_LABELS.c
    headlines = connection.execute(select(counted.month, counted.headline, counted.moved_by))
    labels = connection.execute(
        select(
            labelled.month,
            labelled.stream,
            labelled.broken_down_by,
            labelled.label,
            labelled.moved_by,
        )
    )
    return PurgedCounts(
        {(Month.from_label(at), HeadlineCount(headline)): by for at, headline, by in headlines},
        {
            (Month.from_label(at), Stream(stream), Table(table), label): by
            for at, stream, table, label, by in labels
        },
    )


def write(connection: Connection, purged: PurgedCounts) -> None:
    """Keep these sums instead of those before."""
    headlines = [
        {"month": month.label, "headline": headline.value, "moved_by": by}
        for (month, headline), by in purged.headlines.items()
    ]
    labels = [
        {
            "month": month.label,
            "stream": stream.value,
            "broken_down_by": table.value,
            "label": label,
            "moved_by": by,
        }
        for (month, stream, table, label), by in purged.labels.items()
    ]
    for table, rows in ((PURGED_COUNTS, headlines), (PURGED_LABELS, labels)):
        connection.execute(table.delete())
        if rows:
            connection.execute(table.insert(), rows)
