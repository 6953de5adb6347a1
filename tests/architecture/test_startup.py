"""The first picture is light, and a computer without a display is told what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from clinic_app.computer.display import display_answers
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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
@pytest.mark.parametrize(("answers", "expected"), [(True, True), (None, True), (False, False)])
def test_a_display_that_is_named_must_answer(
    monkeypatch: pytest.MonkeyPatch, answers: bool | None, expected: bool
) -> None:
    monkeypatch.setattr("clinic_app.startup.display_answers", lambda: answers)

    assert has_display({"DISPLAY": ":0"}, "linux") is expected


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_a_display_that_is_gone_is_no_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":32109")
    if display_answers() is None:
        pytest.skip("the library of X11 is not installed")

    ended = python("-m", "clinic_app", DISPLAY=":32109")

    assert ended.returncode == 3
    assert "no display" in ended.stderr


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
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


@pytest.mark.parametrize("home", ["/dev/null", ""])
@pytest.mark.skipif(sys.platform != "linux", reason="homes of a Linux service")
def test_a_home_that_is_none_does_not_stop_a_command(home: str) -> None:
    ended = python("-m", "clinic_app", "hq", "--help", HOME=home)

    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr


def test_nothing_in_the_home_folder_is_run_by_the_sheets(tmp_path: Path) -> None:
    for name in (".reportlab_mods", ".reportlab_settings"):
        (tmp_path / name).write_text("print('foreign')\n")
    code = "from clinic_app.startup import run; run(['hq', '--help']); import reportlab.rl_config"

    ended = python("-c", code, HOME=str(tmp_path), USERPROFILE=str(tmp_path))

    assert "foreign" not in ended.stdout
    assert not ended.stderr
