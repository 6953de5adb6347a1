"""What the system tells a program before it is too late: sleep, a closed lid, a locked screen."""

import ctypes
import sys
from enum import Enum, auto


class SystemEvent(Enum):
    """Why nobody can be trusted to sit before the computer."""

    SLEEP = auto()
    LID = auto()
    SCREEN = auto()


_POWER_MESSAGE, _SESSION_MESSAGE = 0x0218, 0x02B1
_SUSPENDS, _SETTING_CHANGED = 0x0004, 0x8013
_SESSION_LOCKED = 0x7
"""Source: Windows API, WM_POWERBROADCAST and WM_WTSSESSION_CHANGE."""

_LID = bytes.fromhex("4d0f3eba17b89440a2d1d56379e6a0f3")
"""GUID_LIDSWITCH_STATE_CHANGE as it lies in memory. Source: Windows API, power setting GUIDs."""


class Message(ctypes.Structure):
    """The head of a message to a window. Source: Windows API, MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("first", ctypes.c_size_t),
        ("second", ctypes.c_size_t),
    )


class PowerSetting(ctypes.Structure):
    """A setting that changed. Source: Windows API, POWERBROADCAST_SETTING."""

    _fields_ = (
        ("kind", ctypes.c_ubyte * 16),
        ("length", ctypes.c_uint32),
        ("value", ctypes.c_ubyte * 4),
    )


def event_of(address: int) -> SystemEvent | None:
    """Return what a Windows message at *address* tells; None for one that is not about this."""
    message = Message.from_address(address)
    if message.message == _SESSION_MESSAGE and message.first == _SESSION_LOCKED:
        return SystemEvent.SCREEN
    if message.message != _POWER_MESSAGE:
        return None
    if message.first == _SUSPENDS:
        return SystemEvent.SLEEP
    return _lid_event(message.second) if message.first == _SETTING_CHANGED else None


def _lid_event(address: int) -> SystemEvent | None:
    setting = PowerSetting.from_address(address)
    is_closed = bytes(setting.kind) == _LID and not setting.value[0]
    return SystemEvent.LID if is_closed else None


def ask_for_events(window: int) -> None:
    """Ask Windows to tell a window of sessions and the lid; other systems are not asked here.

    Args:
        window: Its handle. Windows forgets the wish when the window goes.
    """
    if sys.platform == "win32":
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window), 0)
        ctypes.windll.user32.RegisterPowerSettingNotification(ctypes.c_void_p(window), _LID, 0)
