"""What is copied out of the window stays in no history, and goes again by itself.

Systems and clipboard managers are asked by the marks that password programs use; one that does
not know them keeps what it likes.

Source: Windows, "Cloud Clipboard and Clipboard History Formats"; nspasteboard.org; KDE's Klipper.
"""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEARED_AFTER_MS = 30_000

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_MARKS = (
    (_WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"), b"1"),
    (_WINDOWS.format(name="CanIncludeInClipboardHistory"), bytes(4)),
    (_WINDOWS.format(name="CanUploadToCloudClipboard"), bytes(4)),
    ("application/x-nspasteboard-concealed-type", b"1"),
    ("x-kde-passwordManagerHint", b"secret"),
)
_OURS = "application/x-clinic-app"


class ClipboardWatch(QObject):
    """Marks every copy that this program makes, and takes it back.

    What is only selected is no copy, though on X11 every other program may read and paste it,
    locked or not, and no mark is asked for there: it is given up at once.

    What other programs copied or selected is never read and never cleared.
    """

    def __init__(self, *, owns: Callable[[], bool] | None = None) -> None:
        """Watch the clipboard.

        Args:
            owns: Whether this program copied, or selected, last; None asks the system.
        """
        super().__init__()
        self._clipboard = QGuiApplication.clipboard()
        self._owns = owns or self._clipboard.ownsClipboard
        self._owns_selection = owns or self._clipboard.ownsSelection
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(CLEARED_AFTER_MS)

        self._clipboard.changed.connect(self._on_changed)
        self.timer.timeout.connect(self.forget)

    def forget(self) -> None:
        """Clear what this program copied, unless something else was copied since."""
        self.timer.stop()
        if self._is_marked():
            self._clipboard.clear()

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        if mode is QClipboard.Mode.Selection:
            self._give_up_selection()
        if mode is not QClipboard.Mode.Clipboard or self._is_marked() or not self._owns():
            return
        text = self._clipboard.text()
        if not text:
            return
        marked = QMimeData()
        marked.setText(text)
        marked.setData(_OURS, b"1")
        for name, value in _MARKS:
            marked.setData(name, value)
        self._clipboard.setMimeData(marked)
        self.timer.start()

    def _give_up_selection(self) -> None:
        if self._owns_selection() and self._clipboard.text(QClipboard.Mode.Selection):
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _is_marked(self) -> bool:
        held: QMimeData | None = self._clipboard.mimeData()  # None where nothing was copied yet
        return held is not None and held.hasFormat(_OURS)
