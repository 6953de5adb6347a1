"""``clinic-app hq``: everything that is done at headquarters."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from clinic_app.cli import hq_clinics, hq_inbox, hq_months, hq_questions, hq_words, passphrase
from clinic_app.cli.hq_command import command, unlocked
from clinic_app.headquarters import place, reporting
from clinic_app.headquarters.errors import PassphrasesDifferError
from clinic_app.headquarters.report_kinds import ReportKind
from clinic_app.headquarters.reporting import ReportFormat
from clinic_app.messages.cli_errors import CodeNotShownError
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _
from clinic_app.vault.places import refuse_seen
from clinic_app.workflows.passphrase_rules import check_passphrase


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own commands to the command line."""
    words = _("headquarters: enrol clinics, collect bundles, report")
    parser = commands.add_parser("hq", help=words, description=words, allow_abbrev=False)
    actions = parser.add_subparsers(title=_("actions"), metavar=_("ACTION"), required=True)
    for add in (
        _add_init,
        hq_clinics.add_to,
        hq_inbox.add_to,
        hq_months.add_to,
        hq_questions.add_to,
        _add_report,
    ):
        add(actions)


def run_init(arguments: argparse.Namespace) -> int:
    """Make a headquarters; its recovery code is printed once and kept nowhere."""
    refuse_seen(arguments.folder)
    words = passphrase.passphrase_of(arguments)
    check_passphrase(words)
    if arguments.passphrase_file is None and getpass.getpass(_("Once more: ")) != words:
        raise PassphrasesDifferError
    headquarters, _code = place.create(
        arguments.folder,
        name=arguments.name,
        passphrase=words,
        is_training=arguments.training,
        database=arguments.database,
        show=_show_code,
    )
    print(_("Headquarters made in {folder}.").format(folder=arguments.folder))
    print(hq_words.own_fingerprint(headquarters))
    return 0


def _show_code(code: str) -> None:
    # Where it was closed, startup put the null device there.
    if getattr(sys.stdout, "name", "") == os.devnull:
        raise CodeNotShownError
    try:
        print(_("Recovery code, shown only now; write it down: {code}").format(code=code))
        sys.stdout.flush()
    except OSError as error:
        raise CodeNotShownError from error


def run_report(arguments: argparse.Namespace) -> int:
    """Write a period's report."""
    first, last = Month.from_label(arguments.first), Month.from_label(arguments.last)
    headquarters = unlocked(arguments)
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


def _add_init(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(commands, "init", _("make a headquarters: keys and ledger in one folder"))
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


def _add_report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(commands, "report", _("write the report of whole months"))
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in ReportKind],
        default=ReportKind.COALITION.value,
        help=_("which report"),
    )
    parser.add_argument(
        "--format",
        choices=[form.value for form in ReportFormat],
        action="append",
        help=_("write this format only; may be given again; all without it"),
    )
    hq_months.add_period(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", required=True)
    parser.set_defaults(run=run_report)
