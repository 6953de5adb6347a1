"""Pages of a PDF as pictures in a scroll area: nothing touches the disk."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from clinic_app.printing.pages import PageImage
from clinic_app.translation import gettext as _


def to_qimage(page: PageImage) -> QImage:
    """Return a picture of its own, independent of the bytes that *page* holds."""
    grey = QImage.Format.Format_Grayscale8
    image = QImage(page.grey, page.width, page.height, page.width, grey)
    return image.copy()


class PageView(QScrollArea):
    """The pages of one sheet, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(_("Pages"))
        self.setProperty("reached", True)  # noqa: FBT003 - Qt's own order
        self._paper = QWidget()
        self._paper.setObjectName("paper")
        self._column = QVBoxLayout(self._paper)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._paper)

    def show_pages(self, pages: tuple[PageImage, ...]) -> None:
        """Draw *pages*; what was shown before is gone."""
        self.clear()
        for number, page in enumerate(pages, start=1):
            label = QLabel()
            label.setObjectName("page")
            as_it_is = Qt.ImageConversionFlag.NoFormatConversion  # not four bytes for each grey one
            label.setPixmap(QPixmap.fromImage(to_qimage(page), as_it_is))
            label.setAccessibleName(
                _("Page {number} of {count}").format(number=number, count=len(pages))
            )
            self._column.addWidget(label)
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
