"""The tables of a report that say how many are under which label, and what they rest on."""

from collections.abc import Iterable

from clinic_app.bundles.label_words import label_words, stream_words, table_words
from clinic_app.headquarters.breakdown import Breakdown, LabelRange
from clinic_app.headquarters.document import Row, Table
from clinic_app.headquarters.period_labels import PeriodLabels
from clinic_app.headquarters.totals import Report
from clinic_app.tallies import breakdowns
from clinic_app.tallies.breakdowns import Stream
from clinic_app.tallies.counting import PEOPLE
from clinic_app.translation import gettext as _


def by_label(report: Report) -> tuple[Table, ...]:
    """Return a table for each breakdown in which anything is shown."""
    return (
        *(_period_table(one) for one in report.period_labels if one.labels),
        *(_label_table(one) for one in report.breakdowns if one.labels),
    )


def rest_row(one: Breakdown) -> Row:
    """Return of how many no label is certain; where a clinic is silent nobody knows."""
    is_unsure = one.stream is Stream.SCREENED or _is_learnt_later(one)
    words = _("under no label for certain") if is_unsure else _("not yet shown")
    spare = None if one.is_silent else one.spare
    return Row((words, spare, spare))


def corrections_words() -> str:
    """Return what no number by label can know."""
    return _(
        "Corrections are aside: whoever is taken back leaves the number of a label too high, until "
        "a crowd of corrections lowers it."
    )


def unknown_words(of: Breakdown | PeriodLabels) -> tuple[str, ...]:
    """Return why nobody is unknown for certain, where people are shown as that."""
    if not _is_learnt_later(of):
        return ()
    words = _(
        "Somebody who is shown as not known may have told more on a later visit: so at least 0 "
        "are, and each may be under any label."
    )
    return (words,)


def _is_learnt_later(of: Breakdown | PeriodLabels) -> bool:
    is_of_people = of.stream in PEOPLE.values()
    return is_of_people and any(one.label == breakdowns.UNKNOWN for one in of.labels)


def _silent_words() -> str:
    return _("A clinic did not report the last month, so nobody knows the most.")


def _period_table(one: PeriodLabels) -> Table:
    reach = (
        _(
            "Whoever is helped leaves this table, so a number below zero says that more may have "
            "left a label than came to it. Of nobody who was helped is it known which label "
            "they left, and nobody is shown before a crowd is: that is why the two numbers lie "
            "apart."
        )
        if one.stream is Stream.SCREENED
        else _(
            "Somebody who was not yet shown before the period, and is now, may have come before "
            "it or in it: that is why the two numbers lie apart."
        )
    )
    unsure = _(
        "Months of a clinic from before the period did not come, nor did its first one in it: "
        "what they hold may be from before it."
    )
    added = _("What the months added, by what is known of each at the end of the last one.")
    told = (added, reach, *unknown_words(one), corrections_words())
    return _table(
        title=_("By label, in the period: {stream}, {table}"),
        of=one,
        rows=(*_rows(one.table, one.labels), everybody_row(one)),
        explained=" ".join((*told, unsure) if one.total != one.most else told),
    )


def _label_table(one: Breakdown) -> Table:
    reach = (
        _(
            "Whoever is helped leaves this table. A label has at least so many as were shown and "
            "cannot all have left since, and at most everybody who is not under another for "
            "certain."
        )
        if one.stream is Stream.SCREENED
        else _(
            "A label has at least the number shown, and at most that and everybody who is not yet "
            "shown."
        )
    )
    crowd = _("Nobody is counted under a label until a crowd at a clinic shares it.")
    return _table(
        title=_("By label, since each clinic began: {stream}, {table}"),
        of=one,
        rows=(*_rows(one.table, one.labels), rest_row(one), everybody_row(one)),
        explained=" ".join((crowd, reach, *unknown_words(one), corrections_words())),
    )


def _table(
    title: str, of: Breakdown | PeriodLabels, rows: tuple[Row, ...], explained: str
) -> Table:
    words = {"stream": stream_words()[of.stream], "table": table_words()[of.table]}
    return Table(
        title=title.format(**words),
        columns=(_("Label"), _("At least"), _("At most")),
        words=1,
        rows=rows,
        explained=f"{explained} {_silent_words()}" if of.is_silent else explained,
        has_bounds=True,
    )


def _rows(table: breakdowns.Table, labels: Iterable[LabelRange]) -> tuple[Row, ...]:
    return tuple(Row((label_words(table, one.label), one.least, one.most)) for one in labels)


def everybody_row(of: Breakdown | PeriodLabels) -> Row:
    """Return how many are in the stream; at least so many where a clinic is silent."""
    if not of.is_silent:
        return Row((_("everybody"), of.total, of.most))
    return Row((_("everybody"), None if of.stream is Stream.SCREENED else of.total, None))
