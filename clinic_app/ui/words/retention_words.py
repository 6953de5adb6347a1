"""How long records are kept, who is due and what keeps others, in words."""

from clinic_app.records.retention import BackupPlace, KeptBy, Purge
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.widgets.day_field import day_words, moment_words
from clinic_app.ui.words.today_words import who_words
from clinic_app.vault.backups import Backup
from clinic_app.workflows.purge_words import cause_words
from clinic_app.workflows.retention import MOST_SHOWN, Outlook, SilentClient


def due_words(outlook: Outlook) -> str:
    """Return how many are due, and how many stay although their time is over."""
    if outlook.days is None:
        return _("Records are kept for ever: nobody is ever due.")
    if not outlook.due and not outlook.kept:
        return _("Nobody is due.")
    due = ngettext("{count} person is due.", "{count} people are due.", outlook.due).format(
        count=outlook.due
    )
    over = sum(outlook.kept.values())
    parts = [due]
    if over:
        words = ngettext(
            "{count} other stays, for what the list says.",
            "{count} others stay, for what the list says.",
            over,
        )
        parts.append(words.format(count=over))
    if outlook.due + over > MOST_SHOWN:
        parts.append(_("The first {count} are listed.").format(count=MOST_SHOWN))
    return " ".join(parts)


def name_words(one: SilentClient) -> str:
    """Return who it is."""
    return who_words(one.client)


def last_day_words(one: SilentClient) -> str:
    """Return when something was last done for them."""
    return day_words(one.silent.last_day)


def state_words(one: SilentClient) -> str:
    """Return whether they are due, or what keeps them."""
    reason = one.silent.kept_by
    return _("due") if reason is None else kept_words(reason)


def kept_words(reason: KeptBy) -> str:
    """Return what keeps somebody, and what would end it."""
    match reason:
        case KeptBy.HOLD:
            return _("stays: a legal hold; lift it in the file")
        case KeptBy.DRAFT:
            return _("stays: a screening is half done; finish or withdraw it")
        case KeptBy.UNDECIDED:
            return _("stays: a screening waits for a decision")
        case KeptBy.NEXT_DATE:
            return _("stays: a next date is agreed; take it off in the file")
        case KeptBy.OPEN_MONTH:
            return _("stays: the month of the last visit is not closed")
        case KeptBy.ELSEWHERE:
            return _("stays: another laptop of the clinic holds the file")


def purge_day_words(purge: Purge) -> str:
    """Return when it was."""
    return day_words(purge.stamp.day)


def purge_people_words(purge: Purge) -> str:
    """Return how many it took out."""
    return ngettext("{count} person", "{count} people", purge.people).format(count=purge.people)


def purge_cause_words(purge: Purge) -> str:
    """Return why, and whether anything of it is still due."""
    why = cause_words(purge.cause)
    if purge.is_wiped:
        return why
    return _("{why} The file is yet to be written anew.").format(why=why)


def backup_lines(backups: tuple[Backup, ...]) -> tuple[str, ...]:
    """Return when each was made, and where it lies."""
    return tuple(
        _("–  {moment}: {folder}").format(moment=moment_words(one.at), folder=one.folder)
        for one in backups
    )


def place_lines(places: tuple[BackupPlace, ...]) -> tuple[str, ...]:
    """Return where each was, and when a copy was last made there."""
    return tuple(
        _("–  {folder}, last used on {day}").format(
            folder=one.path, day=day_words(one.used_at.date())
        )
        for one in places
    )
