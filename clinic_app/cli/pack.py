"""``clinic-app pack``: a rule pack runs its own scenarios, and becomes the file that travels."""

import argparse
from pathlib import Path

from clinic_app.bundles import signed_pack
from clinic_app.cli import passphrase
from clinic_app.crypto.signing import fingerprint
from clinic_app.files.writing import write_atomically
from clinic_app.headquarters.place import rule_key
from clinic_app.screening.scenario import ScenarioResult
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.workflows.pack_files import read_folder, read_signed, run_own_scenarios
from clinic_app.workflows.rules_errors import KeyNotNamedError


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("look after rule packs")
    parser = commands.add_parser("pack", help=words, description=words, allow_abbrev=False)
    actions = parser.add_subparsers(title=_("actions"), metavar=_("ACTION"), required=True)
    words = _("run the pack's own scenarios and name each difference")
    check = actions.add_parser("check", help=words, description=words, allow_abbrev=False)
    check.add_argument("path", type=Path, metavar="DIR|FILE", help=_("a folder, or a signed file"))
    check.add_argument(
        "--enrolment",
        type=Path,
        metavar="FILE",
        help=_("for a signed file: headquarters' enrolment file, which names the key"),
    )
    check.set_defaults(run=run_check)
    words = _("check a rule pack and make the one signed file that travels")
    sign = actions.add_parser("sign", help=words, description=words, allow_abbrev=False)
    sign.add_argument("folder", type=Path, metavar="DIR")
    sign.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        required=True,
        help=_("headquarters' file of keys: headquarters.keys.json in its folder"),
    )
    sign.add_argument(
        "--out", type=Path, metavar="FILE", required=True, help=_("a name that ends in .rulepack")
    )
    passphrase.add_option(sign)
    sign.set_defaults(run=run_sign)


def run_check(arguments: argparse.Namespace) -> int:
    """Print every difference; 1 where there is one.

    Raises:
        ClinicError: It is not a rule pack, carries no scenarios, or the signature is not valid.
    """
    if not arguments.path.is_file():
        files = read_folder(arguments.path)
    elif arguments.enrolment is None:
        raise KeyNotNamedError
    else:
        files = read_signed(arguments.path, arguments.enrolment)
    return 1 if _tell(run_own_scenarios(files)) else 0


def run_sign(arguments: argparse.Namespace) -> int:
    """Sign a rule pack whose own scenarios come out; 1 where one does not, and nothing is made.

    Raises:
        ClinicError: The folder is not a rule pack, the passphrase is wrong, or the disk refuses.
    """
    files = read_folder(arguments.folder)
    if _tell(run_own_scenarios(files)):
        return 1
    key = rule_key(arguments.key, passphrase.passphrase_of(arguments))
    signed = signed_pack.write(files, key)
    write_atomically(arguments.out, signed)
    print(_("Written: {file}. Carry it to every clinic.").format(file=arguments.out))
    print(_("Signed with {fingerprint}.").format(fingerprint=fingerprint(key.public)))
    return 0


def _tell(results: tuple[ScenarioResult, ...]) -> bool:
    """Print every difference; return whether there is one."""
    for result in results:
        for difference in result.differences:
            print(f"{result.scenario.id}: {difference}")
    count = len(results)
    print(
        ngettext("{count} scenario was run.", "{count} scenarios were run.", count).format(
            count=count
        )
    )
    return any(result.differences for result in results)
