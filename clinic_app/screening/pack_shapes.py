"""The tables of a rule pack's files, and the values that they become."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from clinic_app.screening.rule_pack import (
    CountryLaw,
    CourtOrder,
    CurrentState,
    DesignationEvent,
    EventType,
    Gap,
    GlobalNote,
    KnownState,
    Lengthened,
    Line,
    OlderWindow,
    OrderEffect,
    Window,
)
from clinic_app.screening.strict_toml import Strict

Words = Annotated[str, msgspec.Meta(min_length=1)]
Confidence = Literal["high", "medium", "low"]
Iso2 = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]


class NoteTable(Strict, kw_only=True):
    """``[[global_notes]]`` of pack.toml."""

    id: Words
    cite: str = ""
    dated: date | None = None
    text: Words
    confidence: Confidence
    source: Words

    def value(self) -> GlobalNote:
        """Return the note."""
        return GlobalNote(
            id=self.id,
            cite=self.cite,
            dated=self.dated,
            text=self.text,
            confidence=self.confidence,
            source=self.source,
        )


class PackFile(Strict, kw_only=True):
    """The whole of pack.toml; *format* is the only version that this program reads."""

    format: Literal[1]
    version: Words
    as_of: date
    latest_source_seen: date
    check_by: date | None = None
    could_not_confirm: tuple[Words, ...]
    global_notes: tuple[NoteTable, ...]


class _WindowTable(Strict):
    first: date
    last: date

    def value(self) -> Window:
        return Window(self.first, self.last)


class _LengthenedTable(Strict):
    last: date
    published: date
    fr_citation: Words

    def value(self) -> Lengthened:
        return Lengthened(last=self.last, published=self.published, citation=self.fr_citation)


class _GapTable(Strict):
    first: date
    last: date


class _OlderWindowTable(Strict):
    first: date
    last: date
    confidence: Confidence
    source: Words

    def value(self) -> OlderWindow:
        return OlderWindow(
            first=self.first, last=self.last, confidence=self.confidence, source=self.source
        )


class _LineTable(Strict, kw_only=True):
    name: Words
    is_older_than_pack: bool = False
    replaced_by: Words | None = None
    incomplete: tuple[_GapTable, ...] = ()
    older_windows: tuple[_OlderWindowTable, ...] = ()

    def value(self) -> Line:
        return Line(
            name=self.name,
            is_older_than_pack=self.is_older_than_pack,
            replaced_by=self.replaced_by,
            incomplete=tuple(Gap(gap.first, gap.last) for gap in self.incomplete),
            older_windows=tuple(window.value() for window in self.older_windows),
        )


class _StateTable(Strict, kw_only=True):
    line: Words
    as_of: date
    state: CurrentState
    in_effect_through: date | None = None
    last_confirmed: date | None = None
    confidence: Confidence
    note: Words

    def value(self) -> KnownState:
        return KnownState(
            line=self.line,
            as_of=self.as_of,
            state=self.state,
            in_effect_through=self.in_effect_through,
            last_confirmed=self.last_confirmed,
            confidence=self.confidence,
            note=self.note,
        )


class _EventTable(Strict, kw_only=True):
    id: Words
    line: Words
    type: EventType
    published: date | None = None
    fr_citation: Words
    effective_start: date | None = None
    effective_end: date | None = None
    cr_since: date | None = None
    cpp_since: date | None = None
    initial_registration: _WindowTable | None = None
    initial_registration_first_end: date | None = None
    initial_registration_lengthened: _LengthenedTable | None = None
    reregistration: _WindowTable | None = None
    reregistration_lengthened: _LengthenedTable | None = None
    ead_auto_extension_through: date | None = None
    termination_effective: date | None = None
    vacates: Words | None = None
    partly_vacates: tuple[Words, ...] = ()
    confidence: Confidence
    source: Words
    note: str = ""

    def value(self) -> DesignationEvent:
        initial, again = self.initial_registration, self.reregistration
        longer, longer_again = self.initial_registration_lengthened, self.reregistration_lengthened
        return DesignationEvent(
            id=self.id,
            type=self.type,
            line=self.line,
            published=self.published,
            citation=self.fr_citation,
            effective_start=self.effective_start,
            effective_end=self.effective_end,
            cr_since=self.cr_since,
            cpp_since=self.cpp_since,
            initial_registration=initial.value() if initial else None,
            initial_registration_first_end=self.initial_registration_first_end,
            initial_registration_lengthened=longer.value() if longer else None,
            reregistration=again.value() if again else None,
            reregistration_lengthened=longer_again.value() if longer_again else None,
            ead_auto_extension_through=self.ead_auto_extension_through,
            termination_effective=self.termination_effective,
            vacates=self.vacates,
            partly_vacates=self.partly_vacates,
            confidence=self.confidence,
            source=self.source,
            note=self.note,
        )


class _OrderTable(Strict, kw_only=True):
    case: Words
    court: Words
    dated: date | None = None
    text: Words
    acts_on: tuple[Words, ...]
    effect: OrderEffect
    first: date | None = msgspec.field(name="from", default=None)
    until: date | None = None
    covers: str = ""
    is_honoured: bool = False
    is_confirmed: bool
    confidence: Confidence
    source: Words

    def value(self) -> CourtOrder:
        return CourtOrder(
            case=self.case,
            court=self.court,
            dated=self.dated,
            text=self.text,
            acts_on=self.acts_on,
            effect=self.effect,
            first=self.first,
            until=self.until,
            covers=self.covers,
            is_honoured=self.is_honoured,
            is_confirmed=self.is_confirmed,
            confidence=self.confidence,
            source=self.source,
        )


class CountryFile(Strict, kw_only=True):
    """The whole of ``countries/XX.toml``."""

    country: Words
    iso2: Iso2
    aliases: tuple[Words, ...]
    also_written: tuple[Words, ...] = ()
    disputed_parts: tuple[Words, ...] = ()
    current_state: _StateTable
    lines: tuple[_LineTable, ...]
    events: tuple[_EventTable, ...]
    orders: tuple[_OrderTable, ...] = ()

    def value(self) -> CountryLaw:
        """Return the law of the country."""
        return CountryLaw(
            name=self.country,
            iso2=self.iso2,
            aliases=self.aliases,
            also_written=self.also_written,
            disputed_parts=self.disputed_parts,
            known=self.current_state.value(),
            lines=tuple(line.value() for line in self.lines),
            events=tuple(event.value() for event in self.events),
            orders=tuple(order.value() for order in self.orders),
        )
