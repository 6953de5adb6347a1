"""What keeps a client's records, what goes with them and what stays, in words."""

from collections.abc import Mapping

from clinic_app.records.retention import Hold, Purge
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.keeping_view import KeepingView
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.today_words import who_words
from clinic_app.workflows.forgetting import Forgetting
from clinic_app.workflows.laptop_errors import ForgetAtMainError, HandedOverError
from clinic_app.workflows.purge_words import count_of, rows_words


def keeping_view(
    found: Forgetting, worker_names: Mapping[str, str], *, may_act: bool
) -> KeepingView:
    """Return what is drawn of *found*.

    Args:
        found: About one client.
        worker_names: By id.
        may_act: Whether the worker at the keyboard sets holds and forgets.
    """
    standing = found.standing_hold
    lifted = (hold for hold in found.holds if hold.lifted is not None)
    return KeepingView(
        client_id=found.client.id,
        who=who_words(found.client),
        hold=_hold_words(standing, worker_names)
        if standing is not None
        else _("No legal hold stands."),
        earlier=tuple(_earlier_words(hold, worker_names) for hold in lifted),
        goes=_goes(found.rows),
        stays=_stays(found),
        is_held=standing is not None,
        may_act=may_act,
        hold_elsewhere=_hold_elsewhere(found),
        forget_elsewhere=_forget_elsewhere(found),
    )


def forgotten_words(purge: Purge) -> str:
    """Return what was done, and whether anything of it is still due."""
    count = count_of(purge.rows)
    done = ngettext(
        "{count} record was deleted for good.",
        "{count} records were deleted for good, and nothing brings them back.",
        count,
    ).format(count=count)
    if purge.is_wiped:
        return _("{done} The file was written anew without them.").format(done=done)
    return _(
        "{done} The file could not be written anew just now (is the disk full?): it is done by "
        "itself the next time the records are unlocked. Lock and unlock once there is room."
    ).format(done=done)


def _hold_elsewhere(found: Forgetting) -> str:
    if not found.elsewhere:
        return ""
    return _("The laptop “{laptop}” holds this file: a hold is set and lifted there.").format(
        laptop=found.elsewhere
    )


def _forget_elsewhere(found: Forgetting) -> str:
    match found.refused:
        case ForgetAtMainError(main=main):
            return _(
                "Forgotten on the main laptop, “{main}”, and here afterwards: until it has taken "
                "everything in, what this client counted would be lost. Hand over, and take back "
                "its word."
            ).format(main=main)
        case HandedOverError(laptop=laptop):
            return _(
                "The laptop “{laptop}” holds this file: let it hand over, and take that in here."
            ).format(laptop=laptop)
        case _:
            return ""


def _hold_words(hold: Hold, worker_names: Mapping[str, str]) -> str:
    words = (
        _("A legal hold stands since {day}, set by {worker}. Why: {reason}")
        if not hold.is_sealed
        else _("A legal hold stands since {day}, set by {worker}.")
    )
    return words.format(
        day=day_words(hold.stamp.day),
        worker=worker_names.get(hold.stamp.worker_id, "?"),
        reason=hold.reason,
    )


def _earlier_words(hold: Hold, worker_names: Mapping[str, str]) -> str:
    lifted = hold.lifted
    if lifted is None:
        return ""
    words = _("Held {first} to {last} ({reason}), lifted by {worker} ({why})")
    if hold.is_sealed:
        words = _("Held {first} to {last}, lifted by {worker}")
    return words.format(
        first=day_words(hold.stamp.day),
        last=day_words(lifted.stamp.day),
        reason=hold.reason,
        worker=worker_names.get(lifted.stamp.worker_id, "?"),
        why=lifted.reason,
    )


def _goes(rows: Mapping[str, int]) -> tuple[str, ...]:
    return (
        *rows_words(rows),
        _("the name in the search, and whatever anybody here has half-typed about this person"),
    )


def _stays(found: Forgetting) -> tuple[str, ...]:
    lines = [
        _("what counts in the monthly numbers: sums by month that are nobody's"),
        _("who did what, when, in the log: with a random number instead of the person"),
        _("notes in other people's files that speak of this person: look there first"),
        _("what is on paper, on sticks and on other laptops"),
    ]
    if found.housemates:
        words = ngettext(
            "{count} other of the household, with their own file",
            "{count} others of the household, with their own files",
            found.housemates,
        )
        lines.insert(0, words.format(count=found.housemates))
    if found.backups:
        words = ngettext(
            "{count} backup in {folder} that still holds this person: it can be destroyed "
            "afterwards",
            "{count} backups in {folder} that still hold this person: they can be destroyed "
            "afterwards",
            len(found.backups),
        )
        folder = found.backups[0].folder.parent
        lines.append(words.format(count=len(found.backups), folder=folder))
    return tuple(lines)
