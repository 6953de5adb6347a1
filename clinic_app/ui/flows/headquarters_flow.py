"""This computer is headquarters: made or unlocked in a folder, then its desk."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.files.errors import FileVanishedError
from clinic_app.headquarters import place
from clinic_app.headquarters.place import Headquarters
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows import headquarters_typed
from clinic_app.ui.flows.headquarters_desk import HeadquartersDesk
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.screens.headquarters_door import HeadquartersDoorScreen
from clinic_app.ui.screens.headquarters_set_up import HeadquartersSetUpScreen
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.vault.errors import VaultExistsError
from clinic_app.vault.places import refuse_seen
from clinic_app.workflows import first_start, recovery_sheet
from clinic_app.workflows.passphrase_rules import check_passphrase


class HeadquartersFlow(QObject):
    """Folder, passphrase or set-up with its recovery code, desk.

    Attributes:
        known_folder: Where the headquarters lies that was worked at last; None for none.

    Signals:
        closed: Nobody works at headquarters any more; its keys are dropped.
        folder_chosen: A headquarters lies there. Carries the path.
        opened: Its keys are in memory: the computer must not be left alone.
    """

    closed = Signal()
    folder_chosen = Signal(object)
    opened = Signal()

    def __init__(
        self,
        jobs: ClosableJobs,
        show: Callable[[QWidget], None],
        *,
        chooser: FileChooser,
        paper: PaperFlow,
        now: Callable[[], datetime],
        cost: Argon2Cost | None,
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        self._paper = paper
        self._now = now
        self._cost = cost
        self._folder = Path()
        self.known_folder: Path | None = None
        self._code = ""
        self._typed = b""
        self._positions = (0, 1)
        self.headquarters: Headquarters | None = None
        self.desk: HeadquartersDesk | None = None
        self.door = HeadquartersDoorScreen(unlock=place.unlock_with_code, jobs=jobs)
        self.set_up = HeadquartersSetUpScreen(suggest=first_start.suggest_passphrase)
        self.code = RecoveryCodeScreen(
            is_typed_back=self._is_typed_back, is_step=False, asks_holder=False
        )
        self.door.closed.connect(self.leave)
        self.door.other_requested.connect(self._ask_folder)
        self.door.unlocked.connect(self._on_unlocked)
        self.set_up.closed.connect(self.leave)
        self.set_up.entered.connect(self._on_entered)
        self.code.print_requested.connect(self._on_print_requested)
        self.code.confirmed.connect(self._on_code_confirmed)

    def ask(self) -> None:
        """Show the door of the headquarters that is known; ask where one lies where none is."""
        known = self.known_folder
        if known is not None and place.is_headquarters_in(known):
            self.open(known)
        else:
            self._ask_folder()

    def _ask_folder(self) -> None:
        self._chooser.ask_folder(
            _("The folder of the headquarters; an empty one for a new one"), self._on_chosen
        )

    def _on_chosen(self, folder: Path) -> None:
        self._drop_keys()  # the one before may have opened while this one was looked for
        self.open(folder)

    def open(self, folder: Path) -> None:
        """Show the door of the headquarters in *folder*, or how to make one there."""
        self._folder = folder
        if place.is_headquarters_in(folder):
            self._stand_at_door()
        else:
            self.set_up.start(folder)
            try:
                refuse_seen(folder)  # now, not after a form was filled in
            except VaultExistsError as error:
                self.set_up.refuse(error)
            self._go_to(self.set_up)

    def leave(self) -> None:
        """Drop the keys, also those that a passphrase is about to open; go back to the doors."""
        self._drop_keys()
        self.door.stop()
        self.closed.emit()

    def lock(self) -> None:
        """Drop the keys and stand at the door of this headquarters again, also where it is gone."""
        self._drop_keys()
        self._stand_at_door()
        if not place.is_headquarters_in(self._folder):  # its stick was pulled: no other one is made
            self.door.problem.show_error(FileVanishedError(self._folder / place.KEYS_NAME))

    def _stand_at_door(self) -> None:
        folder = self._folder
        self.door.start(folder, is_on_server=place.is_on_server(folder))
        self._go_to(self.door)

    def _drop_keys(self) -> None:
        if self.desk is not None:
            self._typed = headquarters_typed.sealed(self.desk)
            self.desk.close()
            self.desk = None
            self._jobs.forget_callbacks()  # its screens are gone
        self.headquarters = None
        self._code = ""
        self.code.forget()

    def _go_to(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _on_entered(
        self,
        name: str,
        passphrase: str,
        is_training: bool,  # noqa: FBT001 - a signal's
        database: str,
    ) -> None:
        folder, cost = self._folder, self._cost

        def work() -> tuple[Headquarters, str]:
            refuse_seen(folder)
            check_passphrase(passphrase)
            return place.create(
                folder,
                name=name,
                passphrase=passphrase,
                is_training=is_training,
                cost=cost,
                database=database,
                is_code_proved_later=True,
            )

        self._jobs.run_aside(work, on_done=self._on_made, on_error=self.set_up.show_error)

    def _on_made(self, made: tuple[Headquarters, str]) -> None:
        self.headquarters, code = made
        self.set_up.passphrase.clear()
        self.set_up.address.clear()
        self.opened.emit()
        self._show_code(code, why=_why_first())

    def _show_code(self, code: str, *, why: str) -> None:
        """Show a code that nobody has on paper yet."""
        self._code = code
        self.code.show_why(why)
        self._positions = first_start.groups_to_type(self._code)
        self.code.show_code(first_start.recovery_groups(self._code), self._positions)
        self._go_to(self.code)

    def _is_typed_back(self, typed: tuple[str, str]) -> bool:
        return first_start.is_typed_back(self._code, self._positions, typed)

    def _on_print_requested(self) -> None:
        groups = first_start.recovery_groups(self._code)
        name = self.headquarters.name if self.headquarters is not None else ""
        day = self._now().date()
        self._paper.open(
            title=_("Recovery code"),
            file_name="recovery-code.pdf",
            make=at_once(lambda _language: recovery_sheet.make_for_headquarters(groups, name, day)),
            note=lambda _act: None,
            go_back=lambda: self._go_to(self.code),
            can_save=False,
        )

    def _on_code_confirmed(self) -> None:
        folder = self._folder
        self._jobs.run(
            lambda: place.keep_proved(folder),
            on_done=lambda _nothing: self._on_code_kept(),
            on_error=self.code.page.problem.show_error,
        )

    def _on_code_kept(self) -> None:
        self._code = ""
        self.code.forget()
        if self.headquarters is not None:
            self._sit_down(self.headquarters)

    def _on_unlocked(self, unlocked: tuple[Headquarters, str]) -> None:
        self.headquarters, code = unlocked
        self._folder = self.headquarters.folder  # another may have been chosen meanwhile
        self.opened.emit()
        if code:
            self._show_code(code, why=_why_another())
        else:
            self._sit_down(self.headquarters)

    def _sit_down(self, headquarters: Headquarters) -> None:
        self.known_folder = self._folder
        self.folder_chosen.emit(self._folder)
        self.desk = HeadquartersDesk(headquarters, self._jobs, chooser=self._chooser, now=self._now)
        self.desk.closed.connect(self.leave)
        self.desk.screen.lock_requested.connect(self.lock)
        self._go_to(self.desk.screen)
        self.desk.open()
        if typed := headquarters_typed.unsealed(self._typed, headquarters.keys):
            headquarters_typed.type_again(self.desk, typed)


def _why_first() -> str:
    return _(
        "If the passphrase is lost, only this code opens headquarters. It is shown now and never "
        "again. Keep the paper apart from this computer."
    )


def _why_another() -> str:
    return _(
        "The recovery code was never typed back when this was set up, so nobody knows whether it "
        "is on paper. This is another one; a sheet printed before opens nothing any more, tear it "
        "up. If the passphrase is lost, only this code opens headquarters. It is shown now and "
        "never again. Keep the paper apart from this computer."
    )
