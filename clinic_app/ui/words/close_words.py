"""The conditions of a close, each with its own way to put it right, and what came back."""

from collections.abc import Callable, Mapping

from clinic_app.screening.outcome import Status
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.close_view import ConditionRow
from clinic_app.workflows.closing import Condition, ConditionKind
from clinic_app.workflows.receipts import Learnt

Fixes = Mapping[ConditionKind, Callable[[], None]]
"""Leads to where a condition is put right."""


def condition_row(condition: Condition, fixes: Fixes) -> ConditionRow:
    """Return one condition as a line of the list."""
    status = Status.NEEDS_REVIEW
    if condition.is_met:
        status = Status.MET
    elif condition.is_blocking:
        status = Status.NOT_MET
    return ConditionRow(
        words=_words(condition.kind),
        detail="" if condition.is_met else _detail(condition.kind, condition.count),
        status=status,
        fix=None if condition.is_met else fixes.get(condition.kind),
    )


def code_taken(learnt: tuple[Learnt, ...]) -> str:
    """Say what a code that headquarters read over the phone has changed."""
    if not learnt:
        return _("The code is right, and says what was known already.")
    words = ngettext(
        "The code is right: what headquarters says of {count} month stands in the list.",
        "The code is right: what headquarters says of {count} months stands in the list.",
        len(learnt),
    )
    return words.format(count=len(learnt))


def _words(kind: ConditionKind) -> str:
    return {
        ConditionKind.DRAFTS_OPEN: _("Every screening is finished"),
        ConditionKind.UNDECIDED: _("Every screening is decided by a representative"),
        ConditionKind.EVENTS_OPEN: _("Every Know Your Rights count is final"),
        ConditionKind.POSSIBLE_DUPLICATES: _("Nobody is registered twice"),
        ConditionKind.CLIENTS_OUT: _("Nobody is handed out to a day laptop"),
        ConditionKind.LAPTOPS_SILENT: _("Every day laptop has handed over since the month ended"),
        ConditionKind.EARLIER_MONTH: _("Every earlier month is closed"),
        ConditionKind.NO_HEADQUARTERS: _("Headquarters has enrolled this clinic"),
    }[kind]


def _detail(kind: ConditionKind, count: int) -> str:
    match kind:
        case ConditionKind.DRAFTS_OPEN:
            words = ngettext("{count} draft is open", "{count} drafts are open", count)
        case ConditionKind.UNDECIDED:
            words = ngettext("{count} waits", "{count} wait", count)
        case ConditionKind.EVENTS_OPEN:
            words = ngettext("{count} count is open", "{count} counts are open", count)
        case ConditionKind.POSSIBLE_DUPLICATES:
            words = ngettext(
                "{count} possible duplicate has no answer yet",
                "{count} possible duplicates have no answer yet",
                count,
            )
        case ConditionKind.CLIENTS_OUT | ConditionKind.LAPTOPS_SILENT:
            words = _away(kind, count)
        case ConditionKind.EARLIER_MONTH:
            words = ngettext(
                "{count} earlier month is open", "{count} earlier months are open", count
            )
        case ConditionKind.NO_HEADQUARTERS:
            words = _("The month can be closed; it cannot be sent yet.")
    return words.format(count=count)


def _away(kind: ConditionKind, count: int) -> str:
    if kind is ConditionKind.CLIENTS_OUT:
        return ngettext(
            "{count} client is on a day laptop: what is done there counts once it is back",
            "{count} clients are on day laptops: what is done there counts once they are back",
            count,
        )
    return ngettext(
        "{count} day laptop may still have some of this month, which counts once it is handed over",
        "{count} day laptops may still have some of this month, which counts once it is handed "
        "over",
        count,
    )
