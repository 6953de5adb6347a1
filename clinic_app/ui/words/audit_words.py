"""What the audit log says in words: an act, what it was about, and whether the chain holds."""

from clinic_app.records.audit import About, Act
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.widgets.day_field import moment_words
from clinic_app.workflows.audit import ChainCheck, LogLine

_SHOWN_DIGITS = 8


def act_words(act: Act) -> str:
    """Return what was done."""
    return _acts()[act]


def about_words(line: LogLine) -> str:
    """Return what it was done to: its kind and the beginning of its id, never a name."""
    entry = line.link.entry
    kind = _kinds()[entry.about]
    if not entry.subject_id:
        return kind
    shown = entry.subject_id[:_SHOWN_DIGITS]
    return _("{kind} {id}").format(kind=kind, id=shown)


def when_words(line: LogLine) -> str:
    """Return the day and the minute of an entry, by the computer's clock."""
    return moment_words(line.link.entry.at)


def chain_words(check: ChainCheck) -> str:
    """Return whether the log is what was written."""
    if check.first_broken is not None:
        return _(
            "Entry {number} is not what was written: somebody changed the log, or the disk is "
            "damaged. Make no more changes and call whoever looks after this laptop."
        ).format(number=check.first_broken)
    if check.lost_closes:
        return ngettext(
            "A close was made when the log held entries that are gone: an older copy of the "
            "records was put back. Ask headquarters what it holds.",
            "{count} closes were made when the log held entries that are gone: an older copy of "
            "the records was put back. Ask headquarters what it holds.",
            len(check.lost_closes),
        ).format(count=len(check.lost_closes))
    return ngettext(
        "The chain holds: {count} entry, unchanged since it was written.",
        "The chain holds: {count} entries, unchanged since they were written.",
        check.entries,
    ).format(count=check.entries)


def _acts() -> dict[Act, str]:
    return {
        Act.OPENED: _("opened"),
        Act.RECOVERED: _("opened by recovery"),
        Act.VIEWED: _("viewed"),
        Act.PRINTED: _("printed"),
        Act.EXPORTED: _("saved or exported"),
        Act.ADDED: _("added"),
        Act.CHANGED: _("changed"),
        Act.WITHDRAWN: _("withdrew"),
        Act.SIGNED_OFF: _("signed off"),
        Act.CLOSED: _("closed"),
        Act.MERGED: _("merged with another"),
        Act.UNMERGED: _("undid a merge"),
        Act.ASKED_AGAIN: _("took back “another person”"),
        Act.TOLD_APART: _("told apart from another"),
        Act.HOLD_SET: _("set a legal hold"),
        Act.HOLD_LIFTED: _("lifted a legal hold"),
        Act.PURGED: _("deleted for good"),
        Act.DESTROYED: _("destroyed old backups of"),
        Act.BACKED_UP: _("backed up"),
        Act.RESTORED: _("restored"),
        Act.RESCUED: _("rescued"),
        Act.HANDED_OVER: _("handed over"),
        Act.TAKEN_IN: _("took in"),
        Act.DAY_GIVEN: _("said which day it is"),
        Act.DAY_SETTLED: _("settled which day it is"),
        Act.TESTED: _("tried the recovery"),
    }


def _kinds() -> dict[About, str]:
    return {
        About.VAULT: _("the records"),
        About.KEYS: _("passphrase or recovery code"),
        About.CLINIC: _("the clinic"),
        About.WORKER: _("worker"),
        About.CLIENT: _("client"),
        About.SCREENING: _("screening"),
        About.SERVICE: _("service"),
        About.SHOWN_PAPER: _("paper shown"),
        About.KYR_EVENT: _("KYR event"),
        About.MONTH: _("month"),
        About.ENROLMENT: _("headquarters"),
        About.RULES: _("rules"),
        About.STATION: _("station"),
        About.RETENTION: _("how long records are kept"),
        About.DELETION: _("deletion"),
        About.SECOND_COPY: _("the records, as a second copy"),
        About.COMPUTER: _("computer of the records"),
        About.LAPTOP: _("laptop"),
        About.CLOCK: _("clock"),
    }
