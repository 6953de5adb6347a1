"""The command line: what may be written after ``clinic-app``, and how it ends.

Exit codes: 0 done, 1 the answer is no (a failed check), 2 wrong use, 3 refused with an
explained error.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from clinic_app.cli import (
    demo,
    duplicates,
    enrol,
    export,
    hq,
    laptops,
    new_key,
    pack,
    screen,
    selftest,
)
from clinic_app.errors import ClinicError
from clinic_app.messages.cli_errors import (
    ComputerRefusedError,
    NobodyReadsError,
    StoppedError,
)
from clinic_app.messages.explaining import explain
from clinic_app.translation import gettext as _
from clinic_app.workflows.licences import PROGRAM_VERSION

WRONG_USE = 2
REFUSED = 3


def main(words: Sequence[str]) -> int:
    """Run the command that *words* say and return its exit code.

    Whatever is expected to fail ends as two sentences on stderr; a traceback is a bug.
    """
    _say_what_can_be_said()
    try:
        ended = _run(words)
        sys.stdout.flush()
    except ClinicError as error:
        return _refused(error)
    except BrokenPipeError:
        return _refused(NobodyReadsError())
    except OSError as error:
        return _refused(ComputerRefusedError(error.strerror or type(error).__name__))
    except KeyboardInterrupt:
        return _refused(StoppedError())
    return ended


def command_line() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(
        prog="clinic-app",
        description=_("Screening, encrypted records, checklists and anonymous counts, offline."),
        epilog=_("Without a command the window opens."),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"clinic-app {PROGRAM_VERSION}",
        help=_("say which version this is"),
    )
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
    for module in (selftest, screen, pack, demo, enrol, new_key, duplicates, laptops, export, hq):
        module.add_to(commands)
    return parser


def _say_what_can_be_said() -> None:
    """Print a question mark for a letter that the terminal does not know, and go on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(words: Sequence[str]) -> int:
    try:
        arguments = command_line().parse_args(words)
    except SystemExit as ended:  # argparse has said what is wrong, or has shown the help
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


def _refused(error: ClinicError) -> int:
    with suppress(OSError):  # a full disk takes no words either; the exit code still tells
        sys.stderr.write(explain(error) + "\n")
    sys.stdout, sys.stderr = _writable(sys.stdout), _writable(sys.stderr)
    return REFUSED


def _writable(stream: TextIO) -> TextIO:
    """Return the stream, or the null device for one that refuses what it still holds.

    Python would try once more at the very end, complain about it, and end with a code of its own.
    """
    try:
        stream.flush()
    except OSError:
        return Path(os.devnull).open("w", encoding="utf-8")
    return stream
