"""The lines of a client's file, from the records."""

from collections.abc import Mapping
from datetime import datetime

from clinic_app.records.rescreening import Rescreening
from clinic_app.records.screening import Decision, Screening, ScreeningState
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, Service, ServiceKind
from clinic_app.screening.rule_pack import RulePack
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.file_view import FileLine
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.outcome_words import is_decided, short_words
from clinic_app.workflows.outcome_names import country_words, ruling_words


def file_lines(
    screenings: tuple[Screening, ...],
    services: tuple[Service, ...],
    decisions: Mapping[str, tuple[Decision, ...]],
    pack: RulePack,
    again: Mapping[str, Rescreening | None],
) -> tuple[FileLine, ...]:
    """Return one line for each record, newest first.

    Args:
        screenings: In any order, like *services*.
        services: Those withdrawn included.
        decisions: By the screening's id.
        pack: For the names of countries.
        again: What screenings come to since, by the screening's id.
    """
    dated: list[tuple[datetime, FileLine]] = [
        (
            one.started.at,
            screening_line(one, decisions.get(one.id, ()), pack, again.get(one.id)),
        )
        for one in screenings
    ]
    dated += [(one.stamp.at, service_line(one)) for one in services]
    return tuple(line for _at, line in sorted(dated, key=lambda pair: pair[0], reverse=True))


def screening_line(
    screening: Screening,
    decisions: tuple[Decision, ...],
    pack: RulePack,
    again: Rescreening | None = None,
) -> FileLine:
    """Return the line of a screening."""
    return FileLine(
        record=screening,
        day=day_words(screening.started.day),
        kind=_("Screening, TPS {country}").format(country=country_words(screening.country, pack)),
        words=_screening_words(screening, again),
        state=_screening_state(screening, decisions),
        is_withdrawn=screening.withdrawn is not None,
        is_openable=not screening.is_sealed
        and (screening.outcome is not None or screening.state is ScreeningState.DRAFT),
    )


def service_line(service: Service) -> FileLine:
    """Return the line of a service."""
    return FileLine(
        record=service,
        day=day_words(service.stamp.day),
        kind=service_kind_words(service.kind),
        words=_service_words(service),
        state=_withdrawn_or(service.withdrawn is not None, _cost_words(service)),
        is_withdrawn=service.withdrawn is not None,
        is_openable=False,
    )


def service_kind_words(kind: ServiceKind) -> str:
    """Return what a kind of service is called."""
    match kind:
        case ServiceKind.APPLICATION_PREPARED:
            return _("Application prepared")
        case ServiceKind.REFERRAL:
            return _("Referral")
        case ServiceKind.APPEARANCE:
            return _("Appearance")
        case ServiceKind.ADVICE:
            return _("Advice")


def _screening_words(screening: Screening, again: Rescreening | None) -> str:
    if screening.is_sealed:
        return _("not opened by your passphrase")
    if screening.outcome is not None and again is not None:
        return _("{told}; since {day}: {now}").format(
            told=short_words(screening.outcome),
            day=day_words(again.outcome.as_of),
            now=short_words(again.outcome),
        )
    if screening.outcome is not None:
        return short_words(screening.outcome)
    if screening.state is ScreeningState.FINISHED:
        return _("no record wanted: only counted")
    asked = len(tuple(screening.answers))
    return ngettext("{count} answer so far", "{count} answers so far", asked).format(count=asked)


def _screening_state(screening: Screening, decisions: tuple[Decision, ...]) -> str:
    if screening.withdrawn is not None:
        return _("withdrawn")
    if screening.state is ScreeningState.DRAFT:
        return _("draft")
    if not decisions:
        is_waiting = screening.outcome is not None or screening.is_sealed
        return _("waits for the representative") if is_waiting else ""
    words = ruling_words(decisions[-1].ruling)
    return words if is_decided(decisions) else _("waits: {what}").format(what=words.lower())


def _service_words(service: Service) -> str:
    match service.kind:
        case ServiceKind.APPLICATION_PREPARED if service.form is not None:
            form = _("another form") if service.form is Form.OTHER else service.form.value
            return form if service.filing is None else f"{form}, {_filing_words(service.filing)}"
        case ServiceKind.REFERRAL:
            return _("to {whom}").format(whom=service.referred_to)
        case ServiceKind.APPEARANCE if service.before is not None:
            return _("before {whom}").format(whom=_board_words(service.before))
        case _:
            return ""


def _filing_words(filing: FilingKind) -> str:
    match filing:
        case FilingKind.INITIAL:
            return _("initial registration")
        case FilingKind.LATE_INITIAL:
            return _("late initial registration")
        case FilingKind.REREGISTRATION:
            return _("re-registration")


def _board_words(before: AppearanceBefore) -> str:
    match before:
        case AppearanceBefore.DHS:
            return _("DHS (USCIS)")
        case AppearanceBefore.IMMIGRATION_COURT:
            return _("an immigration court")
        case AppearanceBefore.BOARD:
            return _("the Board of Immigration Appeals")


def _cost_words(service: Service) -> str:
    return _("at no cost") if service.at_no_cost else _("paid")


def _withdrawn_or(is_withdrawn: bool, words: str) -> str:  # noqa: FBT001 - one word or the other
    return _("withdrawn") if is_withdrawn else words
