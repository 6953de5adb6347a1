"""What newer rules say otherwise, in words, country by country."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from clinic_app.screening.rule_pack import (
    CountryLaw,
    CourtOrder,
    CurrentState,
    DesignationEvent,
    EventType,
    KnownState,
    RulePack,
    Window,
)
from clinic_app.translation import gettext as _
from clinic_app.workflows.paper_changes import paper_changes
from clinic_app.workflows.rules import Rules

_Value = TypeVar("_Value")

_DAYS = (
    "published",
    "effective_start",
    "effective_end",
    "cr_since",
    "cpp_since",
    "initial_registration",
    "reregistration",
    "termination_effective",
    "ead_auto_extension_through",
)
"""The dates of a notice that are told one by one where a pack corrects them."""


def changes_in_words(before: Rules, after: Rules) -> tuple[str, ...]:
    """Return what *after* says otherwise than *before*, each a line: the law first."""
    return (
        *_countries(before.pack, after.pack),
        *_notes(before.pack, after.pack),
        *paper_changes(before.paper, after.paper),
    )


def _countries(before: RulePack, after: RulePack) -> Iterator[str]:
    laws = {law.iso2: law for law in before.countries}
    for law in after.countries:
        old = laws.pop(law.iso2, None)
        if old is None:
            yield _("{country}: new in these rules").format(country=law.name)
        else:
            yield from (f"{law.name}: {change}" for change in _country(old, law))
    for law in laws.values():
        yield _("{country}: no longer in these rules").format(country=law.name)


def _country(old: CountryLaw, new: CountryLaw) -> Iterator[str]:
    yield from _listed(
        {event.id: event for event in old.events},
        {event.id: event for event in new.events},
        event_words,
        _corrections,
    )
    yield from _listed(_orders(old), _orders(new), _order_words, lambda *_both: ())
    yield from _state(old.known, new.known)
    if (old.lines, old.name, old.aliases) != (new.lines, new.name, new.aliases):
        yield _("what is told of its designations changed")
    if (old.also_written, old.disputed_parts) != (new.also_written, new.disputed_parts):
        yield _("how people write its name, or a place that another state claims, changed")


def _listed(
    old: Mapping[str, _Value],
    new: Mapping[str, _Value],
    words: Callable[[_Value], str],
    details: Callable[[_Value, _Value], tuple[str, ...]],
) -> Iterator[str]:
    for key, value in new.items():
        if key not in old:
            yield _("{what} added").format(what=words(value))
        elif value != old[key]:
            told = "; ".join(details(old[key], value))
            changed = _("{what} changed").format(what=words(value))
            yield f"{changed} ({told})" if told else changed
    for key, value in old.items():
        if key not in new:
            yield _("{what} removed").format(what=words(value))


def event_words(event: DesignationEvent) -> str:
    """Return what a notice did, with the day that matters most, such as the end it gives."""
    match event.type:
        case EventType.DESIGNATION:
            words = _("designation to {end}")
        case EventType.REDESIGNATION:
            words = _("redesignation to {end}")
        case EventType.EXTENSION:
            words = _("extension to {end}")
        case EventType.AUTOMATIC_EXTENSION:
            words = _("automatic extension to {end}")
        case EventType.TERMINATION:
            words = _("termination as of {end}")
        case EventType.TERMINATION_RESCINDED:
            words = _("withdrawal of a termination")
        case EventType.VACATUR | EventType.PARTIAL_VACATUR:
            words = _("vacatur of a notice")
    told = words.format(end=event.termination_effective or event.effective_end)
    return _("{what} ({citation})").format(what=told, citation=event.citation)


def _corrections(old: DesignationEvent, new: DesignationEvent) -> tuple[str, ...]:
    found = []
    for name in _DAYS:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            name_in_words = name.replace("_", " ")
            found.append(f"{name_in_words}: {_day(was)} → {_day(now)}")
    return tuple(found)


def _day(value: object) -> str:
    match value:
        case None:
            return _("none")
        case Window(first, last):
            return f"{first} – {last}"
        case _:
            return str(value)


def _orders(law: CountryLaw) -> dict[str, CourtOrder]:
    """Return the orders by case and day; those of one case and day are told apart by number."""
    found: dict[str, CourtOrder] = {}
    for order in law.orders:
        key, number = f"{order.case} {order.dated}", 1
        while f"{key} {number}" in found:
            number += 1
        found[f"{key} {number}"] = order
    return found


def _order_words(order: CourtOrder) -> str:
    dated = _("undated") if order.dated is None else order.dated
    return _("order in {case} ({court}, {dated})").format(
        case=order.case, court=order.court, dated=dated
    )


def _state(old: KnownState, new: KnownState) -> Iterator[str]:
    known = (new.state, new.in_effect_through, new.line)
    if known != (old.state, old.in_effect_through, old.line):
        yield _("{line} is now {state}, before: {before}").format(
            line=new.line, state=_state_words(new), before=_state_words(old)
        )
    if new.last_confirmed != old.last_confirmed:
        yield _("last checked {day}, before: {before}").format(
            day=_day(new.last_confirmed), before=_day(old.last_confirmed)
        )


def _state_words(known: KnownState) -> str:
    match known.state:
        case CurrentState.IN_EFFECT:
            words = _("in effect")
        case CurrentState.TERMINATED:
            words = _("terminated")
        case CurrentState.COURT_CONTESTED:
            words = _("contested in court")
        case CurrentState.UNCONFIRMED:
            words = _("unconfirmed")
    if known.in_effect_through is None:
        return words
    return _("{state} (in effect through {day} for certain)").format(
        state=words, day=known.in_effect_through
    )


def _notes(before: RulePack, after: RulePack) -> Iterator[str]:
    yield from _listed(
        {note.id: note for note in before.global_notes},
        {note.id: note for note in after.global_notes},
        lambda note: _("note: {text}").format(text=note.text),
        lambda *_both: (),
    )
