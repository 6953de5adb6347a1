"""Fees, forms, evidence and client words of a rule pack, read for the sheets of a clinic."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from clinic_app import paths
from clinic_app.files.reading import read_bounded
from clinic_app.printing import pack_words
from clinic_app.screening.paper_check import parse_paper
from clinic_app.screening.paper_pack import (
    EVIDENCE_FILE,
    FEES_FILE,
    FORMS_FILE,
    SHEETS_FOLDER,
    WORDS_FOLDER,
    PaperPack,
)
from clinic_app.screening.paper_words import texts

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
    return paper_in(verified_files)


def paper_in(verified_files: Mapping[str, bytes]) -> PaperPack:
    """Return what a pack says for paper; printing may remember its words from now on.

    Raises:
        PackError: A file is not what it must be.
    """
    paper = parse_paper(verified_files)
    pack_words.learn(partial(_said, paper))
    return paper


def _said(paper: PaperPack) -> Iterator[str]:
    for words in (*paper.words.values(), *paper.sheets.values()):
        yield from (text for _key, text in texts(words))
