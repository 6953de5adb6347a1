"""What a sweep came to and whom to call for what, in words for screen and paper."""

from clinic_app.screening.outcome import Headline
from clinic_app.screening.outcome_change import OutcomeChange
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.workflows.sweep import Call, Swept


def swept_words(swept: Swept) -> str:
    """Return the summary of one run, such as "3 clients change: 2 need a lawyer, ..."."""
    if not swept.clients:
        return _("Every saved screening was run again; nothing changes for anybody.")
    parts = [_to_headline(headline, swept.headlines.get(headline, 0)) for headline in Headline]
    parts += [_other(change, swept.others.get(change, 0)) for change in OutcomeChange]
    return ngettext(
        "{count} client changes: {what}.", "{count} clients change: {what}.", swept.clients
    ).format(count=swept.clients, what=", ".join(part for part in parts if part))


def call_words(call: Call) -> str:
    """Return what to tell somebody about the result: what it was, and what it is."""
    match call.change:
        case OutcomeChange.HEADLINE:
            return _("{now} (told: {told})").format(
                now=_headline(call.now), told=_headline(call.told)
            )
        case OutcomeChange.ROUTE:
            return _("{now}, by another way").format(now=_headline(call.now))
        case OutcomeChange.DEADLINE:
            return _("{now}, with another last day").format(now=_headline(call.now))
        case OutcomeChange.FINDINGS:
            return _("{now}, for other reasons").format(now=_headline(call.now))


def _to_headline(headline: Headline, count: int) -> str:
    if not count:
        return ""
    match headline:
        case Headline.LIKELY_ELIGIBLE:
            words = ngettext(
                "{count} has nothing against it now", "{count} have nothing against them now", count
            )
        case Headline.LIKELY_NOT_ELIGIBLE:
            words = ngettext(
                "{count} does not meet a test now", "{count} do not meet a test now", count
            )
        case Headline.NEEDS_ATTORNEY_REVIEW:
            words = ngettext("{count} needs a lawyer", "{count} need a lawyer", count)
        case Headline.INFORMATION_MISSING:
            words = ngettext("{count} needs more answers", "{count} need more answers", count)
    return words.format(count=count)


def _other(change: OutcomeChange, count: int) -> str:
    if not count:
        return ""
    match change:
        case OutcomeChange.DEADLINE:
            words = ngettext("{count} deadline moved", "{count} deadlines moved", count)
        case OutcomeChange.ROUTE:
            words = ngettext("{count} files by another way", "{count} file by another way", count)
        case _:
            words = ngettext(
                "{count} stays for other reasons", "{count} stay for other reasons", count
            )
    return words.format(count=count)


def _headline(headline: Headline) -> str:
    match headline:
        case Headline.LIKELY_ELIGIBLE:
            return _("nothing found against")
        case Headline.LIKELY_NOT_ELIGIBLE:
            return _("a test is not met")
        case Headline.NEEDS_ATTORNEY_REVIEW:
            return _("needs a lawyer")
        case Headline.INFORMATION_MISSING:
            return _("answers are missing")
