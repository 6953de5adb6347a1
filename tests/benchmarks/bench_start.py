"""How long until the empty window is shown, against a bare QMainWindow script; prints a table.

Run by name: ``python tests/benchmarks/bench_start.py``. Goal: at most 1.5 times.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ROUNDS = 11

BARE = """
import sys
from PySide6.QtCore import QObject, QEvent
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose:
            app.exit(0)
        return False
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1240, 700)
window.show()
watch = Watch()
window.windowHandle().installEventFilter(watch)
app.exec()
"""

OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QObject, QEvent
from PySide6.QtWidgets import QApplication
from clinic_app import paths, translation
from clinic_app.settings import load
from clinic_app.ui import application, theme
from clinic_app.ui.remembered import Remembered
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose:
            app.exit(0)
        return False
translation.install(paths.resources() / "translations", "en")
app = QApplication(sys.argv[:1])
app.setApplicationName("clinic-app")
remembered = Remembered(app, Path(sys.argv[1]), load(Path(sys.argv[1])))
theme.apply(app, scale_percent=remembered.type_percent())
opening = application.Opening(app, Path(sys.argv[1]), remembered)
opening.show()
watch = Watch()
opening.window.windowHandle().installEventFilter(watch)
app.exec()
import os
os._exit(0)
"""


def seconds(code: str, folder: str) -> float:
    """Return how long a new process takes until its window is exposed and it has left."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, folder], env=environment, check=True, capture_output=True
    )
    return time.perf_counter() - start


def main() -> None:
    """Measure both side by side, one after the other, and print the ratio."""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        seconds(BARE, folder)
        seconds(OURS, folder)
        for _round in range(ROUNDS):
            bare.append(seconds(BARE, folder))
            ours.append(seconds(OURS, folder))
    print(f"bare QMainWindow   {statistics.median(bare) * 1000:7.0f} ms")
    print(f"clinic-app         {statistics.median(ours) * 1000:7.0f} ms")
    print(
        f"ratio              {statistics.median(ours) / statistics.median(bare):7.2f}   (goal 1.50)"
    )


if __name__ == "__main__":
    main()
