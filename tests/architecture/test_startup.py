"""The first picture is light, and a computer without a display is told what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from clinic_app.startup import has_display

PROJECT = Path(__file__).parents[2]
HEAVY = {"sqlalchemy", "alembic", "sqlcipher3", "reportlab", "pypdfium2", "cryptography"}


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *words],
        cwd=PROJECT,
        env={"PATH": "", "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_empty_window_loads_no_library_of_the_vault_or_the_printer() -> None:
    code = "import sys, clinic_app.ui.application; print(*sys.modules)"

    loaded = set(python("-c", code).stdout.split())

    assert "PySide6.QtWidgets" in loaded
    assert not loaded & HEAVY


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_without_a_display_the_program_says_so_and_what_to_run() -> None:
    ended = python("-m", "clinic_app")

    assert ended.returncode == 3
    assert "no display" in ended.stderr
    assert "bootstrap.py app selftest" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_display_is_known_by_what_the_system_says(
    environment: dict[str, str], platform: str, expected: bool
) -> None:
    assert has_display(environment, platform) is expected
