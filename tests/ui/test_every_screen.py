"""Every screen: nothing clipped or pushed off, and every part has a name to be read aloud.

Each is drawn in the real window with the real look, four times: as it is, with every
sentence doubled (the test language ``xx``), and with type at 150 and at 200 %.
"""

import gettext
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_app import translation
from clinic_app.clock import DaySource
from clinic_app.headquarters.enrolling import Renamed
from clinic_app.headquarters.leaving import Leaving
from clinic_app.headquarters.leaving_words import contradicted_words
from clinic_app.interview.questionnaire import QuestionKind
from clinic_app.messages.leaving_words import leaves_words
from clinic_app.printing.printer_errors import NoPrinterError
from clinic_app.printing.sheet import SheetKind
from clinic_app.records.audit import About, Act, Entry, Link
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic, Close
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.merge import Merge, Said, WayBack
from clinic_app.records.retention import (
    BackupPlace,
    Hold,
    KeptBy,
    Lifting,
    Purge,
    PurgeCause,
    Silent,
)
from clinic_app.records.screening import Screening
from clinic_app.records.shown_paper import PaperForm
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import (
    Accreditation,
    AccreditationLevel,
    FormerAccreditation,
    Worker,
)
from clinic_app.screening import engine
from clinic_app.screening.evidence_months import coverage
from clinic_app.screening.freshness import Freshness
from clinic_app.screening.outcome import Code, Finding, Headline, Status
from clinic_app.screening.outcome_change import OutcomeChange
from clinic_app.tallies.month import Month
from clinic_app.ui import theme
from clinic_app.ui.flows.shares_flow import _share_words
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.main_window import MainWindow, Place
from clinic_app.ui.models.close_view import ConditionRow, Months
from clinic_app.ui.models.file_view import FileLine, FileView
from clinic_app.ui.models.headquarters_view import (
    ApartLine,
    CalendarLine,
    CalendarView,
    ClinicLine,
    Compared,
    TotalLine,
    TotalsView,
)
from clinic_app.ui.models.inbox_view import InboxLine, InboxView
from clinic_app.ui.models.laptops_view import AskedView, HandOffLine, LaptopLine, LaptopsView
from clinic_app.ui.models.pair_view import PairAnswers, PairsView
from clinic_app.ui.models.papers_view import PapersView
from clinic_app.ui.models.questions_view import QuestionLine
from clinic_app.ui.models.rules_view import (
    ArrivalView,
    ConfirmedLine,
    LeftOpenView,
    OpenLine,
    RulesView,
)
from clinic_app.ui.models.screening_view import (
    FindingLine,
    QuestionView,
    ScreeningView,
    SectionLine,
)
from clinic_app.ui.models.shown_view import ShownLine, ShownView, TypedPaper
from clinic_app.ui.models.waiting_view import WaitingGroup, WaitingLine
from clinic_app.ui.old_backups import OldBackupsCard
from clinic_app.ui.screens.about import AboutScreen
from clinic_app.ui.screens.audit_log import AuditLogScreen, LogShown
from clinic_app.ui.screens.backups import BackupsScreen
from clinic_app.ui.screens.begin_screening import BeginScreeningScreen
from clinic_app.ui.screens.call_list import CallListScreen
from clinic_app.ui.screens.carry import CarryScreen
from clinic_app.ui.screens.change_passphrase import ChangePassphraseScreen
from clinic_app.ui.screens.client_file import ClientFileScreen
from clinic_app.ui.screens.clients import ClientsScreen
from clinic_app.ui.screens.clinic import ClinicScreen
from clinic_app.ui.screens.clock_question import ClockQuestionScreen
from clinic_app.ui.screens.close_month import CloseMonthScreen
from clinic_app.ui.screens.decision import DecisionScreen
from clinic_app.ui.screens.done_today import DoneTodayScreen
from clinic_app.ui.screens.drill import DrillScreen
from clinic_app.ui.screens.duplicates import DuplicatesScreen
from clinic_app.ui.screens.enrolment import EnrolmentScreen
from clinic_app.ui.screens.first_passphrase import FirstPassphraseScreen
from clinic_app.ui.screens.hand_out import HandOutScreen
from clinic_app.ui.screens.hand_out_clients import HandOutClientsScreen
from clinic_app.ui.screens.headquarters import HeadquartersPlace, HeadquartersScreen
from clinic_app.ui.screens.headquarters_apart import HeadquartersApartScreen
from clinic_app.ui.screens.headquarters_clinics import HeadquartersClinicsScreen
from clinic_app.ui.screens.headquarters_door import HeadquartersDoorScreen
from clinic_app.ui.screens.headquarters_inbox import HeadquartersInboxScreen
from clinic_app.ui.screens.headquarters_months import HeadquartersMonthsScreen
from clinic_app.ui.screens.headquarters_questions import HeadquartersQuestionsScreen
from clinic_app.ui.screens.headquarters_report import HeadquartersReportScreen
from clinic_app.ui.screens.headquarters_set_up import HeadquartersSetUpScreen
from clinic_app.ui.screens.headquarters_totals import HeadquartersTotalsScreen
from clinic_app.ui.screens.if_taken import IfTakenScreen
from clinic_app.ui.screens.keeping import KeepingScreen
from clinic_app.ui.screens.key_papers import KeyPapersScreen
from clinic_app.ui.screens.keys import KeysDialog
from clinic_app.ui.screens.kyr_counter import KyrCounterScreen
from clinic_app.ui.screens.kyr_events import KyrEventsScreen
from clinic_app.ui.screens.kyr_paper import KyrPaperScreen
from clinic_app.ui.screens.laptops import LaptopsScreen
from clinic_app.ui.screens.left_open import LeftOpenScreen
from clinic_app.ui.screens.moved_or_copied import MovedOrCopiedScreen
from clinic_app.ui.screens.new_keys import NewKeysScreen
from clinic_app.ui.screens.new_recovery_code import NewRecoveryCodeScreen
from clinic_app.ui.screens.new_rules import NewRulesScreen
from clinic_app.ui.screens.older_records import OlderRecordsScreen
from clinic_app.ui.screens.outcome import OutcomeScreen, OutcomeView
from clinic_app.ui.screens.papers import PapersScreen
from clinic_app.ui.screens.preview import PreviewScreen
from clinic_app.ui.screens.questions import QuestionsScreen
from clinic_app.ui.screens.recover import RecoverScreen
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.ui.screens.register import RegisterScreen
from clinic_app.ui.screens.restore import RestoreScreen
from clinic_app.ui.screens.retention import RetentionScreen
from clinic_app.ui.screens.rules import RulesScreen
from clinic_app.ui.screens.screening import ScreeningScreen
from clinic_app.ui.screens.set_up import (
    SetUpClinicScreen,
    SetUpPassphraseScreen,
    SetUpWorkerScreen,
)
from clinic_app.ui.screens.set_up_way_back import SetUpWayBackScreen
from clinic_app.ui.screens.shown_papers import ShownPapersScreen
from clinic_app.ui.screens.today import TodayScreen
from clinic_app.ui.screens.two_versions import TwoVersionsScreen
from clinic_app.ui.screens.unlock import UnlockScreen
from clinic_app.ui.screens.welcome import WelcomeScreen
from clinic_app.ui.screens.what_leaves import WhatLeavesScreen
from clinic_app.ui.screens.worker import WorkerScreen
from clinic_app.ui.widgets.answer_fields import LineField, yes_no_field
from clinic_app.ui.widgets.rows_field import RowsField
from clinic_app.ui.widgets.rules_label import RulesLine
from clinic_app.ui.widgets.text import ProblemLabel
from clinic_app.ui.words.headquarters_words import file_written
from clinic_app.ui.words.keeping_words import keeping_view
from clinic_app.ui.words.pair_words import pair_view
from clinic_app.ui.words.question_fields import Field, field_of
from clinic_app.ui.words.version_words import version_line
from clinic_app.vault.backups import Backup
from clinic_app.workflows import licences
from clinic_app.workflows.audit import ChainCheck, LogLine
from clinic_app.workflows.carrying_errors import EnrolledElsewhereError
from clinic_app.workflows.drill import Drill
from clinic_app.workflows.duplicates import Filed, Twins
from clinic_app.workflows.enrolment import Standing
from clinic_app.workflows.forgetting import Forgetting
from clinic_app.workflows.if_taken import IfTaken
from clinic_app.workflows.languages import languages
from clinic_app.workflows.leaving_page import LeavingPage
from clinic_app.workflows.new_keys import HandOut
from clinic_app.workflows.old_backups import OldBackups
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.recovery_papers import HeldPaper, WaysBack
from clinic_app.workflows.retention import Outlook, SilentClient
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.shares import share_title
from clinic_app.workflows.sweep import Call
from clinic_app.workflows.two_versions import Version

SCREEN = QSize(1366, 728)
"""1366 x 768 less the system's own bar."""

LANGUAGES = tuple((language.tag, language.english) for language in languages())
PRINT = "ab12 cd34 ef56 7890 ab12 cd34 ef56 7890"
WORDS = "stapling unguarded corset vividly manhunt oat"
STAMP = Stamp(
    at=datetime(2026, 11, 25, 10, tzinfo=UTC),
    day=date(2026, 11, 25),
    day_source=DaySource.COMPUTER,
    worker_id="w",
    site="St. Mark's hall",
)
CLIENT = Client(
    id="a",
    code="7K3F",
    name="Wideline Jean-Baptiste-Désir",
    household_id="a",
    birth_date=date(1988, 4, 2),
    language="ht",
    needs_interpreter=True,
    consent=Consent.GIVEN,
    phone="305 555 0100",
    come_back_on=date(2026, 12, 3),
    come_back_note="bring the passport",
    registered=STAMP,
)
MERGE = Merge(
    id="m",
    kept_id="a",
    merged_id="b",
    stamp=STAMP,
    way_back=WayBack(Said.of(CLIENT), Said.of(CLIENT)),
)
EVENT = KyrEvent(
    id="e",
    day=date(2026, 11, 25),
    title="St. Mark's hall, Tuesday evening",
    attendance=tuple(Attendance(tag, 14, 3) for tag, _name in LANGUAGES[:4]),
    trained=2,
    stamp=STAMP,
)
CLOSE = Close(
    label="2026-09",
    seq=3,
    first=date(2026, 9, 1),
    last=date(2026, 9, 30),
    payload=b"",
    sealed=b"x",
    file_name="MIA-1-2026-09-3.bundle",
    stamp=STAMP,
)
WORKER = Worker(
    id="1",
    name="Marie Baptiste",
    accreditation=Accreditation(
        level=AccreditationLevel.PARTIAL, granted=date(2025, 1, 2), expires=date(2028, 1, 2)
    ),
)
RULES = RulesLine(
    "rules 2026.11, checked 8/19/2026, 98 days ago: check uscis.gov/tps", Freshness.STALE
)
FINDINGS = (
    Finding(
        test="residence",
        status=Status.NOT_MET,
        code=Code.CR_DATE,
        text="Lives here since 10 June 2024; the notice asks for 3 June 2024 or earlier.",
        citations=("8 USC 1254a(c)(1)(A)(ii)", "89 FR 54484"),
        confidence="high",
    ),
    Finding(
        test="nationality",
        status=Status.NEEDS_REVIEW,
        text="Two nationalities were named.",
        citations=("8 USC 1254a(c)(1)(A)",),
        is_confirmed=False,
    ),
)


def never(*_given: Any, **_named: Any) -> Any:
    """Stand where a screen is only drawn."""
    pytest.fail("nothing was asked")


def welcome(_jobs: ClosableJobs) -> QWidget:
    return WelcomeScreen()


def unlock(jobs: ClosableJobs) -> QWidget:
    screen = UnlockScreen(unlock=never, jobs=jobs)
    screen.show_names(("Marie", "Jo"))
    screen.show_hint("These families are invented. Their passphrase: " + WORDS)
    return screen


def recover(jobs: ClosableJobs) -> QWidget:
    screen = RecoverScreen(recover=never, recover_by_shares=never, suggest=lambda: WORDS, jobs=jobs)
    screen.start(("Marie", "Jo"), "Jo")
    return screen


def clock_question(_jobs: ClosableJobs) -> QWidget:
    screen = ClockQuestionScreen()
    screen.show_doubt("This computer says 1/1/2000, but the rules were made later.", date.min)
    return screen


def older_records(_jobs: ClosableJobs) -> QWidget:
    return OlderRecordsScreen()


def moved_or_copied(_jobs: ClosableJobs) -> QWidget:
    screen = MovedOrCopiedScreen()
    screen.start(is_other_computer=False)
    return screen


def set_up_clinic(_jobs: ClosableJobs) -> QWidget:
    return SetUpClinicScreen(is_code=never)


def set_up_worker(_jobs: ClosableJobs) -> QWidget:
    screen = SetUpWorkerScreen()
    screen.accreditation.partial.click()
    return screen


def set_up_passphrase(_jobs: ClosableJobs) -> QWidget:
    screen = SetUpPassphraseScreen(suggest=lambda: WORDS)
    screen.start()
    return screen


def recovery_code(_jobs: ClosableJobs) -> QWidget:
    screen = RecoveryCodeScreen(is_typed_back=never)
    screen.show_code(("AB12C", "CD34D", "EF56E", "GH78F", "JK90G", "MN12H", "PQ34J"), (1, 4))
    return screen


def recovery_code_typed_back(jobs: ClosableJobs) -> QWidget:
    screen = recovery_code(jobs)
    assert isinstance(screen, RecoveryCodeScreen)
    screen.hide_button.click()
    return screen


def recovery_code_alone(_jobs: ClosableJobs) -> QWidget:
    screen = RecoveryCodeScreen(is_typed_back=lambda _typed: True, is_step=False)
    screen.show_code(("AB12C", "CD34D", "EF56E", "GH78F", "JK90G", "MN12H", "PQ34J"), (1, 4))
    return screen


def recovery_share(_jobs: ClosableJobs) -> QWidget:
    screen = RecoveryCodeScreen(
        is_typed_back=lambda _typed: True, is_step=False, words=_share_words()
    )
    screen.show_title(share_title(2))
    screen.show_code(("academic", "wireless") * 10, (1, 4))
    return screen


WAYS_BACK = WaysBack(
    HeldPaper(number=0, holder="Father Marc's safe", proved=STAMP.day, is_sealed=False),
    tuple(
        HeldPaper(number=number, holder=holder, proved=proved, is_sealed=False)
        for number, holder, proved in (
            (1, "Ana Ruiz, board member", STAMP.day),
            (2, "Safe of the library on Elm Street", STAMP.day),
            (3, "", None),
        )
    ),
    STAMP.at,
)


def key_papers(jobs: ClosableJobs) -> QWidget:
    screen = KeyPapersScreen(look=lambda: WAYS_BACK, save=never, may_change=True, jobs=jobs)
    screen.load()
    return screen


HAND_OUTS = tuple(
    HandOut(Worker(id=name, name=name), short, WORDS)
    for name, short in (("Tomas Vale, volunteer on Saturdays", "tomas"), ("Ana Ruiz", "ana"))
)


def new_keys(jobs: ClosableJobs) -> QWidget:
    one = Backup(Path("/media/marie/BLUE STICK/clinic-app backups/2026-11-25_104203"), STAMP.at, 9)
    screen = NewKeysScreen(prepare=never, known_backups=lambda: (one, one), jobs=jobs)
    screen.start("Jo Hale")
    return screen


def hand_out(jobs: ClosableJobs) -> QWidget:
    screen = HandOutScreen(carry_out=never, jobs=jobs)
    screen.show_hand_outs(HAND_OUTS)
    screen.busy.begin("Writing the records anew, and proving every page…")
    return screen


def first_passphrase(jobs: ClosableJobs) -> QWidget:
    screen = FirstPassphraseScreen(choose=never, suggest=lambda: WORDS, jobs=jobs)
    screen.start(WORDS, "tomas")
    return screen


def set_up_way_back(_jobs: ClosableJobs) -> QWidget:
    return SetUpWayBackScreen()


def recovery_share_typed_back(jobs: ClosableJobs) -> QWidget:
    screen = recovery_share(jobs)
    assert isinstance(screen, RecoveryCodeScreen)
    screen.hide_button.click()
    return screen


def new_recovery_code(jobs: ClosableJobs) -> QWidget:
    screen = NewRecoveryCodeScreen(make=never, make_shares=never, jobs=jobs)
    screen.start(was_never_proven=True)
    return screen


STANDING = Standing("Coalition", "ab12 cd34 ef56 7890 ab12 cd34", "1234 5678 90ab cdef 1234 5678")


def enrolment(jobs: ClosableJobs) -> QWidget:
    screen = EnrolmentScreen(
        take=never, ask_file=never, ask_answer_place=never, renew=never, jobs=jobs
    )
    screen.start(STANDING)
    return screen


def moving(jobs: ClosableJobs) -> QWidget:
    screen = enrolment(jobs)
    assert isinstance(screen, EnrolmentScreen)
    others = EnrolledElsewhereError("Coalition", "Riverbend Coalition", STANDING.ours)
    screen.moving.show_move(others)
    return screen


def laptops(jobs: ClosableJobs) -> QWidget:
    screen = LaptopsScreen(look=never, jobs=jobs)
    other = LaptopLine(
        laptop_id="1",
        name="Church hall of St. Mark · 1a2b",
        part="main laptop",
        fingerprint=PRINT,
        holds="31",
    )
    went = HandOffLine(
        day="11/25/2026",
        way="to Church hall of St. Mark · 1a2b",
        number="12",
        units="31 clients and counts",
        state="on its way: no word yet",
    )
    screen.show_view(
        LaptopsView(
            state="This is a day laptop",
            detail="Months are closed on the main laptop. Not handed over yet: 31 clients.",
            fingerprint=PRINT,
            laptops=(other, other),
            hand_offs=(went, went),
            is_alone=True,
            can_invite=True,
            can_hand_over=True,
            can_take_in=True,
            can_hand_out=True,
            versions="&Pick: 2 records have two versions",
        )
    )
    screen.show_notice("MIA-1-1a2b-0001.handoff: taken in from “Hall”, 31 clients and counts")
    return screen


def hand_out_clients(jobs: ClosableJobs) -> QWidget:
    screen = HandOutClientsScreen(find=lambda _codes: (CLIENT, CLIENT), jobs=jobs)
    screen.start((("1", "Church hall of St. Mark · 1a2b"),))
    screen.codes.setText("7K3F 8M4G")
    screen.find_people()
    return screen


def two_versions(jobs: ClosableJobs) -> QWidget:
    of: dict[str, Any] = {"owner": CLIENT, "record": CLIENT, "kind": "client"}
    said = Version(**of, record_id="a", part="phone", value='"1"', is_shown=True)
    lines = (version_line(said), version_line(replace(said, is_shown=False)))
    screen = TwoVersionsScreen(look=lambda: lines, pick=never, jobs=jobs)
    screen.load()
    return screen


def laptops_asked(jobs: ClosableJobs) -> QWidget:
    screen = laptops(jobs)
    assert isinstance(screen, LaptopsScreen)
    screen.show_asked(AskedView("Church hall of St. Mark · 1a2b", PRINT, is_invitation=True))
    return screen


def today(jobs: ClosableJobs) -> QWidget:
    line = WaitingLine("Wideline · 7K3F", "TPS Haiti, 9 answers so far", lambda: None)
    groups = tuple(WaitingGroup(title, (line, line)) for title in ("Drafts", "Come back", "KYR"))
    screen = TodayScreen(
        title="Wednesday, November 25, 2026", subtitle="Hall", waiting=lambda: groups, jobs=jobs
    )
    screen.load()
    return screen


def clients(jobs: ClosableJobs) -> QWidget:
    screen = ClientsScreen(
        search=lambda _text: (CLIENT, CLIENT), language_name=lambda tag: tag, jobs=jobs
    )
    screen.load()
    return screen


def register(jobs: ClosableJobs) -> QWidget:
    screen = RegisterScreen(
        parse_day=never, languages=LANGUAGES, counties={"25025": "Suffolk County, MA"}, jobs=jobs
    )
    screen.show_new(never, member_of=CLIENT, look=lambda _form: (CLIENT, CLIENT))
    screen.name.setText("Wideline Désir")
    screen.name.editingFinished.emit()
    return screen


def client_file(jobs: ClosableJobs) -> QWidget:
    line = FileLine(
        record=CLIENT,
        day="11/25/2026",
        kind="Screening, TPS Haiti",
        words="nothing found against",
        state="waits for the representative",
        is_withdrawn=False,
    )
    view = FileView(
        client=CLIENT,
        language="Haitian Creole",
        household=(CLIENT, CLIENT),
        lines=(line,),
        like=(CLIENT,),
        merged=((MERGE, CLIENT),),
    )
    screen = ClientFileScreen(load=lambda _id: view, withdraw=never, jobs=jobs)
    screen.load("a")
    return screen


def duplicates(jobs: ClosableJobs) -> QWidget:
    other = replace(
        CLIENT,
        code="M2QX",
        name="Jean-Baptiste-Désir Wideline Marie-Thérèse",
        birth_date=date(1988, 2, 4),
        phone="",
        county="25025",
        come_back_note="bring the birth certificate, with its translation",
    )
    pair = pair_view(Twins(Filed(CLIENT, 2, 1), Filed(other, 0, 0)))
    answers = PairAnswers(
        tell_apart=lambda *_ids: lambda: None,
        merge=lambda *_given: lambda: None,
        part=never,
        stay_one=never,
    )
    screen = DuplicatesScreen(
        load=lambda: PairsView((pair, pair), 112, can_merge=False), answers=answers, jobs=jobs
    )
    screen.load()
    screen.apart_button.click()
    screen.show_progress(400, 20000)
    return screen


def no_duplicates(jobs: ClosableJobs) -> QWidget:
    answers = PairAnswers(tell_apart=never, merge=never, part=never, stay_one=never)
    screen = DuplicatesScreen(load=lambda: PairsView((), 0), answers=answers, jobs=jobs)
    screen.load()
    return screen


def papers_shown(jobs: ClosableJobs) -> QWidget:
    typed = TypedPaper(
        kind="rent", first="06/2024", last="12/2024", form=PaperForm.ORIGINAL, note="landlord"
    )
    line = ShownLine(
        paper_id="p",
        days="06/2024–12/2024",
        kind="Lease or rent receipt",
        form="original",
        note="landlord",
        state="",
        typed=typed,
        is_standing=True,
    )
    view = ShownView(
        client_id="a",
        title="Papers shown · Wideline Jean-Baptiste-Désir · 7K3F",
        kinds=tuple(shipped_paper().source.kind.items()),
        lines=(line,),
        months=coverage(date(2001, 2, 13), date(2026, 11, 25), ()),
        since="Months since 2/13/2001, the day of continuous residence",
        told="Months without a paper yet: 02/2001–10/2026.",
    )
    screen = ShownPapersScreen(
        load=lambda _id: view, add=never, correct=never, turn=never, jobs=jobs
    )
    screen.open("a", correcting_id="p")
    screen.problem.show_words("The last month lies before the first. Look at both again.")
    return screen


def begin_screening(_jobs: ClosableJobs) -> QWidget:
    screen = BeginScreeningScreen(
        countries=(("HT", "Haiti"), ("HN", "Honduras")), parse_day=never, is_country=never
    )
    screen.show_client(CLIENT, today=date(2026, 11, 25), rules=RULES)
    return screen


def a_screening(
    field: Field,
    *,
    words: str = "When did you first come to live in the United States?",
    client_words: str = "Ki lè ou te vin viv Ozetazini?",
    why: str = "Residence is counted from this day.",
) -> ScreeningScreen:
    screen = ScreeningScreen()
    screen.show_view(
        ScreeningView(
            heading="7K3F · TPS Haiti · law as of November 25, 2026",
            rules=RULES,
            sections=tuple(
                SectionLine(words=words, asked=asked, count=3, is_current=asked == 1)
                for words, asked in (("Person", 3), ("Entry", 1), ("Absences", 0), ("Crimes", 0))
            ),
            progress="5 of about 22 questions",
            question=QuestionView(
                id="x",
                words=words,
                client_words=client_words,
                why=why,
                is_reviewed=False,
                field=field,
                read=never,
            ),
            findings=tuple(
                FindingLine(
                    name="Continuous physical presence",
                    status=status,
                    words="A trip of 45 days may break it.",
                    citation="8 CFR 244.2(c)",
                )
                for status in Status
            ),
            headline="Nothing found against so far; 2 tests still unknown. "
            "The representative decides.",
        )
    )
    return screen


def screening_line(_jobs: ClosableJobs) -> QWidget:
    return a_screening(LineField("month/day/year"))


def screening_yes_no(_jobs: ClosableJobs) -> QWidget:
    return a_screening(yes_no_field())


def screening_list(_jobs: ClosableJobs) -> QWidget:
    return writing_down("criminal", "ar")


LISTS = {
    question.id: question
    for question in shipped_questionnaire().questions
    if question.kind is QuestionKind.ROWS
}


def writing_down(question_id: str, language: str) -> ScreeningScreen:
    """An entry of a list is being written down, the client's words beside it."""
    question = LISTS[question_id]
    field, _read = field_of(question, None, ("Haiti",))
    assert isinstance(field, RowsField)
    field.show_rows(({},), is_none=False)
    client_words = "" if language == "en" else question.words[language]
    return a_screening(
        field, words=question.words["en"], client_words=client_words, why=question.why
    )


def outcome(_jobs: ClosableJobs) -> QWidget:
    screen = OutcomeScreen()
    screen.show_outcome(
        OutcomeView(
            screening=a_record(),
            who="Wideline · 7K3F · TPS Haiti · law as of November 25, 2026",
            headline="Nothing found against; deadline February 3, 2026",
            route=("Initial registration, under notice HT-2024-R", "Last day: February 3, 2026"),
            findings=tuple(("Continuous residence", finding) for finding in FINDINGS),
            rules=RULES,
            signed="More papers are needed. Signed by Marie Baptiste, November 25, 2026.",
            can_decide=True,
            is_kept=False,
        )
    )
    return screen


def long_outcome(jobs: ClosableJobs) -> QWidget:
    """As long as a real one, in the words of the rules."""
    screen = outcome(jobs)
    assert isinstance(screen, OutcomeScreen)
    found = engine.screen(translation_free_answers(), "Sudan", date(2026, 11, 25), shipped_pack())
    screen.show_outcome(
        OutcomeView(
            screening=a_record(),
            who="Wideline · 7K3F · TPS Sudan · law as of November 25, 2026",
            headline="For the representative: Designation in force",
            route=(),
            findings=tuple((finding.test, finding) for finding in found.findings),
            rules=RULES,
            signed="",
            can_decide=True,
            is_kept=True,
        )
    )
    return screen


def a_record() -> Screening:
    return Screening(
        id="s",
        client_id="a",
        country="HT",
        as_of=date(2026, 11, 25),
        answers=translation_free_answers(),
        started=STAMP,
    )


def translation_free_answers() -> Any:
    from clinic_app.interview.answers import Answers  # noqa: PLC0415 - only here

    return Answers()


def decision(jobs: ClosableJobs) -> QWidget:
    screen = DecisionScreen(decide=never, signer="Marie Baptiste", jobs=jobs)
    screen.show_screening(
        a_record(), who="Wideline · 7K3F", summary="Nothing found against", needs_source=True
    )
    return screen


def done_today(jobs: ClosableJobs) -> QWidget:
    screen = DoneTodayScreen(record=never, set_come_back=never, parse_day=never, jobs=jobs)
    screen.show_client(CLIENT)
    return screen


def kyr_events(jobs: ClosableJobs) -> QWidget:
    screen = KyrEventsScreen(
        events=lambda: (EVENT,),
        begin_event=never,
        withdraw_event=never,
        languages=LANGUAGES,
        counties={},
        jobs=jobs,
    )
    screen.load()
    return screen


def kyr_counter(jobs: ClosableJobs) -> QWidget:
    screen = KyrCounterScreen(save_event=never, finish_event=never, languages=LANGUAGES, jobs=jobs)
    screen.show_event(EVENT)
    return screen


def kyr_paper(jobs: ClosableJobs) -> QWidget:
    screen = KyrPaperScreen(finish_event=never, languages=LANGUAGES, jobs=jobs)
    screen.show_event(EVENT)
    return screen


def close_month(jobs: ClosableJobs) -> QWidget:
    rows = (
        ConditionRow(
            words="Every screening is finished",
            detail="2 drafts are open",
            status=Status.NEEDS_REVIEW,
            fix=lambda: None,
        ),
        ConditionRow(words="Every count is final", detail="", status=Status.MET),
        ConditionRow(words="Every earlier month is closed", detail="", status=Status.NOT_MET),
    )
    screen = CloseMonthScreen(
        months=lambda: Months(("2026-10",), (CLOSE,), questions=2),
        conditions=lambda _label: rows,
        jobs=jobs,
    )
    screen.load()
    screen.show_notice("1 receipt was taken in.")
    return screen


def what_leaves(jobs: ClosableJobs) -> QWidget:
    screen = WhatLeavesScreen(signer="Marie Baptiste", jobs=jobs)
    lines = tuple((f"Clients helped {n}", "3 this month, 12 in all") for n in range(14))
    hashes = (("Hash of the contents", "ab12 " * 16),)
    screen.show_pages((LeavingPage("MIA-1, 2026-10", lines, hashes),), lambda: None)
    return screen


STICKS = (Path("/media/ana/KINGSTON"), Path("/media/ana/Intake 2026"))


def carry(jobs: ClosableJobs) -> QWidget:
    screen = CarryScreen(write=never, ask_folder=never, sticks=lambda: STICKS, jobs=jobs)
    screen.show_close(CLOSE)
    return screen


def clinic(jobs: ClosableJobs) -> QWidget:
    screen = ClinicScreen(describe=never, workers=lambda: (WORKER,), jobs=jobs)
    screen.show_clinic(Clinic(name="St. Mark's", code="MIA-1", site="Hall", station_id="x"))
    screen.load()
    return screen


def rules(_jobs: ClosableJobs) -> QWidget:
    screen = RulesScreen()
    screen.show_rules(
        RulesView(
            title="Rules 2026.11",
            line=RULES,
            origin="Made on 11/23/2026. Installed on 11/25/2026 by Marie Baptiste; headquarters "
            "signed them.",
            can_roll_back=True,
            left_open="Whether it is in force today, the rules could not confirm of: "
            "El Salvador 2001, Sudan 2022, Ukraine 2022.",
        )
    )
    screen.show_notice("Rules 2026.11 are at work from now on.")
    return screen


def rules_being_checked(jobs: ClosableJobs) -> QWidget:
    screen = rules(jobs)
    assert isinstance(screen, RulesScreen)
    screen.set_busy("Checking the signature and running the scenarios…")
    screen.busy.show_progress(40, 400)
    return screen


def left_open(jobs: ClosableJobs) -> QWidget:
    screen = LeftOpenScreen(confirm=never, take_back=never, jobs=jobs)
    note = "Last known period ended 2026-10-19. Verify on uscis.gov/tps before any advice."
    read = (
        "Ukraine 2022: in force through 4/19/2027. Marie Baptiste read it on 11/24/2026 in: "
        "91 FR 99999."
    )
    screen.show_left_open(
        LeftOpenView(
            open_lines=(OpenLine("El Salvador 2001", note), OpenLine("Sudan 2022", note)),
            confirmed=(ConfirmedLine("a", read, can_take_back=True),),
            may_confirm=True,
            today=date(2026, 11, 25),
        )
    )
    return screen


def new_rules(jobs: ClosableJobs) -> QWidget:
    screen = NewRulesScreen(jobs=jobs)
    changes = tuple(
        f"Lebanon: extension to 2028-05-{day} (91 FR 99999) added" for day in range(10, 28)
    )
    view = ArrivalView("Newer rules: 2026.12", "Signed by Coalition. 382 scenarios ran.", changes)
    screen.show_arrival(view, never)
    return screen


def call_list(jobs: ClosableJobs) -> QWidget:
    call = Call(
        client_id="a",
        code="7K3F",
        name=CLIENT.name,
        phone=CLIENT.phone,
        language="ht",
        country="HT",
        told=Headline.LIKELY_ELIGIBLE,
        now=Headline.NEEDS_ATTORNEY_REVIEW,
        change=OutcomeChange.HEADLINE,
        deadline=date(2026, 12, 3),
    )
    screen = CallListScreen(
        load=lambda: (call, call),
        country_name=lambda _country: "Haiti",
        language_name=lambda _tag: "Haitian Creole",
        jobs=jobs,
    )
    screen.load()
    return screen


def worker(jobs: ClosableJobs) -> QWidget:
    screen = WorkerScreen(add=never, update=never, renew=never, suggest=lambda: WORDS, jobs=jobs)
    screen.show_worker(None)
    screen.accreditation.full.click()
    return screen


def worker_leaving(jobs: ClosableJobs) -> QWidget:
    screen = WorkerScreen(add=never, update=never, renew=never, suggest=lambda: WORDS, jobs=jobs)
    screen.show_worker(Worker(id="j", name="Jo Hale", slot_id="s"))
    screen.active.click()
    screen.renewing.click()
    return screen


def worker_followed(jobs: ClosableJobs) -> QWidget:
    held = Accreditation(
        level=AccreditationLevel.PARTIAL, granted=date(2026, 2, 13), expires=date(2029, 2, 12)
    )
    before = FormerAccreditation(accreditation=held, until=date(2026, 3, 1))
    screen = WorkerScreen(add=never, update=never, renew=never, suggest=lambda: WORDS, jobs=jobs)
    worker = Worker(id="j", name="Jo Hale", slot_id="s", accreditation=held, former=(before,))
    screen.show_worker(worker)
    screen.accreditation.full.click()
    screen.renewing.click()
    return screen


def change_passphrase(jobs: ClosableJobs) -> QWidget:
    screen = ChangePassphraseScreen(change=never, suggest=lambda: WORDS, jobs=jobs)
    screen.start()
    return screen


def audit_log(jobs: ClosableJobs) -> QWidget:
    entry = Entry(
        at=STAMP.at, worker_id="w", act=Act.SIGNED_OFF, about=About.SCREENING, subject_id="ab" * 16
    )
    shown = LogShown((LogLine(Link(1, entry, b""), WORKER.name),), (WORKER,))
    screen = AuditLogScreen(
        look=lambda _wanted: shown,
        check=lambda: ChainCheck(entries=1_234, first_broken=1_233, lost_closes=()),
        jobs=jobs,
    )
    screen.load()
    screen.check_button.click()
    return screen


def about(_jobs: ClosableJobs) -> QWidget:
    return AboutScreen(version=licences.version, licence_text=licences.licence_text)


def preview(jobs: ClosableJobs) -> QWidget:
    screen = PreviewScreen(
        draw=lambda _pdf, _dpi: (), ask_printer=never, ask_place=never, write=never, jobs=jobs
    )
    screen.show_sheet(
        title="Checklist for 7K3F",
        file_name="checklist-7K3F.pdf",
        languages=LANGUAGES[:3],
        language="ht",
        make=lambda _language, keep: iter([(keep(b"pdf"), (1, 1))[1]]),
        make_large=lambda _language, keep: iter([(keep(b"pdf"), (1, 1))[1]]),
        note=never,
    )
    return screen


def papers(jobs: ClosableJobs) -> QWidget:
    screen = PapersScreen(jobs=jobs)
    listed = Paper(
        title="Referral letter to Catholic Charities Legal Services",
        purpose="Asks for help for whoever brings it. Says nothing of the case.",
        kind=SheetKind.TAKE_HOME,
        file_name="letter-7K3F",
        sheets=never,
    )
    screen.show_papers(PapersView("Papers for 7K3F", (listed,)))
    return screen


def backups(jobs: ClosableJobs) -> QWidget:
    one = Backup(Path("/clinic/backups/2026-11-25_104203"), STAMP.at, 104_000_000)
    screen = BackupsScreen(existing=lambda: (one, one), back_up=never, rescue=never, jobs=jobs)
    screen.load()
    screen.show_second(Path("/media/marie/BLUE STICK"))
    screen.rescue_button.show()
    screen.busy.begin("Copying, and checking every page of the copy…")
    return screen


def keeping(jobs: ClosableJobs) -> QWidget:
    hold = Hold(id="h", client_id="a", reason="A suit is pending.", stamp=STAMP)
    found = Forgetting(
        client=CLIENT,
        holds=(replace(hold, lifted=Lifting("It was settled.", STAMP)), hold),
        rows={"clients": 1, "screenings": 2, "decisions": 1, "services": 3, "others": 4},
        housemates=2,
        backups=(Backup(Path("/clinic/backups/2026-11-25_104203"), STAMP.at, 104_000_000),),
    )
    view = keeping_view(found, {"w": "Marie Baptiste"}, may_act=False)
    screen = KeepingScreen(
        load=lambda _client_id: view, set_hold=never, lift_hold=never, forget=never, jobs=jobs
    )
    screen.load("a")
    screen.busy.begin("Deleting, and writing the file anew…")
    return screen


def old_backups(found: OldBackups, jobs: ClosableJobs) -> OldBackupsCard:
    return OldBackupsCard(look=lambda: found, destroy=never, may_act=True, jobs=jobs)


def retained(jobs: ClosableJobs) -> QWidget:
    place = BackupPlace(path="/media/marie/BLUE STICK/clinic-app backups", used_at=STAMP.at)
    older = Backup(Path("/clinic/backups/2026-11-25_104203"), STAMP.at, 104_000_000)
    card = old_backups(OldBackups((older, older), (place,)), jobs)
    silent = tuple(Silent("a", ("a",), STAMP.day, reason) for reason in (None, *KeptBy))
    purge = Purge(
        id="p", cause=PurgeCause.DUE, people=12, rows={"clients": 12}, stamp=STAMP, is_wiped=False
    )
    outlook = Outlook(
        days=1_095,
        due=1_204,
        kept=dict.fromkeys(KeptBy, 2),
        listed=tuple(SilentClient(CLIENT, one) for one in silent),
        purges=(purge, replace(purge, cause=PurgeCause.ASKED, is_wiped=True)),
    )
    screen = RetentionScreen(
        look=lambda: outlook,
        set_days=never,
        purge=lambda _due, _progress: purge,
        old_backups=card,
        may_act=True,
        jobs=jobs,
    )
    screen.start()
    screen.sure.click()
    screen.purge_button.click()
    screen.busy.begin("Deleting, and writing the file anew…")
    card.busy.begin("Making a new backup, and destroying the old ones…")
    return screen


def nobody_due(jobs: ClosableJobs) -> QWidget:
    outlook = Outlook(days=None, due=0, kept={}, listed=(), purges=())
    screen = RetentionScreen(
        look=lambda: outlook,
        set_days=never,
        purge=never,
        old_backups=old_backups(OldBackups(), jobs),
        may_act=False,
        jobs=jobs,
    )
    screen.start()
    return screen


def forgotten(jobs: ClosableJobs) -> QWidget:
    hold = Hold(id="h", client_id="a", reason="", stamp=STAMP, lifted=Lifting("", STAMP))
    found = Forgetting(
        client=CLIENT,
        holds=(replace(hold, is_sealed=True),),
        rows={"clients": 1},
        housemates=0,
        backups=(),
    )
    view = keeping_view(found, {}, may_act=True)
    done = Purge(id="p", cause=PurgeCause.ASKED, people=1, rows={"clients": 1}, stamp=STAMP)
    screen = KeepingScreen(
        load=lambda _client_id: view,
        set_hold=never,
        lift_hold=never,
        forget=lambda _client_id, _progress: done,
        jobs=jobs,
    )
    screen.load("a")
    screen.sure.click()
    screen.forget_button.click()
    return screen


def if_taken(jobs: ClosableJobs) -> QWidget:
    found = IfTaken(
        clients=312,
        oldest=STAMP.day,
        newest_backup=STAMP.at,
        unsent_closes=2,
        open_months=3,
        main_lacks=12,
        sign_in_names=("marie", "jo"),
        ways_back=WAYS_BACK,
        disk=False,
    )
    screen = IfTakenScreen(look=lambda: found, jobs=jobs)
    screen.load()
    return screen


def drill(jobs: ClosableJobs) -> QWidget:
    screen = DrillScreen(
        run=lambda _code, _share: Drill(312, 41, STAMP.at, by_shares=True),
        last=lambda: STAMP.at,
        jobs=jobs,
    )
    screen.start()
    screen.start_button.click()
    screen.busy.begin("Opening the newest backup, and checking every page of it…")
    return screen


def restore(jobs: ClosableJobs) -> QWidget:
    screen = RestoreScreen(restore=never, jobs=jobs)
    screen.start()
    screen.show_backup(Path("2026-11-25_104203"), ("Marie", "Jo"), Path("/home/marie/ClinicApp"))
    return screen


def restore_by_paper(jobs: ClosableJobs) -> QWidget:
    screen = restore(jobs)
    assert isinstance(screen, RestoreScreen)
    screen.by_paper.click()
    return screen


def headquarters_door(jobs: ClosableJobs) -> QWidget:
    screen = HeadquartersDoorScreen(unlock=never, jobs=jobs)
    screen.start(Path("/home/marie/Documents/Headquarters of the coalition"))
    return screen


def headquarters_set_up(_jobs: ClosableJobs) -> QWidget:
    screen = HeadquartersSetUpScreen(suggest=lambda: WORDS)
    screen.start(Path("/home/marie/Documents/Headquarters of the coalition"))
    screen.server.setChecked(True)
    return screen


def in_headquarters(screen: QWidget, number: int) -> QWidget:
    """Show a screen as one of the places of a headquarters."""
    words = (
        "&Inbox", "Kept a&part", "&Clinics", "&Months", "T&otals", "&Questions", "&Report",
    )  # fmt: skip
    places = tuple(
        HeadquartersPlace(name, screen if number == at else QWidget())
        for at, name in enumerate(words)
    )
    frame = HeadquartersScreen(places)
    frame.start("Coalition of the whole Commonwealth", "Training: invented families, not people.")
    frame.open(number)
    return frame


def headquarters_inbox(jobs: ClosableJobs) -> QWidget:
    line = InboxLine(
        file="MIA-1_2026-09_3_0123456789ab.tally",
        clinic="MIA-1",
        month="2026-09",
        status="conflict: a person must decide",
        code="AB12-CD34",
        reason="Another bundle for the same close was taken in before. Call the clinic.",
    )
    view = InboxView(lines=(line, line), summary="accepted: 12, conflict: 2", problem="")
    screen = HeadquartersInboxScreen(
        collect=lambda _folder: (lambda: iter(()), lambda: view),
        ask_folder=lambda on_chosen: on_chosen(Path("stick")),
        jobs=jobs,
    )
    screen.collect_button.click()
    return in_headquarters(screen, 0)


def headquarters_apart(jobs: ClosableJobs) -> QWidget:
    line = ApartLine(
        sha256="0" * 64,
        clinic="MIA-1",
        month="2026-09",
        since="11/26/2026",
        state="waits",
        reason="An earlier month reads differently in this bundle from what was taken in before; "
        "it is kept apart and counts nowhere. Call the clinic: its vault may have been put back.",
        signer="0123 4567 89ab cdef 0123 4567 89ab cdef",
        is_settled=False,
    )
    screen = HeadquartersApartScreen(kept_apart=lambda: (line, line), settle=never, jobs=jobs)
    screen.load()
    return in_headquarters(screen, 1)


def clinics_of_headquarters(jobs: ClosableJobs) -> HeadquartersClinicsScreen:
    lines = (
        ClinicLine(
            code="BOS-1",
            name="Clinic of the Haitian Multi-Service Centre of Greater Boston",
            state="enrolled; a new file of 11/26/2026 waits for its answer",
            keys=("Key 0123 4567 89ab cdef 0123 4567 89ab cdef, accepted on 11/26/2026",),
        ),
        ClinicLine(
            code="WOR-1",
            name="Worcester",
            state="left after 2026-05, yet 2026-06 came",
            keys=(),
            left=contradicted_words("WOR-1", Month(2026, 5), Month(2026, 6)),
        ),
    )
    screen = HeadquartersClinicsScreen(listed=lambda: lines, jobs=jobs)
    screen.load()
    return screen


def headquarters_clinics(jobs: ClosableJobs) -> QWidget:
    screen = clinics_of_headquarters(jobs)
    renamed = Renamed("BOS-1", "Boston", "Boston Legal Aid of the Greater Boston Area")
    screen.show_words(file_written(Path("enrolment-BOS-1.json"), "0123 4567 89ab cdef", renamed))
    screen.choose("BOS-1")
    return in_headquarters(screen, 2)


def headquarters_leaving(jobs: ClosableJobs) -> QWidget:
    screen = clinics_of_headquarters(jobs)
    screen.choose("WOR-1")
    months = tuple(Month(2026, number) for number in range(6, 11))
    words = leaves_words(
        Leaving(
            code="WOR-1", name="Worcester", month=Month(2026, 5), missing=months[:1], locked=months
        )
    )
    screen.show_leaving("WOR-1", words)
    return in_headquarters(screen, 2)


def headquarters_comparing(jobs: ClosableJobs) -> QWidget:
    screen = clinics_of_headquarters(jobs)
    key = "0123 4567 89ab cdef 0123 4567 89ab cdef"
    name = "BOS-1, Clinic of the Haitian Multi-Service Centre"
    screen.show_compared(
        Compared(code="BOS-1", clinic=name, ours=key, theirs=key, was_accepted=True)
    )
    return in_headquarters(screen, 2)


def headquarters_months(jobs: ClosableJobs) -> QWidget:
    months = tuple(f"2026-{number:02d} locked" for number in range(12, 0, -1))
    names = ("BOS-1, Clinic of the Haitian Multi-Service Centre", "WOR-1, Worcester")
    cells = ("– left", *["✓ received"] * 8, "○ empty", "✗ silent", "– not begun")
    lines = tuple(CalendarLine(name, cells) for name in names)
    view = CalendarView(
        months=months,
        lines=lines,
        summary="2 months of clinics are silent.",
        approved="2026-02 was unlocked on 11/26/2026: the clinic found a stick",
    )
    screen = HeadquartersMonthsScreen(calendar=lambda _first, _last: view, jobs=jobs)
    screen.start("2026-01", "2026-12")
    screen.show_done(
        "Locked: 2026-12\n"
        "WOR-1 did not report 2026-12: what comes of it waits until that is unlocked."
    )
    return in_headquarters(screen, 3)


def headquarters_totals(jobs: ClosableJobs) -> QWidget:
    lines = (
        TotalLine("Clients helped to apply for TPS", "3,279", "nobody knows"),
        TotalLine("Clients helped to apply for TPS, country: Haiti", "1,204", "1,364"),
    )
    view = TotalsView(lines, "2 clinic-months are missing, so the totals are too low.")
    screen = HeadquartersTotalsScreen(totals=lambda _first, _last: view, jobs=jobs)
    screen.start("2026-01", "2026-12")
    screen.load()
    return in_headquarters(screen, 4)


QUESTION = QuestionLine(
    number="0123456789abcdef",
    clinic="BOS-1",
    about="March 2026",
    asked="11/02/2026",
    state="waits for you",
    words="March has three times as many as an ordinary month. Were two months entered in one?",
    reply="",
)


def headquarters_questions(jobs: ClosableJobs) -> QWidget:
    screen = HeadquartersQuestionsScreen(
        listed=lambda: ((QUESTION, QUESTION), ("BOS-1",)), jobs=jobs
    )
    screen.load()
    return in_headquarters(screen, 5)


def questions(jobs: ClosableJobs) -> QWidget:
    screen = QuestionsScreen(asked=lambda: (QUESTION, QUESTION), reply=never, jobs=jobs)
    screen.load()
    return screen


def headquarters_report(jobs: ClosableJobs) -> QWidget:
    screen = HeadquartersReportScreen(
        write_report=never,
        kinds=(("coalition", "Coalition report"), ("annual", "Annual summary of each office")),
        ask_folder=lambda on_chosen: on_chosen(Path("stick")),
        jobs=jobs,
    )
    screen.start("2026-10")
    return in_headquarters(screen, 6)


def keys(_jobs: ClosableJobs) -> QWidget:
    return KeysDialog(None)


SCREENS: dict[str, Callable[[ClosableJobs], QWidget]] = {
    build.__name__: build
    for build in (
        welcome, unlock, recover, clock_question, older_records, moved_or_copied,
        set_up_clinic, set_up_worker,
        set_up_passphrase, recovery_code, recovery_code_typed_back, recovery_code_alone,
        keeping, forgotten, retained, nobody_due,
        laptops, laptops_asked, hand_out_clients, two_versions,
        register, client_file, duplicates, no_duplicates, begin_screening, screening_line,
        screening_list, screening_yes_no, outcome,
        recovery_share, recovery_share_typed_back, key_papers, set_up_way_back,
        new_keys, hand_out, first_passphrase, worker_leaving, worker_followed,
        new_recovery_code, enrolment, moving, today, clients,
        decision, done_today, kyr_events, kyr_counter, kyr_paper, close_month, what_leaves,
        carry, clinic, rules, rules_being_checked, left_open, new_rules, call_list, worker,
        register, client_file, papers_shown, begin_screening, screening_line, screening_yes_no,
        outcome, long_outcome, decision, done_today, kyr_events, kyr_counter, kyr_paper,
        close_month, what_leaves,
        carry, clinic, rules, rules_being_checked, new_rules, call_list, worker,
        change_passphrase, audit_log, about, preview, papers, backups, drill, if_taken, restore,
        headquarters_door, headquarters_set_up, headquarters_inbox, headquarters_apart,
        headquarters_clinics, headquarters_comparing, headquarters_leaving, headquarters_months,
        headquarters_totals,
        headquarters_report, restore_by_paper, headquarters_questions, questions,
    )
}  # fmt: skip


class Doubled(gettext.NullTranslations):
    """The test language: every sentence twice."""

    def gettext(self, message: str) -> str:
        return f"{message} {message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Callable[[int], None]]:
    """Dress the program, and undress it afterwards."""
    yield lambda percent: theme.apply(qapp, scale_percent=percent)
    qapp.setStyleSheet("")


@pytest.fixture(params=["plain", "doubled", "large type", "largest type"])
def dressed(
    request: pytest.FixtureRequest,
    look: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    look({"large type": 150, "largest type": 200}.get(request.param, 100))
    if request.param == "doubled":
        monkeypatch.setattr(translation, "_catalogue", Doubled())
    return str(request.param)


def in_the_window(qtbot: QtBot, screen: QWidget) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(SCREEN)
    window.show_places(
        (
            Place(words="&Today", icon="today", open=lambda: None),
            Place(words="&Clients", icon="clients", open=lambda: None),
            Place(words="&KYR", icon="kyr", open=lambda: None),
            Place(words="Close && &send", icon="close", open=lambda: None),
            Place(words="Cl&inic", icon="clinic", open=lambda: None),
        ),
        is_training=True,
    )
    window.show_status("Marie Baptiste, accredited (partial) · Hall", RULES)
    window.show_screen(screen)
    window.show()
    settle(window)
    return window


def settle(window: QWidget) -> None:
    """Lay everything out now, as the event loop would."""
    for step in (1, -1, 1):  # sizes go down to the parts, and what they need comes back up
        for part in (window, *window.findChildren(QWidget))[::step]:
            layout = part.layout()
            if layout is not None:
                layout.activate()
            QApplication.sendPostedEvents(part, QEvent.Type.LayoutRequest)


def clipped(window: QWidget) -> list[str]:
    """Return the words of which a part cannot be seen."""
    found = []
    for part in window.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QLabel) and part.text():
            too_low = part.wordWrap() and part.heightForWidth(part.width()) > part.height()
            too_narrow = part.minimumSizeHint().width() > part.width()
            if (
                too_low
                or too_narrow
                or (part.sizeHint().width() > part.width() > 0 and not part.wordWrap())
            ):
                found.append(f"label: {part.text()}")
        elif isinstance(part, QAbstractButton) and part.text():
            hint = part.sizeHint()
            if hint.width() > part.width() or hint.height() > part.height():
                found.append(f"button: {part.text()}")
    return found


def pushed_off(window: QWidget) -> list[str]:
    """Return what lies outside the window and cannot be scrolled to."""
    found = []
    for part in window.findChildren(QWidget):
        if not part.isVisible():
            continue
        right = part.mapTo(window, part.rect().bottomRight())
        scroller = next((one for one in ancestors(part) if isinstance(one, QScrollArea)), None)
        is_low = right.y() > window.height() and scroller is None
        if right.x() > window.width() or is_low:
            found.append(f"{type(part).__name__} {part.accessibleName()}")
    return found


def ancestors(part: QWidget) -> Iterator[QWidget]:
    parent = part.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_clipped_or_pushed_off_on_a_small_screen(
    qtbot: QtBot, jobs: ClosableJobs, name: str
) -> None:
    window = in_the_window(qtbot, SCREENS[name](jobs))

    assert clipped(window) == []
    assert pushed_off(window) == []
    assert window.minimumSizeHint().width() <= SCREEN.width()
    assert window.height() <= SCREEN.height()


@pytest.mark.parametrize("question_id", LISTS)
def test_an_arrest_is_written_down_without_scrolling_whatever_the_client_speaks(
    qtbot: QtBot, jobs: ClosableJobs, look: Callable[[int], None], question_id: str
) -> None:
    look(100)
    window = in_the_window(qtbot, welcome(jobs))
    for language in LISTS[question_id].words:
        window.show_screen(writing_down(question_id, language))
        settle(window)
        (field,) = window.findChildren(RowsField)

        assert field.scroller.viewport().height() >= field.entries[0].height(), language
        assert field.scroller.horizontalScrollBar().maximum() == 0
        assert window.place.verticalScrollBar().maximum() == 0, language


def test_what_to_do_next_is_seen_however_much_could_change_an_outcome(
    qtbot: QtBot, jobs: ClosableJobs, look: Callable[[int], None]
) -> None:
    look(100)
    screen = outcome(jobs)
    assert isinstance(screen, OutcomeScreen)
    window = in_the_window(qtbot, screen)
    screen.open_card.show()
    screen.papers_button.show()
    screen.would_change.setText("\n".join(["Any dated paper of a day before June 2024."] * 20))
    settle(window)

    for button in (screen.checklist_button, screen.papers_button, screen.done_button):
        seen = button.visibleRegion().boundingRect().height()
        assert seen == button.height(), button.text()


def test_what_is_known_stands_beside_a_list_until_something_is_written_down(
    qtbot: QtBot, jobs: ClosableJobs, look: Callable[[int], None]
) -> None:
    look(100)
    screen = screening_list(jobs)
    assert isinstance(screen, ScreeningScreen)
    window = in_the_window(qtbot, screen)
    (field,) = window.findChildren(RowsField)
    assert screen.right.isHidden()

    field.entries[0].remove_button.click()

    assert not screen.right.isHidden()
    assert not screen.left.isHidden()
    field.add_button.click()
    assert screen.right.isHidden()


def test_the_caret_is_led_into_view_where_the_whole_screen_scrolls(
    qtbot: QtBot, jobs: ClosableJobs, look: Callable[[int], None]
) -> None:
    look(200)
    screen = screening_list(jobs)
    assert isinstance(screen, ScreeningScreen)
    window = in_the_window(qtbot, screen)
    field = screen.field
    assert isinstance(field, RowsField)

    last = list(field.entries[0].fields)[-1]
    field.show_problem_at(0, last)

    assert field.scroller.viewport().height() >= field.entries[0].height()
    part = field.entries[0].fields[last]
    assert part.visibleRegion().boundingRect().height() == part.height()
    assert window.place.verticalScrollBar().value() > 0


@pytest.mark.parametrize("name", [*SCREENS, "keys"])
def test_everything_that_takes_the_focus_has_a_name_to_be_read_aloud(
    qtbot: QtBot, jobs: ClosableJobs, look: Callable[[int], None], name: str
) -> None:
    look(100)
    screen = keys(jobs) if name == "keys" else SCREENS[name](jobs)
    window = screen if name == "keys" else in_the_window(qtbot, screen)
    if window is screen:
        qtbot.addWidget(screen)

    nameless = [
        type(part).__name__
        for part in window.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.window() is window  # the lists behind combo boxes are windows of their own
        and not part.objectName().startswith("qt_")  # Qt's own line inside a number field
        and not spoken(part)
    ]

    assert nameless == []


@pytest.mark.parametrize("name", SCREENS)
def test_enter_leads_on_from_every_line(qtbot: QtBot, jobs: ClosableJobs, name: str) -> None:
    window = in_the_window(qtbot, SCREENS[name](jobs))
    with qtbot.waitActive(window):
        window.activateWindow()

    dead_ends = []
    for line in window.findChildren(QLineEdit):
        line.setFocus()
        if line.hasFocus() and not line.receivers(SIGNAL("returnPressed()")):
            caret = window.focusWidget()
            qtbot.keyClick(caret, Qt.Key.Key_Return)
            if window.focusWidget() is caret:
                dead_ends.append(spoken(line))

    assert dead_ends == []


LOOKED_AT: set[tuple[str, str, object]] = set()
"""The kinds of parts that were found to show the caret, each looked at once."""


@pytest.mark.parametrize("name", SCREENS)
def test_whatever_has_the_caret_has_a_ring_around_it(
    qtbot: QtBot, jobs: ClosableJobs, look: Callable[[int], None], name: str
) -> None:
    look(100)
    window = in_the_window(qtbot, SCREENS[name](jobs))
    with qtbot.waitActive(window):
        window.activateWindow()
    ringless = []
    for part in window.findChildren(QWidget):
        kind = (type(part).__name__, part.objectName(), part.property("kind"))
        if kind in LOOKED_AT or not part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        part.setFocus()
        has_caret = part.hasFocus() and part.isVisible()
        if not has_caret or part.focusProxy() or isinstance(part, KyrCounterScreen):
            continue  # a proxy's, hidden, or switched off; keys count wherever the caret is
        is_ringed = has_ring(part)
        if not part.hasFocus():  # an earlier test's window, freed meanwhile, takes the caret along
            continue
        LOOKED_AT.add(kind)
        if not is_ringed:
            ringless.append((*kind, spoken(part)))

    assert ringless == []


def has_ring(part: QWidget) -> bool:
    image = part.grab().toImage()
    middle = image.height() // 2
    edge = {image.pixelColor(at, middle).name() for at in range(min(4, image.width()))}
    return theme.LIGHT.focus.lower() in edge


def spoken(part: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(part)
    return interface.text(QAccessible.Text.Name) if interface is not None else "not spoken"


@pytest.mark.parametrize("name", SCREENS)
def test_a_problem_stands_on_the_screen_where_the_work_was_started(
    qtbot: QtBot, jobs: ClosableJobs, look: Callable[[int], None], name: str
) -> None:
    look(100)
    screen = SCREENS[name](jobs)
    window = in_the_window(qtbot, screen)

    for problem in screen.findChildren(ProblemLabel):
        problem.show_error(NoPrinterError())
    settle(window)

    assert clipped(window) == []
    assert pushed_off(window) == []


@pytest.mark.parametrize("name", SCREENS)
def test_an_alt_letter_leads_to_one_place_only(
    qtbot: QtBot, jobs: ClosableJobs, look: Callable[[int], None], name: str
) -> None:
    look(100)
    window = in_the_window(qtbot, SCREENS[name](jobs))
    if name in BEFORE_SIGNING_IN:
        window.navigation.hide()

    letters = sorted(mnemonics(window))

    assert [keys for keys in letters if letters.count(keys) > 1] == []


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_being_built_flashes_no_window(
    qtbot: QtBot, qapp: QApplication, jobs: ClosableJobs, name: str
) -> None:
    watch = ShowWatch()
    qapp.installEventFilter(watch)
    screen = SCREENS[name](jobs)
    qapp.removeEventFilter(watch)
    qtbot.addWidget(screen)

    assert watch.shown == []


class ShowWatch(QObject):
    """Notes each part that was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(watched, QWidget) and watched.isWindow() and event.type() == QEvent.Type.Show:
            self.shown.append(type(watched).__name__)
        return False


BEFORE_SIGNING_IN = {
    "welcome", "unlock", "recover", "clock_question", "older_records", "moved_or_copied",
    "set_up_clinic",
    "set_up_worker",
    "headquarters_door", "headquarters_set_up", "headquarters_inbox", "headquarters_apart",
    "headquarters_clinics", "headquarters_comparing", "headquarters_leaving", "headquarters_months",
    "headquarters_totals", "headquarters_report", "restore_by_paper", "headquarters_questions",
    "set_up_passphrase", "set_up_way_back", "recovery_code", "recovery_code_typed_back",
    "first_passphrase", "restore",
}  # fmt: skip


def mnemonics(window: QWidget) -> Iterator[str]:
    for part in window.findChildren(QWidget):
        if not isinstance(part, QAbstractButton | QLabel) or not part.isVisible():
            continue
        keys = QKeySequence.mnemonic(part.text())
        leads_on = isinstance(part, QAbstractButton) or part.buddy() is not None
        if leads_on and not keys.isEmpty():
            yield keys.toString()
