"""What the notices of one designation ask of an applicant on the day of the screening."""

from dataclasses import dataclass
from datetime import date

from clinic_app.screening.designation import Standing
from clinic_app.screening.notices import window_end, working_events
from clinic_app.screening.outcome import weakest
from clinic_app.screening.rule_pack import CountryLaw, DesignationEvent, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLaw:
    """One line of designations as known on one day.

    Attributes:
        newest: The most recent designation, whose CR and CPP dates are asked for; None
            where the notices that we hold name none.
        first_cpp: The CPP date of the oldest designation of the line that we hold.
        confidence: The weaker of the notices that *newest* and *first_cpp* are from.
        open_event: The newest designation whose initial window is open.
        windows: Every initial registration window that has opened, oldest first.
        late_confidence: The weakest of what says when they were open, and what stands since.
        reregistration: The newest re-registration window that has opened, as lengthened.
        reregistration_event: The notice that set it.
    """

    law: CountryLaw
    standing: Standing
    newest: DesignationEvent | None
    first_cpp: date | None
    confidence: str | None
    open_event: DesignationEvent | None
    open_until: date | None
    windows: tuple[Window, ...]
    late_confidence: str | None
    reregistration: Window | None
    reregistration_event: DesignationEvent | None


def line_law(law: CountryLaw, standing: Standing, day: date) -> LineLaw:
    """Gather what the line of *standing* asks for on *day*."""
    events = working_events(law, standing.line, day)
    designations = [event for event in events if event.cr_since is not None]
    opened = _opened_windows(law, events, day)
    still_open = [(event, window) for event, window in opened if day <= window.last]
    older = next(line.older_windows for line in law.lines if line.name == standing.line)
    before = tuple(Window(window.first, window.last) for window in older)
    event, window = _reregistration(events, day)
    return LineLaw(
        law=law,
        standing=standing,
        newest=designations[-1] if designations else None,
        first_cpp=designations[0].cpp_since if designations else None,
        confidence=weakest(each.confidence for each in (*designations[:1], *designations[-1:])),
        open_event=still_open[-1][0] if still_open else None,
        open_until=still_open[-1][1].last if still_open else None,
        windows=before + tuple(window for _event, window in opened),
        late_confidence=weakest(
            (
                standing.confidence,
                *(each.confidence for each in older),
                *(each.confidence for each, _window in opened),
            )
        ),
        reregistration=window,
        reregistration_event=event,
    )


def _opened_windows(
    law: CountryLaw, events: tuple[DesignationEvent, ...], day: date
) -> list[tuple[DesignationEvent, Window]]:
    opened = []
    for event in events:
        last = window_end(law, event, day)
        if event.initial_registration is not None and last is not None:
            first = event.initial_registration.first
            if first <= day and event.cr_since is not None:
                opened.append((event, Window(first, last)))
    return opened


def _reregistration(
    events: tuple[DesignationEvent, ...], day: date
) -> tuple[DesignationEvent | None, Window | None]:
    found: tuple[DesignationEvent | None, Window | None] = (None, None)
    for event in events:
        window = event.reregistration
        if window is None or window.first > day:
            continue
        if found[1] is None or window.first >= found[1].first:
            found = (event, _as_lengthened(event, window, day))
    return found


def _as_lengthened(event: DesignationEvent, window: Window, day: date) -> Window:
    later = event.reregistration_lengthened
    if later is None or later.published is None or later.published > day:
        return window
    return Window(window.first, later.last)
