"""What the commands of headquarters print."""

import sys
from collections.abc import Iterator, Sequence

from clinic_app.bundles.file_name import SHORT_HASH_DIGITS
from clinic_app.bundles.headline_words import headline_words
from clinic_app.crypto.signing import fingerprint
from clinic_app.headquarters import enrolling
from clinic_app.headquarters.apart import KeptApart
from clinic_app.headquarters.approving import Approvals
from clinic_app.headquarters.calendar import Calendar, CalendarRow, CalendarState
from clinic_app.headquarters.leaving import Leavings
from clinic_app.headquarters.leaving_words import contradictions
from clinic_app.headquarters.ledger.values import KeptQuestion, ListedClinic
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.range_totals import range_notes, range_totals
from clinic_app.headquarters.show import Shown
from clinic_app.headquarters.totals import Report
from clinic_app.messages.explaining import explain
from clinic_app.messages.leaving_words import stands_words
from clinic_app.translation import gettext as _

DAY_CHARACTERS = len("2026-10-31")


def own_fingerprint(headquarters: Headquarters) -> str:
    """Return the line that a clinic compares with what its own program shows."""
    return _("Compare over the phone, headquarters: {fingerprint}").format(
        fingerprint=enrolling.own_fingerprint(headquarters)
    )


def clinic_lines(clinics: Sequence[ListedClinic], left: Leavings) -> str:
    """Return every clinic, whether it left, and its keys, for people."""
    return "\n".join(_clinic_lines(clinics, left)) or _("No clinic is enrolled yet.")


def _clinic_lines(clinics: Sequence[ListedClinic], left: Leavings) -> Iterator[str]:
    for clinic in clinics:
        state = _("its key was revoked: {reason}").format(reason=clinic.revoked)
        if not clinic.revoked:
            state = (
                _("its newest enrolment file waits for an answer")
                if clinic.is_awaited
                else _("enrolled")
            )
        yield f"{clinic.code}, {clinic.name}: {state}"
        if stands := stands_words(left, clinic.code, lambda at: at[:DAY_CHARACTERS]):
            yield f"  {stands}"
        for key in clinic.keys:
            yield _("  key {fingerprint}, accepted {day}").format(
                fingerprint=fingerprint(key.signing_key), day=key.at[:DAY_CHARACTERS]
            )


def apart_lines(found: Sequence[KeptApart]) -> str:
    """Return every bundle that is kept apart, for people."""
    return "\n".join(_apart_lines(found)) or _("No bundle is kept apart.")


def _apart_lines(found: Sequence[KeptApart]) -> Iterator[str]:
    for one in found:
        yield _("{clinic} {month}, file {sha256}, since {day}").format(
            clinic=one.clinic,
            month=one.month,
            sha256=one.sha256[:SHORT_HASH_DIGITS],
            day=one.since.date().isoformat(),
        )
        yield _("  signed by {fingerprint}").format(fingerprint=one.signer)
        settled = _("Settled: {words}").format(words=one.settled)
        yield f"  {settled if one.settled else explain(one.error)}"


def calendar_lines(found: Calendar) -> str:
    """Return what is known of each clinic's months, for people."""
    return "\n".join(_calendar_lines(found)) or _("No clinic reports yet.")


def is_any_silent(found: Calendar) -> bool:
    """Whether a month of a clinic is in no total: it did not report it, or that is kept apart."""
    gaps = {CalendarState.SILENT, CalendarState.APART}
    return any(not gaps.isdisjoint(row.states.values()) for row in found.rows)


def _months_in(row: CalendarRow, state: CalendarState) -> list[str]:
    return [month.label for month, one in row.states.items() if one is state]


def _calendar_lines(found: Calendar) -> Iterator[str]:
    said = {
        CalendarState.RECEIVED: _("received"),
        CalendarState.EMPTY: _("empty"),
        CalendarState.APART: _("kept apart, “apart” says why"),
        CalendarState.SILENT: _("silent"),
        CalendarState.NOT_BEGUN: _("not begun"),
        CalendarState.LEFT: _("left"),
    }
    for row in found.rows:
        yield f"{row.code}, {row.name}"
        for state, words in said.items():
            if told := _months_in(row, state):
                yield f"  {words}: {', '.join(told)}"
    yield from contradictions(found.leavings)


def approval_lines(found: Approvals) -> str:
    """Return which months are locked, and which were unlocked and why, for people."""
    locked = ", ".join(month.label for month in sorted(found.locked))
    unlocked = [
        _("{month} was unlocked on {day}: {reason}").format(
            month=entry.month.label, day=entry.at[:DAY_CHARACTERS], reason=entry.words
        )
        for entry in found.unlocked
    ]
    return "\n".join(
        [_("Approved and locked: {months}").format(months=locked or _("none")), *unlocked]
    )


def total_lines(report: Report) -> str:
    """Return what a period adds up to, for people."""
    return "\n".join(_total_lines(report))


def _total_lines(report: Report) -> Iterator[str]:
    yield from range_notes(report)
    for one in range_totals(report):
        if one.least == one.most:
            yield f"{one.words}: {one.least_words}"
            continue
        yield _("{words}: at least {least}, at most {most}").format(
            words=one.words, least=one.least_words, most=one.most_words
        )


def complain(sentences: Sequence[str]) -> None:
    """Write *sentences* to stderr, one a line."""
    sys.stderr.write("\n".join(sentences) + "\n")


def shown_lines(shown: Shown) -> str:
    """Return what one bundle says, for people."""
    return "\n".join(_shown(shown))


def _shown(shown: Shown) -> Iterator[str]:
    file = shown.file
    tally = file.tally
    yield _("Clinic {clinic}, close {seq}, through {month}").format(
        clinic=tally.clinic, seq=tally.newest.seq, month=tally.newest.month.label
    )
    yield _("Invented families") if tally.is_training else _("Real people")
    yield _("Signed by {fingerprint}").format(fingerprint=fingerprint(file.signer))
    yield (
        _("The key is accepted for this clinic.")
        if shown.is_signer_accepted
        else _("The key is not accepted for this clinic: nothing of it would count.")
    )
    yield _("File {sha256}").format(sha256=file.sha256)
    words = headline_words()
    for close in tally.closes:
        yield close.month.label
        for headline, change in close.headlines.items():
            if change.net or change.total:
                yield _("  {words}: {net} in the month, {total} in all").format(
                    words=words[headline], net=change.net, total=change.total
                )


def question_lines(questions: Sequence[KeptQuestion]) -> str:
    """Return every question to a clinic, for people."""
    return "\n".join(_question_lines(questions)) or _("Nothing was asked yet.")


def _question_lines(questions: Sequence[KeptQuestion]) -> Iterator[str]:
    for one in questions:
        about = f" {one.month}" if one.month else ""
        yield f"{one.clinic}{about}, {one.at[:DAY_CHARACTERS]}: {one.words}"
        answered = _("  answered on {day}: {words}").format(
            day=one.answered_at[:DAY_CHARACTERS], words=one.answer
        )
        yield answered if one.answer else _("  waits for an answer")
