"""``clinic-app laptops``: day laptops are let in, hand over, and are taken in, by folder or stick.

Nothing is believed before a fingerprint was compared: ``join`` and ``accept`` print the one of
whoever wrote the file, and go on once it is given to them as it was read aloud.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from clinic_app import clock
from clinic_app.bundles.signed_note import MOST_BYTES
from clinic_app.cli import comparing, passphrase
from clinic_app.cli.comparing import is_compared
from clinic_app.files.listing import names_in
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.messages.besides_words import besides_words
from clinic_app.messages.explaining import explain
from clinic_app.messages.let_go_words import let_go_words, staying_words
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.workflows import handing_over, laptops, stick, unlocking
from clinic_app.workflows.laptop_errors import NothingToHandOverError
from clinic_app.workflows.session import Session
from clinic_app.workflows.stick import Fate, FileSeen

Run = Callable[[argparse.Namespace, Session], int]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own commands to the command line."""
    words = _("several laptops at one clinic: let one in, hand over, take in")
    parser = commands.add_parser("laptops", help=words, description=words, allow_abbrev=False)
    actions = parser.add_subparsers(title=_("actions"), metavar=_("ACTION"), required=True)
    invite = _action(actions, "invite", _("write the main laptop's invitation"), _invite)
    invite.add_argument("--out", type=Path, metavar="FILE", required=True)
    join = _action(actions, "join", _("become a day laptop of whoever wrote FILE"), _join)
    join.add_argument("file", type=Path, metavar="FILE")
    join.add_argument("--answer", type=Path, metavar="OUT", required=True)
    accept = _action(actions, "accept", _("let in the day laptop that answered"), _accept)
    accept.add_argument("file", type=Path, metavar="FILE")
    for one in (join, accept):
        comparing.add_option(one)
    over = _action(actions, "hand-over", _("hand everything over to the main laptop"), _hand_over)
    taken = _action(actions, "take-in", _("take in what other laptops put there"), _take_in)
    for one in (over, taken):
        one.add_argument("folder", type=Path, metavar="DIR")


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    act: Run,
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=words, description=words, allow_abbrev=False)
    parser.add_argument("vault", type=Path, metavar="VAULT", help=_("the vault's folder"))
    passphrase.add_option(parser)

    def run(arguments: argparse.Namespace) -> int:
        typed = passphrase.passphrase_of(arguments)
        session = unlocking.unlock(arguments.vault, typed, None, clock.today())
        try:
            return act(arguments, session)
        finally:
            session.lock()

    parser.set_defaults(run=run)
    return parser


def _invite(arguments: argparse.Namespace, session: Session) -> int:
    write_atomically(arguments.out, laptops.invite(session))
    print(_("Written: {file}").format(file=arguments.out))
    print(_("Fingerprint: {fingerprint}").format(fingerprint=laptops.look(session).fingerprint))
    return 0


def _join(arguments: argparse.Namespace, session: Session) -> int:
    asked = laptops.read_invitation(session, read_bounded(arguments.file, MOST_BYTES))
    if not is_compared(asked.name, asked.fingerprint, arguments.fingerprint):
        return 1
    write_atomically(arguments.answer, laptops.join(session, asked.unverified))
    print(_("This is a day laptop now. Written: {file}").format(file=arguments.answer))
    seen = laptops.look(session)
    print(_("Fingerprint: {fingerprint}").format(fingerprint=seen.fingerprint))
    if seen.let_go:
        print(let_go_words(seen.let_go))
    return 0


def _accept(arguments: argparse.Namespace, session: Session) -> int:
    asked = laptops.read_answer(session, read_bounded(arguments.file, MOST_BYTES))
    if not is_compared(asked.name, asked.fingerprint, arguments.fingerprint):
        return 1
    laptops.accept(session, asked.unverified)
    print(_("Let in: {name}").format(name=asked.name))
    return 0


def _hand_over(arguments: argparse.Namespace, session: Session) -> int:
    names_in(arguments.folder)  # a mistyped folder is no stick: nothing is frozen here for it
    try:
        made = handing_over.hand_over_all(session)
    except NothingToHandOverError:
        made = ()
        print(_("Nothing new to hand over."))
    for one in made:
        print(
            ngettext(
                "Number {number}: {count} client or count handed over",
                "Number {number}: {count} clients and counts handed over",
                one.units,
            ).format(number=one.number, count=one.units)
        )
    for words in staying_words(laptops.look(session).events_open):
        print(words)
    for file in handing_over.write_waiting(session, arguments.folder):
        print(_("Written and verified: {file}").format(file=file))
    return 0


def _take_in(arguments: argparse.Namespace, session: Session) -> int:
    """Take in; 0 where everything for this laptop was of use and was read."""
    seen = stick.take_in_all(session, arguments.folder)
    if not seen.files:
        print(_("No hand-off and no word of another laptop lies there. Choose another folder."))
    for one in seen.files:
        print(_file_words(one))
    for error in (seen.problem, seen.unread):
        if error is not None:
            raise error
    return 1 if any(one.fate is Fate.REFUSED for one in seen.files) else 0


def _file_words(one: FileSeen) -> str:
    if one.error is not None:
        return _("{file}: {reason}").format(file=one.file, reason=explain(one.error))
    fate = {
        Fate.TAKEN_IN: _("taken in"),
        Fate.AGAIN: _("was taken in before"),
        Fate.ACKNOWLEDGED: _("the other laptop's word"),
    }.get(one.fate, _("for another laptop"))
    words = _("{file}: {fate}, {count}").format(file=one.file, fate=fate, count=one.count)
    return _("; ").join((words, *besides_words(one)))
