"""One day of a training clinic: what its invented workers do with its invented families."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from random import Random

from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance
from clinic_app.records.screening import Ruling, Screening
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, Service, ServiceKind
from clinic_app.records.worker import Worker
from clinic_app.screening.outcome import Headline, Outcome, Track
from clinic_app.workflows import clients, decisions, kyr, screenings, services, shown_papers
from clinic_app.workflows.demo_goals import Goals
from clinic_app.workflows.invented_answers import invented_answers
from clinic_app.workflows.invented_families import InventedPerson, happens
from clinic_app.workflows.invented_papers import invented_papers
from clinic_app.workflows.session import Session

Act = Callable[["DemoDay"], int]
"""Something done on a day; returns how many new clients or events it was about."""

_FILINGS = {
    Track.INITIAL: FilingKind.INITIAL,
    Track.LATE_INITIAL: FilingKind.LATE_INITIAL,
    Track.REREGISTRATION: FilingKind.REREGISTRATION,
}
_RULINGS = {
    Headline.LIKELY_ELIGIBLE: ((Ruling.ACCEPT, 88), (Ruling.MORE_PAPERS, 12)),
    Headline.LIKELY_NOT_ELIGIBLE: ((Ruling.DECLINE, 60), (Ruling.REFER, 40)),
    Headline.NEEDS_ATTORNEY_REVIEW: (
        (Ruling.REFER, 45),
        (Ruling.ACCEPT, 35),
        (Ruling.MORE_PAPERS, 20),
    ),
    Headline.INFORMATION_MISSING: ((Ruling.MORE_PAPERS, 70), (Ruling.REFER, 30)),
}
_PLACES = (
    ("St. Mark's hall", "25025"),
    ("Eastside shelter", "25025"),
    ("Lincoln school", "25023"),
    ("Union hall", "25017"),
    ("Library room 2", ""),
)
"""Where events are held, and in which county, if the worker says so."""

_KYR_LANGUAGES = ("ht", "es", "en", "pt", "uk", "fr")
_REFERRALS = ("County legal aid", "State bar referral line", "University law clinic")

_FREE_IN_100 = 88
_LEFT_HALF_WAY_IN_100 = 5
_UNDECIDED_IN_100 = 6
_COMES_BACK_IN_100 = 82
_FEE_WAIVER_IN_100 = 40
_WORK_PERMIT_IN_100 = 75
_APPEARANCE_IN_100 = 2


def chance_of_help(outcome: Outcome) -> float:
    """Return how likely, 0 to 1, a client with this outcome is helped to apply at once."""
    if outcome.track not in _FILINGS:
        return 0.0
    return dict(_RULINGS[outcome.headline]).get(Ruling.ACCEPT, 0) / 100


class Diary:
    """What is still to happen, by day."""

    def __init__(self) -> None:
        self._by_day: dict[date, list[Act]] = defaultdict(list)

    def write(self, day: date, act: Act) -> None:
        """Write down something for *day*."""
        self._by_day[day].append(act)

    def take(self, day: date) -> tuple[Act, ...]:
        """Take out what is to happen on *day*, in the order in which it was written down."""
        return tuple(self._by_day.pop(day, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDay:
    """A day at the training clinic.

    Attributes:
        session: Of the first representative; its acts are saved together.
        goals: How many are to be helped and trained.
        corrections: Share of clients of whom something is found wrong later.
        is_last_month: Whether it is the last month, in which something stays open.
    """

    session: Session
    second: Worker
    volunteer: Worker
    chance: Random = field(repr=False)
    diary: Diary = field(repr=False)
    goals: Goals = field(repr=False)
    corrections: float
    is_last_month: bool

    @property
    def day(self) -> date:
        """The clinic's day."""
        return self.session.today.day

    @property
    def at_the_table(self) -> Session:
        """The volunteer's session."""
        return replace(self.session, worker=self.volunteer)

    @property
    def at_the_desk(self) -> Session:
        """The session of one of the two representatives."""
        if happens(self.chance, 50):
            return replace(self.session, worker=self.second)
        return self.session

    def later(self, least_days: int, most_days: int) -> date:
        """Return some day after this one."""
        return self.day + timedelta(days=self.chance.randint(least_days, most_days))


def see_family(at: DemoDay, *, family: tuple[InventedPerson, ...]) -> int:
    """Register and screen the members of one household, one after the other."""
    first: Client | None = None
    for person in family:
        client = clients.register(
            at.at_the_table,
            name=person.name,
            birth_date=person.birth_date,
            language=person.language,
            needs_interpreter=person.needs_interpreter,
            consent=person.consent,
            phone=person.phone,
            gender=person.gender,
            county=person.county,
            member_of=first,
        )
        first = first or client
        _screen(at, client, person)
    return len(family)


def _screen(at: DemoDay, client: Client, person: InventedPerson) -> None:
    answers = invented_answers(at.chance, person, at.day)
    if client.consent is Consent.REFUSED:
        whole = screenings.finish_without_record(
            at.at_the_table, client.id, person.country, answers
        )
        _decide(at, client, whole)
        return
    draft = screenings.begin(at.at_the_table, client.id, person.country)
    given = {key: answers[key] for key in answers}
    if at.is_last_month and happens(at.chance, _LEFT_HALF_WAY_IN_100):
        half = dict(list(given.items())[: len(given) // 2])
        screenings.answer_many(at.at_the_table, draft.id, half)
        return
    screenings.answer_many(at.at_the_table, draft.id, given)
    finished = screenings.finish(at.at_the_table, draft.id)
    _lay_out_papers(at, client, finished, person)
    if not (at.is_last_month and happens(at.chance, _UNDECIDED_IN_100)):
        _decide(at, client, finished)
    if happens(at.chance, 100 * at.corrections):
        at.diary.write(at.later(20, 50), partial(_correct, client=client))


def _lay_out_papers(
    at: DemoDay, client: Client, screening: Screening, person: InventedPerson
) -> None:
    """Write down what somebody brings; drawn apart, so that nothing else is drawn otherwise."""
    rules, outcome = at.session.rules, screening.outcome
    if outcome is None:
        return
    months = shown_papers.months_shown(outcome, rules.pack, rules.paper, (), at.day)
    if months is None or months.since > at.day:
        return
    chance = Random(f"{at.day} {person.name}")  # noqa: S311 - invented people
    for seen in invented_papers(chance, months.since, at.day):
        shown_papers.add(at.at_the_table, client.id, seen)


def _decide(at: DemoDay, client: Client, screening: Screening) -> None:
    outcome = screening.outcome
    if outcome is None:
        return
    rulings = _RULINGS[outcome.headline]
    ruling = at.chance.choices(rulings, [weight for _ruling, weight in rulings])[0][0]
    is_on_word = ruling is Ruling.ACCEPT and decisions.needs_source(outcome.findings)
    note = "uscis.gov/tps, looked at today" if is_on_word else ""
    decisions.decide(at.at_the_desk, screening.id, ruling, note)
    match ruling:
        case Ruling.ACCEPT:
            _prepare(at, client, outcome)
        case Ruling.MORE_PAPERS:
            day = at.later(7, 40)
            clients.set_come_back(at.at_the_desk, client.id, day, "the missing paper")
            if happens(at.chance, _COMES_BACK_IN_100):
                act = partial(_come_back, client=client, screening=screening)
                at.diary.write(day, act)
        case Ruling.REFER:
            _serve(at, client, ServiceKind.REFERRAL, referred_to=at.chance.choice(_REFERRALS))
        case Ruling.DECLINE:
            _serve(at, client, ServiceKind.ADVICE)


def _come_back(at: DemoDay, *, client: Client, screening: Screening) -> int:
    """Somebody brings the missing paper, and the representative decides anew."""
    if clients.get(at.session, client.id).withdrawn is not None:
        return 0
    clients.set_come_back(at.at_the_desk, client.id, None, "")
    outcome = screening.outcome
    decisions.decide(at.at_the_desk, screening.id, Ruling.ACCEPT, "paper seen")
    if outcome is not None:
        _prepare(at, client, outcome)
    return 0


def _prepare(at: DemoDay, client: Client, outcome: Outcome) -> None:
    filing = _FILINGS.get(outcome.track)
    if filing is None or not at.goals.may_help(client.id):
        _serve(at, client, ServiceKind.ADVICE)
        return
    _serve(at, client, ServiceKind.APPLICATION_PREPARED, form=Form.I_821, filing=filing)
    for form, times_in_100 in (
        (Form.I_765, _WORK_PERMIT_IN_100),
        (Form.I_912, _FEE_WAIVER_IN_100),
        (Form.G_28, 30),
    ):
        if happens(at.chance, times_in_100):
            _serve(at, client, ServiceKind.APPLICATION_PREPARED, form=form)
    if happens(at.chance, _APPEARANCE_IN_100):
        before = at.chance.choice(list(AppearanceBefore))
        _serve(at, client, ServiceKind.APPEARANCE, before=before)


def _serve(
    at: DemoDay,
    client: Client,
    kind: ServiceKind,
    *,
    form: Form | None = None,
    filing: FilingKind | None = None,
    before: AppearanceBefore | None = None,
    referred_to: str = "",
) -> Service:
    return services.record(
        at.at_the_desk,
        client.id,
        kind=kind,
        form=form,
        filing=filing,
        before=before,
        referred_to=referred_to,
        at_no_cost=happens(at.chance, _FREE_IN_100),
    )


def _correct(at: DemoDay, *, client: Client) -> int:
    """Something is found wrong: somebody was registered twice, or a service not done."""
    standing = [
        service
        for service in services.of_client(at.session, client.id)
        if service.withdrawn is None
    ]
    if standing and happens(at.chance, 60):
        wrong = at.chance.choice(standing)
        if wrong.form is Form.I_821:
            at.goals.take_back(client.id)
        services.withdraw(at.at_the_desk, wrong.id, "written down for the wrong person")
    elif clients.get(at.session, client.id).withdrawn is None:
        at.goals.take_back(client.id)
        clients.withdraw(at.at_the_desk, client.id, "registered twice")
    return 0


def count_heads(at: DemoDay, *, trains_all: bool = False) -> int:
    """Hold a Know Your Rights event and count who is there."""
    chance = at.chance
    spoken = tuple(chance.sample(_KYR_LANGUAGES, chance.randint(1, 4)))
    place, county = chance.choice(_PLACES)
    event = kyr.begin(at.at_the_table, place, spoken, county)
    for language in spoken:
        row = Attendance(language, chance.randint(3, 40), chance.randint(0, 12))
        event = event.with_heads(row)
    wanted = event.heads if trains_all else chance.randint(0, min(8, event.heads))
    trained = at.goals.train(wanted)
    kyr.save(at.at_the_table, replace(event, trained=trained))
    kyr.finish(at.at_the_table, event.id)
    return 1
