"""``clinic-app selftest DIR``: the whole journey without a screen, each step checked.

One invented Haitian family goes through every room; what is left in DIR can be looked at:
the vault, the checklist, the bundle, headquarters and its report.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from clinic_app import clock
from clinic_app.cli.selftest_clinic import ClinicHalf
from clinic_app.cli.selftest_headquarters import HeadquartersHalf
from clinic_app.errors import ClinicError
from clinic_app.files.writing import make_folder
from clinic_app.messages.cli_errors import StepFailedError
from clinic_app.messages.explaining import explain
from clinic_app.translation import gettext as _
from clinic_app.workflows.errors import FolderNotEmptyError

Step = tuple[str, Callable[[], str]]
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
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmptyError(folder)
    make_folder(folder)
    clinic = ClinicHalf(folder, clock.today().day)
    try:
        return 0 if all(_is_true(step) for step in steps(folder, clinic)) else 1
    finally:
        clinic.lock()


def steps(folder: Path, clinic: ClinicHalf) -> tuple[Step, ...]:
    """Return the journey, in order."""
    headquarters = HeadquartersHalf(folder, clinic)
    return (
        (_("a vault is made"), clinic.make_vault),
        (_("the file on disk is encrypted"), clinic.look_at_file),
        (_("a wrong passphrase is refused"), clinic.refuse_wrong_passphrase),
        (_("the right passphrase unlocks it again"), clinic.unlock),
        (_("a second representative is set up"), clinic.add_second),
        (_("a family is registered"), clinic.register_family),
        (_("the mother is screened as of 2024-09-16"), clinic.screen_mother),
        (_("a cousin who came a day too late is screened"), clinic.screen_cousin),
        (_("the mother is screened as of today"), clinic.screen_mother_today),
        (_("a representative decides and signs"), clinic.decide),
        (_("what was done is written down"), clinic.record_services),
        (_("the checklist is a PDF"), clinic.make_checklist),
        (_("heads are counted at a Know Your Rights session"), clinic.count_heads),
        (_("headquarters is set up"), headquarters.set_up),
        (_("the clinic is enrolled, both ways"), headquarters.enrol),
        (_("the month is closed"), clinic.close_month),
        (_("the sealed file is written and read back"), clinic.write_bundle),
        (_("headquarters takes it in"), headquarters.collect),
        (_("the same file again counts once"), headquarters.collect_again),
        (_("a changed byte is refused"), headquarters.refuse_changed_byte),
        (_("the report says what was put in"), headquarters.report),
        (_("the receipt comes back"), headquarters.bring_receipt),
        (_("nothing but the checklist names the client"), clinic.search_for_names),
    )


def _is_true(step: Step) -> bool:
    words, act = step
    is_true = False
    try:
        found = act()
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
