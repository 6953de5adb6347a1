"""The first screen of a computer without a vault: which door."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import door_button, quiet_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


class WelcomeScreen(QWidget):
    """Two doors and two small ones.

    Signals:
        set_up_requested: Make the vault of a new clinic.
        other_folder_requested: The records lie somewhere else.
        about_requested: What this program is and what it is made of.
    """

    set_up_requested = Signal()
    other_folder_requested = Signal()
    about_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_up_button = door_button(_("&Set up this clinic\nAbout five minutes, once"))
        self.other_button = door_button(
            _("&Open records that exist\nOn this computer, in a folder you choose")
        )
        self.about_button = quiet_button(_("A&bout this program"))
        self.problem = ProblemLabel()
        self._lay_out()

        self.set_up_button.clicked.connect(self.set_up_requested)
        self.other_button.clicked.connect(self.other_folder_requested)
        self.about_button.clicked.connect(self.about_requested)

    def _lay_out(self) -> None:
        page = ColumnPage()
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
        page.body.addWidget(
            Muted(_("Headquarters works on the command line: clinic-app hq --help says how."))
        )
        small = QHBoxLayout()
        small.addWidget(self.about_button)
        small.addStretch(1)
        page.body.addLayout(small)
        filled(page, self)
        self.setFocusProxy(self.set_up_button)
