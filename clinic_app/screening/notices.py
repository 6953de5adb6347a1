"""What the notices of one line said, as known and as courts let them work on one day."""

from dataclasses import dataclass
from datetime import date

from clinic_app.screening.rule_pack import (
    CountryLaw,
    CourtOrder,
    DesignationEvent,
    EventType,
    OrderEffect,
)

_BLOCKS = {OrderEffect.STAYS, OrderEffect.VACATES, OrderEffect.PARTLY_VACATES}
_DECIDES = {*_BLOCKS, OrderEffect.REVERSES, OrderEffect.REINSTATES}
_EXTENDS = {EventType.EXTENSION, EventType.AUTOMATIC_EXTENSION}
_BEGINS_A_PERIOD = {EventType.DESIGNATION, EventType.REDESIGNATION, *_EXTENDS}
_TAKES_BACK = {EventType.VACATUR, EventType.PARTIAL_VACATUR}


@dataclass(frozen=True, slots=True)
class Period:
    """Days for which a notice declared TPS, both included, as known on one day."""

    event: DesignationEvent
    first: date
    last: date

    @property
    def is_extension(self) -> bool:
        """The notice prolongs a designation; late initial registration needs that."""
        return self.event.type in _EXTENDS


def known_events(law: CountryLaw, line: str, day: date) -> tuple[DesignationEvent, ...]:
    """Return the events of *line* that the public could read on *day*, oldest first.

    An event without a publication day is left out: see :func:`undated_events`.
    """
    known = [
        (event.published, event)
        for event in law.events
        if event.line == line and event.published is not None and event.published <= day
    ]
    return tuple(event for _, event in sorted(known, key=lambda dated: dated[0]))


def undated_events(law: CountryLaw, line: str) -> tuple[DesignationEvent, ...]:
    """Return the events of *line* of which nobody knows when they were published."""
    return tuple(e for e in law.events if e.line == line and e.published is None)


def working_events(law: CountryLaw, line: str, day: date) -> tuple[DesignationEvent, ...]:
    """Return the known events that still count on *day*, oldest first.

    Left out: what a vacatur removed, unless a court held that vacatur off, and what a court
    set aside with the government following it. A termination that a court merely holds off
    is still here: whether it works is the question that makes a designation contested.
    """
    known = known_events(law, line, day)
    removed = {
        event.vacates
        for event in known
        if event.vacates is not None and blocking_order(law, event, day) is None
    }
    return tuple(
        event for event in known if event.id not in removed and not _is_void(law, event, day)
    )


def qualifying_events(law: CountryLaw, line: str, day: date) -> tuple[DesignationEvent, ...]:
    """Return the known notices that shorten or take back others, or were themselves void.

    How long a designation lasts rests on them as well: a vacatur, whether it works or not,
    and a termination that a court set aside with the government following it.
    """
    return tuple(
        event
        for event in known_events(law, line, day)
        if event.type in _TAKES_BACK or _is_void(law, event, day)
    )


def blocking_order(law: CountryLaw, event: DesignationEvent, day: date) -> CourtOrder | None:
    """Return the court order that keeps *event* from working on *day*, None where it works.

    The newest order that acts on the event decides; one that covers only some people does
    not decide for all.
    """
    deciding = [
        order
        for order in orders_on(law, (event,), day)
        if order.effect in _DECIDES and not order.covers and _works(order, day)
    ]
    if not deciding or deciding[-1].effect not in _BLOCKS:
        return None
    return deciding[-1]


def orders_on(
    law: CountryLaw, events: tuple[DesignationEvent, ...], day: date
) -> tuple[CourtOrder, ...]:
    """Return the orders made by *day* that act on any of *events*, oldest first.

    An order of which nobody knows the day is always among them, before all others.
    """
    if not law.orders:
        return ()
    ids = {event.id for event in events}
    known = [o for o in law.orders if not ids.isdisjoint(o.acts_on) and _made_on(o) <= day]
    return tuple(sorted(known, key=_made_on))


def orders_for_some(
    law: CountryLaw, events: tuple[DesignationEvent, ...], day: date
) -> tuple[CourtOrder, ...]:
    """Return the orders that on *day* hold *events* off for some people only, oldest first."""
    return tuple(
        order
        for order in orders_on(law, events, day)
        if order.covers and order.effect in _BLOCKS and _works(order, day)
    )


def periods(law: CountryLaw, line: str, day: date) -> tuple[Period, ...]:
    """Return the periods of *line* as known on *day*, oldest notice first."""
    working = working_events(law, line, day)
    return tuple(
        Period(event, event.effective_start, _cut(law, working, event, day, event.effective_end))
        for event in working
        if event.type in _BEGINS_A_PERIOD
        and event.effective_start is not None
        and event.effective_end is not None
    )


def governing_termination(law: CountryLaw, line: str, day: date) -> DesignationEvent | None:
    """Return the termination that stands on *day*, whether or not a court holds it off.

    The newest one; one that was rescinded, or followed by a notice that declared TPS anew,
    stands no more.
    """
    standing = None
    for event in working_events(law, line, day):
        if event.type is EventType.TERMINATION:
            standing = event
        elif event.type is EventType.TERMINATION_RESCINDED or event.type in _BEGINS_A_PERIOD:
            standing = None
    return standing


def window_end(law: CountryLaw, event: DesignationEvent, day: date) -> date | None:
    """Return the last day of the initial window of *event* as known on *day*.

    None where the notice opened none.
    """
    window = event.initial_registration
    if window is None:
        return None
    last = window.last
    lengthened = event.initial_registration_lengthened
    first_end = event.initial_registration_first_end
    if lengthened is not None and first_end is not None and not _is_out(lengthened.published, day):
        last = first_end
    cuts = _cuts(law, working_events(law, event.line, day), event, day)
    cut_to = (cut.initial_registration for cut in cuts)
    return min([last, *(window.last for window in cut_to if window is not None)])


def _is_out(published: date | None, day: date) -> bool:
    return published is not None and published <= day


def _made_on(order: CourtOrder) -> date:
    return order.dated or order.first or date.min


def _works(order: CourtOrder, day: date) -> bool:
    return (order.first or date.min) <= day <= (order.until or date.max)


def _is_void(law: CountryLaw, event: DesignationEvent, day: date) -> bool:
    order = blocking_order(law, event, day)
    return order is not None and order.is_honoured


def _cuts(
    law: CountryLaw, working: tuple[DesignationEvent, ...], event: DesignationEvent, day: date
) -> tuple[DesignationEvent, ...]:
    return tuple(
        other
        for other in working
        if event.id in other.partly_vacates and blocking_order(law, other, day) is None
    )


def _cut(
    law: CountryLaw,
    working: tuple[DesignationEvent, ...],
    event: DesignationEvent,
    day: date,
    last: date,
) -> date:
    ends = (cut.effective_end for cut in _cuts(law, working, event, day))
    return min([last, *(end for end in ends if end is not None)])
