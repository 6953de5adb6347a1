"""A promise to the user: the running program opens no network socket."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

WATCHED = """
import socket, sys
def refuse(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        sys.stderr.write("NETWORK SOCKET\\n")
    if event in ("socket.getaddrinfo", "socket.connect", "socket.gethostbyname"):
        sys.stderr.write("NETWORK CALL " + event + "\\n")
sys.addaudithook(refuse)
from clinic_app.startup import run
sys.exit(run(sys.argv[1:]))
"""

WINDOW = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from clinic_app import paths, translation
from clinic_app.settings import Settings
from clinic_app.ui import application, theme
from clinic_app.ui.remembered import Remembered
translation.install(paths.resources() / "translations", "en")
app = QApplication(sys.argv[:1])
theme.apply(app)
opening = application.Opening(
    app, Path(sys.argv[1]), Remembered(app, Path(sys.argv[1]) / "settings", Settings())
)
opening.show()
def look():
    if opening.window.place.widget() is None:
        return
    timer.stop()
    held = {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
            if os.path.exists(f"/proc/self/fd/{fd}")}
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]:
            if f"socket:[{line.split()[9]}]" in held:
                sys.stderr.write("NETWORK SOCKET\\n")
    sys.stderr.write("looked\\n")
    app.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
app.exec()
opening.jobs.wait_until_idle()
"""


def run(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_whole_journey_opens_no_network_socket(tmp_path: Path) -> None:
    ended = run(WATCHED, "selftest", str(tmp_path / "try"))

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "NETWORK" not in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's tables of sockets")
def test_the_window_holds_no_network_socket(tmp_path: Path) -> None:
    ended = run(WINDOW, str(tmp_path))

    assert "looked" in ended.stderr, ended.stderr
    assert "NETWORK" not in ended.stderr
