"""The rule pack that the program ships, and one in a folder."""

from functools import cache
from pathlib import Path

from clinic_app import paths
from clinic_app.files.reading import read_bounded
from clinic_app.screening.pack_file import COUNTRIES_FOLDER, PACK_FILE, parse_pack
from clinic_app.screening.rule_pack import RulePack

_MOST_BYTES = 1024 * 1024
"""Of one file: the largest country has under 20 KiB."""


@cache
def shipped_pack() -> RulePack:
    """Return the rule pack that came with the program; read once."""
    return load_pack(paths.resources() / "rule_packs" / "tps")


def load_pack(folder: Path) -> RulePack:
    """Return the rule pack that lies open in *folder*.

    Args:
        folder: One that we ship, or one that the person at the keyboard names to check it: an
            open folder carries no signature. What travels is one signed file.

    Raises:
        PackError: It is not a rule pack.
        FilesError: A file cannot be read.
    """
    countries = sorted((folder / COUNTRIES_FOLDER).glob("*.toml"))
    verified_files = {
        path.relative_to(folder).as_posix(): read_bounded(path, _MOST_BYTES)
        for path in (folder / PACK_FILE, *countries)
    }
    return parse_pack(verified_files)
