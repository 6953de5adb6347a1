"""The first screen of a computer without a vault: which door."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.brand import Brand
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import door_button, quiet_button
from clinic_app.ui.widgets.columns import ColumnPage, filled, left_stack
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


class WelcomeScreen(QWidget):
    """Two doors, and small ones below.

    Signals:
        set_up_requested: Make the vault of a new clinic.
        other_folder_requested: The records lie somewhere else.
        restore_requested: The records are lost; a backup is not.
        training_requested: Look around in a clinic of invented families.
        stop_requested: Making the invented families takes too long.
        headquarters_requested: This computer is headquarters.
        about_requested: What this program is and what it is made of.
    """

    set_up_requested = Signal()
    other_folder_requested = Signal()
    restore_requested = Signal()
    training_requested = Signal()
    stop_requested = Signal()
    headquarters_requested = Signal()
    about_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_up_button = door_button(_("&Set up this clinic\nAbout five minutes, once"))
        self.other_button = door_button(
            _("&Open records that exist\nOn this computer, in a folder you choose")
        )
        self.training_button = quiet_button(_("&Look around with invented families"))
        self.restore_button = quiet_button(_("&Restore from a backup…"))
        self.headquarters_button = quiet_button(_("This is &headquarters…"))
        self.about_button = quiet_button(_("A&bout this program"))
        self.busy = Busy(can_stop=True)
        self.problem = ProblemLabel()
        self._lay_out()

        self.set_up_button.clicked.connect(self.set_up_requested)
        self.other_button.clicked.connect(self.other_folder_requested)
        self.restore_button.clicked.connect(self.restore_requested)
        self.training_button.clicked.connect(self.training_requested)
        self.busy.stop_requested.connect(self.stop_requested)
        self.headquarters_button.clicked.connect(self.headquarters_requested)
        self.about_button.clicked.connect(self.about_requested)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addSpacing(32)
        page.body.addWidget(Brand())
        page.body.addWidget(Heading(_("Welcome")))
        page.body.addWidget(
            Muted(
                _(
                    "Intake for immigrant legal clinics. Records stay on this computer, "
                    "encrypted; the program never talks to a network."
                )
            )
        )
        page.body.addWidget(self.problem)
        page.body.addWidget(self.set_up_button)
        page.body.addWidget(self.other_button)
        page.body.addLayout(
            left_stack(
                self.restore_button,
                self.headquarters_button,
                self.training_button,
                self.about_button,
            )
        )
        page.body.addWidget(self.busy)
        filled(page, self)
        self.setFocusProxy(self.set_up_button)

    def show_unreadable(self, error: ClinicError) -> None:
        """Say why the records that are there cannot be read; Enter sets up no others beside."""
        self.problem.show_error(error)
        self.setFocusProxy(self.restore_button)

    def set_busy(self, *, is_busy: bool) -> None:
        """While invented families are made, the other doors stay shut."""
        doors = (
            self.set_up_button,
            self.other_button,
            self.restore_button,
            self.headquarters_button,
            self.training_button,
        )
        for button in doors:
            button.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Inventing families…"))
        else:
            self.busy.end()
