"""Three shares from their making to the paper: each shown once, printed, typed back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.records.audit import About, Act
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen, SecretWords
from clinic_app.workflows import audit, recovery_papers, shares
from clinic_app.workflows.session import Session


class SharesFlow(QObject):
    """Leads through the three sheets, one after another.

    Signals:
        proven: All three are on paper, and who holds each is kept.
    """

    proven = Signal()

    def __init__(
        self,
        session: Session,
        show: Callable[[QWidget], None],
        paper: PaperFlow,
        *,
        jobs: Jobs,
        begin_again: Callable[[Subject], None],
        keep: Callable[[int, str], None] | None = None,
        is_step: bool = False,
    ) -> None:
        """Build the screen.

        Args:
            session: Whose clinic stands on the sheets.
            show: Shows the screen.
            paper: Prints the sheets.
            jobs: Where what was typed back is kept.
            begin_again: Leads to where other shares are made.
            keep: Keeps that a sheet was typed back, and who holds it; None for into the vault.
            is_step: Whether this is a step of setting up.
        """
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._keep = keep or partial(recovery_papers.keep_proved, session)
        self._show = show
        self._paper = paper
        self._left: tuple[str, ...] = ()
        self._number = 0
        self._positions = (0, 1)
        self.share = RecoveryCodeScreen(
            is_typed_back=self._is_typed_back, is_step=is_step, words=_share_words()
        )
        # A share is shown once: after a lock others are made.
        self.stop = Stop(name="recovery.share", screen=self.share, open=begin_again)

        self.share.print_requested.connect(self._on_print_requested)
        self.share.confirmed.connect(self._on_confirmed)

    def open(self, made: tuple[str, ...]) -> None:
        """Show the first of the shares that were just made."""
        self._left, self._number = made, 1
        self._show_next()

    def _show_next(self) -> None:
        share = self._left[0]
        self._positions = shares.words_to_type(share)
        self.share.show_title(shares.share_title(self._number))
        self.share.show_code(shares.words_of(share), self._positions)
        self.go_on()

    @property
    def is_open(self) -> bool:
        """Whether a share was shown and not typed back yet."""
        return bool(self._left)

    def go_on(self) -> None:
        """Show again the share that is not on paper yet."""
        self._show(self.share)
        self.share.setFocus()

    def _is_typed_back(self, typed: tuple[str, str]) -> bool:
        return bool(self._left) and shares.is_typed_back(self._left[0], self._positions, typed)

    def _on_print_requested(self) -> None:
        share, number = self._left[0], self._number
        name, day = self._session.clinic.name, self._session.today.day
        self._paper.open(
            title=shares.share_title(number),
            file_name=f"recovery-share-{number}.pdf",
            make=at_once(lambda _language: shares.make_sheet(share, number, name, day)),
            note=self._note,
            go_back=self.go_on,
            can_save=False,
        )

    def _note(self, act: Act) -> None:
        audit.note(self._session, act, About.KEYS, self._session.worker.id)

    def _on_confirmed(self, holder: str) -> None:
        self._jobs.run(
            partial(self._keep, self._number, holder),
            on_done=lambda _nothing: self._on_kept(),
            on_error=self.share.page.problem.show_error,
        )

    def _on_kept(self) -> None:
        self._left, self._number = self._left[1:], self._number + 1
        self.share.forget()
        if self._left:
            self._show_next()
        else:
            self.proven.emit()

    def forget(self) -> None:
        """Take the share off the screen for good."""
        self._left = ()
        self.share.forget()


def _share_words() -> SecretWords:
    return SecretWords(
        title=_("Recovery share"),
        why=_(
            "Any two of the three shares open the records; one alone tells nothing. It is shown "
            "now and never again. Give each to another person or place, never with the laptop."
        ),
        print=_("&Print this share…"),
        ask=_("Type two words back from the paper:"),
        piece=_("Word {number}"),
        show_again=_("Show the words again"),
        wrong=_(
            "These are not the two words of this share. "
            "Look at the paper and type them again, or show the words again."
        ),
    )
