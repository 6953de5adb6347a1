"""A display that does not answer is told from one that cannot be asked."""

import ctypes
import sys

import pytest

from clinic_app.computer.display import display_answers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11 is asked on Linux")


def test_a_display_that_nobody_serves_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":32109")

    assert display_answers() in {False, None}  # None where the library is not installed


def test_without_the_library_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", missing)

    assert display_answers() is None
