"""Words for what else is to be known of a hand-off that was taken in."""

from clinic_app.translation import ngettext
from clinic_app.workflows.stick import FileSeen


def besides_words(one: FileSeen) -> tuple[str, ...]:
    """Return it, a sentence each; nothing of a file that was taken in before."""
    found = []
    if one.new_codes:
        found.append(
            ngettext(
                "{count} client has another code here, and the old one still finds them",
                "{count} clients have other codes here, and the old ones still find them",
                one.new_codes,
            ).format(count=one.new_codes)
        )
    if one.forgotten:
        found.append(
            ngettext(
                "{count} client was deleted here for good and is left out",
                "{count} clients were deleted here for good and are left out",
                one.forgotten,
            ).format(count=one.forgotten)
        )
    if one.disputed:
        found.append(
            ngettext(
                "{count} pair of files is one person's by one laptop and two people's by the "
                "other: say which under Today, Registered twice?",
                "{count} pairs of files are one person's by one laptop and two people's by the "
                "other: say which under Today, Registered twice?",
                one.disputed,
            ).format(count=one.disputed)
        )
    return (*found, *_older(one.older_rules))


def _older(count: int) -> tuple[str, ...]:
    """Return that whom a day laptop screened by older rules is still to be screened by these."""
    words = ngettext(
        "{count} screening was made there by older rules: under Clinic, Rules, run every saved "
        "screening again",
        "{count} screenings were made there by older rules: under Clinic, Rules, run every saved "
        "screening again",
        count,
    )
    return (words.format(count=count),) if count else ()
