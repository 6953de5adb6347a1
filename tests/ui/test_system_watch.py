"""Sleep, the lid and a locked screen lock the records: told over a real bus of our own.

This file is also the program that listens: it takes the names of the system's services on a bus
that nobody else is on, and sends what they send.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from clinic_app.computer.system_events import SystemEvent
from clinic_app.ui import system_watch
from clinic_app.ui.system_watch import SystemWatch
from clinic_app.ui.words.lock_words import LockReason

LOGIN, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1"


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no bus of our own")
def test_what_linux_tells_is_heard() -> None:
    said = subprocess.run(  # noqa: S603 - this very file
        ["dbus-run-session", "--", sys.executable, __file__],  # noqa: S607 - found in PATH
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.getcwd()},  # noqa: PTH109
    )

    heard = json.loads(said.stdout.splitlines()[-1])
    # The desktop's bus and the system's are two sockets: only each one's own order is promised.
    assert sorted(heard) == ["LID", "SCREEN", "SCREEN", "SLEEP"]
    assert heard.index("SLEEP") < heard.index("LID")


def test_what_windows_tells_is_passed_on(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = SystemWatch()
    messages = system_watch._Messages(watch)
    monkeypatch.setattr(system_watch, "event_of", lambda _address: SystemEvent.LID)

    with qtbot.waitSignal(watch.lock_due) as said:
        assert messages.nativeEventFilter(QByteArray(b"windows_generic_MSG"), 0) == (False, 0)

    assert said.args == [LockReason.LID]


def main() -> None:
    """Listen, send four signals and four that mean nothing, and print what was heard."""
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    application = QApplication([])
    heard: list[str] = []

    def on_lock_due(reason: LockReason) -> None:
        heard.append(reason.name)
        if len(heard) == 4:
            QCoreApplication.quit()

    watch = SystemWatch()
    watch.lock_due.connect(on_lock_due)
    watch.listen(QWidget())
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "sender")
    assert bus.registerService(LOGIN)

    def send(path: str, interface: str, name: str, *told: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(told))
        assert bus.send(message)

    send(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", False)
    send(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", True)
    for changed in ({"LidClosed": False}, {"LidClosed": True}):
        properties = "org.freedesktop.DBus.Properties"
        send(MANAGER, properties, "PropertiesChanged", f"{LOGIN}.Manager", changed, ["IdleHint"])
    send(f"{MANAGER}/session/_31", f"{LOGIN}.Session", "Unlock")
    send(f"{MANAGER}/session/_31", f"{LOGIN}.Session", "Lock")
    for is_active in (False, True):
        send("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", is_active)
    application.exec()
    sys.stdout.write(json.dumps(heard) + "\n")


if __name__ == "__main__":
    main()
