"""Notes that are always shown and never move the headline: discretion, risk, what ends.

Source:
    8 CFR 244.2 ("may in the discretion of the director be granted"); 8 U.S.C. 1254a(c)(6).
"""

from collections.abc import Iterator
from datetime import date

from clinic_app.screening import saying
from clinic_app.screening.designation import Standing, StandingKind
from clinic_app.screening.outcome import Finding, Headline, Outcome, Track
from clinic_app.screening.rule_pack import CountryLaw, GlobalNote, RulePack

_FILED = {Track.INITIAL, Track.LATE_INITIAL, Track.REREGISTRATION}
_HOLD_NOTE = "adjudication_hold"
_NOTICES_NOTE = "notices_to_appear"
_ENDING_DAYS = 180


def advisories(
    outcome: Outcome, pack: RulePack, law: CountryLaw, standing: Standing
) -> tuple[Finding, ...]:
    """Return the notes for one outcome under a designation.

    Source:
        8 CFR 244.2, 208.4(a)(5)(iv); USCIS's memoranda as the pack's notes cite them.
    """
    as_of = outcome.as_of
    notes = [_discretion()]
    if outcome.track in _FILED:
        notes.append(_risk_of_filing(pack, as_of))
    notes.extend((_asylum(),) if _is_ending(standing, as_of) else other_relief(outcome))
    notes.extend(_hold(pack, law, as_of))
    return tuple(notes)


def other_relief(outcome: Outcome) -> tuple[Finding, ...]:
    """Say beside a bar that it is one to TPS alone; nothing without one.

    Source:
        8 U.S.C. 1158(a)(1) (asylum, whatever the status).
    """
    if outcome.headline is not Headline.LIKELY_NOT_ELIGIBLE:
        return ()
    words = (
        "Not TPS, on the facts entered. That says nothing of asylum or other relief: ask about "
        "each, and refer whoever this clinic cannot help."
    )
    return (saying.advice("other_relief", words, ("8 U.S.C. 1158(a)(1)",), is_confirmed=False),)


def _discretion() -> Finding:
    words = (
        "This rests only on the facts entered, and TPS is granted in discretion: nobody can "
        "promise it. The representative decides."
    )
    cites = ("8 CFR 244.2", "Matter of D-A-C-, 27 I&N Dec. 575 (BIA 2019)")
    return saying.advice("discretion", words, cites, is_confirmed=False)


def _risk_of_filing(pack: RulePack, as_of: date) -> Finding:
    words = (
        "Risk of filing: a denied or withdrawn application can lead to a notice to appear in "
        "immigration court, and enforcement may see what was filed."
    )
    memoranda = (note.cite for note in _known(pack, _NOTICES_NOTE, as_of))
    cites = (*memoranda, "8 U.S.C. 1254a(c)(6)", "8 CFR 244.16")
    return saying.advice("risk_of_filing", words, cites, is_confirmed=False)


def _is_ending(standing: Standing, as_of: date) -> bool:
    if standing.kind is not StandingKind.IN_FORCE:
        return True
    return standing.through is not None and (standing.through - as_of).days <= _ENDING_DAYS


def _asylum() -> Finding:
    words = (
        "TPS is ending, ended or in doubt: ask about asylum and other relief now, and refer "
        "whoever this clinic cannot help. Time in TPS can excuse a missed one-year deadline only "
        "for a reasonable time after it ends."
    )
    return saying.advice("other_relief", words, ("8 CFR 208.4(a)(5)(iv)",), is_confirmed=False)


def _hold(pack: RulePack, law: CountryLaw, as_of: date) -> tuple[Finding, ...]:
    # The note tells what became of the hold since; on an earlier day nobody knew that.
    is_told_whole = as_of >= pack.latest_source_seen
    return tuple(
        saying.advice(
            "adjudication_hold",
            f"Decisions may be on hold for nationals of {law.name}; filing stays possible."
            + (f" {note.text}" if is_told_whole else ""),
            (note.cite,),
            is_confirmed=False,
            confidence=note.confidence,
        )
        for note in _known(pack, _HOLD_NOTE, as_of)
        if law.name in note.text
    )


def _known(pack: RulePack, note_id: str, as_of: date) -> Iterator[GlobalNote]:
    """Yield the pack's note of that name where it was known on *as_of*."""
    for note in pack.global_notes:
        if note.id == note_id and (note.dated or date.min) <= as_of:
            yield note
