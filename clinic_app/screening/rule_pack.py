"""The dated law as data: what notices and courts changed, as read from a rule pack."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


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
    """What a court order did to the notices it acts on."""

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
    """A later notice that moved the end of a window."""

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
        confidence: ``high``, ``medium`` or ``low``; shown, never decides.
        vacates: Event id that this one removes from its publication on.
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
    reregistration: Window | None
    reregistration_lengthened: Lengthened | None
    ead_auto_extension_through: date | None
    termination_effective: date | None
    vacates: str | None
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrder:
    """One court order: its text, and what of it a program can apply.

    Attributes:
        case: As the source names it.
        dated: When it was made; None where not known.
        text: The effect in words, as written in the source.
        acts_on: Ids of the events it acts on.
        effect: What it does to them; derived by hand, so never confirmed.
        first: First day it works; None where *effect* is NONE.
        until: Last day it works, None while it stands.
        covers: Whom it covers, in words; empty for everybody.
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
    is_confirmed: bool
    confidence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownState:
    """What was known of one country when the pack was made."""

    as_of: date
    state: CurrentState
    in_effect_through: date | None
    last_confirmed: date | None
    confidence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryLaw:
    """Everything dated about one country's TPS, oldest event first."""

    name: str
    iso2: str
    aliases: tuple[str, ...]
    known: KnownState
    events: tuple[DesignationEvent, ...]
    orders: tuple[CourtOrder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalNote:
    """A note that concerns several countries."""

    id: str
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
        countries: In alphabetical order of their names.
        could_not_confirm: Open points, in words.
    """

    version: str
    as_of: date
    latest_source_seen: date
    countries: tuple[CountryLaw, ...]
    global_notes: tuple[GlobalNote, ...]
    could_not_confirm: tuple[str, ...]

    def country(self, named: str) -> CountryLaw | None:
        """Return the law of a country by name, alias or ISO code, whatever the case."""
        wanted = named.casefold()
        for law in self.countries:
            if wanted in {law.iso2.casefold(), law.name.casefold()} or wanted in {
                alias.casefold() for alias in law.aliases
            }:
                return law
        return None
