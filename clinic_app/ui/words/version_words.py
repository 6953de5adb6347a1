"""What stands twice in words: whose it is, what of it, and each value."""

from datetime import date
from enum import Enum

from clinic_app.hand_off.record_parts import WHOLE
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.screening import Screening
from clinic_app.records.service import Service
from clinic_app.records.stamp import Withdrawal
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
        case Screening() as screening:
            return _("screening of {day}").format(day=day_words(screening.started.day))
        case Service() as service:
            return _("service of {day}").format(day=day_words(service.stamp.day))
        case KyrEvent() as event:
            return _("KYR count of {day}").format(day=day_words(event.day))
        case _:
            return _("legal hold, paper or decision")


def _value(version: Version) -> str:
    if version.part != WHOLE:
        return _words(getattr(version.record, version.part))
    record = version.record
    withdrawn = getattr(record, "withdrawn", None)
    if isinstance(withdrawn, Withdrawal):
        return _words(withdrawn)
    match record:
        case Screening(finished=None) as screening:
            return _("half-way, {count} answers").format(count=len(tuple(screening.answers)))
        case Screening() as screening if screening.finished is not None:
            return _("finished {day}").format(day=day_words(screening.finished.day))
        case Service() as service:
            return service_line(service).words
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
