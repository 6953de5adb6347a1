"""What waits today, in groups and lines."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_app.records.client import Client
from clinic_app.records.clinic import Close
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.screening import Screening
from clinic_app.records.worker import AccreditationLevel
from clinic_app.screening.rule_pack import RulePack
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.waiting_view import WaitingGroup, WaitingLine
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.days import month_words
from clinic_app.ui.words.outcome_words import short_words
from clinic_app.workflows.drill import DrillDue
from clinic_app.workflows.outcome_names import country_words
from clinic_app.workflows.today import MOST_TO_CALL, Waiting, WaitingScreening
from clinic_app.workflows.workers import ExpiringAccreditation


@dataclass(frozen=True, slots=True, kw_only=True)
class Openers:
    """Where the line of each kind leads."""

    screening: Callable[[Screening], None]
    client: Callable[[Client], None]
    event: Callable[[KyrEvent], None]
    close: Callable[[], None]
    clinic: Callable[[], None]
    calls: Callable[[], None]
    pairs: Callable[[], None]
    retention: Callable[[], None]
    drill: Callable[[], None]


def waiting_groups(
    waiting: Waiting, openers: Openers, pack: RulePack, due_to_go: int = 0
) -> tuple[WaitingGroup, ...]:
    """Return everything that waits; what has a day of its own first.

    Args:
        waiting: At this clinic.
        openers: Where each line leads.
        pack: By which countries are called.
        due_to_go: How many people were kept as long as the clinic keeps anybody.
    """
    return (
        WaitingGroup(
            _("Come back today"),
            tuple(_come_back_line(client, openers) for client in waiting.come_backs),
            waiting.come_back_count - len(waiting.come_backs),
        ),
        WaitingGroup(_("Changed since they were told"), _to_call_lines(waiting.to_call, openers)),
        WaitingGroup(_("Registered twice?"), _pair_lines(waiting.pairs, openers)),
        WaitingGroup(
            _("For the representative"),
            tuple(_undecided_line(one, openers, pack) for one in waiting.undecided),
            waiting.undecided_count - len(waiting.undecided),
        ),
        WaitingGroup(
            _("Drafts to finish"),
            tuple(_draft_line(one, openers, pack) for one in waiting.drafts),
            waiting.draft_count - len(waiting.drafts),
        ),
        WaitingGroup(
            _("Know Your Rights counts still open"),
            tuple(_event_line(event, openers) for event in waiting.open_events),
        ),
        WaitingGroup(
            _("Not yet acknowledged by headquarters"),
            tuple(_close_line(close, openers) for close in waiting.unacknowledged),
        ),
        WaitingGroup(
            _("Accreditations that run out"),
            tuple(_expiring_line(one, openers) for one in waiting.expiring),
        ),
        WaitingGroup(_("The way back in"), _drill_lines(waiting.drill, openers)),
        WaitingGroup(_("Kept as long as agreed"), _due_to_go_lines(due_to_go, openers)),
    )


def who_words(client: Client) -> str:
    """Return a client's name and code; the code alone where no name is kept."""
    return _("{name} · {code}").format(name=client.name or _("no name kept"), code=client.code)


def _draft_line(one: WaitingScreening, openers: Openers, pack: RulePack) -> WaitingLine:
    asked = len(tuple(one.screening.answers))
    if one.screening.is_sealed:
        detail = _("TPS {country}, begun {day}").format(
            country=country_words(one.screening.country, pack),
            day=day_words(one.screening.started.day),
        )
        return WaitingLine(who_words(one.client), detail, lambda: openers.client(one.client))
    words = ngettext(
        "TPS {country}, {count} answer so far, begun {day}",
        "TPS {country}, {count} answers so far, begun {day}",
        asked,
    )
    detail = words.format(
        country=country_words(one.screening.country, pack),
        count=asked,
        day=day_words(one.screening.started.day),
    )
    return WaitingLine(who_words(one.client), detail, lambda: openers.screening(one.screening))


def _undecided_line(one: WaitingScreening, openers: Openers, pack: RulePack) -> WaitingLine:
    outcome = one.screening.outcome
    country = country_words(one.screening.country, pack)
    detail = (
        _("TPS {country}, {found}").format(country=country, found=short_words(outcome))
        if outcome is not None
        else _("TPS {country}").format(country=country)
    )
    if one.screening.is_sealed:
        return WaitingLine(who_words(one.client), detail, lambda: openers.client(one.client))
    return WaitingLine(who_words(one.client), detail, lambda: openers.screening(one.screening))


def _come_back_line(client: Client, openers: Openers) -> WaitingLine:
    day = day_words(client.come_back_on) if client.come_back_on is not None else ""
    detail = _("{day}, {note}").format(day=day, note=client.come_back_note)
    return WaitingLine(
        who_words(client),
        detail if client.come_back_note else day,
        lambda: openers.client(client),
    )


def _to_call_lines(count: int, openers: Openers) -> tuple[WaitingLine, ...]:
    """Return the one line that leads to the call list; none where nobody is on it."""
    if not count:
        return ()
    words = ngettext("{count} person to call", "{count} people to call", count)
    if count >= MOST_TO_CALL:
        words = _("{count} people to call, or more")
    detail = _("Their result is another one under the rules of today.")
    return (WaitingLine(words.format(count=count), detail, openers.calls),)


def _pair_lines(count: int, openers: Openers) -> tuple[WaitingLine, ...]:
    """Return the one line that leads to the pairs; none where there are none."""
    if not count:
        return ()
    words = ngettext(
        "{count} possible duplicate to look at", "{count} possible duplicates to look at", count
    )
    detail = _("Two files may be of one person, or of two. Say it once.")
    return (WaitingLine(words.format(count=count), detail, openers.pairs),)


def _due_to_go_lines(count: int, openers: Openers) -> tuple[WaitingLine, ...]:
    """Return the one line that leads to whoever is due to go; none where nobody is."""
    if not count:
        return ()
    words = ngettext("{count} person is due to go", "{count} people are due to go", count)
    detail = _("Look at the list; nothing is deleted by itself.")
    return (WaitingLine(words.format(count=count), detail, openers.retention),)


def _event_line(event: KyrEvent, openers: Openers) -> WaitingLine:
    detail = ngettext("{day}, {count} person", "{day}, {count} people", event.heads).format(
        day=day_words(event.day), count=event.heads
    )
    return WaitingLine(event.title, detail, lambda: openers.event(event))


def _close_line(close: Close, openers: Openers) -> WaitingLine:
    detail = (
        _("sent or waiting for the stick")
        if close.sealed is not None
        else _("headquarters has not enrolled this clinic")
    )
    return WaitingLine(month_words(close.label), detail, openers.close)


def _expiring_line(one: ExpiringAccreditation, openers: Openers) -> WaitingLine:
    return WaitingLine(one.worker.name, accreditation_words(one), openers.clinic)


def accreditation_words(one: ExpiringAccreditation) -> str:
    """Return which accreditation runs out, on which day, and how many days are left."""
    held = one.worker.accreditation
    if held is None:
        return ""
    match held.level:
        case AccreditationLevel.PARTIAL:
            words = _("partial accreditation, until {day}: {left}")
        case AccreditationLevel.FULL:
            words = _("full accreditation, until {day}: {left}")
    return words.format(day=day_words(held.expires), left=_left_words(one.days_left))


def _left_words(days_left: int) -> str:
    if days_left < 0:
        return _("it ran out, and signs nothing")
    if not days_left:
        return _("today is the last day")
    return ngettext("{count} day left", "{count} days left", days_left).format(count=days_left)


def _drill_lines(due: DrillDue | None, openers: Openers) -> tuple[WaitingLine, ...]:
    if due is None:
        return ()
    detail = (
        _("never tried on this laptop")
        if due.last is None
        else _("last tried on {day}").format(day=day_words(due.last))
    )
    return (WaitingLine(_("Try the recovery papers"), detail, openers.drill),)
