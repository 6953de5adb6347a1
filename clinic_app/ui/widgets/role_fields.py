"""What somebody is here for: which of the records their passphrase opens."""

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from clinic_app.records.worker import Role
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.fields import LabelledField
from clinic_app.ui.widgets.text import Muted


class RoleFields(QWidget):
    """One of the four roles."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = QComboBox()
        for role, words in (
            (Role.GREETER, _("Greeter: names and check-in")),
            (Role.VOLUNTEER, _("Volunteer: answers and findings too")),
            (Role.REPRESENTATIVE, _("Representative: notes and decisions too")),
            (Role.COORDINATOR, _("Coordinator: all, and who works here")),
        ):
            self.choice.addItem(words, role)
        why = Muted(
            _(
                "A passphrase opens only what its role reads; the rest stays encrypted to that "
                "worker. Another role needs a new passphrase."
            )
        )
        why.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(LabelledField(_("Ro&le"), self.choice))
        layout.addWidget(why)
        self.show_role(Role.VOLUNTEER)

    def show_role(self, role: Role) -> None:
        """Choose *role*."""
        self.choice.setCurrentIndex(self.choice.findData(role))

    def role(self) -> Role:
        """Return what is chosen."""
        return Role(self.choice.currentData())
