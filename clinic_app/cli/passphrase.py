"""Where a command gets a passphrase from: a file that is named, or whoever sits there."""

import argparse
import getpass
import sys
from pathlib import Path

from clinic_app.files.reading import read_bounded
from clinic_app.messages.cli_errors import NoPassphraseError, PassphraseFileError
from clinic_app.translation import gettext as _

MOST_BYTES = 4096
"""A passphrase file holds one line; a larger file is some other file."""


def add_option(parser: argparse.ArgumentParser) -> None:
    """Let a command be given its passphrase in a file."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=_("read the passphrase from this file instead of asking for it"),
    )


def passphrase_of(arguments: argparse.Namespace) -> str:
    """Return the passphrase from the file that was named, or ask for it without echo.

    Raises:
        PassphraseFileError: The file holds no line of text.
        NoPassphraseError: No file was named, and nobody can be asked.
        ClinicError: The file cannot be read.
    """
    path: Path | None = arguments.passphrase_file
    if path is not None:
        return _in_file(path)
    if not sys.stdin.isatty():
        raise NoPassphraseError
    try:
        return getpass.getpass(_("Passphrase: "))
    except EOFError as error:
        raise NoPassphraseError from error


def _in_file(path: Path) -> str:
    try:
        text = read_bounded(path, MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PassphraseFileError from error
    lines = text.splitlines()
    if len(lines) != 1 or not lines[0].strip():
        raise PassphraseFileError
    return lines[0]
