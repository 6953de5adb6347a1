"""A shutdown or Ctrl+C ends the program as a worker would who closes the window."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import os, signal, sys
from pathlib import Path
from clinic_app import paths, translation
from clinic_app.ui import application
from clinic_app.ui.program import Program

number = int(sys.argv[2])
begin = Program.begin
close = Program.close

def begin_and_end(program):
    begin(program)
    print("begun", flush=True)
    os.kill(os.getpid(), number)

def say_closed(program):
    print("closed", flush=True)
    close(program)

Program.begin, Program.close = begin_and_end, say_closed
translation.install(paths.resources() / "translations", "en")
sys.exit(application.run_window(Path(sys.argv[1]) / "records", Path(sys.argv[1]) / "settings"))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows closes the window")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_program_closes_and_the_window_is_remembered(tmp_path: Path, number: int) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", RUN, str(tmp_path), str(int(number))],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["begun", "closed"]
    assert list((tmp_path / "settings").iterdir())
