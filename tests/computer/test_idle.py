"""Where no system tells, nothing is claimed."""

import ctypes.util
import sys

import pytest

from clinic_app.computer import idle

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="asked of X11")


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    idle._x11.cache_clear()


@linux_only
def test_without_a_display_nobody_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)

    assert idle.idle_seconds() is None


@linux_only
@pytest.mark.skipif(
    None in (ctypes.util.find_library("X11"), ctypes.util.find_library("Xss")),
    reason="this computer has no X11",
)
def test_a_display_that_does_not_answer_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "nowhere-7f3a:1")

    assert idle.idle_seconds() is None


@linux_only
def test_without_the_libraries_nobody_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(ctypes.util, "find_library", lambda _name: None)

    assert idle.idle_seconds() is None


def test_a_mac_without_its_library_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda _name: None)

    assert idle._on_mac() is None
