"""Starting the program: the words, then the window or the command line."""

import os
import sys
from collections.abc import Mapping, Sequence

from clinic_app import paths, translation
from clinic_app.computer.hardening import keep_files_private

EXIT_REFUSED = 3

NO_DISPLAY = """\
There is no display here, so the window cannot open.
Log in with a screen, or walk the whole job without one:
    python3 installer/bootstrap.py app selftest DIR
"""


def run(words: Sequence[str]) -> int:
    """Open the window, or run the command that *words* say; return the exit status."""
    keep_files_private()
    translation.install(paths.resources() / "translations", "en")
    if not words:
        return _open_window()
    from clinic_app.cli.main import main  # noqa: PLC0415 - the window starts without it

    return main(words)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be seen: always on Windows and macOS, with a display elsewhere."""
    if platform in {"win32", "darwin"}:
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _open_window() -> int:
    if not has_display(os.environ, sys.platform):
        sys.stderr.write(NO_DISPLAY)
        return EXIT_REFUSED
    from clinic_app.ui.application import run_window  # noqa: PLC0415 - commands start without Qt

    return run_window(paths.data_folder(), paths.settings_folder())
