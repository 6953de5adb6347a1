"""The dated law as data: what notices and courts changed, as read from a rule pack."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.screening.places import folded, names_of


class EventType(Enum):
    """What a Federal Register notice did."""

    DESIGNATION = "designation"
    REDESIGNATION = "redesignation"
    EXTENSION = "extension"
    AUTOMATIC_EXTENSION = "automatic_extension"
    TERMINATION = "termination"
    TERMINATION_RESCINDED = "termination_rescinded"
    VACATUR = "vacatur"
    PARTIAL_VACATUR = "partial_vacatur"


class OrderEffect(Enum):
    """What a court order did to the notices it acts on.

    REINSTATES: they work again while an appeal is pending, because the order that held them
    off is itself stayed. REVERSES: that order is gone for good.
    """

    STAYS = "stays"
    VACATES = "vacates"
    PARTLY_VACATES = "partly_vacates"
    REVERSES = "reverses"
    REINSTATES = "reinstates"
    NONE = "none"


class CurrentState(Enum):
    """What was known of a country's TPS when the pack was made."""

    IN_EFFECT = "in_effect"
    TERMINATED = "terminated"
    COURT_CONTESTED = "court_contested"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which one may register, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengthened:
    """A later notice that moved the end of a window to *last*."""

    last: date
    published: date | None
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationEvent:
    """One notice. Every date is inclusive; None is "not applicable or not known".

    Attributes:
        id: Such as ``HT-2024-R``.
        line: The designation the notice belongs to; dates never cross lines.
        published: When the public could know it; None makes the event unconfirmed.
        initial_registration: As it reads today, lengthenings included.
        initial_registration_first_end: Its last day as first printed, where it was
            lengthened later.
        initial_registration_lengthened: The notice that did so.
        reregistration: As first printed; a lengthening is beside it.
        vacates: Event id that this one removes from its publication on.
        partly_vacates: Event ids that end, and whose windows end, with this one at the
            latest, from its publication on; read by hand from the note.
        confidence: ``high``, ``medium`` or ``low``; shown, never decides.
        confirmed_by: Who at the clinic read it, on the day that stands in *published*, where the
            pack does not list it; empty for a pack's own. See :mod:`confirmation`.
    """

    id: str
    type: EventType
    line: str
    published: date | None
    citation: str
    effective_start: date | None
    effective_end: date | None
    cr_since: date | None
    cpp_since: date | None
    initial_registration: Window | None
    initial_registration_first_end: date | None
    initial_registration_lengthened: Lengthened | None
    reregistration: Window | None
    reregistration_lengthened: Lengthened | None
    ead_auto_extension_through: date | None
    termination_effective: date | None
    vacates: str | None
    partly_vacates: tuple[str, ...]
    confidence: str
    source: str
    note: str
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrder:
    """One court order: its text, and what of it a program can apply.

    Attributes:
        case: As the source names it.
        dated: When it was made; None where not known.
        text: The effect in words, as written in the source.
        acts_on: Ids of the events it acts on.
        effect: What it does to them; derived by hand, so never confirmed.
        first: First day it works; None where *effect* is NONE, or where the day is not
            known: such an order works on every day, never "not yet".
        until: Last day it works, None while it stands.
        covers: Whom it covers, in words; empty for everybody.
        is_honoured: The government followed it, so the notices it acts on count as never
            made; otherwise a termination that it holds off is contested.
        is_confirmed: False until an attorney has read *acts_on* to *is_honoured*.
    """

    case: str
    court: str
    dated: date | None
    text: str
    acts_on: tuple[str, ...]
    effect: OrderEffect
    first: date | None
    until: date | None
    covers: str
    is_honoured: bool
    is_confirmed: bool
    confidence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownState:
    """What was known of one country when the pack was made.

    Attributes:
        line: The designation that it speaks of.
        in_effect_through: Last day that it was in effect for certain.
        last_confirmed: Day of the newest source that anybody read about it.
    """

    line: str
    as_of: date
    state: CurrentState
    in_effect_through: date | None
    last_confirmed: date | None
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Days, both included, for which notices are missing here: not to be screened."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderWindow:
    """An initial registration window whose notice is not among the events."""

    first: date
    last: date
    confidence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One designation with its extensions and redesignations; dates never cross lines.

    Attributes:
        name: Such as ``Haiti 2021``.
        is_older_than_pack: It began before its first event here, so days before that event
            are unconfirmed and not "never designated".
        replaced_by: The later designation under which its holders had to register anew.
        incomplete: Oldest first; on these days nothing about the line is confirmed.
        older_windows: For late registration only, oldest first.
    """

    name: str
    is_older_than_pack: bool
    replaced_by: str | None
    incomplete: tuple[Gap, ...]
    older_windows: tuple[OlderWindow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryLaw:
    """Everything dated about one country's TPS.

    Attributes:
        also_written: How clients and workers write it, or its people, besides. Without these, a
            nationality typed in another language would be one of another state, which is a bar.
        disputed_parts: Places that another state claims; nationality is of the state.
        lines: Oldest first.
        events: In the order of the country's file, oldest of each line first.
        orders: In the order of the country's file, oldest of each case first.
    """

    name: str
    iso2: str
    aliases: tuple[str, ...]
    also_written: tuple[str, ...] = ()
    disputed_parts: tuple[str, ...] = ()
    known: KnownState
    lines: tuple[Line, ...]
    events: tuple[DesignationEvent, ...]
    orders: tuple[CourtOrder, ...]

    @property
    def names(self) -> frozenset[str]:
        """Everything that this state is called, folded as :mod:`places` does."""
        return names_of((self.name, self.iso2, *self.aliases, *self.also_written))

    def is_disputed_part(self, place: str) -> bool:
        """Whether another state claims *place*, so that the place alone settles nothing."""
        written = folded(place)
        return any(folded(part) in written for part in self.disputed_parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalNote:
    """A note that concerns several countries.

    Attributes:
        cite: How a finding cites it; empty where none does.
        dated: The day from which it was known; None for always.
    """

    id: str
    cite: str
    dated: date | None
    text: str
    confidence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """A verified rule pack.

    Attributes:
        version: Such as ``2026.11``.
        as_of: The day the pack was made.
        latest_source_seen: The newest source that anybody read; the pack's age counts
            from here.
        check_by: Day by which somebody must look at the law again; None for none set.
        countries: In alphabetical order of their names.
        could_not_confirm: Open points, in words.
    """

    version: str
    as_of: date
    latest_source_seen: date
    check_by: date | None
    countries: tuple[CountryLaw, ...]
    global_notes: tuple[GlobalNote, ...]
    could_not_confirm: tuple[str, ...]

    def is_newer_than(self, other: "RulePack") -> bool:
        """Whether this pack is a later one: of a higher version, and not by fewer sources."""
        is_later = self.comes_after(other.version)
        return is_later and self.latest_source_seen >= other.latest_source_seen

    def comes_after(self, version: str) -> bool:
        """Whether this pack's version is higher than another one."""
        return _numbers(self.version) > _numbers(version)

    def country(self, named: str) -> CountryLaw | None:
        """Return the law of a country by any of its names or its ISO code, as people write it."""
        wanted = folded(named)
        return next((law for law in self.countries if wanted in law.names), None)


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers in a version, so that ``2026.11`` comes after ``2026.9``."""
    return tuple(int(number) for number in re.findall(r"[0-9]+", version))
