"""Previews and prints of all sheets write nothing but the chosen file; the system watches."""

import ctypes
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")

PROJECT = Path(__file__).parents[3]
OF_SHEETS = Path(__file__).parents[1]
IN_CREATE, IN_MODIFY, IN_MOVED_TO = 0x100, 0x2, 0x80
EVENT = struct.Struct("iIII")

FEWEST = 100

PROGRAM = """
import importlib.util
import sys
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from clinic_app.computer.hardening import keep_scratch_in_memory

keep_scratch_in_memory()  # as the program does: CUPS, where it runs, fetches what it asks there
application = QApplication(["clinic-app"])

from clinic_app.printing.drawing import draw_all
from clinic_app.ui.flows.paper_flow import draw_pages
from clinic_app.ui.print_out import Painting
from clinic_app.ui.widgets.page_view import to_qimage

def beside(name, path):
    found = importlib.util.spec_from_file_location(name, path)
    module = sys.modules[name] = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module

chosen, folder = sys.argv[1], Path(sys.argv[2])
sheets = beside("sheets", folder / "sheets" / "conftest.py")
session = beside("clinics", folder / "conftest.py")._made(Path("records")).session
typed = sheets.Typed(name="Canary-7f3a")
made = [
    make(variant, typed, session)
    for variants, make in sheets.EVERY_SHEET.values()
    for variant in variants
]
session.lock()

def once(each):
    pages = draw_pages(draw_all(each), 40)
    assert not to_qimage(pages[0]).isNull()
    printer = QPrinter()
    printer.setResolution(36)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(chosen)
    painting = Painting(printer)
    for page in pages:
        painting.put(page)
    painting.end()

once(made[0])
print(len(made), flush=True)
sys.stdin.readline()
for each in made:
    once(each)
"""


class Watch:
    """Everything that is made or changed in some folders."""

    def __init__(self, folders: list[Path]) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(os.O_NONBLOCK)
        mask = IN_CREATE | IN_MODIFY | IN_MOVED_TO
        self._folders = {
            self._libc.inotify_add_watch(self._handle, os.fsencode(folder), mask): folder
            for folder in folders
        }

    def seen(self) -> set[Path]:
        """Return what was made or changed since the watch began."""
        return set(self._events())

    def _events(self) -> Iterator[Path]:
        try:
            while True:
                read = os.read(self._handle, 65536)
                while read:
                    watch, _mask, _cookie, length = EVENT.unpack_from(read)
                    name = read[EVENT.size : EVENT.size + length].rstrip(b"\0")
                    yield self._folders[watch] / os.fsdecode(name)
                    read = read[EVENT.size + length :]
        except BlockingIOError:
            return

    def close(self) -> None:
        os.close(self._handle)


def test_prints_and_previews_of_every_sheet_leave_no_file_but_the_chosen_one(
    tmp_path: Path,
) -> None:
    home, chosen = tmp_path / "home", tmp_path / "chosen"
    for folder in (home / ".cache", home / ".local" / "share", home / ".config", home / "tmp"):
        folder.mkdir(parents=True)
    chosen.mkdir()
    program = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, str(chosen / "sheet.pdf"), str(OF_SHEETS)],
        cwd=home,
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith("XDG_")},
            "HOME": str(home),
            "TMPDIR": str(home / "tmp"),
            "PYTHONPATH": str(PROJECT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert int(program.stdout.readline()) >= FEWEST
        folders = [path for path in tmp_path.rglob("*") if path.is_dir()]
        watch = Watch([tmp_path, *folders])
        program.stdin.write(b"\n")
        program.stdin.close()
        program.wait()
    seen = watch.seen()
    watch.close()

    assert program.returncode == 0
    assert seen == {chosen / "sheet.pdf"}
    assert b"Canary" not in (chosen / "sheet.pdf").read_bytes()
