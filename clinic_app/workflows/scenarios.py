"""Scenario files that a person names."""

from pathlib import Path

from clinic_app.files.reading import read_bounded
from clinic_app.screening.scenario import ScenarioResult, parse, run
from clinic_app.workflows.rule_packs import load_pack, shipped_pack

_MOST_BYTES = 4 * 1024 * 1024


def screen_file(path: Path, pack_folder: Path | None = None) -> tuple[ScenarioResult, ...]:
    """Run every scenario of a file, with the shipped rule pack or with one in a folder.

    Raises:
        ScenarioError: The file is not what a scenario file must be.
        PackError: The folder is not a rule pack.
        FilesError: A file cannot be read.
    """
    pack = shipped_pack() if pack_folder is None else load_pack(pack_folder)
    scenarios = parse(read_bounded(path, _MOST_BYTES))
    return tuple(run(scenario, pack) for scenario in scenarios)
