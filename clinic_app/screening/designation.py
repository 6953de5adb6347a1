"""Whether a country's designation is in force, as known on the day of the screening.

Four different answers: in force, ended, contested in court, unconfirmed. Everything here
uses only what was published by that day; what the pack knows of today is read only for a day
after the last known period or after a termination's date.

Source:
    INA 244(b), 8 U.S.C. 1254a(b); 8 CFR 244.19.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.screening.notices import (
    Period,
    blocking_order,
    governing_termination,
    known_events,
    orders_for_some,
    orders_on,
    periods,
    qualifying_events,
    undated_events,
)
from clinic_app.screening.outcome import weakest
from clinic_app.screening.rule_pack import (
    CountryLaw,
    CourtOrder,
    CurrentState,
    DesignationEvent,
    KnownState,
    Line,
)


class StandingKind(Enum):
    """What can be said of one designation on one day; what serves a client best comes first."""

    IN_FORCE = "in_force"
    CONTESTED = "contested"
    UNCONFIRMED = "unconfirmed"
    ENDED = "ended"


_KIND_OF_TODAY = {
    CurrentState.TERMINATED: StandingKind.ENDED,
    CurrentState.COURT_CONTESTED: StandingKind.CONTESTED,
    CurrentState.UNCONFIRMED: StandingKind.UNCONFIRMED,
    CurrentState.IN_EFFECT: StandingKind.UNCONFIRMED,
}
"""A pack that says "in effect" and lists no notice for the day confirms nothing about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one line stands on one day, and what that rests on.

    Attributes:
        line: Such as ``Haiti 2021``.
        through: IN_FORCE: last day as known (for a termination that is not yet due, its
            date). ENDED: last day it was in force, None where not known (courts held the
            end off for a while, or another designation took its place). CONTESTED: last day
            it was in effect for certain; None means that STATUS_UNCONFIRMED is due as well.
            UNCONFIRMED: end of the last known period, None where none is known.
        notices: What it rests on, most telling first; empty where the day is before the
            first notice that the pack knows.
        orders: The court orders made by that day which act on these notices, oldest first;
            their case names and what they say is what to check.
        for_some: Those of *orders* that on this day hold a notice off for some people only,
            named in ``covers``: a client may be one of them, whatever *kind* says.
        known: The pack's word on today, where it was needed; None where the notices alone
            answered.
        is_extension: IN_FORCE in days that an extension, not the first designation, gives:
            late initial registration needs that.
    """

    line: str
    kind: StandingKind
    through: date | None
    notices: tuple[DesignationEvent, ...]
    orders: tuple[CourtOrder, ...] = ()
    for_some: tuple[CourtOrder, ...] = ()
    known: KnownState | None = None
    is_extension: bool = False

    @property
    def citations(self) -> tuple[str, ...]:
        """Federal Register citations of the notices, most telling first, each once."""
        return tuple(dict.fromkeys(event.citation for event in self.notices))

    @property
    def cases(self) -> tuple[str, ...]:
        """Names of the court cases, oldest first, each once."""
        return tuple(dict.fromkeys(order.case for order in self.orders))

    @property
    def confidence(self) -> str | None:
        """The weakest confidence of all that this rests on."""
        said = [event.confidence for event in self.notices]
        said += [order.confidence for order in self.orders]
        return weakest((*said, None if self.known is None else self.known.confidence))


def standing_on(law: CountryLaw, line: str, day: date) -> Standing | None:
    """Say where *line* stands on *day*; None where it had not been designated yet.

    A line with a notice of which nobody knows when it was published is unconfirmed on every
    day: the notice may have been out, and is never taken as "not yet known".
    """
    view = _View(law, next(each for each in law.lines if each.name == line), day)
    replacing = view.replacing()
    if replacing:
        return view.says(StandingKind.ENDED, None, replacing)
    undated = undated_events(law, line)
    if undated:
        return view.says(StandingKind.UNCONFIRMED, view.last_end(), undated)
    termination = governing_termination(law, line, day)
    if termination is not None and view.is_past(termination):
        return view.after_termination(termination)
    if view.is_incomplete():
        return view.says(StandingKind.UNCONFIRMED, view.last_end(), view.latest())
    if termination is not None or view.covering():
        return view.in_force(termination)
    return view.outside_periods()


def standings(law: CountryLaw, day: date) -> tuple[Standing, ...]:
    """Return the standing of every line that existed on *day*, newest line first.

    A line whose holders had to register anew under a later designation is ENDED from the
    publication of that designation on.
    """
    found = (standing_on(law, line.name, day) for line in reversed(law.lines))
    return tuple(standing for standing in found if standing is not None)


def best_standing(law: CountryLaw, day: date) -> Standing | None:
    """Return the line that serves a client best on *day*: in force, contested, unconfirmed, ended.

    Among equals the newest line. None where the country had no designation at all.
    """
    best_first = list(StandingKind)
    return min(standings(law, day), key=lambda each: best_first.index(each.kind), default=None)


def line_named(law: CountryLaw, text: str) -> str | None:
    """Return the line meant by a line's name, an event id or a year, None where unclear."""
    wanted = text.strip().casefold()
    for event in law.events:
        if event.id.casefold() == wanted:
            return event.line
    exact = [line.name for line in law.lines if line.name.casefold() == wanted]
    found = exact or [line.name for line in law.lines if line.name.split()[-1] in wanted.split()]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _View:
    """One line seen from one day."""

    law: CountryLaw
    line: Line
    day: date

    def replacing(self) -> tuple[DesignationEvent, ...]:
        """Return the first notice of the designation that took this one's place."""
        if self.line.replaced_by is None:
            return ()
        return known_events(self.law, self.line.replaced_by, self.day)[:1]

    def is_past(self, termination: DesignationEvent) -> bool:
        """The last day of status, as the notice gave it, is over."""
        last = termination.termination_effective
        return last is not None and last < self.day

    def is_incomplete(self) -> bool:
        """Notices about this day are missing here."""
        return any(gap.first <= self.day <= gap.last for gap in self.line.incomplete)

    def covering(self) -> tuple[Period, ...]:
        """Return the periods that include the day, newest notice first."""
        return tuple(p for p in reversed(self._periods()) if p.first <= self.day <= p.last)

    def last_end(self) -> date | None:
        """Return the end of the last period that is over."""
        return max((p.last for p in self._periods() if p.last < self.day), default=None)

    def latest(self) -> tuple[DesignationEvent, ...]:
        """Return the newest notice that the public could read, none where there is none."""
        return known_events(self.law, self.line.name, self.day)[-1:]

    def in_force(self, termination: DesignationEvent | None) -> Standing:
        """Say that status lasts through the day, and how long it will as known.

        A termination that is published and not yet due says so even where the last period
        is over: the statute's 60 days are on the decision, its notice may come later.

        Contested where a court holds off every notice that declares TPS for the day.

        Source:
            8 U.S.C. 1254a(b)(3)(B) and (C).
        """
        notices = tuple(period.event for period in self.covering())
        if notices and all(blocking_order(self.law, each, self.day) for each in notices):
            return self.says(StandingKind.CONTESTED, None, notices)
        if termination is not None:
            through, notices = termination.termination_effective, (termination, *notices)
        else:
            lasting = self._lasting()
            through, notices = max(p.last for p in lasting), tuple(p.event for p in lasting)
        return self.says(
            StandingKind.IN_FORCE,
            through,
            (*notices, *qualifying_events(self.law, self.line.name, self.day)),
            is_extension=any(p.is_extension and p.first <= self.day for p in self._periods()),
        )

    def after_termination(self, termination: DesignationEvent) -> Standing:
        """Say what became of a termination whose last day of status is over.

        Contested while a court holds it off; else the pack's word on today is read.
        """
        last = termination.termination_effective
        notices = (termination, *qualifying_events(self.law, self.line.name, self.day))
        if blocking_order(self.law, termination, self.day) is not None:
            certain = None if self.is_incomplete() else last
            return self.says(StandingKind.CONTESTED, certain, notices)
        if self.is_incomplete():
            return self.says(StandingKind.UNCONFIRMED, self.last_end(), notices)
        if self.law.known.line == self.line.name:
            return self._as_of_today(notices, last)
        was_in_court = bool(orders_on(self.law, (termination,), self.day))
        return self.says(StandingKind.ENDED, None if was_in_court else last, notices)

    def outside_periods(self) -> Standing | None:
        """Say what a day is that no period includes and no termination explains.

        Never an automatic extension that nobody published.
        """
        last = self.last_end()
        if last is None:
            if not self.line.is_older_than_pack:
                return None
            return self.says(StandingKind.UNCONFIRMED, None, self.latest())
        known = self.law.known
        is_later = known.in_effect_through is None or known.in_effect_through < self.day
        if known.line == self.line.name and is_later:
            return self._as_of_today(self.latest(), last)
        return self.says(StandingKind.UNCONFIRMED, last, self.latest())

    def says(
        self,
        kind: StandingKind,
        through: date | None,
        notices: tuple[DesignationEvent, ...],
        *,
        known: KnownState | None = None,
        is_extension: bool = False,
    ) -> Standing:
        """Make the answer, with the orders that act on its notices."""
        once = tuple(dict.fromkeys(notices))
        return Standing(
            line=self.line.name,
            kind=kind,
            through=through,
            notices=once,
            orders=orders_on(self.law, once, self.day),
            for_some=orders_for_some(self.law, once, self.day),
            known=known,
            is_extension=is_extension,
        )

    def _as_of_today(self, notices: tuple[DesignationEvent, ...], last: date | None) -> Standing:
        known = self.law.known
        kind = _KIND_OF_TODAY[known.state]
        certain = known.in_effect_through
        if kind is StandingKind.ENDED and certain is not None and self.day <= certain:
            # The notice says "over", the pack says "still in effect that day": after a stay
            # was reversed, until the day that the termination really came to work.
            has_orders = bool(orders_on(self.law, notices, self.day))
            kind = StandingKind.CONTESTED if has_orders else StandingKind.UNCONFIRMED
        through = {
            StandingKind.CONTESTED: certain,
            StandingKind.ENDED: certain or last,
        }.get(kind, self.last_end())
        return self.says(kind, through, notices, known=known)

    def _periods(self) -> tuple[Period, ...]:
        return periods(self.law, self.line.name, self.day)

    def _lasting(self) -> tuple[Period, ...]:
        """Return the periods that follow on each other from the day on, newest notice first."""
        found, end = [], self.day
        for period in sorted(self._periods(), key=lambda each: each.first):
            if period.first.toordinal() <= end.toordinal() + 1 and period.last >= self.day:
                found.append(period)
                end = max(end, period.last)
        return tuple(period for period in reversed(self._periods()) if period in found)
