"""Listening to the system: sleep, the lid and the locked screen lock the records too.

Windows sends messages to the window, Linux signals over its local bus. macOS is not listened to:
there the clock tells on waking that it slept.
"""

import sys

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from clinic_app.computer.system_events import SystemEvent, ask_for_events, event_of
from clinic_app.ui.words.lock_words import LockReason

_LOGIN = "org.freedesktop.login1"
_ON_PROPERTIES = "on_properties(QString,QVariantMap,QStringList)"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
)
_REASONS = {
    SystemEvent.SLEEP: LockReason.SLEEP,
    SystemEvent.LID: LockReason.LID,
    SystemEvent.SCREEN: LockReason.SCREEN,
}


class SystemWatch(QObject):
    """Says that the computer is being left.

    Signals:
        lock_due: Carries the reason.
    """

    lock_due = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._filter: _Messages | None = None

    def listen(self, window: QWidget) -> None:
        """Listen from now on, as far as this system tells anything."""
        if sys.platform == "win32":
            self._filter = _Messages(self)
            application = QGuiApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self._filter)
            ask_for_events(int(window.winId()))
        elif sys.platform == "linux":
            self._listen_to_buses()

    def say(self, event: SystemEvent) -> None:
        """Pass on what the system told."""
        self.lock_due.emit(_REASONS[event])

    def _listen_to_buses(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - only Linux has buses

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        manager = "/org/freedesktop/login1"
        wanted = (
            (system, _LOGIN, manager, f"{_LOGIN}.Manager", "PrepareForSleep", "on_sleep(bool)"),
            (system, _LOGIN, "", f"{_LOGIN}.Session", "Lock", "on_locked()"),
            (system, _LOGIN, manager, _PROPERTIES, "PropertiesChanged", _ON_PROPERTIES),
            *(
                (session, "", "", name, "ActiveChanged", "on_saver(bool)")
                for name in _SCREEN_SAVERS
            ),
        )
        for bus, service, path, interface, name, slot in wanted:
            # The stubs say bytes; the library itself takes what SLOT gives, a str.
            bus.connect(service, path, interface, name, self, SLOT(slot))  # type: ignore[call-overload] # see above

    @Slot(bool)
    def on_sleep(self, is_starting: bool) -> None:  # noqa: FBT001 - a signal's
        """Note that the computer goes to sleep; waking up needs no lock."""
        if is_starting:
            self.say(SystemEvent.SLEEP)

    @Slot()
    def on_locked(self) -> None:
        """Note that the session was locked."""
        self.say(SystemEvent.SCREEN)

    @Slot(bool)
    def on_saver(self, is_active: bool) -> None:  # noqa: FBT001 - a signal's
        """Note that the screen was locked or went dark."""
        if is_active:
            self.say(SystemEvent.SCREEN)

    @Slot("QString", "QVariantMap", "QStringList")
    def on_properties(self, _of: str, changed: dict[str, object], _stale: list[str]) -> None:
        """Note that the lid was closed."""
        if changed.get("LidClosed") is True:
            self.say(SystemEvent.LID)


class _Messages(QAbstractNativeEventFilter):
    """Reads the messages that Windows sends to the window."""

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Look at each message and take none away."""
        event = event_of(int(message))
        if event is not None:
            self._watch.say(event)
        return False, 0
