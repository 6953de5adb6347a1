"""All files of a rule pack at once: what is signed, travels, and is checked as a whole."""

from collections.abc import Mapping
from pathlib import Path

from clinic_app.bundles import signed_note, signed_pack
from clinic_app.bundles.enrolment_file import read_enrolment
from clinic_app.files.reading import read_bounded
from clinic_app.screening.pack_file import COUNTRIES_FOLDER, PACK_FILE, parse_pack
from clinic_app.screening.paper_check import parse_paper
from clinic_app.screening.paper_pack import (
    EVIDENCE_FILE,
    FEES_FILE,
    FORMS_FILE,
    SHEETS_FOLDER,
    WORDS_FOLDER,
)
from clinic_app.screening.scenario import Scenario, ScenarioResult, parse, run
from clinic_app.screening.strict_toml import PackError, PackProblem

SCENARIOS_FILE = "scenarios.toml"
SCENARIOS_FOLDER = "scenarios/"
"""Where a rule pack keeps its own scenarios: the legal tests', and those of each country's days."""

_ALONE = (PACK_FILE, FEES_FILE, FORMS_FILE, EVIDENCE_FILE, SCENARIOS_FILE)
_FOLDERS = (COUNTRIES_FOLDER, WORDS_FOLDER, SHEETS_FOLDER, SCENARIOS_FOLDER)
_MOST_BYTES = 4 * 1024 * 1024
"""Of one file: the scenarios are the largest, with under 300 kB."""


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files of the rule pack that lies open in *folder*; others there are left out.

    Raises:
        FilesError: A file is missing or cannot be read.
    """
    paths = [folder / name for name in _ALONE]
    for inner in _FOLDERS:
        paths += sorted((folder / inner).glob("*.toml"))
    return {path.relative_to(folder).as_posix(): read_bounded(path, _MOST_BYTES) for path in paths}


def read_signed(file: Path, enrolment: Path) -> dict[str, bytes]:
    """Return the files of a signed rule pack, as a clinic with that enrolment would take it.

    Args:
        file: The signed file.
        enrolment: A headquarters' enrolment file, which names the key that is believed.

    Raises:
        FilesError: A file is missing or cannot be read.
        NoteError: The enrolment file is something else.
        SignedPackError: It is not a whole file that this headquarters signed.
    """
    told = read_enrolment(read_bounded(enrolment, signed_note.MOST_BYTES))
    signed = signed_pack.read(read_bounded(file, signed_pack.MOST_FILE_BYTES), told.pack_key)
    return dict(signed.verified_files)


def run_own_scenarios(verified_files: Mapping[str, bytes]) -> tuple[ScenarioResult, ...]:
    """Run the scenarios that a rule pack carries, after reading all of it strictly.

    Raises:
        PackError: It is not a rule pack, or carries no scenario, or one that expects nothing.
        ScenarioError: Its scenario file is not what one must be.
    """
    pack = parse_pack(verified_files)
    parse_paper(verified_files)
    return tuple(run(scenario, pack) for scenario in own_scenarios(verified_files))


def own_scenarios(verified_files: Mapping[str, bytes]) -> tuple[Scenario, ...]:
    """Read the scenarios that a rule pack carries.

    Raises:
        PackError: It has no scenario file, or a file without a scenario, or with one that
            expects nothing.
        ScenarioError: A file is not what a scenario file must be.
    """
    if SCENARIOS_FILE not in verified_files:
        raise PackError(SCENARIOS_FILE, "", PackProblem.FILE_MISSING)
    found: list[Scenario] = []
    for path in sorted(verified_files):
        if path != SCENARIOS_FILE and not path.startswith(SCENARIOS_FOLDER):
            continue
        scenarios = parse(verified_files[path])
        if not scenarios or any(scenario.expected is None for scenario in scenarios):
            raise PackError(path, "case.expected", PackProblem.KEY_MISSING)
        found += scenarios
    return tuple(found)
