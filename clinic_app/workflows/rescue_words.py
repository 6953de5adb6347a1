"""What was saved of damaged records, and what was not."""

from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.vault.orphans import Lost
from clinic_app.vault.rescue import Rescued


def rescued_words(rescued: Rescued) -> str:
    """Return where the saved records lie, how many, and each stretch that is lost."""
    saved = ngettext(
        "{count} row was saved to “{folder}”. Lock, open those records with “Other records…”, "
        "and compare them with the newest whole backup.",
        "{count} rows were saved to “{folder}”. Lock, open those records with “Other records…”, "
        "and compare them with the newest whole backup.",
        rescued.rows,
    ).format(count=rescued.rows, folder=rescued.folder)
    if not rescued.lost:
        return saved + "\n" + _("Nothing was lost.")
    return "\n".join((saved, _("Could not be read:"), *map(lost_words, rescued.lost)))


def lost_words(lost: Lost) -> str:
    """Return which rows of which table are lost; it says nothing of what stood in them."""
    if lost.first:
        return _("{table}: the rows {first} to {last}, {count} at most").format(
            table=lost.table, first=lost.first, last=lost.last, count=lost.count
        )
    if lost.count:
        return _("{table}: {count}, because what they belong to is lost").format(
            table=lost.table, count=lost.count
        )
    return _("{table}: some rows; nobody knows how many").format(table=lost.table)
