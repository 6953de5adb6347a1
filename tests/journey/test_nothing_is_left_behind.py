"""After a whole day in the real program no word of any client is anywhere but in chosen files.

The day is the one by keyboard (tests/ui), in a process of its own, with the program's own threads,
dialogs and folders. It stops while somebody is at work, after a lock, and at the crash dialog;
then everything that its user owns is searched, and every file that the process has open, deleted
ones as well. This file is also the program.
"""

import base64
import faulthandler
import importlib.util
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import IO, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from clinic_app import clock, paths, translation
from clinic_app.bundles import enrolment_file
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.clock import Today
from clinic_app.computer.hardening import keep_files_private
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.settings import load
from clinic_app.ui import theme
from clinic_app.ui.application import Opening
from clinic_app.ui.crash import CrashDialog
from clinic_app.ui.remembered import Remembered
from clinic_app.workflows import enrolment, first_start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="open files are listed by Linux")

PROJECT = Path(__file__).parents[2]
CLIENT, HALF_TYPED, SEARCHED = "Qanaria Zibbeldorn", "half of Qwexlimund", "Qanaria Zib"
PHONE, NOTE = "305 555 0199", "Passport seen."
CANARIES = ("Qanaria", "Zibbeldorn", "Qwexlimund", PHONE, NOTE)
PASSPHRASE = "correct horse battery staple gravel moth"
SIGNED_NAME = "Mirlande Baptiste"
_LONGEST_SECONDS = 300
STAGES = ["at work", "previewed", "printed", "saved", "locked", "back", "closed", "crash"]
SHEET, PRINTED, BUNDLES = "sheet.pdf", "printed.pdf", "stick"


def disguises(text: str) -> Iterator[bytes]:
    """Return *text* as programs write it: UTF-8, UTF-16, and either in base64 at any place."""
    for plain in (text.encode(), text.encode("utf-16-le")):
        yield plain
        for before in range(3):
            # Only the letters that do not depend on what stands before or after.
            whole = base64.b64encode(b"\0" * before + plain)
            start, cut = (0, 2, 3)[before], len(whole) - (3 if whole.endswith(b"=") else 0)
            yield whole[start:cut].rstrip(b"=")


NEEDLES = tuple(needle for canary in CANARIES for needle in disguises(canary))


def hits(data: bytes) -> set[bytes]:
    return {needle for needle in NEEDLES if needle in data}


@pytest.mark.parametrize("offset", range(3))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_disguise_would_be_found(offset: int, encoding: str) -> None:
    hidden = b"x" * offset + "Zibbeldorn".encode(encoding) + b"more"

    assert hits(hidden)
    assert hits(base64.b64encode(hidden))
    assert not hits(base64.b64encode(b"Wideline Desir, Port-au-Prince"))


def test_a_deleted_file_that_is_still_open_would_be_found(tmp_path: Path) -> None:
    with (tmp_path / "gone").open("w+b") as file:
        file.write(b"of Zibbeldorn")
        file.flush()
        (tmp_path / "gone").unlink()

        found = {name: hits(data) for name, data in open_files(os.getpid())}

    assert found[f"{tmp_path / 'gone'} (deleted)"] == {b"Zibbeldorn"}


def files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def open_files(process_id: int) -> Iterator[tuple[str, bytes]]:
    """Return the name and the content of every file that a process has open, deleted or not."""
    for handle in Path(f"/proc/{process_id}/fd").iterdir():
        with suppress(OSError):  # sockets and pipes cannot be opened again; handles come and go
            name = str(handle.readlink())
            if name.startswith("/memfd:") or (handle.stat().st_size and handle.is_file()):
                yield name, handle.read_bytes()


class Search:
    """Looks through one user's folders and one process's files."""

    def __init__(self, home: Path, chosen: Path) -> None:
        self._folders = (home, chosen)
        self._chosen = {chosen / SHEET, chosen / PRINTED}
        self.searched = 0
        self.found: set[tuple[str, str, bytes]] = set()

    def look(self, stage: str, process_id: int) -> None:
        for folder in self._folders:
            for path in files_in(folder):
                if path not in self._chosen:
                    self._look_at(stage, str(path), path.read_bytes())
                self._look_at(stage, "a file's name", str(path.relative_to(folder)).encode())
        for name, data in open_files(process_id):
            if name not in {str(path) for path in self._chosen}:
                self._look_at(stage, name, data)

    def _look_at(self, stage: str, name: str, data: bytes) -> None:
        self.searched += 1
        self.found |= {(stage, name, needle) for needle in hits(data)}


def line_from(out: IO[bytes]) -> str:
    return out.readline().decode().strip()


def test_a_day_with_paper_export_crash_and_locks_leaves_nothing_behind(tmp_path: Path) -> None:
    home, chosen = tmp_path / "home", tmp_path / "chosen"
    given = {
        "HOME": home,
        "TMPDIR": home / "tmp",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
    }
    for folder in (*given.values(), home / "Documents", chosen / BUNDLES):
        folder.mkdir(parents=True, exist_ok=True)
    (home / "run").chmod(0o700)
    search = Search(home, chosen)
    with (home / "said").open("wb") as said:
        program = subprocess.Popen(  # noqa: S603 - this very file
            [sys.executable, __file__, str(chosen)],
            cwd=home,
            env={
                **{key: value for key, value in os.environ.items() if not key.startswith("XDG_")},
                **{key: str(folder) for key, folder in given.items()},
                "PYTHONPATH": str(PROJECT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "QT_QPA_PLATFORM": "offscreen",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        )
    stages = []
    with program:
        assert program.stdin is not None
        assert program.stdout is not None
        while stage := line_from(program.stdout):
            stages.append(stage)
            search.look(stage, program.pid)
            program.stdin.write(b"\n")
            program.stdin.flush()
    search.look("afterwards", os.getpid())

    told = (home / "said").read_text()
    assert stages == STAGES, told
    assert program.returncode == 70, told
    assert "RuntimeError" in told
    assert search.found == set()
    assert search.searched > 100
    assert (chosen / SHEET).stat().st_size > 10_000
    assert (chosen / PRINTED).stat().st_size > 10_000
    assert list((chosen / BUNDLES).glob("*.tally"))
    vault = home / ".local" / "share" / "ClinicApp"
    assert (vault / "clinic.db").stat().st_size > 100_000
    assert list((vault / "backups").iterdir())


# From here on: the program.


def keyboard_day() -> ModuleType:
    """Return the day by keyboard, about another client."""
    path = PROJECT / "tests" / "ui" / "test_a_day_by_keyboard.py"
    spec = importlib.util.spec_from_file_location("keyboard_day", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    vars(module).update(CLIENT=CLIENT, WORDS=PASSPHRASE)
    return module


class Loop:
    """Stands in for qtbot: keys, and the window's own loop until something is so."""

    def __init__(self, jobs: Any) -> None:

        self._jobs = jobs

    def settle(self) -> None:
        """Wait until all that was asked for so far is drawn."""
        for _round in range(6):
            ended: list[None] = []
            for lane in (self._jobs.run, self._jobs.run_aside):
                lane(_nothing, on_done=ended.append, on_error=ended.append)
            _until(partial(_are_two, ended))

    def waitUntil(self, is_so: Callable[[], bool]) -> None:  # noqa: N802 - as qtbot has it
        _until(is_so)
        self.settle()

    def keyClick(self, *given: Any) -> None:  # noqa: N802 - as qtbot has it
        self.settle()
        QTest.keyClick(*given)
        self.settle()

    def keyClicks(self, *given: Any) -> None:  # noqa: N802 - as qtbot has it
        self.settle()
        QTest.keyClicks(*given)
        self.settle()


def _until(is_so: Callable[[], bool]) -> None:
    loop, looks = QEventLoop(), QTimer()
    looks.timeout.connect(lambda: loop.quit() if is_so() else None)
    looks.start(5)
    if not is_so():
        loop.exec()
    looks.stop()


def _nothing() -> None:
    """Run behind what was asked for before."""
    return


def _are_two(ended: list[None]) -> bool:
    return len(ended) == 2


def say(stage: str) -> None:
    """Let the search begin, and wait until it has ended."""
    sys.stdout.write(stage + "\n")
    sys.stdout.flush()
    sys.stdin.readline()


def main(chosen: Path) -> int:
    """Walk the day, and end as the program ends after a mistake of its own."""
    keep_files_private()
    translation.install(paths.resources() / "translations", "en")
    days: list[date] = []
    clock.today = lambda: Today(days[-1])  # before the program is loaded: it keeps what it finds
    module = keyboard_day()
    days.append(module.FIRST_DAY)
    make_clinic(paths.data_folder(), days[-1])
    application = QApplication(sys.argv[:1])
    remembered = Remembered(
        application, paths.settings_folder(), load(paths.settings_folder()).settings
    )
    theme.apply(application, scale_percent=100)
    opening = Opening(application, paths.data_folder(), remembered)
    opening.show()
    day = Day(opening, module, days, chosen)
    QTimer.singleShot(0, day.walk_or_say_why_not)
    return application.exec()


def make_clinic(folder: Path, today: date) -> None:
    """Make the clinic of one representative, enrolled at a headquarters."""
    made = first_start.create_clinic(
        folder,
        clinic_name="St. Mark's clinic",
        clinic_code="MIA-1",
        site="Hall",
        phone="305 555 0100",
        worker_name="Marie Baptiste",
        accreditation=Accreditation(
            level=AccreditationLevel.PARTIAL, granted=date(2026, 1, 2), expires=date(2029, 1, 1)
        ),
        sign_in_name="marie",
        passphrase=PASSPHRASE,
        today=Today(today),
        cost=LEAST_COST,
    )
    key = SigningKey(b"h" * 32)
    told = Enrolment(
        clinic="MIA-1",
        clinic_name="St. Mark's clinic",
        headquarters="Coalition",
        number="0123456789abcdef",
        is_training=False,
        sealing_key=OpeningKey(b"o" * 32).public,
        signing_key=key.public,
        pack_key=SigningKey(b"p" * 32).public,
        smallest_crowd=11,
    )
    enrolment.take(made.session, enrolment_file.write_enrolment(told, key))
    made.session.lock()


class Day:
    """The whole day, key by key."""

    def __init__(self, opening: Any, module: ModuleType, days: list[date], chosen: Path) -> None:
        self._opening = opening
        self._module = module
        self._days = days
        self._chosen = chosen
        self._loop = Loop(opening.jobs)
        self._hands = module.Hands(self._loop, opening.window)
        self._hands.sees = self.sees

    def walk_or_say_why_not(self) -> None:
        faulthandler.dump_traceback_later(_LONGEST_SECONDS, exit=True)
        try:
            self.walk()
        except Exception:  # noqa: BLE001 - the program would show it without its lines
            traceback.print_exc()
            os._exit(8)

    def walk(self) -> None:
        loop, hands, module = self._loop, self._hands, self._module
        loop.waitUntil(lambda: self._opening._program is not None)
        program = self._opening._program
        loop.waitUntil(lambda: self._shown() is program.entry.unlock)
        hands.enters(PASSPHRASE)
        loop.waitUntil(lambda: program.desk is not None and self._is_uncovered())
        module.registers(hands, program)
        module.screens(hands, program)
        say("at work")
        self._prints(program.desk)
        module.decides(hands, program.desk)
        module.writes_down_what_was_done(hands, program.desk)
        module.counts_heads(hands, program.desk)
        module.prints_cards_and_the_day(hands, program.desk)
        self._days.append(module.LATER)
        self._locks_half_typed(program)
        self._closes(program.desk)
        self._crashes()

    def sees(self, screen: QWidget) -> None:
        """See :meth:`Hands.sees`; the program's threads take their time."""
        self._loop.waitUntil(lambda: self._shown() is screen)
        assert self._shown() is screen

    def _shown(self) -> Any:
        return self._opening.window.place.widget()

    def _is_uncovered(self) -> bool:
        return not self._opening.window.is_covered

    def _prints(self, desk: Any) -> None:

        preview = desk.paper.preview
        self._hands.presses(Qt.Key.Key_Return)
        self._loop.waitUntil(lambda: self._shown() is preview and preview.print_button.isEnabled())
        say("previewed")
        printer = QPrinter()
        printer.setResolution(72)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._chosen / PRINTED))
        preview.print_on(printer)
        self._loop.waitUntil((self._chosen / PRINTED).exists)
        self._loop.waitUntil(preview.save_button.isEnabled)
        say("printed")
        preview.save_button.click()
        self._chooses(self._chosen / SHEET)
        self._loop.waitUntil((self._chosen / SHEET).exists)
        say("saved")
        self._hands.presses(Qt.Key.Key_Escape)

    def _chooses(self, path: Path) -> None:

        def dialog() -> Any:
            found = (one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
            return next((one for one in found if one.isVisible()), None)

        self._loop.waitUntil(lambda: dialog() is not None)
        open_dialog = dialog()
        name = open_dialog.findChild(QLineEdit, "fileNameEdit")
        name.setText(str(path))
        open_dialog.accept()
        self._loop.waitUntil(lambda: dialog() is None)
        # Its buttons count as down for whoever waits until none is.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _locks_half_typed(self, program: Any) -> None:
        hands, keys = self._hands, Qt.Key
        hands.alt(keys.Key_C)
        hands.ctrl(keys.Key_N)
        hands.types(HALF_TYPED)
        # A lock forgets who waits for what: this does not wait behind it.
        QTest.keyClick(hands.focus(), keys.Key_L, Qt.KeyboardModifier.ControlModifier)
        _until(lambda: self._shown() is program.entry.unlock)
        self._loop.settle()
        say("locked")
        hands.enters(PASSPHRASE)
        self._loop.waitUntil(lambda: program.desk is not None and self._is_uncovered())
        assert HALF_TYPED in hands.focus().text()
        say("back")
        hands.presses(keys.Key_Escape)

    def _closes(self, desk: Any) -> None:
        hands, keys = self._hands, Qt.Key
        hands.alt(keys.Key_S)
        hands.sees(desk.close_month.month)
        hands.presses(keys.Key_Return)
        hands.sees(desk.close_month.page)
        hands.presses(keys.Key_Return)
        hands.sees(desk.close_month.carry)
        desk.close_month.carry.choose_button.click()
        self._chooses(self._chosen / BUNDLES)
        self._loop.waitUntil(lambda: any((self._chosen / BUNDLES).glob("*.tally")))
        say("closed")

    def _crashes(self) -> None:

        def bug() -> None:
            name = CLIENT
            raise RuntimeError(f"a mistake of the program, and it holds {name}")

        QTimer.singleShot(0, bug)

        def dialog() -> Any:
            found = QApplication.topLevelWidgets()
            return next((one for one in found if isinstance(one, CrashDialog)), None)

        _until(lambda: dialog() is not None)
        dialog().copy_button.click()
        say("crash")
        dialog().close_button.click()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
