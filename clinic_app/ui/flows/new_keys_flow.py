"""New keys, from the offer to the locked records: made, proved on paper and handed out."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.audit import About, Act
from clinic_app.records.recovery_paper import CODE
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.shares_flow import SharesFlow
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.hand_out import HandOutScreen
from clinic_app.ui.screens.new_keys import NewKeysScreen
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.vault.progress import Progress
from clinic_app.workflows import (
    audit,
    first_start,
    new_keys,
    passphrase_sheet,
    recovery_sheet,
)
from clinic_app.workflows.new_keys import Prepared
from clinic_app.workflows.session import Session


class NewKeysFlow(QObject):
    """Nothing changes before its last button.

    Signals:
        closed: The keys stay as they are.
        carried_out: The records have new keys and are locked. Carries how many sealed fields
            could not be read before, and cannot now.
        cut_off: The disk refused at the last: the records are locked, and the next opening finds
            the old keys or finishes the new ones. Carries the error.
    """

    closed = Signal()
    carried_out = Signal(int)
    cut_off = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        paper: PaperFlow,
        *,
        second: Callable[[], Path | None],
    ) -> None:
        """Build the screens.

        Args:
            session: A coordinator's, or one that is refused at the last.
            jobs: Where everything runs.
            show: Shows one screen.
            paper: Prints the papers.
            second: Where second copies of backups go now.
        """
        super().__init__()
        self._session = session
        self._show = show
        self._paper = paper
        self._prepared: Prepared | None = None
        self._holders: dict[int, str] = {}
        self._positions = (0, 1)
        self.offer = NewKeysScreen(
            prepare=lambda own, shares: new_keys.prepare(session, own, with_shares=shares),
            known_backups=lambda: new_keys.known_backups(session, second()),
            jobs=jobs,
        )
        self.code = RecoveryCodeScreen(is_typed_back=self._is_typed_back, is_step=False)
        self.shares = SharesFlow(
            session, show, paper, jobs=jobs, begin_again=self._begin_again, keep=self._keep
        )
        self.shares.setParent(self)
        self.hand_out = HandOutScreen(carry_out=self._carry_out, jobs=jobs)
        # Keys that were made and not carried out are gone with a lock: others are made.
        self.stops = (
            Stop(name="keys.offer", screen=self.offer, open=self._begin_again),
            Stop(name="keys.code", screen=self.code, open=self._begin_again),
            Stop(name="keys.share", screen=self.shares.share, open=self._begin_again),
            Stop(name="keys.hand_out", screen=self.hand_out, open=self._begin_again),
        )
        self._connect()

    def _connect(self) -> None:
        self.offer.closed.connect(self.closed)
        self.offer.prepared.connect(self._on_prepared)
        self.code.print_requested.connect(self._on_code_print_requested)
        self.code.confirmed.connect(self._on_code_confirmed)
        self.shares.proven.connect(self._show_hand_outs)
        self.hand_out.print_requested.connect(self._on_hand_outs_print_requested)
        self.hand_out.closed.connect(self._on_given_up)
        self.hand_out.carried_out.connect(self._on_carried_out)
        self.hand_out.failed.connect(self._on_failed)

    def open(self, removed: str = "") -> None:
        """Say what new keys are for.

        Args:
            removed: The name of whoever was just switched off; empty where nobody was.
        """
        self._forget()
        self.offer.start(removed)
        self._go_to(self.offer)

    def stop(self) -> None:
        """Stop what is under way, as far as it can be stopped: somebody leaves the computer."""
        self.hand_out.stop()

    def _begin_again(self, _subject: Subject) -> None:
        self.open()

    def _go_to(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _forget(self) -> None:
        self._prepared = None
        self._holders = {}
        self.code.forget()
        self.shares.forget()
        self.hand_out.forget()

    def _on_prepared(self, prepared: Prepared) -> None:
        self._prepared, self._holders = prepared, {}
        if prepared.keys.shares:
            self.shares.open(prepared.keys.shares)
            return
        code = prepared.keys.recovery_code
        self._positions = first_start.groups_to_type(code)
        self.code.show_code(first_start.recovery_groups(code), self._positions)
        self._go_to(self.code)

    def _is_typed_back(self, typed: tuple[str, str]) -> bool:
        return self._prepared is not None and first_start.is_typed_back(
            self._prepared.keys.recovery_code, self._positions, typed
        )

    def _keep(self, number: int, holder: str) -> None:
        self._holders[number] = holder

    def _on_code_confirmed(self, holder: str) -> None:
        self._keep(CODE, holder)
        self.code.forget()
        self._show_hand_outs()

    def _show_hand_outs(self) -> None:
        if self._prepared is not None:
            self.hand_out.show_hand_outs(self._prepared.hand_outs)
            self._go_to(self.hand_out)

    def _carry_out(self, progress: Progress) -> int:
        if self._prepared is None:
            raise RuntimeError("no keys were made")
        return new_keys.carry_out(self._session, self._prepared, self._holders, progress=progress)

    def _on_given_up(self) -> None:
        self._forget()
        self.closed.emit()

    def _on_carried_out(self, unreadable: int) -> None:
        self._forget()
        self.carried_out.emit(unreadable)

    def _on_failed(self, error: ClinicError) -> None:
        if self._session.vault.is_locked:
            self._forget()
            self.cut_off.emit(error)

    def _on_code_print_requested(self) -> None:
        if self._prepared is None:
            return
        groups = first_start.recovery_groups(self._prepared.keys.recovery_code)
        name, day = self._session.clinic.name, self._session.today.day
        self._print(
            _("Recovery code"),
            "recovery-code.pdf",
            lambda: recovery_sheet.make(groups, name, day),
            self.code,
        )

    def _on_hand_outs_print_requested(self) -> None:
        if self._prepared is None:
            return
        hand_outs = self._prepared.hand_outs
        name, day = self._session.clinic.name, self._session.today.day
        self._print(
            _("Words for one unlocking"),
            "words-for-one-unlocking.pdf",
            lambda: passphrase_sheet.make(hand_outs, name, day),
            self.hand_out,
        )

    def _print(
        self, title: str, file_name: str, make: Callable[[], bytes], screen: QWidget
    ) -> None:
        self._paper.open(
            title=title,
            file_name=file_name,
            make=at_once(lambda _language: make()),
            note=partial(_note, self._session),
            go_back=lambda: self._go_to(screen),
            can_save=False,
        )


def _note(session: Session, act: Act) -> None:
    audit.note(session, act, About.KEYS, session.worker.id)
