"""What is in this program's memory stays there."""

import ctypes
import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_app.computer import folders
from clinic_app.computer.folders import is_in_memory
from clinic_app.computer.hardening import forbid_core_dumps, keep_scratch_in_memory

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


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder's own rights decide")
def test_what_the_program_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    walked = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "clinic_app", "selftest", str(tmp_path / "walk")],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert walked.returncode == 0
    open_to_others = [
        path.name for path in (tmp_path / "walk").rglob("*") if path.stat().st_mode & 0o077
    ]
    assert open_to_others == []


SPOOL = """
import ctypes, ctypes.util, sys
from clinic_app.computer.hardening import keep_scratch_in_memory
assert keep_scratch_in_memory()
path = ctypes.create_string_buffer(1024)
assert ctypes.CDLL(ctypes.util.find_library("cups")).cupsTempFd(path, len(path)) >= 0
print(path.value.decode())
"""


@pytest.mark.skipif(ctypes.util.find_library("cups") is None, reason="no CUPS: nothing is spooled")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a place")
def test_what_cups_writes_of_a_page_before_it_spools_it_lies_in_memory(tmp_path: Path) -> None:
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", SPOOL],
        env={**os.environ, "TMPDIR": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    written = Path(said.stdout.strip())
    written.unlink()

    assert not list(tmp_path.iterdir())
    assert is_in_memory(written.parent)


def test_a_system_without_memory_to_write_to_keeps_its_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(folders, "_MOUNTS", tmp_path / "nothing")
    monkeypatch.setenv("TMPDIR", "as it was")

    assert not keep_scratch_in_memory()
    assert os.environ["TMPDIR"] == "as it was"


def test_other_systems_keep_their_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert not keep_scratch_in_memory()
