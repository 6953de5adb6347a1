"""Scenario files that a person names."""

from pathlib import Path

from clinic_app.files.reading import read_bounded
from clinic_app.screening.scenario import ScenarioResult, parse_each, run
from clinic_app.screening.scenario_values import ScenarioError
from clinic_app.screening.strict_toml import PackProblem
from clinic_app.workflows.rule_packs import load_pack, shipped_pack

_MOST_BYTES = 16 * 1024 * 1024
"""Some twenty thousand cases."""


def screen_file(
    path: Path, pack_folder: Path | None = None
) -> tuple[ScenarioResult | ScenarioError, ...]:
    """Run every scenario of a file, with the shipped rule pack or with one in a folder.

    Returns:
        In the order of the file; what is wrong with a case that cannot be read stands in its
        place.

    Raises:
        ScenarioError: The file is not a list of cases, or has none.
        PackError: The folder is not a rule pack.
        FilesError: A file cannot be read.
    """
    pack = shipped_pack() if pack_folder is None else load_pack(pack_folder)
    cases = parse_each(read_bounded(path, _MOST_BYTES))
    if not cases:  # nothing screened must not read as if every case came out
        raise ScenarioError("case", PackProblem.KEY_MISSING)
    return tuple(each if isinstance(each, ScenarioError) else run(each, pack) for each in cases)
