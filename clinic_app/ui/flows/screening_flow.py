"""A screening from the country to the last question; every answer is saved at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.interview.answers import Answer, Answers
from clinic_app.interview.asking import applicable
from clinic_app.interview.doubts import Doubt, doubts
from clinic_app.interview.questionnaire import Question, Questionnaire
from clinic_app.interview.typed_day import parse_day
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Screening
from clinic_app.screening.next_question import open_questions
from clinic_app.screening.rule_pack import RulePack
from clinic_app.ui.flows.sittings import KeptSitting, Sitting, UnkeptSitting
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.begin_screening import BeginScreeningScreen
from clinic_app.ui.screens.screening import ScreeningScreen
from clinic_app.ui.words.doubt_words import doubt_words
from clinic_app.ui.words.rules_words import pack_line
from clinic_app.ui.words.screening_words import screening_view
from clinic_app.workflows import clients, screenings
from clinic_app.workflows.deciding import deciding
from clinic_app.workflows.known_countries import country_check
from clinic_app.workflows.session import Session


class ScreeningFlow(QObject):
    """Asks one question after the other and shows what is known.

    Signals:
        closed: The worker leaves; a kept draft stays. Carries the client's id.
        finished: Carries the screening, the client and whether it is kept.
        refused: A draft cannot go on here. Carries the client's id and the error.
    """

    closed = Signal(str)
    finished = Signal(object, object, bool)
    refused = Signal(str, object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        pack: RulePack,
        questionnaire: Questionnaire,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._pack = pack
        self._questionnaire = questionnaire
        self._client: Client | None = None
        self._sitting: Sitting | None = None
        self._screening: Screening | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._listed: Callable[[str], bool] | None = None
        self._is_saving = False
        self._is_asking_rest = False
        self.begin = BeginScreeningScreen(
            countries=tuple((law.iso2, law.name) for law in pack.countries),
            parse_day=parse_day,
            is_country=self._is_country,
        )
        self.screen = ScreeningScreen()
        self.stops = (
            Stop(
                name="screening.begin",
                screen=self.begin,
                subject=lambda: (self._client.id,) if self._client else (),
                open=self._open_for,
            ),
            Stop(
                name="screening.question",
                screen=self.screen,
                subject=self._question_stop,
                is_kept=lambda: self._sitting is not None and self._sitting.is_kept,
                open=self._resume_at,
            ),
        )
        self._connect()

    def _is_country(self, name: str) -> bool:
        if self._listed is None:
            self._listed = country_check(self._session.rules)
        return self._listed(name)

    def _doubts_of(self, answers: Answers, as_of: date) -> tuple[Doubt, ...]:
        return doubts(answers, as_of, self._is_country)

    def _open_for(self, subject: Subject) -> None:
        self._jobs.run(
            lambda: clients.get(self._session, subject[0]),
            on_done=self.open,
            on_error=self.begin.show_error,
        )

    def _question_stop(self) -> Subject:
        screening = self._screening
        return (
            screening.id if screening else "",
            "rest" if self._is_asking_rest else "",
            self.screen.question_id,  # what is typed answers this one and no other
        )

    def _resume_at(self, subject: Subject) -> None:
        screening_id, rest, _question_id = subject
        self._jobs.run(
            lambda: screenings.get(self._session, screening_id),
            on_done=lambda screening: self.resume(screening, is_asking_rest=bool(rest)),
            on_error=self.screen.show_problem,
        )

    def _connect(self) -> None:
        self.begin.closed.connect(self._on_left)
        self.begin.chosen.connect(self._on_chosen)
        self.screen.closed.connect(self._on_left)
        self.screen.answered.connect(self._on_answered)
        self.screen.back_requested.connect(self._on_back_requested)
        self.screen.rest_requested.connect(self._on_rest_requested)
        self.screen.finish_requested.connect(self._on_finish_requested)

    def open(self, client: Client) -> None:
        """Ask for which country *client* is screened."""
        self._client = client
        today = self._session.today.day
        self._show(self.begin)
        self.begin.show_client(client, today=today, rules=pack_line(self._pack, today))
        self.begin.setFocus()

    def resume(self, screening: Screening, *, is_asking_rest: bool = False) -> None:
        """Go on with a draft where it was left."""

        def on_done(client: Client) -> None:
            self._sit(KeptSitting(self._session, client), screening)
            if is_asking_rest:
                self._on_rest_requested()

        self._jobs.run(
            lambda: screenings.client_of_draft(self._session, screening.id),
            on_done=on_done,
            on_error=partial(self.refused.emit, screening.client_id),
        )

    def _on_chosen(self, country: str, as_of: date) -> None:
        client = self._client
        if client is None:
            return
        if client.consent is Consent.REFUSED:
            sitting = UnkeptSitting(self._session, client)
            self._sit(sitting, sitting.begin(country, as_of))
            return
        self.begin.set_busy(is_busy=True)
        self._jobs.run(
            lambda: screenings.begin(self._session, client.id, country, as_of),
            on_done=partial(self._sit, KeptSitting(self._session, client)),
            on_error=self.begin.show_error,
        )

    def _sit(self, sitting: Sitting, screening: Screening) -> None:
        self._sitting = sitting
        self._client = sitting.client
        self._screening = screening
        self._is_saving = self._is_asking_rest = False
        self._doubts = self._doubts_of(screening.answers, screening.as_of)
        self._show(self.screen)
        self._draw(self._question_in_hand(screening))

    def _question_in_hand(self, screening: Screening) -> Question | None:
        waiting = self._waiting(screening)
        for question in (*self._applicable(screening), *waiting):
            if question.id == screening.question_id:
                return question
        return next(iter(waiting), None)

    def _waiting(self, screening: Screening) -> tuple[Question, ...]:
        """Return what is still to be asked: what can change the result, or all on request."""
        if self._is_asking_rest:
            every = self._applicable(screening)
            return tuple(one for one in every if not screening.answers.is_asked(one.id))
        outcome = screenings.outcome_so_far(screening, self._pack)
        answers = deciding(screening, self._pack).answers
        return open_questions(self._questionnaire, answers, outcome)

    def _applicable(self, screening: Screening) -> tuple[Question, ...]:
        return applicable(self._questionnaire, deciding(screening, self._pack).answers)

    def _following(self, screening: Screening, answers: Answers, after: str) -> str:
        """Return the id of the question behind *after*, or of one skipped; empty at the end."""
        waiting = self._waiting(replace(screening, answers=answers))
        order = [question.id for question in self._questionnaire.questions]
        here = order.index(after)
        behind = (one for one in waiting if order.index(one.id) > here)
        following = next(behind, None) or next(iter(waiting), None)
        return "" if following is None else following.id

    def _draw(self, question: Question | None) -> None:
        screening, client = self._screening, self._client
        if screening is None or client is None:
            return
        self.screen.show_view(
            screening_view(
                screening,
                client,
                question,
                questionnaire=self._questionnaire,
                waiting=self._waiting(screening),
                pack=self._pack,
                today=self._session.today.day,
                client_words=self._session.rules.paper.words.get(client.language),
            )
        )

    def _on_answered(self, question_id: str, given: Answer) -> None:
        sitting, screening = self._sitting, self._screening
        if sitting is None or screening is None or self._is_saving:
            return
        answers = screening.answers.with_answer(question_id, given)
        following_id = self._following(screening, answers, question_id)
        found = self._doubts_of(answers, screening.as_of)
        is_in_doubt = bool(set(found) - set(self._doubts))

        def work() -> Screening:
            answered = sitting.answer(screening, question_id, given)
            return sitting.turn_to(answered, question_id if is_in_doubt else following_id)

        self._is_saving = True
        self._jobs.run(work, on_done=self._on_saved, on_error=self._on_failed)

    def _on_saved(self, screening: Screening) -> None:
        self._is_saving = False
        self._screening = screening
        found = self._doubts_of(screening.answers, screening.as_of)
        new = [doubt for doubt in found if doubt not in self._doubts]
        self._doubts = found
        self._draw(self._question_in_hand(screening))
        if new:
            self.screen.show_doubt(doubt_words(new[0]))

    def _on_back_requested(self) -> None:
        sitting, screening = self._sitting, self._screening
        if sitting is None or screening is None or self._is_saving:
            return
        asked = [
            question.id
            for question in self._applicable(screening)
            if screening.answers.is_asked(question.id) or question.id == screening.question_id
        ]
        here = asked.index(screening.question_id) if screening.question_id in asked else len(asked)
        if here == 0:
            return
        self._is_saving = True
        self._jobs.run(
            lambda: sitting.turn_to(screening, asked[here - 1]),
            on_done=self._on_saved,
            on_error=self._on_failed,
        )

    def _on_rest_requested(self) -> None:
        screening = self._screening
        if screening is not None:
            self._is_asking_rest = True
            self._draw(self._question_in_hand(screening))

    def _on_finish_requested(self) -> None:
        sitting, screening = self._sitting, self._screening
        if sitting is None or screening is None or self._is_saving:
            return
        self._is_saving = True
        self._jobs.run(
            lambda: sitting.finish(screening),
            on_done=self._on_finished,
            on_error=self._on_failed,
        )

    def _on_finished(self, screening: Screening) -> None:
        self._is_saving = False
        sitting = self._sitting
        self._sitting = self._screening = None
        if sitting is not None:
            self.finished.emit(screening, sitting.client, sitting.is_kept)

    def _on_left(self) -> None:
        self._sitting = self._screening = None
        if self._client is not None:
            self.closed.emit(self._client.id)

    def _on_failed(self, error: ClinicError) -> None:
        self._is_saving = False
        self.screen.show_problem(error)
