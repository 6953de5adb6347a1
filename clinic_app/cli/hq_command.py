"""What every command of headquarters begins with: its folder and passphrase."""

import argparse
from pathlib import Path

from clinic_app.cli import passphrase
from clinic_app.headquarters import place
from clinic_app.headquarters.place import Headquarters
from clinic_app.translation import gettext as _


def unlocked(arguments: argparse.Namespace) -> Headquarters:
    """Open the headquarters that the command names."""
    return place.unlock(arguments.folder, passphrase.passphrase_of(arguments))


def command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str
) -> argparse.ArgumentParser:
    """Add a command of headquarters."""
    parser = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
    parser.add_argument("folder", type=Path, metavar="HQ", help=_("the headquarters folder"))
    passphrase.add_option(parser)
    return parser
