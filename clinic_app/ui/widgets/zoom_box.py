"""How large a page stands on the screen."""

from PySide6.QtWidgets import QComboBox

from clinic_app.translation import gettext as _

_PERCENTS = (60, 100, 150, 200)
"""At 60 most of a page is seen at once on a small screen."""


class ZoomBox(QComboBox):
    """A list of sizes; a page is drawn anew at each, never blown up."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Size of the page on the screen"))
        for percent in _PERCENTS:
            self.addItem(_("{percent} %").format(percent=percent), percent)
        self.setCurrentIndex(_PERCENTS.index(100))

    @property
    def percent(self) -> int:
        """The size that is chosen."""
        return int(self.currentData())
