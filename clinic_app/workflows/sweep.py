"""Every saved screening is run again by the rules at work, and whoever must be told is listed.

The answers are those that were given; the law is that of today, as the rules at work know it.
A result that differs is kept beside the screening, which is never rewritten; where the rules are
rolled back it stands no more, and what stood before stands again, byte for byte. Running it twice
adds nothing. It is counted nowhere: nobody was screened.
"""

import secrets
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date

from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.records.audit import About, Act
from clinic_app.records.rescreening import Rescreening, Standing
from clinic_app.records.screening import Screening
from clinic_app.screening.outcome import Headline, Outcome
from clinic_app.screening.outcome_change import OutcomeChange, change_between
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.screenings import outcome_so_far
from clinic_app.workflows.session import Session

_AT_A_TIME = 20
"""Screenings in one transaction: mostly under 16 ms, one frame of the window, at most some 40 ms;
a worker who saves waits no longer."""

_READ_AT_A_TIME = 1000
"""Where nothing is written nobody waits, and looking up which screenings changed costs more than
reading them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one run came to.

    Attributes:
        clients: How many change, each once.
        headlines: How many results changed to each headline.
        others: How many changed in something else, by what.
    """

    clients: int
    headlines: dict[Headline, int]
    others: dict[OutcomeChange, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody to tell that a result is not what it was on the day of the screening.

    Attributes:
        told: The headline of the screening itself.
        now: That of its answers under the rules at work.
        change: What differs first.
        deadline: The last day to act, as of now; None where there is none.
    """

    client_id: str
    code: str
    name: str
    phone: str
    language: str
    country: str
    told: Headline
    now: Headline
    change: OutcomeChange
    deadline: date | None


def sweep(session: Session) -> Generator[tuple[int, int], None, Swept]:
    """Run every saved screening again; yield how far it is, return what changed.

    What was found is in the vault after each step, so a run that was stopped is taken up by the
    next one.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open answers.
    """
    session.vault.require(SCREENING_KEY)
    headlines: Counter[Headline] = Counter()
    others: Counter[OutcomeChange] = Counter()
    clients: set[str] = set()
    at = 0
    with session.transaction() as opened:
        session.note(opened, Act.CHANGED, About.RULES, session.rules.pack.version)
        total = opened.rescreenings.last_number()
    while True:
        yield at, total
        with session.transaction() as opened:
            found = opened.rescreenings.standing(at, _AT_A_TIME)
            for number, standing in found:
                at = number
                change = _run_again(session, opened, standing)
                if change is None:
                    continue
                what, outcome = change
                clients.add(standing.screening.client_id)
                if what is OutcomeChange.HEADLINE:
                    headlines[outcome.headline] += 1
                else:
                    others[what] += 1
        if len(found) < _AT_A_TIME:
            break
    with session.reading() as opened:
        merged = opened.merges.all_merged()
    people = {merged.get(client_id, client_id) for client_id in clients}
    return Swept(clients=len(people), headlines=dict(headlines), others=dict(others))


def call_list(session: Session) -> tuple[Call, ...]:
    """Return whom to call: those whose result differs from that of their newest screening.

    The earliest deadline first; those without one last. Somebody who was screened again since,
    or whose result is what it was, is not among them.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open findings.
    """
    session.vault.require(SCREENING_KEY)
    calls: list[Call] = []
    at = 0
    with session.reading() as opened:
        while found := opened.rescreenings.changed(at, _READ_AT_A_TIME):
            at = found[-1][0]
            calls += _calls(opened, (standing for _number, standing in found))
    return tuple(sorted(calls, key=lambda call: (call.deadline or date.max, call.code)))


def people_to_call(opened: OpenVault, most: int) -> int:
    """Return how many people the call list holds, counted no further than *most*.

    The whole list takes a moment for a big clinic; Today is drawn at every turn. Whoever does
    not read findings is told of nobody.
    """
    counted: set[str] = set()
    merged = opened.merges.all_merged()
    at = 0
    while found := opened.rescreenings.changed(at, _AT_A_TIME):
        at = found[-1][0]
        differing = [one.screening for _number, one in found if _differs(one) is not None]
        counted |= {merged.get(one.client_id, one.client_id) for one in differing}
        if len(counted) >= most:
            return most
    return len(counted)


def as_it_stands(opened: OpenVault, screening: Screening) -> Screening:
    """Return a finished screening with its result as of now, and the day of that."""
    latest = opened.rescreenings.latest(screening.id)
    if latest is None:
        return screening
    return replace(screening, outcome=latest.outcome, as_of=latest.outcome.as_of)


def latest(session: Session, screening_id: str) -> Rescreening | None:
    """Return the newest re-screening that stands; None where nothing changed since."""
    with session.reading() as opened:
        return opened.rescreenings.latest(screening_id)


def _run_again(
    session: Session, opened: OpenVault, standing: Standing
) -> tuple[OutcomeChange, Outcome] | None:
    """Keep and return what changed; None where nothing did."""
    of, before = standing.screening, standing.outcome
    outcome = outcome_so_far(replace(of, as_of=session.today.day), session.rules.pack)
    change = None if before is None else change_between(before, outcome)
    if change is None:
        return None
    opened.rescreenings.add(
        Rescreening(
            id=secrets.token_hex(16),
            screening_id=of.id,
            installation_id=session.rules.installation_id,
            outcome=outcome,
            stamp=session.stamp(),
        )
    )
    return change, outcome


def _differs(standing: Standing) -> OutcomeChange | None:
    """Return what is different from what the client was told; None where nothing is."""
    told, now = standing.screening.outcome, standing.outcome
    return None if told is None or now is None else change_between(told, now)


def _calls(opened: OpenVault, found: Iterator[Standing]) -> Iterator[Call]:
    for standing in found:
        told, now = standing.screening.outcome, standing.outcome
        change = _differs(standing)
        if told is None or now is None or change is None:
            continue
        client = opened.clients.get(standing.screening.client_id)
        yield Call(
            client_id=client.id,
            code=client.code,
            name=client.name,
            phone=client.phone,
            language=client.language,
            country=now.country,
            told=told.headline,
            now=now.headline,
            change=change,
            deadline=now.deadline,
        )
