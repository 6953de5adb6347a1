"""A fingerprint is shown, read aloud, and typed in again before anything is believed."""

import argparse

from clinic_app.crypto.signing import is_same_fingerprint
from clinic_app.messages.cli_errors import FingerprintDiffersError
from clinic_app.translation import gettext as _


def add_option(parser: argparse.ArgumentParser) -> None:
    """Let a command be given the fingerprint that was compared."""
    parser.add_argument("--fingerprint", default="", help=_("as it was read aloud"))


def is_compared(name: str, fingerprint: str, typed: str) -> bool:
    """Whether somebody compared; without it the fingerprint is shown to be compared.

    Raises:
        FingerprintDiffersError: Another one was typed.
    """
    if not typed.strip():
        print(_("{name}: {print}").format(name=name, print=fingerprint))
        print(_("Compare it aloud, then give it with --fingerprint."))
        return False
    compare(fingerprint, typed)
    return True


def compare(fingerprint: str, typed: str) -> None:
    """Refuse a fingerprint that was typed and is another one.

    Raises:
        FingerprintDiffersError: It is.
    """
    if not is_same_fingerprint(typed, fingerprint):
        raise FingerprintDiffersError
