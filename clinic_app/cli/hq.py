"""``clinic-app hq``: everything that is done at headquarters."""

import argparse
import getpass
from pathlib import Path

from clinic_app import clock
from clinic_app.bundles import signed_note
from clinic_app.bundles.seal_file import MOST_FILE_BYTES
from clinic_app.cli import hq_words, passphrase
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.headquarters import collecting, enrolling, place, reporting, show
from clinic_app.headquarters.errors import PassphrasesDifferError
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_kinds import ReportKind
from clinic_app.headquarters.reporting import ReportFormat
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _
from clinic_app.workflows.passphrase_rules import check_passphrase


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own commands to the command line."""
    words = _("headquarters: enrol clinics, collect bundles, report")
    parser = commands.add_parser("hq", help=words, description=words, allow_abbrev=False)
    actions = parser.add_subparsers(title=_("actions"), metavar=_("ACTION"), required=True)
    for add in (_add_init, _add_enrol, _add_accept, _add_collect, _add_show, _add_report):
        add(actions)


def run_init(arguments: argparse.Namespace) -> int:
    """Make a headquarters; its recovery code is printed once and kept nowhere."""
    words = passphrase.passphrase_of(arguments)
    check_passphrase(words)
    if arguments.passphrase_file is None and getpass.getpass(_("Once more: ")) != words:
        raise PassphrasesDifferError
    headquarters, code = place.create(
        arguments.folder,
        name=arguments.name,
        passphrase=words,
        is_training=arguments.training,
        database=arguments.database,
    )
    print(_("Headquarters made in {folder}.").format(folder=arguments.folder))
    print(_("Recovery code, shown only now; write it down: {code}").format(code=code))
    print(hq_words.own_fingerprint(headquarters))
    return 0


def run_enrol(arguments: argparse.Namespace) -> int:
    """Write an enrolment file for one clinic."""
    headquarters = _unlocked(arguments)
    enrolment = enrolling.issue(headquarters, arguments.code, arguments.name, clock.now())
    write_atomically(arguments.out, enrolment)
    print(_("Written: {file}. Give it to the clinic.").format(file=arguments.out))
    print(hq_words.own_fingerprint(headquarters))
    return 0


def run_accept(arguments: argparse.Namespace) -> int:
    """Pin the key of a clinic's answer."""
    headquarters = _unlocked(arguments)
    answer = read_bounded(arguments.answer, signed_note.MOST_BYTES)
    clinic = enrolling.accept(headquarters, answer, clock.now())
    print(_("Accepted: {code}, {name}.").format(code=clinic.code, name=clinic.name))
    print(
        _("Compare over the phone, the clinic: {fingerprint}").format(
            fingerprint=clinic.fingerprint
        )
    )
    return 0


def run_collect(arguments: argparse.Namespace) -> int:
    """Take in what lies in a folder; 3 where a bundle or a receipt was refused."""
    headquarters = _unlocked(arguments)
    collected = collecting.collect(headquarters, arguments.inbox, clock.now())
    if arguments.json:
        print(hq_words.collected_json(collected))
    else:
        print(hq_words.collected_lines(collected))
    refusals = hq_words.refusals(collected)
    if refusals:
        hq_words.complain(refusals)
    return 3 if refusals else 0


def run_show(arguments: argparse.Namespace) -> int:
    """Say what one bundle says; nothing is counted."""
    headquarters = _unlocked(arguments)
    bundle = read_bounded(arguments.bundle, MOST_FILE_BYTES)
    shown = show.show(headquarters, bundle)
    print(shown.as_json() if arguments.json else hq_words.shown_lines(shown))
    return 0


def run_report(arguments: argparse.Namespace) -> int:
    """Write a period's report."""
    first, last = Month.from_label(arguments.first), Month.from_label(arguments.last)
    headquarters = _unlocked(arguments)
    files = reporting.write_report(
        headquarters,
        first,
        last,
        arguments.out,
        kind=ReportKind(arguments.kind),
        formats=[ReportFormat(one) for one in arguments.format or ReportFormat],
    )
    for file in files:
        print(_("Written: {file}").format(file=file))
    return 0


def _unlocked(arguments: argparse.Namespace) -> Headquarters:
    return place.unlock(arguments.folder, passphrase.passphrase_of(arguments))


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
    parser.add_argument("folder", type=Path, metavar="HQ", help=_("the headquarters folder"))
    passphrase.add_option(parser)
    return parser


def _add_init(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "init", _("make a headquarters: keys and ledger in one folder"))
    parser.add_argument(
        "--name", default=_("Headquarters"), help=_("as clinics and reports read it")
    )
    parser.add_argument(
        "--training", action="store_true", help=_("for invented families only, for ever")
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        default="",
        help=_("keep the ledger in this empty PostgreSQL database: postgresql+psycopg://..."),
    )
    parser.set_defaults(run=run_init)


def _add_enrol(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "enrol", _("write the enrolment file of one clinic"))
    parser.add_argument("code", metavar="CODE", help=_("the clinic's code, such as BOS-1"))
    parser.add_argument("--name", required=True, help=_("the clinic's name"))
    parser.add_argument("--out", type=Path, metavar="FILE", required=True)
    parser.set_defaults(run=run_enrol)


def _add_accept(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "accept", _("accept a clinic's key from its answer"))
    parser.add_argument("answer", type=Path, metavar="ANSWER")
    parser.set_defaults(run=run_accept)


def _add_collect(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "collect", _("take in every bundle in a folder, write receipts"))
    parser.add_argument("inbox", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_collect)


def _add_show(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "show", _("say what one bundle says, without counting it"))
    parser.add_argument("bundle", type=Path, metavar="BUNDLE")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run_show)


def _add_report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _command(commands, "report", _("write the report of whole months"))
    parser.add_argument(
        "--kind", choices=list(ReportKind), default=ReportKind.COALITION, help=_("which report")
    )
    parser.add_argument(
        "--format",
        choices=list(ReportFormat),
        action="append",
        help=_("write this format only; may be given again; all without it"),
    )
    parser.add_argument("--from", dest="first", metavar="MONTH", required=True)
    parser.add_argument("--to", dest="last", metavar="MONTH", required=True)
    parser.add_argument("--out", type=Path, metavar="DIR", required=True)
    parser.set_defaults(run=run_report)
