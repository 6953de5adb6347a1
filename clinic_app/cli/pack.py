"""``clinic-app pack check DIR``: a rule pack runs the scenarios that it carries."""

import argparse
from pathlib import Path

from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.workflows.scenarios import check_pack


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("look after rule packs")
    parser = commands.add_parser("pack", help=words, description=words, allow_abbrev=False)
    actions = parser.add_subparsers(title=_("actions"), metavar=_("ACTION"), required=True)
    words = _("run the pack's own scenarios and name each difference")
    check = actions.add_parser("check", help=words, description=words, allow_abbrev=False)
    check.add_argument("folder", type=Path, metavar="DIR")
    check.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """Print every difference; 1 where there is one.

    Raises:
        ClinicError: The folder is not a rule pack, or carries no scenarios.
    """
    results = check_pack(arguments.folder)
    for result in results:
        for difference in result.differences:
            print(f"{result.scenario.id}: {difference}")
    count = len(results)
    print(
        ngettext("{count} scenario was run.", "{count} scenarios were run.", count).format(
            count=count
        )
    )
    return 1 if any(result.differences for result in results) else 0
