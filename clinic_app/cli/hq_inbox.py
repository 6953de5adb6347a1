"""``clinic-app hq collect``, ``show``, ``apart`` and ``settle``: what comes in."""

import argparse
from pathlib import Path

from clinic_app import clock
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import MOST_FILE_BYTES
from clinic_app.cli import hq_words
from clinic_app.cli.hq_collected import collect_as_json, collect_as_lines, complaints
from clinic_app.cli.hq_command import command, unlocked
from clinic_app.files.errors import FileMissingError
from clinic_app.files.reading import read_bounded
from clinic_app.headquarters import apart, show
from clinic_app.headquarters.place import Headquarters
from clinic_app.translation import gettext as _


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    for add in (_add_collect, _add_show, _add_apart, _add_settle):
        add(actions)


def run_collect(arguments: argparse.Namespace) -> int:
    """Take in what lies in a folder; 3 where a bundle or a receipt was refused."""
    headquarters = unlocked(arguments)
    collect = collect_as_json if arguments.json else collect_as_lines
    collected = collect(headquarters, arguments, clock.now())
    besides = complaints(collected)
    if besides:
        hq_words.complain(besides)
    refused = sum(collected.count(status) for status in ReceiptStatus if not status.is_held)
    return 3 if besides or refused else 0


def run_show(arguments: argparse.Namespace) -> int:
    """Say what one bundle says; nothing is counted."""
    headquarters = unlocked(arguments)
    shown = show.show(headquarters, _bundle(headquarters, arguments.bundle))
    print(shown.as_json() if arguments.json else hq_words.shown_lines(shown))
    return 0


def _bundle(headquarters: Headquarters, named: Path) -> bytes:
    """Return the bytes of a file; of a bundle that was taken in, the name in reports will do."""
    try:
        return read_bounded(named, MOST_FILE_BYTES)
    except FileMissingError:
        kept = show.kept(headquarters, str(named))
        if kept is None:
            raise
        return kept


def run_apart(arguments: argparse.Namespace) -> int:
    """List the bundles that are kept apart; 1 where one waits for a person."""
    found = apart.kept_apart(unlocked(arguments))
    print(hq_words.apart_lines(found))
    return int(any(not one.settled for one in found))


def run_settle(arguments: argparse.Namespace) -> int:
    """Note what was found out of a bundle that is kept apart."""
    apart.settle(unlocked(arguments), arguments.sha256, arguments.reason, clock.now())
    print(_("Noted. The bundle stays kept apart and counts nowhere."))
    return 0


def _add_collect(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(commands, "collect", _("take in every bundle in a folder, write receipts"))
    parser.add_argument("inbox", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_collect)


def _add_show(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(commands, "show", _("say what one bundle says, without counting it"))
    words = _("a file, or what a report calls one that was taken in")
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help=words)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_show)


def _add_apart(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = _("list the bundles that are kept apart, and why")
    command(actions, "apart", words).set_defaults(run=run_apart)


def _add_settle(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(actions, "settle", _("note what was found out of a bundle kept apart"))
    parser.add_argument("sha256", metavar="HASH", help=_("its first digits, as “apart” shows them"))
    parser.add_argument("--reason", metavar="WORDS", required=True)
    parser.set_defaults(run=run_settle)
