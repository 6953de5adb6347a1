"""Words for what a day laptop let go of or still keeps, on the command line and in the window."""

from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext


def let_go_words(count: int) -> str:
    """Return why so many clients cannot be changed at a day laptop, and what to do."""
    return ngettext(
        "{count} client can only be read here since this laptop answered anew: hand over, and let "
        "the main laptop hand them out again.",
        "{count} clients can only be read here since this laptop answered anew: hand over, and let "
        "the main laptop hand them out again.",
        count,
    ).format(count=count)


def staying_words(open_counts: int, let_go: int = 0, on_its_way: int = 0) -> tuple[str, ...]:
    """Return what a day laptop still keeps, each if there is any, and what to do about it.

    Args:
        open_counts: How many KYR counts are not final.
        let_go: How many clients it let go of.
        on_its_way: How many files it made for the main laptop, whose word did not come back. A
            lock may have come before they were written, so the stick may be empty.
    """
    open_words = ngettext(
        "{count} KYR count is still open: make it final under KYR, then hand over.",
        "{count} KYR counts are still open: make them final under KYR, then hand over.",
        open_counts,
    ).format(count=open_counts)
    way_words = ngettext(
        "No word came back yet for {count} file: where it is not on the stick, hand over writes "
        "it again.",
        "No word came back yet for {count} files: where they are not on the stick, hand over "
        "writes them again.",
        on_its_way,
    ).format(count=on_its_way)
    found = ((open_counts, open_words), (let_go, let_go_words(let_go)), (on_its_way, way_words))
    return tuple(words for count, words in found if count)


def taken_back_words(count: int) -> str:
    """Return what became of the clients of a lost laptop."""
    return ngettext(
        "{count} client is taken back and can be changed here again.",
        "{count} clients are taken back and can be changed here again.",
        count,
    ).format(count=count)


def representative_words() -> str:
    """Return who is asked where a worker's passphrase does not open what a hand-off needs."""
    return _("A representative or coordinator hands over and takes in: lock, and let them.")


def coordinator_words() -> str:
    """Return who is asked where a laptop works alone and its worker may not change that."""
    return _("A coordinator makes laptops known to each other: lock, and let them.")
