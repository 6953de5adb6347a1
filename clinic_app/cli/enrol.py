"""``clinic-app enrol``: headquarters' file comes in, the answer with this clinic's key goes out."""

import argparse
from pathlib import Path

from clinic_app import clock
from clinic_app.bundles.signed_note import MOST_BYTES
from clinic_app.cli import passphrase
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.translation import gettext as _
from clinic_app.workflows import enrolment, unlocking


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("take in headquarters' enrolment file and write the answer")
    parser = commands.add_parser("enrol", help=words, description=words, allow_abbrev=False)
    parser.add_argument("vault", type=Path, metavar="VAULT", help=_("the vault's folder"))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("headquarters' file"))
    parser.add_argument("--answer", type=Path, metavar="OUT", required=True)
    parser.add_argument(
        "--move",
        metavar="FINGERPRINT",
        default="",
        help=_(
            "leave the headquarters so far for the one with this fingerprint, as it was compared: "
            "every closed month is written again for that one"
        ),
    )
    passphrase.add_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Enrol the vault; the same file gives the same answer again."""
    unverified = read_bounded(arguments.file, MOST_BYTES)
    words = passphrase.passphrase_of(arguments)
    session = unlocking.unlock(arguments.vault, words, None, clock.today())
    try:
        answer = enrolment.take(session, unverified, moves_to=arguments.move)
        write_atomically(arguments.answer, answer)
        theirs, ours = enrolment.fingerprints(session)
    finally:
        session.lock()
    print(_("Enrolled. Bring {file} back to headquarters.").format(file=arguments.answer))
    print(_("Compare over the phone, headquarters: {fingerprint}").format(fingerprint=theirs))
    print(_("Compare over the phone, this clinic:  {fingerprint}").format(fingerprint=ours))
    return 0
