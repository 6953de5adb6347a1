"""Takes the pictures in README: the real program at work on a clinic of invented families.

Run by name: ``python installer/make_screenshots.py [FOLDER]``; the default is
``installer/screenshots``. It needs no screen; with one, set ``QT_QPA_PLATFORM=xcb``.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from clinic_app import clock, paths, translation
from clinic_app.errors import ClinicError
from clinic_app.interview.answers import Answer
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance
from clinic_app.ui import theme
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.jobs import BackgroundJobs
from clinic_app.ui.main_window import MainWindow
from clinic_app.ui.program import Program
from clinic_app.ui.screens.screening import ScreeningScreen
from clinic_app.workflows import clients, demo, kyr
from clinic_app.workflows.answering import answered
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.session import Session

T = TypeVar("T")

WIDTH, HEIGHT = 1366, 768
LONGEST_WAIT_MS = 30_000
SMALLEST = 0
ASKED_FOR_THE_PICTURE = "first_entry"
AS_OF = date(2024, 9, 16)
"""A day within a registration window, so that the outcome has a deadline."""

GIVEN: dict[str, Answer] = {
    "nationalities": ("Haiti",),
    "birth_country": "Haiti",
    "place_of_origin": "Haiti",
    "date_of_birth": date(1988, 4, 2),
    "first_entry": date(2023, 5, 10),
    "last_entry": date(2023, 5, 10),
    "nationality_document": True,
    "residence_evidence": True,
    "marital_status": "single",
}
"""What the woman in the pictures says; to every other question she says no, or none."""


class Photographer:
    """Opens the program, walks to each screen and keeps its picture."""

    def __init__(self, folder: Path, vault: Path) -> None:
        self._folder = folder
        self._vault = vault
        self._jobs = BackgroundJobs()
        self._window = MainWindow()
        self._window.resize(WIDTH, HEIGHT)
        self._window.show()
        self._program = Program(self._window, self._jobs, vault)
        self._session: list[Session] = []
        self._program.entry.session_opened.connect(self._session.append)

    def walk(self) -> None:
        """Take every picture."""
        self._unlock()
        desk = self._desk()
        self._wait(lambda: bool(desk.today.groups))
        self._take("today")
        client = self._register(desk)
        self._screen(desk, client)
        self._count_heads(desk)
        desk.close_month.open()
        self._wait(lambda: desk.close_month.month.rows.count() > 0)
        self._take("close")
        self._window.close()

    def _unlock(self) -> None:
        self._program.begin()
        unlock = self._program.entry.unlock
        self._wait(lambda: self._window.place.widget() is unlock)
        unlock.passphrase.setText((self._vault / demo.PASSPHRASE_FILE).read_text().strip())
        self._take("unlock")
        unlock.unlock_button.click()
        self._wait(lambda: self._program.desk is not None)

    def _register(self, desk: Desk) -> Client:
        client = self._do(
            lambda: clients.register(
                self._session[0],
                name="Wideline Jean-Baptiste",
                birth_date=date(1988, 4, 2),
                language="ht",
                needs_interpreter=True,
                consent=Consent.GIVEN,
                phone="",
            )
        )
        desk.clients.open_file(client)
        self._wait(lambda: client.code in desk.clients.file.heading.text())
        self._take("client")
        return client

    def _screen(self, desk: Desk, client: Client) -> None:
        screen = desk.screening.screen
        answers = answered(shipped_questionnaire(), GIVEN)
        desk.screening.open(client)
        desk.screening.begin.chosen.emit("HT", AS_OF)
        self._wait(lambda: self._window.place.widget() is screen)
        while screen.question_id:
            asked = screen.question_id
            if asked == ASKED_FOR_THE_PICTURE:
                self._take("screening")
            screen.answered.emit(asked, answers[asked])
            self._wait(partial(_moved_on, screen, asked))
        screen.finish_button.click()
        self._wait(lambda: self._window.place.widget() is desk.outcome.outcome)
        self._take("outcome")

    def _count_heads(self, desk: Desk) -> None:
        session = self._session[0]
        event = self._do(lambda: kyr.begin(session, "St. Mark's hall", ("ht", "es", "en")))
        for row in (Attendance("ht", 14, 5), Attendance("es", 6, 1), Attendance("en", 2, 0)):
            event = event.with_heads(row)
        counted = event
        desk.kyr.open_counter(self._do(lambda: kyr.save(session, counted)))
        self._take("kyr")
        self._do(lambda: kyr.finish(session, counted.id))

    def _desk(self) -> Desk:
        if self._program.desk is None:
            raise RuntimeError
        return self._program.desk

    def _do(self, work: Callable[[], T]) -> T:
        done: list[T] = []
        self._jobs.run(work, on_done=done.append, on_error=_give_up)
        self._wait(lambda: bool(done))
        return done[0]

    def _wait(self, is_there: Callable[[], bool]) -> None:
        loop = QEventLoop()
        look, end = QTimer(), QTimer()
        look.timeout.connect(lambda: loop.quit() if is_there() else None)
        end.timeout.connect(lambda: loop.exit(1))
        look.start(10)
        end.start(LONGEST_WAIT_MS)
        if loop.exec() == 1:
            raise TimeoutError

    def _take(self, name: str) -> None:
        self._wait(lambda: True)
        picture = self._window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        picture.save(str(self._folder / f"{name}.png"), quality=SMALLEST)
        sys.stdout.write(f"{name}.png\n")


def _moved_on(screen: ScreeningScreen, asked: str) -> bool:
    return screen.question_id != asked


def _give_up(error: ClinicError) -> None:
    raise error


def main(words: list[str]) -> None:
    """Invent a clinic and photograph it."""
    folder = Path(words[0]) if words else Path(__file__).parent / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    translation.install(paths.resources() / "translations", "en")
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    today = clock.today().day
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "training"
        order = demo.DemoOrder(
            clients=48, events=4, seed=5, first=today - timedelta(days=70), last=today
        )
        for _step in demo.fill(vault, order, today):
            pass
        Photographer(folder, vault).walk()


if __name__ == "__main__":
    main(sys.argv[1:])
