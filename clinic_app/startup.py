"""Starting the program: the words, then the window or the command line."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

from clinic_app import paths, translation
from clinic_app.computer.display import display_answers
from clinic_app.computer.hardening import keep_files_private, keep_scratch_in_memory

EXIT_REFUSED = 3

NO_DISPLAY = """\
There is no display here that answers, so the window cannot open.
Log in with a screen, or walk the whole job without one:
    python3 installer/bootstrap.py app selftest DIR
"""
STOPPED = "Stopped before anything was begun. Run the command again when you are ready.\n"


def run(words: Sequence[str]) -> int:
    """Open the window, or run the command that *words* say; return the exit status."""
    keep_files_private()
    fill_missing_streams()
    keep_out_foreign_settings()
    translation.install(paths.resources() / "translations", "en")
    if not words:
        return _open_window()
    try:
        from clinic_app.cli.main import main  # noqa: PLC0415 - the window starts without it
    except KeyboardInterrupt:  # the rooms take a moment to load; nothing was begun
        sys.stderr.write(STOPPED)
        return EXIT_REFUSED
    return main(words)


def fill_missing_streams() -> None:
    """Put the null device where a scheduler or a script closed a stream.

    Without it a word to be said is a crash, and the next file that is opened gets the number
    of the stream: whatever the system writes to its errors would land in the records.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, stream)


def keep_out_foreign_settings() -> None:
    """Keep ReportLab from running what lies in the home folder under two names of its own.

    It would run that inside the process that has the records open, sheets would differ from one
    computer to the next, and a home that is no folder stopped the program.
    """
    for name in ("reportlab_mods", "reportlab_settings"):
        sys.modules.setdefault(name, ModuleType(name))


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be seen: always on Windows and macOS, with a display elsewhere."""
    if platform in {"win32", "darwin"}:
        return True
    if any(environment.get(name) for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return True
    # A display that is named and gone (a stale terminal, ssh) would end in Qt's own abort.
    return bool(environment.get("DISPLAY")) and display_answers() is not False


def _open_window() -> int:
    if not has_display(os.environ, sys.platform):
        sys.stderr.write(NO_DISPLAY)
        return EXIT_REFUSED
    keep_scratch_in_memory()
    from clinic_app.ui.application import run_window  # noqa: PLC0415 - commands start without Qt

    return run_window(paths.data_folder(), paths.settings_folder())
