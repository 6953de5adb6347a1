"""What a screening found, in a worker's words: never "eligible", never "you qualify"."""

from clinic_app.interview.questionnaire import Questionnaire
from clinic_app.records.rescreening import Rescreening
from clinic_app.records.screening import Decision, Ruling, Screening
from clinic_app.screening import in_force, registration
from clinic_app.screening.corrections import paper_words
from clinic_app.screening.outcome import Finding, Headline, Outcome, Status, Track
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.what_would_change import Change
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.words.days import long_day
from clinic_app.workflows.outcome_names import (
    country_words,
    ruling_words,
    test_words,
    track_words,
)

_MOST_NAMES = 2
_MOST_CHANGES = 6

_DECIDING_FIRST = (Status.NOT_MET, Status.NEEDS_REVIEW, Status.UNKNOWN, Status.MET)


def headline_words(outcome: Outcome) -> str:
    """Return the outcome of a finished screening as its heading."""
    names = _names_deciding(outcome)
    match outcome.headline:
        case Headline.LIKELY_ELIGIBLE if outcome.deadline is not None:
            return _("Nothing found against; deadline {day}").format(day=long_day(outcome.deadline))
        case Headline.LIKELY_ELIGIBLE:
            return _("Nothing found against")
        case Headline.LIKELY_NOT_ELIGIBLE:
            words = _("Not met: {names}")
        case Headline.NEEDS_ATTORNEY_REVIEW:
            words = _("For the representative: {names}")
        case Headline.INFORMATION_MISSING:
            words = _("Not known yet: {names}")
    return words.format(names=names)


def so_far_words(outcome: Outcome) -> str:
    """Return the line under a screening in hand; it ends with who decides."""
    unknown = sum(finding.status is Status.UNKNOWN for finding in _spoken(outcome))
    against = sum(finding.status is Status.NOT_MET for finding in _spoken(outcome))
    review = sum(finding.status is Status.NEEDS_REVIEW for finding in _spoken(outcome))
    parts = []
    if against:
        parts.append(
            ngettext("{count} test is not met", "{count} tests are not met", against).format(
                count=against
            )
        )
    else:
        parts.append(_("Nothing found against so far"))
    if review:
        parts.append(
            ngettext(
                "{count} point for the representative",
                "{count} points for the representative",
                review,
            ).format(count=review)
        )
    if unknown:
        parts.append(
            ngettext("{count} test still unknown", "{count} tests still unknown", unknown).format(
                count=unknown
            )
        )
    return _("{found}. The representative decides.").format(found="; ".join(parts))


def short_words(outcome: Outcome) -> str:
    """Return the outcome for a line of a list."""
    words = headline_words(outcome)
    return words[:1].lower() + words[1:]


def again_words(told: Outcome, again: Rescreening) -> str:
    """Return that a screening was run again, and what it came to on its own day."""
    return _("Run again on {day} by rules {version}. On {told_day}: {told}.").format(
        day=long_day(again.stamp.day),
        version=again.outcome.pack_version,
        told_day=long_day(told.as_of),
        told=short_words(told),
    )


def route_words(outcome: Outcome) -> tuple[str, ...]:
    """Return track, designation and deadline, each with how it came about."""
    lines = []
    if outcome.track is not Track.NONE and outcome.designation is not None:
        lines.append(
            _("{track}, under notice {designation}").format(
                track=track_words(outcome.track), designation=outcome.designation
            )
        )
    elif outcome.track is not Track.NONE:
        lines.append(track_words(outcome.track))
    elif outcome.designation is not None:
        lines.append(
            _("No filing route today; tested against notice {designation}").format(
                designation=outcome.designation
            )
        )
    else:
        lines.append(_("No filing route today"))
    if outcome.deadline is not None:
        lines.append(_("Last day: {day}").format(day=long_day(outcome.deadline)))
    if outcome.deadline_text:
        lines.append(outcome.deadline_text)
    return tuple(lines)


def change_words(
    changes: tuple[Change, ...], questionnaire: Questionnaire, unmoved: tuple[Finding, ...] = ()
) -> tuple[str, ...]:
    """Return what would change an outcome: papers, what nothing changes, then open questions.

    Args:
        changes: What moves a finding.
        questionnaire: All questions.
        unmoved: The bars that none of *changes* moves.
    """
    asked = {question.id: question.words["en"] for question in questionnaire.questions}
    lines = []
    for change in sorted(changes, key=lambda change: (change.paper is None, not change.is_shown)):
        if change.is_shown:
            lines.append(
                _("{test}: a paper was shown that may tell otherwise. Look at the answer.").format(
                    test=test_words(change.test)
                )
            )
        elif change.paper is not None:
            lines.append(
                _("{test}: look for {paper}.").format(
                    test=test_words(change.test), paper=paper_words(change.paper)
                )
            )
    lines.extend(_unmoved_words(finding) for finding in unmoved)
    for change in changes:
        if change.paper is None and change.fact in asked:
            words = _("{question} The day decides, or a paper that shows it.")
            question = asked[change.fact]
            lines.append(words.format(question=question) if change.is_vague else question)
    return tuple(dict.fromkeys(lines))[:_MOST_CHANGES]


def _unmoved_words(finding: Finding) -> str:
    waits_for_notice = finding.test in {in_force.TEST, registration.TEST}
    words = (
        _("{test}: only a later notice or court order changes this.")
        if waits_for_notice
        else _("{test}: no paper and no other answer is known that changes this.")
    )
    return words.format(test=test_words(finding.test))


def deciding_first(outcome: Outcome) -> tuple[tuple[str, Finding], ...]:
    """Return every finding with its test's name: what decides first, notes last."""
    ordered = sorted(
        outcome.findings,
        key=lambda finding: (finding.is_advisory, _DECIDING_FIRST.index(finding.status)),
    )
    return tuple((test_words(finding.test), finding) for finding in ordered)


def signed_words(decisions: tuple[Decision, ...], names: dict[str, str]) -> str:
    """Return the decisions about a screening, each with who signed and when.

    Args:
        decisions: Oldest first.
        names: Of the workers, by id.
    """
    lines = []
    for decision in decisions:
        line = _("{ruling}. Signed by {name}, {day}.").format(
            ruling=ruling_words(decision.ruling),
            name=names.get(decision.stamp.worker_id, _("somebody who no longer works here")),
            day=long_day(decision.stamp.day),
        )
        if decision.is_unbound:
            line += " " + _(
                "By an earlier version: the signature does not say about which answers."
            )
        if decision.note:
            line = _("{line} {note}").format(line=line, note=decision.note)
        lines.append(line)
    return "\n".join(lines)


def is_decided(decisions: tuple[Decision, ...]) -> bool:
    """Whether the newest decision stands, so that nobody decides again."""
    return bool(decisions) and decisions[-1].ruling is not Ruling.MORE_PAPERS


def about_words(screening: Screening, pack: RulePack) -> str:
    """Return what a screening is about, in one line."""
    return _("TPS {country} · law as of {day}").format(
        country=country_words(screening.country, pack), day=long_day(screening.as_of)
    )


def _spoken(outcome: Outcome) -> tuple[Finding, ...]:
    return tuple(finding for finding in outcome.findings if not finding.is_advisory)


def _names_deciding(outcome: Outcome) -> str:
    wanted = {
        Headline.LIKELY_NOT_ELIGIBLE: Status.NOT_MET,
        Headline.NEEDS_ATTORNEY_REVIEW: Status.NEEDS_REVIEW,
        Headline.INFORMATION_MISSING: Status.UNKNOWN,
    }.get(outcome.headline)
    tests = dict.fromkeys(
        test_words(finding.test) for finding in _spoken(outcome) if finding.status is wanted
    )
    names = list(tests)
    more = len(names) - _MOST_NAMES
    if more > 0:
        names[_MOST_NAMES:] = [ngettext("{count} more", "{count} more", more).format(count=more)]
    return ", ".join(names) or _("nothing was asked")
