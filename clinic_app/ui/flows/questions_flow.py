"""What headquarters asks, and what this clinic answers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.questions_view import QuestionLine
from clinic_app.ui.screens.questions import QuestionsScreen
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.days import month_words
from clinic_app.workflows import questions
from clinic_app.workflows.questions import Asked
from clinic_app.workflows.session import Session


class QuestionsFlow(QObject):
    """One screen.

    Signals:
        closed: The worker goes back.
    """

    closed = Signal()

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._show = show
        self.screen = QuestionsScreen(
            asked=lambda: tuple(_line(one) for one in questions.asked(session)),
            reply=partial(questions.reply, session),
            jobs=jobs,
        )
        self.screen.closed.connect(self.closed)
        self.stop = Stop(
            name="close.questions", screen=self.screen, open=lambda _subject: self.open()
        )

    def open(self) -> None:
        """Show the questions."""
        self._show(self.screen)
        self.screen.load()
        self.screen.setFocus()


def _line(one: Asked) -> QuestionLine:
    return QuestionLine(
        number=one.number,
        clinic="",
        about=month_words(one.month) if one.month else _("no month"),
        asked=day_words(one.at.date()),
        state=_("answered") if one.reply else _("waits for you"),
        words=one.words,
        reply=one.reply,
    )
