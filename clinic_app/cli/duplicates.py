"""``clinic-app duplicates``: whether somebody may have been registered twice."""

import argparse
from pathlib import Path

from clinic_app import clock
from clinic_app.cli import passphrase
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.workflows import duplicates, unlocking


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("compare all clients and say how many may have been registered twice")
    parser = commands.add_parser("duplicates", help=words, description=words, allow_abbrev=False)
    parser.add_argument("vault", type=Path, metavar="VAULT", help=_("the vault's folder"))
    passphrase.add_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare and count; no name and no code is printed."""
    words = passphrase.passphrase_of(arguments)
    session = unlocking.unlock(arguments.vault, words, None, clock.today())
    try:
        duplicates.finish(session)
        count = duplicates.count(session)
    finally:
        session.lock()
    if not count:
        print(_("No possible duplicate waits for an answer."))
        return 0
    told = ngettext(
        "{count} possible duplicate waits for an answer: open the window, Today, Registered twice?",
        "{count} possible duplicates wait for an answer: open the window, Today, Registered twice?",
        count,
    )
    print(told.format(count=count))
    return 1
