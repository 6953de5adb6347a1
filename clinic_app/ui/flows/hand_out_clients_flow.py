"""Clients go out to a day laptop: by their codes, with their households, onto a stick."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.files.errors import FileError
from clinic_app.messages.explaining import explain
from clinic_app.records.laptop import Part, replaced_among
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.hand_out_clients import HandOutClientsScreen
from clinic_app.ui.words.laptop_words import handed_over_words, waited_for_by
from clinic_app.vault.progress import Progress
from clinic_app.workflows import handing_out, handing_over, laptops
from clinic_app.workflows.laptops import LaptopsSeen
from clinic_app.workflows.session import Session


class HandOutClientsFlow(QObject):
    """One screen and a question for the stick.

    Signals:
        closed: Back to the laptops.
    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        chooser: FileChooser,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        self.screen = HandOutClientsScreen(
            find=partial(handing_out.households_of, session), jobs=jobs
        )
        self.stop = Stop(
            name="clinic.hand_out_clients",
            screen=self.screen,
            open=lambda _subject: self.open(),
            over={_stick_title(): self._ask_stick},
        )
        self.screen.closed.connect(self.closed)
        self.screen.stick_requested.connect(self._ask_stick)

    def open(self) -> None:
        """Show an empty form."""
        self._jobs.run(
            partial(laptops.look, self._session),
            on_done=self._on_known,
            on_error=self.screen.show_problem,
        )

    def _on_known(self, seen: LaptopsSeen) -> None:
        others = [laptop for laptop, _print, _held in seen.others]
        replaced = replaced_among(others)
        days = (one for one in others if one.part is Part.DAY and one.lost is None)
        named = tuple((one.id, one.name) for one in days if one.id not in replaced)
        self.screen.start(named)
        self._show(self.screen)
        self.screen.setFocus()

    def _ask_stick(self) -> None:
        self._chooser.ask_folder(_stick_title(), self._on_stick)

    def _on_stick(self, folder: Path) -> None:
        laptop_id, people = self.screen.laptop_id, self.screen.people

        def work(folder: Path, progress: Progress) -> str:
            made = handing_out.hand_out(self._session, laptop_id, people, progress=progress)
            try:
                files = handing_over.write_waiting(self._session, folder)
            except FileError as error:  # whoever hands out once more is told that they are out
                return _not_written_words(error)
            names = waited_for_by(laptops.look(self._session))  # what was on its way goes along
            return handed_over_words((made,), len(files), names)

        self.screen.stick.carry(_("Sealing, writing and reading back…"), work, folder)


def _not_written_words(error: FileError) -> str:
    return _(
        "They are handed out, and not on the stick yet. {reason} Go back to Laptops: “Write again "
        "what is on its way” puts them there."
    ).format(reason=explain(error))


def _stick_title() -> str:
    return _("The stick or folder for the day laptop")
