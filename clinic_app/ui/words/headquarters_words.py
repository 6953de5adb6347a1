"""What headquarters' screens say of what the ledger knows."""

from datetime import datetime
from pathlib import Path

from clinic_app.bundles.errors import NoteKind
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.status_words import status_words
from clinic_app.crypto.signing import fingerprint
from clinic_app.headquarters.apart import KeptApart
from clinic_app.headquarters.collecting import Collected
from clinic_app.headquarters.enrolling import AcceptedClinic, Renamed
from clinic_app.headquarters.leaving import Leavings
from clinic_app.headquarters.ledger.values import KeptQuestion, ListedClinic
from clinic_app.headquarters.notes_in import NoteResult
from clinic_app.headquarters.policy import PolicyInForce
from clinic_app.headquarters.range_totals import range_notes, range_totals
from clinic_app.headquarters.taking_in import FileResult
from clinic_app.headquarters.totals import Report
from clinic_app.messages.explaining import explain
from clinic_app.messages.leaving_words import stands_words, state_words
from clinic_app.messages.renamed_words import renamed_words
from clinic_app.translation import gettext as _
from clinic_app.ui.models.headquarters_view import (
    ApartLine,
    ClinicLine,
    Compared,
    TotalLine,
    TotalsView,
)
from clinic_app.ui.models.inbox_view import InboxLine, InboxView
from clinic_app.ui.models.questions_view import QuestionLine
from clinic_app.ui.widgets.day_field import day_words


def empty_inbox() -> str:
    """Return what an inbox says before anything was looked at."""
    return _("Nothing was looked at yet. Put the stick in, or choose the folder that clinics fill.")


def inbox_cut_off() -> str:
    """Return what an inbox says where a lock stopped what was being taken in."""
    return _(
        "Taking in was stopped when headquarters was locked. What was taken in until then counts, "
        "and its receipts are written; take in the same stick or folder once more for the rest."
    )


def inbox_not_shown() -> str:
    """Return what an inbox says where a lock took away what became of each file."""
    return _(
        "What became of each file is not shown any more, since headquarters was locked. What was "
        "taken in counts all the same; take in the same stick or folder once more to see it."
    )


def inbox_view(collected: Collected) -> InboxView:
    """Return what became of every file."""
    counts = ", ".join(
        f"{status_words(status)}: {collected.count(status)}"
        for status in ReceiptStatus
        if collected.count(status)
    )
    if collected.left_out:
        counts = _(
            "{counts}. Of the files that count, and of those that do not, the first thousand "
            "are listed."
        ).format(counts=counts)
    missing = collected.receipts_missing
    return InboxView(
        lines=(
            *(_note_line(note) for note in collected.notes),
            *(_inbox_line(result) for result in collected.results),
        ),
        summary=counts or _("No bundle lies there."),
        problem=explain(missing) if missing is not None else "",
    )


def apart_line(one: KeptApart) -> ApartLine:
    """Return one bundle that is kept apart."""
    return ApartLine(
        sha256=one.sha256,
        clinic=one.clinic,
        month=one.month,
        since=day_words(one.since.date()),
        state=_("settled") if one.settled else _("waits"),
        reason=one.settled or explain(one.error),
        signer=one.signer,
        is_settled=bool(one.settled),
    )


def clinic_line(clinic: ListedClinic, left: Leavings) -> ClinicLine:
    """Return one clinic, how far its enrolment is, and whether it left."""
    revoked = _("its key was revoked: {reason}").format(reason=clinic.revoked)
    stands = stands_words(left, clinic.code, _day)
    return ClinicLine(
        code=clinic.code,
        name=clinic.name,
        state=state_words(left, clinic.code) or (revoked if clinic.revoked else _state(clinic)),
        left=f"{stands}\n{revoked}" if stands and clinic.revoked else stands,
        keys=tuple(
            _("Key {fingerprint}, accepted on {day}").format(
                fingerprint=fingerprint(key.signing_key), day=_day(key.at)
            )
            for key in clinic.keys
        ),
    )


def file_not_written(code: str, renamed: Renamed | None = None) -> str:
    """Return what stands there until it is chosen where a clinic's file goes."""
    words = _("The file of {code} is not written yet: Write its file asks again where.")
    return _with_name(renamed, words.format(code=code))


def file_written(path: Path, fingerprint: str, renamed: Renamed | None = None) -> str:
    """Return what is next after a clinic's file was written."""
    words = _(
        "Written: {name}. Hand it to the clinic; it compares this with what its program "
        "shows: {fingerprint}"
    ).format(name=path.name, fingerprint=fingerprint)
    return _with_name(renamed, words)


def _with_name(renamed: Renamed | None, words: str) -> str:
    return words if renamed is None else f"{renamed_words(renamed)}\n{words}"


def compared(clinic: AcceptedClinic, ours: str) -> Compared:
    """Return what is compared before a key is accepted; *ours* is our fingerprint."""
    return Compared(
        code=clinic.code,
        clinic=f"{clinic.code}, {clinic.name}",
        ours=ours,
        theirs=clinic.fingerprint,
        was_accepted=clinic.was_accepted,
    )


def accepted(clinic: AcceptedClinic) -> str:
    """Return what an accepted key means."""
    return _(
        "{code}, {name}: its key is accepted. Bundles that waited for it count the next time "
        "you take something in."
    ).format(code=clinic.code, name=clinic.name)


def policy(found: PolicyInForce) -> str:
    """Return what count policy new enrolment files carry."""
    return _(
        "By the file, nobody is counted under a label before {count} people share it. Another "
        "number is decided on with “clinic-app hq policy”, with a reason."
    ).format(count=found.smallest_crowd)


def revoked(code: str) -> str:
    """Return what is next after a clinic's key was revoked."""
    return _(
        "{code}: nothing that it signs counts any more. Write it a new file, and its program "
        "answers with a new key."
    ).format(code=code)


def totals_view(report: Report) -> TotalsView:
    """Return what a period adds up to, between two numbers each."""
    return TotalsView(
        tuple(
            TotalLine(one.words, one.least_words, one.most_words) for one in range_totals(report)
        ),
        "\n".join(range_notes(report)),
    )


def _state(clinic: ListedClinic) -> str:
    if not clinic.is_awaited:
        return _("enrolled")
    words = (
        _("enrolled; a new file of {day} waits for its answer")
        if clinic.keys
        else _("file of {day}; its answer is awaited")
    )
    return words.format(day=_day(clinic.issued_at))


def question_line(one: KeptQuestion) -> QuestionLine:
    """Return one question to a clinic."""
    return QuestionLine(
        number=one.number,
        clinic=one.clinic,
        about=one.month or _("no month"),
        asked=_day(one.at),
        state=_("answered") if one.answer else _("waits"),
        words=one.words,
        reply=one.answer,
    )


def _note_state(note: NoteResult) -> str:
    if note.error is not None:
        return _("rejected")
    if note.kind is NoteKind.REPLY:
        return _("reply; see Questions")
    return _("new key, signed by the one before")


def _note_line(note: NoteResult) -> InboxLine:
    return InboxLine(
        file=note.name,
        clinic=note.clinic,
        month="",
        status=_note_state(note),
        code="",
        reason=explain(note.error) if note.error is not None else "",
    )


def _inbox_line(result: FileResult) -> InboxLine:
    return InboxLine(
        file=result.name or _("set aside before"),
        clinic=result.clinic,
        month=result.month,
        status=status_words(result.status),
        code=result.code,
        reason=explain(result.error) if result.error is not None else "",
    )


def _day(moment: str) -> str:
    return day_words(datetime.fromisoformat(moment).date())
