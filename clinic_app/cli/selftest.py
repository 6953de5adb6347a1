"""``clinic-app selftest DIR``: the whole journey without a screen, each step checked.

One invented Haitian family goes through every room; what is left in DIR can be looked at:
the vault, the checklist, the bundle, headquarters and its report.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from clinic_app import clock
from clinic_app.cli import selftest_carrying as carrying
from clinic_app.cli import selftest_day as day
from clinic_app.cli import selftest_vault as vault
from clinic_app.cli.selftest_journey import Journey
from clinic_app.errors import ClinicError
from clinic_app.files.listing import is_taken
from clinic_app.files.writing import make_folder
from clinic_app.messages.cli_errors import StepFailedError
from clinic_app.messages.explaining import explain
from clinic_app.translation import gettext as _
from clinic_app.workflows.errors import FolderNotEmptyError
from clinic_app.workflows.first_start import suggest_passphrase

Step = tuple[str, Callable[[Journey], str]]
"""What a step shows, and what does it: returns what was found, raises where it is not so."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("walk the whole job once, without a screen, inside an empty folder")
    parser = commands.add_parser("selftest", help=words, description=words, allow_abbrev=False)
    parser.add_argument("folder", type=Path, metavar="DIR", help=_("new or empty"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Walk every step; 0 only if each is true, else 1 after naming the step.

    Raises:
        FolderNotEmptyError: The folder holds files.
        ClinicError: The folder cannot be made.
    """
    folder: Path = arguments.folder
    if is_taken(folder):
        raise FolderNotEmptyError(folder)
    make_folder(folder)
    journey = Journey(
        folder=folder,
        today=clock.today().day,
        passphrase=suggest_passphrase(),
        headquarters_passphrase=suggest_passphrase(),
    )
    try:
        return 0 if all(_is_true(step, journey) for step in steps()) else 1
    finally:
        journey.lock()


def steps() -> tuple[Step, ...]:
    """Return the whole journey, in order."""
    return (
        (_("a vault is made"), vault.make_vault),
        (_("the file on disk is encrypted"), vault.look_at_file),
        (_("a wrong passphrase is refused"), vault.refuse_wrong_passphrase),
        (_("the right passphrase unlocks it again"), vault.unlock),
        (_("a second representative is set up"), vault.add_second),
        (_("a family is registered"), day.register_family),
        (_("the mother is screened as of 2024-09-16"), day.screen_mother),
        (_("a cousin who came a day too late is screened"), day.screen_cousin),
        (_("the mother is screened as of today"), day.screen_mother_today),
        (_("a representative decides and signs"), day.decide),
        (_("what was done is written down"), day.record_services),
        (_("the checklist is a PDF"), day.make_checklist),
        (_("heads are counted at a Know Your Rights session"), day.count_heads),
        (_("headquarters is set up"), carrying.set_up),
        (_("the clinic is enrolled, both ways"), carrying.enrol),
        (_("the month is closed"), carrying.close_month),
        (_("the sealed file is written and read back"), carrying.write_bundle),
        (_("headquarters takes it in"), carrying.collect),
        (_("the same file again counts once"), carrying.collect_again),
        (_("a changed byte is refused"), carrying.refuse_changed_byte),
        (_("the report says what was put in"), carrying.report),
        (_("the receipt comes back"), carrying.bring_receipt),
        (_("nothing but the checklist names the client"), carrying.search_for_names),
    )


def _is_true(step: Step, journey: Journey) -> bool:
    words, act = step
    is_true = False
    try:
        found = act(journey)
        print(_("ok      {step}: {found}").format(step=words, found=found), flush=True)
        is_true = True
    except StepFailedError as error:
        _say_failed(words, error.found)
    except ClinicError as error:
        _say_failed(words, explain(error))
    finally:
        if not is_true:
            print(_("FAILED  {step}").format(step=words), flush=True)
    return is_true


def _say_failed(step: str, found: str) -> None:
    sys.stderr.write(_("{step}: {found}").format(step=step, found=found) + "\n")
