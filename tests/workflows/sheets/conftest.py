"""Every sheet that the program prints, in every language it comes in, for the tests beside it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from clinic_app.clock import DaySource, Today
from clinic_app.headquarters.report_kinds import ReportKind, document
from clinic_app.headquarters.report_sheet import report_sheet
from clinic_app.headquarters.totals import MonthState, Report, ReportedClinic
from clinic_app.interview.answers import Answer, Answers, Row
from clinic_app.interview.questionnaire import QuestionKind
from clinic_app.printing.drawing import draw_all
from clinic_app.printing.sheet import Sheet
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.retention import Purge, PurgeCause
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Worker
from clinic_app.screening.evidence_months import Coverage
from clinic_app.screening.outcome import Code, Finding, Headline, Outcome, Status, Track
from clinic_app.screening.outcome_change import OutcomeChange
from clinic_app.tallies.headlines import STANDING, HeadlineCount
from clinic_app.tallies.month import Month, months
from clinic_app.vault.backups import Backup
from clinic_app.vault.orphans import Lost
from clinic_app.vault.rescue import Rescued
from clinic_app.workflows import unlocking
from clinic_app.workflows.call_sheet import call_sheet
from clinic_app.workflows.checklist import checklist_sheet, paper_languages
from clinic_app.workflows.data_sheets import FORMS, Known, data_sheets
from clinic_app.workflows.day_sheet import day_sheet
from clinic_app.workflows.drill import Drill
from clinic_app.workflows.drill_sheet import drill_sheet
from clinic_app.workflows.event_sheets import poster_sheet, tally_sheet
from clinic_app.workflows.household_packet import cover_sheet
from clinic_app.workflows.leaving_page import LeavingPage
from clinic_app.workflows.leaving_sheet import leaving_sheet
from clinic_app.workflows.new_keys import HandOut
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.passphrase_sheet import passphrase_sheet
from clinic_app.workflows.printer_page import printer_sheet
from clinic_app.workflows.proof_sheet import Proof, proof_sheet
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.recovery_sheet import headquarters_recovery_sheet, recovery_sheet
from clinic_app.workflows.referral_letter import letter_sheet
from clinic_app.workflows.rescue_sheet import rescue_sheet
from clinic_app.workflows.reviewer_sheet import Review, reviewer_sheet
from clinic_app.workflows.rights_sheets import card_sheet, plan_sheet, rights_sheet
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.rules_line import rules_seen
from clinic_app.workflows.session import Session
from clinic_app.workflows.shares import share_sheet
from clinic_app.workflows.shown_papers import months_shown, standing
from clinic_app.workflows.sweep import Call
from clinic_app.workflows.telling import Telling
from clinic_app.workflows.ticket import ticket_sheet
from clinic_app.workflows.timeline import timeline_sheet
from clinic_app.workflows.translation_certificate import certificate_sheet
from clinic_app.workflows.voice import Voice
from clinic_app.workflows.volunteer_sheet import volunteer_sheet

DAY = date(2025, 9, 16)
"""On which Haitians could register."""

STAMP = Stamp(
    at=datetime(2025, 9, 16, 10, tzinfo=UTC),
    day=DAY,
    day_source=DaySource.COMPUTER,
    worker_id="w",
    site="Church hall",
)
SEEN = rules_seen(shipped_pack(), DAY)
RULES = SEEN.line(shipped_paper().source)
SHARE = (
    "duckling enlarge academic academic agency result length solution fridge kidney coal piece "
    "deal husband erode duke ajar critical decision keyboard"
)
"""Of the published examples of SLIP-39; it opens nothing of ours."""

THOROUGH = 500
"""With so many examples asked for, every language meets every mix."""

WORDS = "stapling unguarded corset vividly manhunt oat"
GROUPS = ("K7Q2", "9XWM", "4TRA", "PE8D", "HN3V", "6CYJ", "ZB5F", "2KGS")
SMALLER = tuple(shipped_paper().sheets)
PASSPHRASE = "correct horse battery staple gravel moth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """All that somebody types and paper carries."""

    name: str = "Marie-Claire Joseph"
    phone: str = "305 555 0199"
    note: str = "rent receipts (2024)"
    whom: str = "Catholic Charities Legal Services"
    clinic: str = "Pine Street Legal Clinic"
    clinic_phone: str = "(555) 010-7788"
    site: str = "Church hall"
    event: str = "Elm Street library"
    purpose: str = "a funeral"
    told: str = "as the paper says"

    def twice(self) -> "Typed":
        """Return the same with every name and note twice as long; telephones stay."""
        kept = {"phone": self.phone, "clinic_phone": self.clinic_phone}
        doubled = {one.name: f"{(text := getattr(self, one.name))} {text}" for one in fields(self)}
        return Typed(**doubled | kept)

    def clinic_itself(self) -> Clinic:
        return Clinic(
            name=self.clinic,
            code="pine",
            site=self.site,
            phone=self.clinic_phone,
            station_id="0" * 16,
        )

    def client(self, language: str) -> Client:
        return Client(
            id="a" * 32,
            code="7K3F",
            name=self.name,
            household_id="a" * 32,
            birth_date=date(1990, 1, 1),
            language=language,
            needs_interpreter=True,
            consent=Consent.GIVEN,
            phone=self.phone,
            registered=STAMP,
            come_back_on=date(2025, 10, 7),
            come_back_note=self.note,
        )

    def answers(self) -> Answers:
        trips: tuple[Row, ...] = tuple(
            {"left": date(2024, 1, day), "returned": date(2024, 1, day + 1), "purpose": purpose}
            for day, purpose in enumerate([self.purpose] * 6, start=2)
        )
        answers = self._told_in_letters()
        answers |= {"nationalities": ("HT",), "first_entry": date(2023, 5, 10), "absences": trips}
        return Answers(answers)

    def _told_in_letters(self) -> dict[str, Answer]:
        """Answer each question that is answered in letters, or has a part that is, twice."""
        answers: dict[str, Answer] = {}
        for question in shipped_questionnaire().questions:
            parts = [part.id for part in question.columns if part.kind is QuestionKind.TEXT]
            if question.kind is QuestionKind.TEXT:
                answers[question.id] = self.told
            elif parts:
                answers[question.id] = (dict.fromkeys(parts, self.told),) * 2
        return answers

    def screening(self, language: str) -> Screening:
        return Screening(
            id="b" * 32,
            client_id=self.client(language).id,
            country="HT",
            as_of=DAY,
            answers=self.answers(),
            state=ScreeningState.FINISHED,
            outcome=OUTCOME,
            started=STAMP,
            finished=STAMP,
        )

    def kyr_event(self) -> KyrEvent:
        heard = (Attendance("ht", 12, 3), Attendance("es", 9, 0))
        return KyrEvent(id="c" * 32, day=DAY, title=self.event, attendance=heard, stamp=STAMP)


TYPED = Typed()
HOSTILE = (
    "X\u0302\u0323e\u0301\u0308" * 8,
    "\u202eevil\u202c \u2067x\u2069\u2069",
    "W" * 200,
    "محمد" * 50,
    "<b>Ana</b> & <i>\u0301",
    "{day} %s \\n $1 ) (((",
    "हरि\u200d\u094d शर्मा",
    "\u200d\u200c\u2069\u2068",
    "ကြ္ကြ္ကြ္",
    "ህ\u135d\u135e\u135f",
    "A\x00b\tc\nd\r\u2028e\u00adf\ufeffg\u061ch",
    "\u1067\u1087" * 60,
    "م" + "\u0640" * 150 + "မြန်မာ" * 30,
)


def _found(test: str, status: Status, code: Code | None) -> Finding:
    return Finding(test=test, status=status, code=code, text="worker's words", citations=())


OUTCOME = Outcome(
    country="HT",
    as_of=DAY,
    pack_version="2026.11",
    track=Track.INITIAL,
    designation="HT-2024-R",
    deadline=date(2026, 2, 3),
    deadline_text="Last day of the period (89 FR 54484); receipt counts, not the postmark.",
    findings=(
        _found("absences", Status.NEEDS_REVIEW, Code.ABSENCE),
        _found("residence", Status.UNKNOWN, Code.ENTRY_DATE_UNKNOWN),
        _found("nationality", Status.MET, None),
    ),
)
Made = tuple[Sheet, ...]
Make = Callable[[str, Typed, Session], Made]


def _shown(typed: Typed) -> tuple[ShownPaper, ...]:
    seen = (
        PaperSeen(kind="rent", first=date(2024, 6, 1), last=date(2024, 10, 31), note=typed.note),
        PaperSeen(kind="work", first=date(2025, 4, 4), last=date(2025, 4, 4), note=typed.whom),
        PaperSeen(kind="entry", first=date(2024, 5, 28), last=date(2024, 5, 28)),
        PaperSeen(kind="school", first=date(2024, 12, 2), last=date(2025, 2, 28)),
    )
    return tuple(
        ShownPaper(id=str(number), client_id="a" * 32, seen=each, stamp=STAMP)
        for number, each in enumerate(seen)
    )


def _months(shown: tuple[ShownPaper, ...]) -> Coverage | None:
    return months_shown(OUTCOME, shipped_pack(), shipped_paper(), shown, DAY)


def a_checklist(language: str, typed: Typed = TYPED) -> Sheet:
    """Return a checklist with something found, something open and a day to come back."""
    return checklist_sheet(
        typed.client(language),
        typed.screening(language),
        typed.clinic_itself(),
        shipped_pack(),
        shipped_paper(),
        language=language,
        today=DAY,
    )


def _timeline(language: str, typed: Typed, _session: Session) -> Made:
    shown = _shown(typed)
    months = _months(shown)
    assert months is not None
    telling = Telling(
        client=typed.client(language),
        clinic=typed.clinic_itself(),
        outcome=OUTCOME,
        pack=shipped_pack(),
        paper=shipped_paper(),
        language=language,
        today=DAY,
    )
    return (timeline_sheet(telling, months, standing(shown)),)


def _voice(language: str) -> Voice:
    return Voice(shipped_paper(), language, SEEN)


def _letter(language: str, typed: Typed, _session: Session) -> Made:
    clinic = typed.clinic_itself()
    return (letter_sheet(_voice(language), clinic, "7K3F", typed.whom, DAY),)


def _ticket(language: str, typed: Typed, _session: Session) -> Made:
    clinic, day = typed.clinic_itself(), date(2025, 10, 7)
    return (ticket_sheet(_voice(language), clinic, "7K3F", day, typed.note),)


def _reviewer(language: str, typed: Typed, _session: Session) -> Made:
    shown = _shown(typed)
    review = Review(
        client=typed.client(language),
        clinic=typed.clinic_itself(),
        screening=typed.screening(language),
        outcome=OUTCOME,
        pack=shipped_pack(),
        questionnaire=shipped_questionnaire(),
        words=shipped_paper().source,
        rules_line=RULES,
        shown=standing(shown),
        months=_months(shown),
        to_know=shipped_paper().notes_for(OUTCOME.track),
    )
    return (reviewer_sheet(review),)


def _data(form: str, typed: Typed, _session: Session) -> Made:
    known = Known(
        client=typed.client("ht"),
        clinic=typed.clinic_itself(),
        answers=typed.answers(),
        track=Track.INITIAL,
        country="HT",
        questionnaire=shipped_questionnaire(),
        words=shipped_paper().source,
        rules_line=RULES,
    )
    return data_sheets(form, known)


def _volunteer(_language: str, typed: Typed, _session: Session) -> Made:
    made = volunteer_sheet(
        typed.clinic_itself(),
        typed.client("ht"),
        Track.INITIAL,
        OUTCOME.deadline,
        shipped_paper(),
        rules_line=RULES,
    )
    return (made,)


def _cover(_language: str, typed: Typed, _session: Session) -> Made:
    titles = ("Checklist", "Ticket to come back", f"Referral letter to {typed.whom}")
    return (cover_sheet(typed.clinic_itself(), typed.client("ht"), titles, RULES),)


def _as_fields_give_it(typed: Typed) -> Typed:
    """Return what was typed without halves of letters: no field has any, and no vault takes any."""
    texts = {one.name: getattr(typed, one.name) for one in fields(typed)}
    return Typed(**{name: text.encode(errors="ignore").decode() for name, text in texts.items()})


def _day(_language: str, typed: Typed, session: Session) -> Made:
    typed = _as_fields_give_it(typed)
    stamp = replace(STAMP, worker_id=session.worker.id)
    client = replace(typed.client("ht"), registered=stamp)
    event = replace(typed.kyr_event(), stamp=stamp)
    with session.transaction() as opened:
        is_kept = opened.clients.by_code(client.code) is not None
        (opened.clients.save if is_kept else opened.clients.add)(client)
        (opened.kyr_events.save if is_kept else opened.kyr_events.add)(event)
    return (day_sheet(replace(session, clinic=typed.clinic_itself())),)


def _call(_language: str, typed: Typed, session: Session) -> Made:
    calls = tuple(
        Call(
            client_id="a" * 32,
            code=code,
            name=typed.name,
            phone=typed.phone,
            language="ht",
            country="HT",
            told=Headline.LIKELY_ELIGIBLE,
            now=Headline.NEEDS_ATTORNEY_REVIEW,
            change=OutcomeChange.HEADLINE,
            deadline=deadline,
        )
        for code, deadline in (("7K3F", date(2026, 2, 3)), ("9XWM", None))
    )
    return (call_sheet(replace(session, clinic=typed.clinic_itself()), calls),)


def _leaving(_language: str, _typed: Typed, _session: Session) -> Made:
    lines = (("Clients helped", "17 this month, 40 in all"), ("Hash before", "ab12 " * 16))
    hashes = (("Hash of the contents", "0a1b " * 16),)
    return (leaving_sheet(LeavingPage(title="pine, 2026-10", lines=lines, hashes=hashes)),)


def _proof(_language: str, typed: Typed, _session: Session) -> Made:
    purge = Purge(
        id="d" * 32,
        cause=PurgeCause.ASKED,
        people=1,
        rows={"clients": 1, "screenings": 2, "decisions": 1, "services": 3},
        stamp=STAMP,
        is_wiped=True,
    )
    at = datetime(2025, 9, 15, 10, tzinfo=UTC)
    older = Backup(Path("/home/mirlande/Clinic records/backups/2025-09-15_100000"), at, 104_000_000)
    proof = Proof(purge=purge, worker_name=typed.name, remaining=(older,))
    return (proof_sheet(typed.clinic_itself(), proof),)


def _report(kind: str, typed: Typed, _session: Session) -> Made:
    """A year of two offices, one of which is silent since October."""
    first, last = Month(2025, 1), Month(2025, 12)
    year = months(first, last)
    silent = dict.fromkeys(year[:9], MonthState.REPORTED)
    silent |= dict.fromkeys(year[9:], MonthState.MISSING)
    offices = {"BOS-1": dict.fromkeys(year, MonthState.REPORTED), "WOR-1": silent}
    report = Report(
        headquarters=typed.clinic,
        is_training=False,
        first=first,
        last=last,
        clinics=tuple(_office(code, typed.site, states) for code, states in offices.items()),
        month_totals={
            month: {
                headline: 0 if headline in STANDING else 17 * number * told
                for headline in HeadlineCount
            }
            for number, month in enumerate(year, start=1)
            if (told := sum(one[month] is MonthState.REPORTED for one in offices.values()))
        },
        conflicts={},
        breakdowns=(),
        period_labels=(),
    )
    return (report_sheet(document(report, ReportKind(kind))),)


def _office(code: str, name: str, states: dict[Month, MonthState]) -> ReportedClinic:
    reported = [
        number
        for number, state in enumerate(states.values(), start=1)
        if state is MonthState.REPORTED
    ]
    is_last = states[max(states)] is MonthState.REPORTED
    totals = {
        headline: (0 if is_last else None) if headline in STANDING else 17 * sum(reported)
        for headline in HeadlineCount
    }
    bundles = tuple((month.label, f"{code}-{month.label}.tally") for month in states)
    return ReportedClinic(code, name, states, totals, bundles[-1][1], bundles)


def _drill(_language: str, typed: Typed, session: Session) -> Made:
    worker = replace(session.worker, name=typed.name)
    at_work = replace(session, clinic=typed.clinic_itself(), worker=worker)
    return (drill_sheet(at_work, Drill(312, 41, STAMP.at, by_shares=True)),)


def _rescue(_language: str, typed: Typed, session: Session) -> Made:
    worker = replace(session.worker, name=typed.name)
    at_work = replace(session, clinic=typed.clinic_itself(), worker=worker)
    lost = (Lost("clients", 210, 214, 5), Lost("services", 0, 0, 3), Lost("drafts", 0, 0, 0))
    beside = Path("/home/mirlande/Clinic records rescued 2025-10-01 101500")
    return (rescue_sheet(at_work, Rescued(beside, 1203, lost)),)


EVERY_SHEET: dict[str, tuple[tuple[str, ...], Make]] = {
    "call_sheet": (("en",), _call),
    "card_sheet": (
        SMALLER,
        lambda language, typed, _s: (card_sheet(_voice(language), typed.clinic_itself()),),
    ),
    "certificate_sheet": (
        SMALLER,
        lambda language, _t, _s: (certificate_sheet(_voice(language), RULES),),
    ),
    "checklist_sheet": (
        paper_languages(shipped_paper()),
        lambda language, typed, _s: (a_checklist(language, typed),),
    ),
    "cover_sheet": (("en",), _cover),
    "data_sheets": (FORMS, _data),
    "day_sheet": (("en",), _day),
    "drill_sheet": (("en",), _drill),
    "headquarters_recovery_sheet": (
        ("en",),
        lambda _l, typed, _s: (headquarters_recovery_sheet(GROUPS, typed.clinic, DAY),),
    ),
    "leaving_sheet": (("en",), _leaving),
    "letter_sheet": (SMALLER, _letter),
    "passphrase_sheet": (
        ("en",),
        lambda _l, typed, _s: (
            passphrase_sheet(
                HandOut(Worker(id="w", name=typed.name), "marie", WORDS), typed.clinic, DAY
            ),
        ),
    ),
    "plan_sheet": (
        SMALLER,
        lambda language, typed, _s: (plan_sheet(_voice(language), typed.clinic_itself()),),
    ),
    "poster_sheet": (
        SMALLER,
        lambda language, typed, _s: (
            poster_sheet(_voice(language), typed.clinic_itself(), typed.kyr_event()),
        ),
    ),
    "printer_sheet": (("en",), lambda _l, typed, _s: (printer_sheet(typed.clinic_itself()),)),
    "proof_sheet": (("en",), _proof),
    "recovery_sheet": (
        ("en",),
        lambda _l, typed, _s: (recovery_sheet(GROUPS, typed.clinic, date(2026, 11, 25)),),
    ),
    "report_sheet": (tuple(ReportKind), _report),
    "rescue_sheet": (("en",), _rescue),
    "reviewer_sheet": (("en",), _reviewer),
    "rights_sheet": (
        SMALLER,
        lambda language, typed, _s: (rights_sheet(_voice(language), typed.clinic_itself()),),
    ),
    "share_sheet": (("en",), lambda _l, typed, _s: (share_sheet(SHARE, 2, typed.clinic, DAY),)),
    "tally_sheet": (
        ("en",),
        lambda _l, typed, _s: (
            tally_sheet(typed.clinic_itself(), typed.kyr_event(), shipped_paper(), RULES),
        ),
    ),
    "ticket_sheet": (SMALLER, _ticket),
    "timeline_sheet": (paper_languages(shipped_paper()), _timeline),
    "volunteer_sheet": (("en",), _volunteer),
}
"""By the function that decides it: the languages or kinds it comes in, and how to make one."""


GO_HOME = (
    "card_sheet",
    "certificate_sheet",
    "checklist_sheet",
    "letter_sheet",
    "plan_sheet",
    "poster_sheet",
    "rights_sheet",
    "ticket_sheet",
    "timeline_sheet",
)
"""Those that a client takes home, and that are also made in large print."""

PICTURED_LARGE = ("checklist_sheet", "rights_sheet")
"""Those of them whose large print is compared with pictures too."""

EVERY = tuple(
    (name, variant) for name, (variants, _) in EVERY_SHEET.items() for variant in variants
)
LARGE = tuple((name, variant) for name, variant in EVERY if name in GO_HOME)


@dataclass(frozen=True, slots=True)
class SheetOf:
    """One sheet in one language.

    Attributes:
        decider: The function that decides it.
        variant: A language, form or kind.
        is_large: Whether in large print.
    """

    decider: str
    variant: str
    _session: Session
    is_large: bool = False

    def __str__(self) -> str:
        size = "-large" if self.is_large else ""
        return f"{self.decider.removesuffix('s').removesuffix('_sheet')}-{self.variant}{size}"

    def made(self, typed: Typed = TYPED) -> Made:
        """Return it, with what somebody typed."""
        _variants, make = EVERY_SHEET[self.decider]
        sheets = make(self.variant, typed, self._session)
        return tuple(replace(one, is_large=True) for one in sheets) if self.is_large else sheets

    def pdf(self, typed: Typed = TYPED) -> bytes:
        """Return its bytes, drawn once for all tests."""
        return _pdf(self, typed)


@cache
def _pdf(sheet: SheetOf, typed: Typed) -> bytes:
    return draw_all(sheet.made(typed))


@pytest.fixture(scope="session")
def desk(made_clinic: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A vault of its own: the day sheet and the call list are made at one."""
    folder = tmp_path_factory.mktemp("desk") / "vault"
    shutil.copytree(made_clinic.folder, folder)
    opened = unlocking.unlock(folder, PASSPHRASE, "mirlande", Today(DAY))
    yield opened
    opened.lock()


@pytest.fixture(scope="session", params=EVERY, ids="-".join)
def every_sheet(request: pytest.FixtureRequest, desk: Session) -> SheetOf:
    """Each sheet in each of its languages."""
    decider, variant = request.param
    return SheetOf(decider, variant, desk)


def _named(param: tuple[str, str, bool]) -> str:
    decider, variant, is_large = param
    return f"{decider}-{variant}{'-large' if is_large else ''}"


@pytest.fixture(
    scope="session",
    params=[*((*each, False) for each in EVERY), *((*each, True) for each in LARGE)],
    ids=_named,
)
def any_sheet(request: pytest.FixtureRequest, desk: Session) -> SheetOf:
    """Each sheet in each of its languages, and what goes home in large print too."""
    decider, variant, is_large = request.param
    return SheetOf(decider, variant, desk, is_large=is_large)


PICTURED = [
    *((*each, False) for each in EVERY),
    *((*each, True) for each in LARGE if each[0] in PICTURED_LARGE),
]


@pytest.fixture(scope="session", params=PICTURED, ids=_named)
def pictured_sheet(request: pytest.FixtureRequest, desk: Session) -> SheetOf:
    """Each sheet in each of its languages, and some in large print too."""
    decider, variant, is_large = request.param
    return SheetOf(decider, variant, desk, is_large=is_large)


@pytest.fixture(scope="session")
def all_sheets(desk: Session) -> tuple[SheetOf, ...]:
    """All of them at once, to draw from."""
    return tuple(SheetOf(name, variant, desk) for name, variant in EVERY)


@pytest.fixture(scope="session")
def sheet_at(all_sheets: tuple[SheetOf, ...]) -> Callable[[int], SheetOf]:
    """One of them by any number."""
    return lambda place: all_sheets[place % len(all_sheets)]


@pytest.fixture(scope="session")
def deciders() -> frozenset[str]:
    """The functions whose sheets are tested here."""
    return frozenset(EVERY_SHEET)


@pytest.fixture(scope="session")
def hostile() -> Callable[[SheetOf], tuple[Typed, ...]]:
    """What breaks paper elsewhere, in every field: other mixes for each language of a sheet."""
    names = [one.name for one in fields(Typed)]
    mixes = [
        Typed(**{name: HOSTILE[(turn + place) % len(HOSTILE)] for place, name in enumerate(names)})
        for turn in range(len(HOSTILE))
    ]
    is_thorough = hypothesis.settings().max_examples >= THOROUGH

    def mixed(sheet: SheetOf) -> tuple[Typed, ...]:
        variants, _make = EVERY_SHEET[sheet.decider]
        first = variants.index(sheet.variant)
        step = 1 if is_thorough else min(len(variants), 5)
        return tuple(mixes[(first + turn) % len(mixes)] for turn in range(0, len(mixes), step))

    return mixed


@pytest.fixture(scope="session")
def every_name(desk: Session) -> frozenset[str]:
    """What each sheet in each language is called, as its picture is."""
    return frozenset(
        str(SheetOf(name, variant, desk, is_large=is_large)) for name, variant, is_large in PICTURED
    )


@pytest.fixture(scope="session")
def go_home() -> frozenset[str]:
    """The functions whose sheets a client takes home."""
    return frozenset(GO_HOME)


@pytest.fixture(scope="session")
def typed() -> Typed:
    """What somebody types on an ordinary day."""
    return TYPED
