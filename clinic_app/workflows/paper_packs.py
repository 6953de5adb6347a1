"""Fees, forms, evidence and client words of the rule pack that the program ships."""

from functools import cache
from pathlib import Path

from clinic_app import paths
from clinic_app.files.reading import read_bounded
from clinic_app.screening.paper_check import parse_paper
from clinic_app.screening.paper_pack import (
    EVIDENCE_FILE,
    FEES_FILE,
    FORMS_FILE,
    SHEETS_FOLDER,
    WORDS_FOLDER,
    PaperPack,
)

_MOST_BYTES = 1024 * 1024
"""Of one file: the largest has under 30 KiB."""


@cache
def shipped_paper() -> PaperPack:
    """Return what the program's own rule pack says for paper; read once."""
    return load_paper(paths.resources() / "rule_packs" / "tps")


def load_paper(folder: Path) -> PaperPack:
    """Return what the rule pack that lies open in *folder* says for paper.

    Raises:
        PackError: A file is not what it must be.
        FilesError: A file cannot be read.
    """
    folders = (folder / name for name in (WORDS_FOLDER, SHEETS_FOLDER))
    words = [path for each in folders for path in sorted(each.glob("*.toml"))]
    named = (folder / name for name in (FEES_FILE, FORMS_FILE, EVIDENCE_FILE))
    verified_files = {
        path.relative_to(folder).as_posix(): read_bounded(path, _MOST_BYTES)
        for path in (*named, *words)
    }
    return parse_paper(verified_files)
