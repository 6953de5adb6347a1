"""Why a printer would not print now, where the system tells: asked before a page is sent.

CUPS is asked through its socket on this computer and never over a network; Windows through its
spooler. What neither says is not claimed: a printer that tells nothing may still be empty.

Source:
    PWG 5100.9 (printer-state-reasons); CUPS, cups/cups.h; Windows API, PRINTER_INFO_6.
"""

import ctypes
import ctypes.util
import sys
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any


class PrinterTrouble(Enum):
    """What keeps a page from coming out, in the order in which it is said."""

    PAPER_OUT = "paper_out"
    PAPER_JAM = "paper_jam"
    DOOR_OPEN = "door_open"
    INK_OUT = "ink_out"
    OFF = "off"
    QUEUE_STOPPED = "queue_stopped"


_SOCKETS = (Path("/run/cups/cups.sock"), Path("/var/run/cups/cups.sock"), Path("/var/run/cupsd"))
_REASONS = {
    "media-empty": PrinterTrouble.PAPER_OUT,
    "media-needed": PrinterTrouble.PAPER_OUT,
    "input-tray-missing": PrinterTrouble.PAPER_OUT,
    "media-jam": PrinterTrouble.PAPER_JAM,
    "cover-open": PrinterTrouble.DOOR_OPEN,
    "door-open": PrinterTrouble.DOOR_OPEN,
    "interlock-open": PrinterTrouble.DOOR_OPEN,
    "toner-empty": PrinterTrouble.INK_OUT,
    "marker-supply-empty": PrinterTrouble.INK_OUT,
    "offline": PrinterTrouble.OFF,
    "shutdown": PrinterTrouble.OFF,
    "timed-out": PrinterTrouble.OFF,
    "paused": PrinterTrouble.QUEUE_STOPPED,
}
_GRAVITIES = ("-error", "-warning", "-report")
_STOPPED = "5"
"""CUPS's printer-state of a queue that takes pages and prints none."""

_STATUS_BITS = {
    0x10: PrinterTrouble.PAPER_OUT,
    0x40: PrinterTrouble.PAPER_OUT,  # a fault with the paper
    0x8: PrinterTrouble.PAPER_JAM,
    0x400000: PrinterTrouble.DOOR_OPEN,
    0x40000: PrinterTrouble.INK_OUT,
    0x80: PrinterTrouble.OFF,
    0x1000: PrinterTrouble.OFF,
    0x1: PrinterTrouble.QUEUE_STOPPED,
    0x2: PrinterTrouble.QUEUE_STOPPED,
}
_STATUS_ONLY = 6
_SPOOLER = "winspool.drv"
"""With its ending: Windows adds ``.dll`` to a name without one, and there is no such file."""


def printer_trouble(name: str) -> PrinterTrouble | None:
    """Return what the system says is wrong with a printer; None where it says nothing.

    Args:
        name: As the system calls it.
    """
    if sys.platform == "win32":
        return _gravest(_on_windows(name))
    socket = next((socket for socket in _SOCKETS if socket.exists()), None)
    return None if socket is None else _gravest(_by_cups(name, socket))


def _gravest(found: Iterable[PrinterTrouble]) -> PrinterTrouble | None:
    troubles = set(found)
    return next((trouble for trouble in PrinterTrouble if trouble in troubles), None)


class _Destination(ctypes.Structure):
    """Source: CUPS, cups_dest_t."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("instance", ctypes.c_char_p),
        ("is_default", ctypes.c_int),
        ("count", ctypes.c_int),
        ("options", ctypes.c_void_p),
    )


def _by_cups(name: str, socket: Path) -> Iterable[PrinterTrouble]:
    found = ctypes.util.find_library("cups")
    if found is None:
        return ()
    cups = ctypes.CDLL(found)
    cups.cupsSetServer.argtypes = (ctypes.c_char_p,)
    cups.cupsGetNamedDest.restype = ctypes.POINTER(_Destination)
    cups.cupsGetNamedDest.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
    cups.cupsGetOption.restype = ctypes.c_char_p
    cups.cupsGetOption.argtypes = (ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p)
    cups.cupsFreeDests.argtypes = (ctypes.c_int, ctypes.POINTER(_Destination))
    cups.cupsSetServer(bytes(socket))  # else one that settings or the environment name is asked
    destination = cups.cupsGetNamedDest(None, name.encode(), None)
    if not destination:
        return ()
    try:
        return _told(cups, destination.contents)
    finally:
        cups.cupsFreeDests(1, destination)


def _told(cups: Any, destination: _Destination) -> tuple[PrinterTrouble, ...]:
    def option(key: bytes) -> str:
        value = cups.cupsGetOption(key, destination.count, destination.options)
        return value.decode(errors="replace") if value else ""

    reasons = (_without_gravity(one) for one in option(b"printer-state-reasons").split(","))
    troubles = tuple(_REASONS[one] for one in reasons if one in _REASONS)
    is_stopped = option(b"printer-state") == _STOPPED
    is_closed = option(b"printer-is-accepting-jobs") == "false"
    return (*troubles, *([PrinterTrouble.QUEUE_STOPPED] if is_stopped or is_closed else ()))


def _without_gravity(reason: str) -> str:
    for gravity in _GRAVITIES:
        reason = reason.removesuffix(gravity)
    return reason.strip()


def _on_windows(name: str) -> Iterable[PrinterTrouble]:
    windll: Any = getattr(ctypes, "windll", None)
    handle = ctypes.c_void_p()
    if windll is None:
        return ()
    spooler = windll[_SPOOLER]
    if not spooler.OpenPrinterW(name, ctypes.byref(handle), None):
        return ()
    status, needed = ctypes.c_uint32(), ctypes.c_uint32()
    asked = spooler.GetPrinterW(
        handle, _STATUS_ONLY, ctypes.byref(status), ctypes.sizeof(status), ctypes.byref(needed)
    )
    spooler.ClosePrinter(handle)
    bits = status.value if asked else 0
    return tuple(trouble for bit, trouble in _STATUS_BITS.items() if bits & bit)
