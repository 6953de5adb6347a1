"""What the parts of a rule pack owe each other: ids that exist, ends after their starts.

A pack that breaks one of these promises is refused as a whole: half a law is no law.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from clinic_app.screening.rule_pack import (
    CountryLaw,
    CourtOrder,
    DesignationEvent,
    EventType,
    Line,
    OrderEffect,
    RulePack,
)
from clinic_app.screening.strict_toml import PackError, PackProblem

_NEEDS: dict[EventType, tuple[str, ...]] = {
    EventType.DESIGNATION: ("effective_start", "effective_end", "cr_since", "cpp_since"),
    EventType.REDESIGNATION: ("effective_start", "effective_end", "cr_since", "cpp_since"),
    EventType.EXTENSION: ("effective_start", "effective_end"),
    EventType.AUTOMATIC_EXTENSION: ("effective_start", "effective_end"),
    EventType.TERMINATION: ("termination_effective",),
    EventType.TERMINATION_RESCINDED: (),
    EventType.VACATUR: ("vacates",),
    EventType.PARTIAL_VACATUR: ("effective_end", "partly_vacates"),
}
"""What a notice cannot be applied without."""

_Span = tuple[str, date | None, date | None]


def check_country(file: str, law: CountryLaw) -> None:
    """Accept *law*, or refuse it.

    Raises:
        PackError: With the id of the event, the name of the line or the number of the order.
    """
    lines = [line.name for line in law.lines]
    events = {event.id: event for event in law.events}
    _once(file, "lines", lines)
    _once(file, "events", [event.id for event in law.events])
    _exists(file, "current_state.line", [law.known.line], lines)
    _in_order(file, [("current_state.last_confirmed", law.known.last_confirmed, law.known.as_of)])
    for line in law.lines:
        _check_line(file, line, law)
    for event in law.events:
        _exists(file, f"{event.id}.line", [event.line], lines)
        _check_event(file, event, events)
    for number, order in enumerate(law.orders):
        _check_order(file, f"orders[{number}]", order, events)


def check_pack(file: str, pack: RulePack) -> None:
    """Accept what the countries of *pack* say together, or refuse it.

    Raises:
        PackError: No country, one given twice, an event id in two countries, or a source
            newer than the pack.
    """
    if not pack.countries:
        raise PackError(file, "countries", PackProblem.FILE_MISSING)
    named = [_names(law) for law in pack.countries]
    _once(file, "countries", [name for names in named for name in names])
    _once(file, "events", [event.id for law in pack.countries for event in law.events])
    _once(file, "global_notes", [note.id for note in pack.global_notes])
    _in_order(
        file,
        [
            ("as_of", pack.latest_source_seen, pack.as_of),
            ("check_by", pack.as_of, pack.check_by),
        ],
    )


def _names(law: CountryLaw) -> set[str]:
    return set(law.names)


def _check_line(file: str, line: Line, law: CountryLaw) -> None:
    key = f"lines.{line.name}"
    names = [each.name for each in law.lines]
    if not any(event.line == line.name for event in law.events):
        raise PackError(file, key, PackProblem.NOT_FOUND)
    if line.replaced_by is not None:
        _exists(file, f"{key}.replaced_by", [line.replaced_by], names)
        if names.index(line.replaced_by) <= names.index(line.name):
            raise PackError(file, f"{key}.replaced_by", PackProblem.DOES_NOT_BELONG)
    spans = [(f"{key}.incomplete", gap.first, gap.last) for gap in line.incomplete]
    spans += [(f"{key}.older_windows", old.first, old.last) for old in line.older_windows]
    _in_order(file, spans)


def _check_event(file: str, event: DesignationEvent, events: dict[str, DesignationEvent]) -> None:
    for name in _NEEDS[event.type]:
        if not getattr(event, name):
            raise PackError(file, f"{event.id}.{name}", PackProblem.KEY_MISSING)
    _in_order(file, _spans(event))
    for name, targets in (
        ("vacates", [event.vacates] if event.vacates is not None else []),
        ("partly_vacates", list(event.partly_vacates)),
    ):
        key = f"{event.id}.{name}"
        _exists(file, key, targets, events)
        if any(target == event.id or events[target].line != event.line for target in targets):
            raise PackError(file, key, PackProblem.DOES_NOT_BELONG)
    _check_lengthened(file, event)


def _check_lengthened(file: str, event: DesignationEvent) -> None:
    """A lengthening and the first end come together, and need a window to lengthen."""
    first_end = event.initial_registration_first_end
    longer = event.initial_registration_lengthened
    window = event.initial_registration
    key = f"{event.id}.initial_registration_lengthened"
    if (first_end is None) != (longer is None) or (longer is not None and window is None):
        raise PackError(file, key, PackProblem.KEY_MISSING)
    if longer is not None and window is not None and longer.last != window.last:
        raise PackError(file, key, PackProblem.DOES_NOT_BELONG)
    if event.reregistration_lengthened is not None and event.reregistration is None:
        raise PackError(file, f"{event.id}.reregistration", PackProblem.KEY_MISSING)


def _spans(event: DesignationEvent) -> Iterator[_Span]:
    yield f"{event.id}.effective_end", event.effective_start, event.effective_end
    yield f"{event.id}.termination_effective", event.published, event.termination_effective
    initial, again = event.initial_registration, event.reregistration
    first_end = event.initial_registration_first_end
    if initial is not None:
        key = f"{event.id}.initial_registration"
        yield key, initial.first, initial.last
        yield f"{key}_first_end", initial.first, first_end
        yield f"{key}_lengthened", first_end, initial.last
    if again is not None:
        longer = event.reregistration_lengthened
        yield f"{event.id}.reregistration", again.first, again.last
        if longer is not None:
            yield f"{event.id}.reregistration_lengthened", again.last, longer.last


def _check_order(
    file: str, key: str, order: CourtOrder, events: dict[str, DesignationEvent]
) -> None:
    _exists(file, f"{key}.acts_on", order.acts_on, events)
    _once(file, f"{key}.acts_on", order.acts_on)
    if order.effect is not OrderEffect.NONE and not order.acts_on:
        raise PackError(file, f"{key}.acts_on", PackProblem.KEY_MISSING)
    if order.effect is not OrderEffect.NONE and order.first is None and order.dated is not None:
        raise PackError(file, f"{key}.from", PackProblem.KEY_MISSING)
    _in_order(file, [(f"{key}.from", order.dated, order.first)])
    _in_order(file, [(f"{key}.until", order.first, order.until)])


def _exists(file: str, key: str, wanted: Iterable[str], known: Iterable[str]) -> None:
    if set(wanted) - set(known):
        raise PackError(file, key, PackProblem.NOT_FOUND)


def _once(file: str, key: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise PackError(file, f"{key}.{name}", PackProblem.GIVEN_TWICE)
        seen.add(name)


def _in_order(file: str, spans: Iterable[_Span]) -> None:
    for key, first, last in spans:
        if first is not None and last is not None and last < first:
            raise PackError(file, key, PackProblem.ENDS_BEFORE_START)
