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
from clinic_app.workflows.answer_lines import answer_lines
from clinic_app.workflows.rules import shipped_rules
from clinic_app.workflows.two_versions import Final, Version


def version_line(version: Version) -> VersionLine:
    """Return one of the values that stand, as it is drawn."""
    owner = version.owner
    whose = owner.title if isinstance(owner, KyrEvent) else f"{owner.name} · {owner.code}"
    return VersionLine(
        version=version,
        whose=whose,
        what=_what(version),
        value=_value(version),
        state=_state(version),
        detail="\n".join(_answered_otherwise(version)),
        refusal="" if version.final is None else _refusal(version.final),
    )


def _state(version: Version) -> str:
    if version.is_shown:
        return _("shown now")
    return "" if version.final is None else _("to be read only")


def _refusal(final: Final) -> str:
    match final:
        case Final.FINISHED:
            return _(
                "This is finished here, and what is finished is never rewritten: only the version "
                "shown now can be kept. If the other one is right, keep the version shown now, "
                "then withdraw it with a reason and record it anew."
            )
        case Final.WITHDRAWN:
            return _(
                "This is withdrawn here and stays so: only the version shown now can be kept. "
                "If it should stand after all, keep the version shown now, then record it anew."
            )
        case Final.MERGED:
            return _(
                "Another file stands for this one here: only the value shown now can be kept in "
                "it. If the other one is right, keep the value shown now, then correct the file "
                "that stands."
            )
        case Final.OTHER_ANSWERS:
            return _(
                "This decision is about answers that do not stand here. If the screening has two "
                "versions as well, pick that one first; else leave the decision out, and decide "
                "by the answers that stand."
            )


def _answered_otherwise(version: Version) -> tuple[str, ...]:
    """Return what a screening that cannot be kept says otherwise than the one here."""
    there, here = version.record, version.kept
    if version.final is None or not isinstance(there, Screening) or not isinstance(here, Screening):
        return ()
    known = set(_answers(here))
    return tuple(
        _("{question} {answer}").format(question=question, answer=answer)
        for question, answer in _answers(there)
        if (question, answer) not in known
    )


def _answers(screening: Screening) -> tuple[tuple[str, str], ...]:
    rules = shipped_rules()  # the questions are the program's own, whatever rules are at work
    return answer_lines(rules.questionnaire, screening.answers, rules.paper.source)


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
        case KyrEvent(heads=heads, trained=trained):
            return _("{heads} counted, {trained} trained").format(heads=heads, trained=trained)
        case Service():
            return service_line(record).words
        case Hold():
            return _hold(record)
        case _:
            return _("stands")


def _hold(hold: Hold) -> str:
    match hold.lifted:
        case Lifting(reason=reason, stamp=stamp):
            return _("lifted {day}: {reason}").format(day=day_words(stamp.day), reason=reason)
        case _:
            return hold.reason


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
