"""The part of a report's page that says how many are under each label: at least, and at most."""

from collections.abc import Iterator
from html import escape

from clinic_app.bundles.label_words import label_words, stream_words, table_words
from clinic_app.headquarters.breakdown import Breakdown
from clinic_app.translation import gettext as _


def labels_html(breakdowns: tuple[Breakdown, ...]) -> Iterator[str]:
    """Yield a table for each breakdown in which anything is shown; nothing where none is."""
    shown = [one for one in breakdowns if one.labels]
    if not shown:
        return
    yield f"<h2>{escape(_('By label, since each clinic began'))}</h2>"
    explained = _(
        "Nobody is counted under a label until a crowd at a clinic shares it. A label has at "
        "least the number shown, and at most that and everybody who is not yet shown."
    )
    yield f"<p>{escape(explained)}</p>"
    for one in shown:
        yield from _table(one)


def _table(one: Breakdown) -> Iterator[str]:
    title = _("{stream}, {table}").format(
        stream=stream_words()[one.stream], table=table_words()[one.table]
    )
    yield f"<h3>{escape(title)}</h3><table><tr>"
    yield f"<th>{escape(_('Label'))}</th>"
    for words in (_("At least"), _("At most")):
        yield f'<th class="number">{escape(words)}</th>'
    yield "</tr>"
    for label in one.labels:
        yield _row(label_words(one.table, label.label), label.least, label.most)
    yield _row(_("not yet shown"), one.not_yet_shown, one.not_yet_shown)
    yield _row(_("everybody"), one.total, one.total)
    yield "</table>"


def _row(words: str, *numbers: int) -> str:
    cells = "".join(
        f'<td class="number"><data value="{number}">{number:,}</data></td>' for number in numbers
    )
    return f"<tr><td>{escape(words)}</td>{cells}</tr>"
