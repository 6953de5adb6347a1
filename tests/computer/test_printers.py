"""What CUPS and Windows say of a printer; nothing is claimed where nobody tells."""

import ctypes
import ctypes.util
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clinic_app.computer import printers
from clinic_app.computer.printers import PrinterTrouble, printer_trouble


class Cups:
    """A library that knows one printer."""

    def __init__(self, options: dict[bytes, bytes]) -> None:
        self.freed: list[int] = []
        self.cupsSetServer: Callable[..., Any] = lambda _socket: None
        known = ctypes.pointer(printers._Destination(b"hall", None, 0, len(options), None))
        self.cupsGetNamedDest: Callable[..., Any] = lambda _http, name, _instance: (
            known if name == b"hall" else None
        )
        self.cupsGetOption: Callable[..., Any] = lambda key, _count, _options: options.get(key)
        self.cupsFreeDests: Callable[..., Any] = lambda count, _given: self.freed.append(count)


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[dict[bytes, bytes]], Cups]:
    """Take CUPS's place."""

    def stand_in(options: dict[bytes, bytes]) -> Cups:
        library = Cups(options)
        monkeypatch.setattr(printers, "_SOCKETS", (tmp_path,))
        monkeypatch.setattr(ctypes.util, "find_library", lambda _name: "libcups")
        monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
        return library

    return stand_in


@pytest.mark.parametrize(
    ("reasons", "trouble"),
    [
        (b"none", None),
        (b"media-low-warning", None),
        (b"media-empty-error", PrinterTrouble.PAPER_OUT),
        (b"media-needed", PrinterTrouble.PAPER_OUT),
        (b"toner-empty-warning,media-jam-error", PrinterTrouble.PAPER_JAM),
        (b"marker-supply-low-warning, cover-open", PrinterTrouble.DOOR_OPEN),
        (b"marker-supply-empty-error", PrinterTrouble.INK_OUT),
        (b"offline-report", PrinterTrouble.OFF),
        (b"paused", PrinterTrouble.QUEUE_STOPPED),
    ],
)
def test_cups_tells_why_nothing_would_come_out(
    cups: Callable[[dict[bytes, bytes]], Cups], reasons: bytes, trouble: PrinterTrouble | None
) -> None:
    library = cups({b"printer-state-reasons": reasons, b"printer-state": b"3"})

    assert printer_trouble("hall") is trouble
    assert library.freed == [1]


@pytest.mark.parametrize(
    "options", [{b"printer-state": b"5"}, {b"printer-is-accepting-jobs": b"false"}]
)
def test_a_queue_that_is_held_is_stopped(
    cups: Callable[[dict[bytes, bytes]], Cups], options: dict[bytes, bytes]
) -> None:
    cups(options)

    assert printer_trouble("hall") is PrinterTrouble.QUEUE_STOPPED


def test_of_a_printer_that_it_does_not_know_cups_says_nothing(
    cups: Callable[[dict[bytes, bytes]], Cups],
) -> None:
    library = cups({b"printer-state": b"5"})

    assert printer_trouble("attic") is None
    assert library.freed == []


def test_without_its_socket_cups_is_never_asked(
    cups: Callable[[dict[bytes, bytes]], Cups], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cups({b"printer-state": b"5"})
    monkeypatch.setattr(printers, "_SOCKETS", (tmp_path / "none",))

    assert printer_trouble("hall") is None


@pytest.mark.skipif(ctypes.util.find_library("cups") is None, reason="there is no CUPS here")
def test_a_server_elsewhere_is_not_asked_whatever_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "cups.sock"
    monkeypatch.setattr(printers, "_SOCKETS", (path,))
    with (
        ThreadPoolExecutor(1) as own_settings,  # of CUPS each thread has its own
        socket.create_server(("127.0.0.1", 0)) as elsewhere,
        socket.socket(socket.AF_UNIX) as here,
    ):
        elsewhere.setblocking(False)
        here.bind(str(path))
        here.listen()
        here.settimeout(10)
        monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:{1}".format(*elsewhere.getsockname()))

        said = own_settings.submit(printer_trouble, "hall")
        here.accept()[0].close()
        here.close()

        assert said.result() is None
        with pytest.raises(BlockingIOError):
            elsewhere.accept()


def test_without_its_library_cups_tells_nothing(
    cups: Callable[[dict[bytes, bytes]], Cups], monkeypatch: pytest.MonkeyPatch
) -> None:
    cups({b"printer-state": b"5"})
    monkeypatch.setattr(ctypes.util, "find_library", lambda _name: None)

    assert printer_trouble("hall") is None


@pytest.mark.parametrize(
    ("bits", "trouble"),
    [
        (0, None),
        (0x10, PrinterTrouble.PAPER_OUT),
        (0x8 | 0x2, PrinterTrouble.PAPER_JAM),
        (0x80, PrinterTrouble.OFF),
        (0x1, PrinterTrouble.QUEUE_STOPPED),
    ],
)
def test_windows_tells_by_bits(
    monkeypatch: pytest.MonkeyPatch, bits: int, trouble: PrinterTrouble | None
) -> None:
    def tell(_handle: object, level: int, status: Any, _size: int, _needed: object) -> bool:
        assert level == 6
        status._obj.value = bits
        return True

    spooler = SimpleNamespace(
        OpenPrinterW=lambda name, _handle, _defaults: name == "hall",
        GetPrinterW=tell,
        ClosePrinter=lambda _handle: True,
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", {"winspool.drv": spooler}, raising=False)

    assert printer_trouble("hall") is trouble
    assert printer_trouble("attic") is None
