"""A bar of months: each year a row of twelve boxes, filled where a paper shows the month."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.screening.evidence_months import Coverage, MonthState
from clinic_app.ui.theme import LIGHT

_MONTHS = 12
_PAD = 8
_GAP = 24
_RADIUS = 3.0


class MonthBar(QWidget):
    """The months of one client; years flow like words, as many in a line as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._months: Coverage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_months(self, months: Coverage | None, told: str) -> None:
        """Draw *months*.

        Args:
            months: None to draw nothing.
            told: The same in words, for who does not see the bar.
        """
        self._months = months
        self.setVisible(months is not None)
        self.setAccessibleName(told)
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One year must fit."""
        return QSize(self._year_width(), self._line_height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See Qt."""
        width = self._year_width() * 4 + _GAP * 3
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """See Qt."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """See Qt."""
        years = 0 if self._months is None else len(self._months.years)
        in_a_line = self._years_in(width)
        return max(1, -(-years // in_a_line)) * self._line_height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """See Qt."""
        super().paintEvent(event)
        if self._months is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        in_a_line = self._years_in(self.width())
        for number, year in enumerate(self._months.years):
            row, column = divmod(number, in_a_line)
            left = column * (self._year_width() + _GAP)
            self._draw_year(painter, year, left, row * self._line_height())
        painter.end()

    def _draw_year(self, painter: QPainter, year: int, left: int, top: int) -> None:
        height, cell = self._line_height() - _PAD, self._cell_width()
        label = self._label_width()
        painter.setPen(QColor(LIGHT.ink))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, top, label, height), middle, str(year))
        for month in range(1, _MONTHS + 1):
            box = QRectF(left + label + (month - 1) * cell + 1, top + 1, cell - 2, height - 2)
            self._draw_month(painter, date(year, month, 1), box)

    def _draw_month(self, painter: QPainter, month: date, box: QRectF) -> None:
        state = MonthState.OUTSIDE if self._months is None else self._months.state_of(month)
        if state is MonthState.OUTSIDE:
            return
        is_covered = state is MonthState.COVERED
        edge = QPen(QColor(LIGHT.accent if is_covered else LIGHT.border))
        if state is MonthState.RUNNING:
            edge.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(edge)
        painter.setBrush(QColor(LIGHT.accent if is_covered else LIGHT.surface))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.setPen(QColor(LIGHT.on_accent if is_covered else LIGHT.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(month.month))

    def _cell_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("00") + _PAD

    def _label_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("0000") + _PAD

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 2 * _PAD

    def _year_width(self) -> int:
        return self._label_width() + _MONTHS * self._cell_width()

    def _years_in(self, width: int) -> int:
        return max(1, (width + _GAP) // (self._year_width() + _GAP))
