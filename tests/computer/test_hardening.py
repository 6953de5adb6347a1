"""What is in this program's memory stays there."""

import ctypes
import subprocess
import sys

import pytest

from clinic_app.computer.hardening import forbid_core_dumps

ASK = """
import ctypes, resource
from clinic_app.computer.hardening import forbid_core_dumps
print(forbid_core_dumps(), resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked")
def test_linux_writes_no_core_dump_and_lets_nobody_look_in() -> None:
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", ASK], capture_output=True, text=True, check=True
    )

    assert said.stdout.split(maxsplit=1) == ["True", "(0, 0) 0\n"]


def test_other_systems_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert not forbid_core_dumps()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked")
def test_a_system_without_the_call_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object, **_settings: object) -> None:
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", missing)

    assert not forbid_core_dumps()
