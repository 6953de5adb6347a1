"""What this program is called, with its sign: on the screens before anything is open."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.theme import LIGHT
from clinic_app.ui.widgets.icons import icon_picture
from clinic_app.ui.widgets.text import PlainLabel

_SIGN_PX = 28


class Brand(QWidget):
    """The sign and the name, quiet, above the heading."""

    def __init__(self) -> None:
        super().__init__()
        sign = QLabel()
        sign.setPixmap(icon_picture("clinic", LIGHT.accent, _SIGN_PX))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(sign)
        layout.addWidget(PlainLabel(_("Clinic intake"), role="brand"), 1)
