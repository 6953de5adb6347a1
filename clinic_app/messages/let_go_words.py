"""Words for what a day laptop let go of or still keeps, on the command line and in the window."""

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


def staying_words(open_counts: int, let_go: int) -> tuple[str, ...]:
    """Return what stays at a day laptop that hands over, and whom it let go of; each if any."""
    found = [let_go_words(let_go)] if let_go else []
    if open_counts:
        words = ngettext(
            "{count} KYR count is still open: make it final under KYR, then hand over.",
            "{count} KYR counts are still open: make them final under KYR, then hand over.",
            open_counts,
        )
        found.insert(0, words.format(count=open_counts))
    return tuple(found)
