"""What stands twice in words: whose it is, what of it, and each value."""

from datetime import date
from enum import Enum

from clinic_app.hand_off.record_parts import WHOLE, Record
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.retention import Hold, Lifting
from clinic_app.records.screening import Decision, Screening
from clinic_app.records.service import Service
from clinic_app.records.shown_paper import ShownPaper
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.translation import gettext as _
from clinic_app.ui.models.versions_view import VersionLine
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.file_words import service_line
from clinic_app.workflows.two_versions import Version


def version_line(version: Version) -> VersionLine:
    """Return one of the values that stand, as it is drawn."""
    owner = version.owner
    whose = owner.title if isinstance(owner, KyrEvent) else f"{owner.name} · {owner.code}"
    return VersionLine(
        version=version,
        whose=whose,
        what=_what(version),
        value=_value(version),
        state=_("shown now") if version.is_shown else "",
    )


def _what(version: Version) -> str:
    if version.part != WHOLE:
        return _parts().get(version.part, version.part)
    match version.record:
        case Screening(started=stamp):
            words = _("screening of {day}")
        case Service(stamp=stamp):
            words = _("service of {day}")
        case KyrEvent(stamp=stamp):
            words = _("KYR count of {day}")
        case Decision(stamp=stamp):
            words = _("decision of {day}")
        case Hold(stamp=stamp):
            words = _("legal hold of {day}")
        case ShownPaper(stamp=stamp):
            words = _("paper shown on {day}")
        case _:
            return ""
    return words.format(day=day_words(stamp.day))


def _value(version: Version) -> str:
    if version.is_left_out:
        return _("not taken in: there is no room for it beside what is here")
    if version.part != WHOLE:
        return _words(getattr(version.record, version.part))
    withdrawn = getattr(version.record, "withdrawn", None)
    return _words(withdrawn) if isinstance(withdrawn, Withdrawal) else _standing(version.record)


def _standing(record: Record) -> str:
    match record:
        case Screening(finished=None, answers=answers):
            return _("half-way, {count} answers").format(count=len(tuple(answers)))
        case Screening(finished=Stamp(day=day)):
            return _("finished {day}").format(day=day_words(day))
        case Service():
            return service_line(record).words
        case Hold(lifted=Lifting(reason=reason, stamp=stamp)):
            return _("lifted {day}: {reason}").format(day=day_words(stamp.day), reason=reason)
        case Hold(reason=reason):
            return reason
        case _:
            return _("stands")


def _words(value: object) -> str:
    match value:
        case None | "":
            return _("nothing")
        case bool():
            return _("yes") if value else _("no")
        case date():
            return day_words(value)
        case Enum():
            return str(value.value)
        case Withdrawal():
            return _("withdrawn: {reason}").format(reason=value.reason)
        case _:
            return str(value)


def _parts() -> dict[str, str]:
    return {
        "name": _("name"),
        "birth_date": _("birth date"),
        "language": _("language"),
        "needs_interpreter": _("needs an interpreter"),
        "consent": _("record wanted"),
        "phone": _("telephone"),
        "gender": _("gender"),
        "county": _("county"),
        "come_back_on": _("comes back on"),
        "come_back_note": _("note on coming back"),
        "withdrawn": _("withdrawal"),
    }
