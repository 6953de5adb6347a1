"""What a worker is called on screen, and the line at the bottom of the window."""

from collections.abc import Iterator

from clinic_app.clock import DaySource, Today
from clinic_app.records.worker import AccreditationLevel, Role, Worker
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.widgets.day_field import day_words, moment_words
from clinic_app.workflows.today import AtHeadquarters, Safekeeping


def role_words(worker: Worker) -> str:
    """Return what a worker may do, in one word or two."""
    if not worker.is_active:
        return _("switched off")
    role = _role_words(worker.role)
    if worker.accreditation is None:
        return role
    match worker.accreditation.level:
        case AccreditationLevel.PARTIAL:
            return _("{role}, accredited (partial)").format(role=role)
        case AccreditationLevel.FULL:
            return _("{role}, accredited (full)").format(role=role)


def _role_words(role: Role) -> str:
    match role:
        case Role.GREETER:
            return _("greeter")
        case Role.VOLUNTEER:
            return _("volunteer")
        case Role.REPRESENTATIVE:
            return _("representative")
        case Role.COORDINATOR:
            return _("coordinator")


def status_words(worker: Worker, site: str, today: Today, kept: Safekeeping | None) -> str:
    """Return who works where, on which day, what headquarters has, and when was backed up.

    *kept* is None before it is known.
    """
    parts = [f"{worker.name}, {role_words(worker)}", site]
    if kept is not None:
        parts += _at_headquarters(kept.at_headquarters)
        parts.append(_backed_up(kept, today))
    accreditation = worker.accreditation
    if accreditation is not None and accreditation.expires < today.day:
        parts.insert(
            1, _("accreditation expired {day}").format(day=day_words(accreditation.expires))
        )
    if today.source is DaySource.WORKER:
        parts.append(_("today is {day}, as you said").format(day=day_words(today.day)))
    return " · ".join(parts)


def _at_headquarters(counts: AtHeadquarters) -> Iterator[str]:
    if counts.acknowledged:
        words = _("acknowledged by headquarters through {month}")
        yield words.format(month=counts.acknowledged)
    unacknowledged = len(counts.unacknowledged)
    if unacknowledged:
        words = ngettext(
            "{count} close not yet acknowledged",
            "{count} closes not yet acknowledged",
            unacknowledged,
        )
        yield words.format(count=unacknowledged)


def _backed_up(kept: Safekeeping, today: Today) -> str:
    at = kept.backed_up
    if not kept.is_backup_known:
        return _("backups cannot be read")
    if at is None:
        return _("no backup yet")
    days = (today.day - at.date()).days
    if days == 0:
        return _("backup today {time}").format(time=f"{at:%H:%M}")
    if days < 0:
        return _("backup {moment}").format(moment=moment_words(at))
    return ngettext("backup {count} day old", "backup {count} days old", days).format(count=days)
