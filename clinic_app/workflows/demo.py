"""A training vault of invented families, filled through the workflows of every day.

Everything goes the way it goes at a clinic: a volunteer registers and screens, a
representative decides, services follow, somebody comes back with the missing paper, a month
is closed, a mistake is found later and taken out. The same seed gives the same counts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random

from clinic_app.bundles.enrolment_file import read_enrolment
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files.listing import is_taken
from clinic_app.files.writing import make_folder, write_atomically
from clinic_app.records.worker import Accreditation, AccreditationLevel, Role, Worker
from clinic_app.tallies.month import Month
from clinic_app.workflows import closing, duplicates, enrolment, sending, workers
from clinic_app.workflows.carrying_errors import EnrolmentKindError
from clinic_app.workflows.demo_day import DemoDay, Diary, count_heads, see_family
from clinic_app.workflows.demo_goals import Goals
from clinic_app.workflows.demo_outlook import FAMILIES_PER_HELPED, can_help, can_help_on
from clinic_app.workflows.errors import (
    DemoDaysError,
    DemoGoalError,
    DemoNotEnrolledError,
    FolderNotEmptyError,
)
from clinic_app.workflows.first_start import create_clinic, suggest_passphrase
from clinic_app.workflows.invented_families import InventedPerson, invented_family
from clinic_app.workflows.session import Session

PASSPHRASE_FILE = "passphrase.txt"  # noqa: S105 - a file's name
ANSWER_FILE = "enrolment-answer.json"
OUTBOX = "outbox"
SIGN_IN_NAMES = ("ana", "bo", "cleo")
"""Two representatives and a volunteer, all with the passphrase of the file."""

_CLINIC_WEEKDAYS = frozenset({1, 3, 5})
_OPENS = time(9, 30)
_TPS_BEGAN = date(1990, 11, 29)
_ONE_DAY = timedelta(days=1)
_THREE_YEARS = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOrder:
    """What is to be invented.

    Attributes:
        clients: How many, those who come back counted once.
        events: Know Your Rights events.
        first: First day of the clinic; *last* is its last.
        enrolment: A training headquarters' enrolment file; None for no headquarters.
        closes_months: Whether each whole month is closed, into ``outbox``.
        corrections: Share of clients, 0 to 1, of whom something is found wrong in a later
            month.
        helped: Exactly so many clients are helped to apply, corrections taken off; whoever is
            missing for that comes on the last day, beside *clients*. None for as many as it
            happens.
        trained: Likewise heads that are trained, at *events* or on the last day beside them.
    """

    clients: int
    events: int
    seed: int
    first: date
    last: date
    enrolment: bytes | None = None
    closes_months: bool = False
    corrections: float = 0.0
    helped: int | None = None
    trained: int | None = None


def fill(
    folder: Path,
    order: DemoOrder,
    today: date,
    *,
    screened: Callable[[int, int], None] = lambda _count, _missing: None,
) -> Iterator[tuple[int, int]]:
    """Make a training vault in *folder*, its passphrase beside it, and fill it.

    Args:
        folder: New or empty.
        order: What is to be invented.
        today: The day on which it is.
        screened: Is told, wherever people are screened only so that as many are helped as was
            asked for, after each how many that were and how many still miss.

    Yields:
        How many clients and events are done, of how many; after each day's transaction.

    Raises:
        FolderNotEmptyError: *folder* holds files.
        DemoDaysError: The days are out of order, lie after *today*, or before there was TPS.
        DemoNotEnrolledError: Months are to be closed for no headquarters.
        DemoGoalError: So many cannot be helped on these days.
        ClinicError: Whatever the vault or the enrolment refuses.
    """
    if not _TPS_BEGAN <= order.first <= order.last <= today:
        raise DemoDaysError
    if order.closes_months and order.enrolment is None:
        raise DemoNotEnrolledError
    if is_taken(folder):
        raise FolderNotEmptyError(folder)
    _check_goal(order, screened)
    crew = _set_up(folder, order)
    try:
        yield from _live(crew, order, folder / OUTBOX, screened)
        if order.closes_months and order.last < today:
            _close_months(crew.on(order.last + _ONE_DAY), folder / OUTBOX)
    finally:
        crew.session.lock()


def _check_goal(order: DemoOrder, screened: Callable[[int, int], None]) -> None:
    """Refuse to help more clients than can be hoped for, on the last day or on those before it."""
    if not order.helped or can_help_on(order.last):
        return
    chance = Random(order.seed)  # noqa: S311 - invented lives are to be repeatable
    planned = ((day, person) for day, family in _planned(chance, order) for person in family)
    if not can_help(order.helped, planned, screened):
        raise DemoGoalError


@dataclass(frozen=True, slots=True)
class _Crew:
    session: Session
    second: Worker
    volunteer: Worker

    def on(self, day: date) -> Session:
        return replace(self.session, today=Today(day), moment=_clock_of(day))


def _clock_of(day: date) -> Callable[[], datetime]:
    """Return a clock that stands at the hour at which the clinic opens on *day*."""
    moment = datetime.combine(day, _OPENS).astimezone()
    return lambda: moment


def _set_up(folder: Path, order: DemoOrder) -> _Crew:
    passphrase = suggest_passphrase()
    made = create_clinic(
        folder,
        clinic_name="Training clinic",
        clinic_code=_code_in(order.enrolment),
        site="Training room",
        phone="555 0100",
        worker_name="Ana Belarde",
        accreditation=_accredited(order, AccreditationLevel.FULL),
        sign_in_name=SIGN_IN_NAMES[0],
        passphrase=passphrase,
        today=Today(order.first),
        moment=_clock_of(order.first),
        is_training=True,
        cost=LEAST_COST,
    )
    session = made.session
    write_atomically(folder / PASSPHRASE_FILE, (passphrase + "\n").encode())
    if order.enrolment is not None:
        write_atomically(folder / ANSWER_FILE, enrolment.take(session, order.enrolment))
    held = _accredited(order, AccreditationLevel.PARTIAL)
    signs, helps = (
        workers.SignIn(name=name, passphrase=passphrase, role=role)
        for name, role in zip(SIGN_IN_NAMES[1:], (Role.REPRESENTATIVE, Role.VOLUNTEER), strict=True)
    )
    second = workers.add(session, "Bo Corambert", held, signs)
    volunteer = workers.add(session, "Cleo Doriro", None, helps)
    return _Crew(session, second, volunteer)


def _code_in(unverified: bytes | None) -> str:
    """Return the clinic's code; a real headquarters is refused before anything is made."""
    if unverified is None:
        return "TRAINING"
    read = read_enrolment(unverified)
    if not read.is_training:
        raise EnrolmentKindError(is_training_vault=True)
    return read.clinic


def _accredited(order: DemoOrder, level: AccreditationLevel) -> Accreditation:
    granted = order.first - timedelta(days=200)
    closes_on = order.last + _ONE_DAY  # the last month is closed on the day after it
    return Accreditation(
        level=level, granted=granted, expires=max(granted + _THREE_YEARS, closes_on)
    )


def _live(
    crew: _Crew, order: DemoOrder, outbox: Path, screened: Callable[[int, int], None]
) -> Iterator[tuple[int, int]]:
    chance = Random(order.seed)  # noqa: S311 - invented lives are to be repeatable
    diary, goals = Diary(), Goals(order.helped, order.trained)
    _plan(chance, order, diary)
    done, total = 0, order.clients + order.events
    day = order.first
    while day <= order.last:
        if order.closes_months and day.day == 1:
            _close_months(crew.on(day), outbox)
        acts = diary.take(day)
        if acts or day == order.last:
            with crew.on(day).together() as session:
                at_work = DemoDay(
                    session=session,
                    second=crew.second,
                    volunteer=crew.volunteer,
                    chance=chance,
                    diary=diary,
                    goals=goals,
                    corrections=order.corrections,
                    is_last_month=Month.of(day) == Month.of(order.last),
                )
                done += sum(act(at_work) for act in acts)
                if day == order.last:
                    _reach(at_work, goals, screened)
            yield done, total
        day += _ONE_DAY


def _reach(at: DemoDay, goals: Goals, screened: Callable[[int, int], None]) -> None:
    """See families and hold events until as many are helped and trained as was asked for."""
    most_families = FAMILIES_PER_HELPED * goals.helped_missing
    for count in range(1, most_families + 1):
        if not goals.helped_missing:
            break
        see_family(at, family=invented_family(at.chance, at.day, 1))
        screened(count, goals.helped_missing)
    if goals.helped_missing:
        raise DemoGoalError
    while goals.trained_missing:
        count_heads(at, trains_all=True)


def _plan(chance: Random, order: DemoOrder, diary: Diary) -> None:
    """Write every family and event into the diary, on days on which the clinic is open."""
    for day, family in _planned(chance, order):
        diary.write(day, partial(see_family, family=family))
    open_days = _open_days(order)
    for _ in range(order.events):
        diary.write(chance.choice(open_days), count_heads)


def _planned(chance: Random, order: DemoOrder) -> Iterator[tuple[date, tuple[InventedPerson, ...]]]:
    """Yield every family that comes, and its day."""
    open_days = _open_days(order)
    left = order.clients
    while left:
        day = chance.choice(open_days)
        family = invented_family(chance, day, left)
        yield day, family
        left -= len(family)


def _open_days(order: DemoOrder) -> list[date]:
    span = (order.last - order.first).days + 1
    days = [order.first + timedelta(days=ahead) for ahead in range(span)]
    return [day for day in days if day.weekday() in _CLINIC_WEEKDAYS] or days


def _close_months(session: Session, outbox: Path) -> None:
    make_folder(outbox)
    _tell_all_apart(session)
    for label in reversed(closing.open_months(session)):
        closing.close(session, label, closing.preview(session, label))
        sending.write(session, label, outbox)


def _tell_all_apart(session: Session) -> None:
    """Answer for the invented families: whoever is alike by chance was invented as two people."""
    duplicates.finish(session)
    while found := duplicates.open_pairs(session):
        with session.together() as together:
            for twins in found:
                duplicates.tell_apart(together, twins.left.client.id, twins.right.client.id)
