"""``clinic-app new-key``: a new signing key, which the old one signs for."""

import argparse
from pathlib import Path

from clinic_app import clock
from clinic_app.cli import passphrase
from clinic_app.translation import gettext as _
from clinic_app.workflows import own_key, unlocking


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("make this clinic a new signing key; headquarters is told beside the next bundle")
    parser = commands.add_parser("new-key", help=words, description=words, allow_abbrev=False)
    parser.add_argument("vault", type=Path, metavar="VAULT", help=_("the vault's folder"))
    passphrase.add_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Renew the key and say how it is known."""
    words = passphrase.passphrase_of(arguments)
    session = unlocking.unlock(arguments.vault, words, None, clock.today())
    try:
        ours = own_key.renew(session)
    finally:
        session.lock()
    print(_("A new key, signed by the one before: {fingerprint}").format(fingerprint=ours))
    print(_("Write the newest month again: the note for headquarters lies beside it."))
    return 0
