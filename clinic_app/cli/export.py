"""``clinic-app export``: close the months that are over and write the newest bundle."""

import argparse
from pathlib import Path

from clinic_app import clock, paths
from clinic_app.cli import passphrase
from clinic_app.files.writing import make_folder
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _
from clinic_app.workflows import sending, stations, unlocking
from clinic_app.workflows.clock_doubt import refuse_doubtful_day
from clinic_app.workflows.exporting import close_through
from clinic_app.workflows.session import Session


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("close the months that are over and write the bundle for headquarters")
    parser = commands.add_parser("export", help=words, description=words, allow_abbrev=False)
    parser.add_argument("vault", type=Path, metavar="VAULT", help=_("the vault's folder"))
    parser.add_argument("--outbox", type=Path, metavar="DIR", required=True)
    parser.add_argument(
        "--through",
        metavar="MONTH",
        help=_("the last month to close, such as 2026-10; without it the last whole one"),
    )
    parser.add_argument(
        "--new-station",
        action="store_true",
        help=_("these records are a copy or were put back: make them a station of their own"),
    )
    parser.add_argument(
        "--moved",
        action="store_true",
        help=_("these records were moved here, and nobody works in them anywhere else"),
    )
    passphrase.add_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Close and write; a month that is closed already is only written again."""
    through = None if arguments.through is None else Month.from_label(arguments.through)
    words = passphrase.passphrase_of(arguments)
    session = unlocking.unlock(arguments.vault, words, None, clock.today())
    try:
        refuse_doubtful_day(session, session.rules.pack)
        session = _at_home(session, arguments)
        closed = close_through(session, through)
        for label in closed.labels:  # now: they stay closed where the stick turns out to be full
            print(_("{month}: closed").format(month=label))
        make_folder(arguments.outbox)
        written = sending.write(session, closed.newest, arguments.outbox)
    finally:
        session.lock()
    words = _("{month}: written and verified, {file}")
    print(words.format(month=closed.newest, file=written.path))
    for path in written.beside:
        print(_("beside it, with older months that headquarters lacks, {file}").format(file=path))
    return 0


def _at_home(session: Session, arguments: argparse.Namespace) -> Session:
    """Return the session of records that are at home here, by what is known or was said."""
    here = paths.settings_folder()
    if arguments.new_station:
        return stations.as_new_station(session, here)
    if arguments.moved:
        return stations.moved(session, here)
    return stations.refuse_unknown_place(session, here)
