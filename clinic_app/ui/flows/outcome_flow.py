"""A finished screening: its outcome, the checklist, the decision."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.screening import Decision, Screening
from clinic_app.screening.outcome import Outcome
from clinic_app.screening.shown_already import ShownDays
from clinic_app.screening.what_would_change import unmoved, what_would_change
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.decision import DecisionScreen
from clinic_app.ui.screens.outcome import OutcomeScreen, OutcomeView
from clinic_app.ui.words.outcome_words import (
    about_words,
    again_words,
    change_words,
    deciding_first,
    headline_words,
    is_decided,
    route_words,
    signed_words,
)
from clinic_app.ui.words.rules_words import country_line
from clinic_app.ui.words.today_words import who_words
from clinic_app.workflows import (
    audit,
    checklist,
    clients,
    decisions,
    elsewhere,
    screenings,
    shown_papers,
    sweep,
    workers,
)
from clinic_app.workflows.deciding import deciding
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.session import Session


class OutcomeFlow(QObject):
    """From what was found to what is done about it.

    Signals:
        closed: Back to the file. Carries the client's id.
        papers_requested: List all sheets of the client. Carries the screening's id.
        done_requested: Write down what was done. Carries the client.
        failed: It could not be shown. Carries the error.
    """

    closed = Signal(str)
    papers_requested = Signal(str)
    done_requested = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        *,
        paper: PaperFlow,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._paper = paper
        self._pack = session.rules.pack
        self._questionnaire = session.rules.questionnaire
        self._client: Client | None = None
        self._view: OutcomeView | None = None
        self.outcome = OutcomeScreen()
        self.decision = DecisionScreen(
            decide=partial(decisions.decide, session), signer=session.worker.name, jobs=jobs
        )
        self.stops = (
            Stop(
                name="outcome",
                screen=self.outcome,
                subject=self._is_about,
                is_kept=self._is_kept,
                open=self._open_about,
                over={"paper": self.outcome.checklist_button.click},
            ),
            Stop(
                name="decision",
                screen=self.decision,
                subject=self._is_about,
                open=lambda subject: self._open_about(subject, then=self._open_decision),
            ),
        )
        self._connect()

    def _is_about(self) -> Subject:
        return (self._view.screening.id,) if self._view else ()

    def _is_kept(self) -> bool:
        return self._view is not None and self._view.is_kept

    def _open_about(
        self, subject: Subject, *, then: Callable[[Screening], None] | None = None
    ) -> None:
        def on_done(loaded: tuple[Client, OutcomeView]) -> None:
            self._show_loaded(loaded)
            if then is not None:
                then(loaded[1].screening)

        self._jobs.run(
            lambda: self._load(screenings.get(self._session, subject[0])),
            on_done=on_done,
            on_error=self._on_failed,
        )

    def _connect(self) -> None:
        self.outcome.closed.connect(self._on_closed)
        self.outcome.checklist_requested.connect(self._open_checklist)
        self.outcome.papers_requested.connect(lambda one: self.papers_requested.emit(one.id))
        self.outcome.decision_requested.connect(self._open_decision)
        self.outcome.done_today_requested.connect(lambda: self.done_requested.emit(self._client))
        self.decision.closed.connect(self._back)
        self.decision.decided.connect(self._on_decided)

    def open(self, screening: Screening) -> None:
        """Show a finished screening that is kept."""
        self._jobs.run(
            lambda: self._load(screening), on_done=self._show_loaded, on_error=self._on_failed
        )

    def return_to(self, screening_id: str) -> None:
        """Show a screening that is kept, by its id."""
        self._open_about((screening_id,))

    def open_unkept(self, screening: Screening, client: Client) -> None:
        """Show a screening of which only a count is kept."""
        self._show_loaded((client, self._view_of(screening, client, (), {}, is_kept=False)))

    def _load(self, screening: Screening) -> tuple[Client, OutcomeView]:
        audit.note(self._session, Act.VIEWED, About.SCREENING, screening.id)
        client = clients.get(self._session, screening.client_id)
        signed = decisions.of_screening(self._session, screening.id)
        names = {worker.id: worker.name for worker in workers.every(self._session)}
        again = sweep.latest(self._session, screening.id)
        shown = shown_papers.days_of(self._session, client.id)
        holder = elsewhere.holder_of(self._session, client.id)
        if again is None:
            view = self._view_of(screening, client, signed, names, is_kept=True, shown=shown)
            return client, replace(view, elsewhere=holder)
        now = replace(screening, outcome=again.outcome, as_of=again.outcome.as_of)
        view = self._view_of(now, client, signed, names, is_kept=True, shown=shown)
        line = again_words(_outcome_of(screening), again)
        route = (line, *view.route)
        return client, replace(view, screening=screening, route=route, elsewhere=holder)

    def _view_of(
        self,
        screening: Screening,
        client: Client,
        signed: tuple[Decision, ...],
        names: dict[str, str],
        *,
        is_kept: bool,
        shown: tuple[ShownDays, ...] = (),
    ) -> OutcomeView:
        outcome = _outcome_of(screening)
        may_sign = self._session.worker.is_representative and self._session.may_sign
        may_decide = may_sign and not is_decided(signed)
        answers = deciding(screening, self._pack).answers
        changes = what_would_change(answers, outcome, self._pack, shown)
        return OutcomeView(
            screening=screening,
            who=_("{who} · {about}").format(
                who=who_words(client), about=about_words(screening, self._pack)
            ),
            headline=headline_words(outcome),
            route=route_words(outcome),
            findings=deciding_first(outcome),
            rules=country_line(self._pack, screening.country, self._session.today.day, outcome),
            signed=signed_words(signed, names),
            can_decide=may_decide and is_kept and screening.withdrawn is None,
            would_change=change_words(
                changes, self._questionnaire, unmoved(outcome, changes, self._pack)
            ),
            is_kept=is_kept,
        )

    def _show_loaded(self, loaded: tuple[Client, OutcomeView]) -> None:
        self._client, self._view = loaded
        self._back()

    def _back(self) -> None:
        if self._view is not None:
            self._show(self.outcome)
            self.outcome.show_outcome(self._view)

    def _on_closed(self) -> None:
        if self._client is not None:
            self.closed.emit(self._client.id)

    def _open_decision(self, screening: Screening) -> None:
        view = self._view
        if view is None:
            return
        self._show(self.decision)
        summary = "\n".join((view.headline, *view.route))
        findings = (finding for _name, finding in view.findings)
        self.decision.show_screening(
            screening,
            who=view.who,
            summary=summary,
            needs_source=decisions.needs_source(findings),
        )

    def _on_decided(self, decision: Decision) -> None:
        view = self._view
        if view is not None and view.screening.id == decision.screening_id:
            self.open(view.screening)

    def _open_checklist(self, screening: Screening) -> None:
        client = self._client
        if client is None:
            return
        self._paper.open(
            title=_("Checklist for {code}").format(code=client.code),
            file_name=f"checklist-{client.code}.pdf",
            make=at_once(partial(self._make_checklist, screening, client)),
            make_large=at_once(partial(self._make_checklist, screening, client, is_large=True)),
            go_back=self._back,
            note=partial(self._note, screening.id),
            languages=tuple(
                (tag, language_name(tag))
                for tag in checklist.paper_languages(self._session.rules.paper)
            ),
            language=client.language,
        )

    def _note(self, screening_id: str, act: Act) -> None:
        audit.note(self._session, act, About.SCREENING, screening_id)

    def _make_checklist(
        self, screening: Screening, client: Client, language: str, *, is_large: bool = False
    ) -> bytes:
        if self._view is not None and self._view.is_kept:
            return checklist.make_checklist(
                self._session, screening.id, language, is_large=is_large
            )
        return checklist.make_unkept_checklist(
            self._session, screening, client, language, is_large=is_large
        )

    def _on_failed(self, error: ClinicError) -> None:
        self.failed.emit(error)


def _outcome_of(screening: Screening) -> Outcome:
    if screening.outcome is None:
        raise ValueError(screening.state)
    return screening.outcome
