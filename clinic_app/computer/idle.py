"""Since when nobody touched the computer, where the system tells."""

import ctypes
import ctypes.util
import os
import sys
from functools import cache
from typing import Any

_HID_STATE = 1
_ANY_INPUT = 0xFFFFFFFF
"""Source: Apple, CGEventSourceSecondsSinceLastEventType."""


def idle_seconds() -> float | None:
    """Return since when nobody used keys or mouse anywhere on the computer; None if unknown.

    Windows, macOS and X11 tell. On Wayland each desktop has its own way; there the program knows
    of its own windows only.
    """
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        return _on_mac()
    return _on_x11() if os.environ.get("DISPLAY") else None


class _LastInput(ctypes.Structure):
    """Source: Windows API, LASTINPUTINFO."""

    _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint32))


def _on_windows() -> float | None:
    windll: Any = getattr(ctypes, "windll", None)
    last = _LastInput(ctypes.sizeof(_LastInput), 0)
    if windll is None or not windll.user32.GetLastInputInfo(ctypes.byref(last)):
        return None
    ticks = (windll.kernel32.GetTickCount() - last.tick) & 0xFFFFFFFF  # it wraps after 49 days
    return float(ticks) / 1000


def _on_mac() -> float | None:
    found = ctypes.util.find_library("ApplicationServices")
    if found is None:
        return None
    ask = ctypes.CDLL(found).CGEventSourceSecondsSinceLastEventType
    ask.restype = ctypes.c_double
    ask.argtypes = (ctypes.c_int32, ctypes.c_uint32)
    return float(ask(_HID_STATE, _ANY_INPUT))


class _ScreenSaverInfo(ctypes.Structure):
    """Source: X11, XScreenSaverInfo in scrnsaver.h."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


def _on_x11() -> float | None:
    opened = _x11()
    if opened is None:
        return None
    saver, display, root = opened
    info = _ScreenSaverInfo()
    if not saver.XScreenSaverQueryInfo(display, root, ctypes.byref(info)):
        return None
    return float(info.idle) / 1000


@cache
def _x11() -> tuple[Any, ctypes.c_void_p, int] | None:
    """Return the extension, a connection of our own and the root window; None without them."""
    names = [ctypes.util.find_library(name) for name in ("X11", "Xss")]
    if None in names:
        return None
    xlib, saver = (ctypes.CDLL(name) for name in names)
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XDefaultRootWindow.restype = ctypes.c_ulong
    xlib.XDefaultRootWindow.argtypes = (ctypes.c_void_p,)
    saver.XScreenSaverQueryInfo.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)
    address = xlib.XOpenDisplay(None)
    if not address:
        return None
    display = ctypes.c_void_p(address)
    return saver, display, int(xlib.XDefaultRootWindow(display))
