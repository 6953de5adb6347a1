"""What a bundle and its receipt are called in a folder."""

import re

from clinic_app.tallies.released import ReleasedTally

BUNDLE_SUFFIX = ".tally"
RECEIPT_SUFFIX = ".receipt"
SHORT_HASH_DIGITS = 12


def bundle_name(tally: ReleasedTally, file_sha256: str) -> str:
    """Return ``<clinic>_<close>_<seq>_<sha12>.tally``."""
    newest = tally.newest
    return stem(tally.clinic, newest.month.label, newest.seq, file_sha256) + BUNDLE_SUFFIX


def stem(clinic: str, label: str, seq: int, file_sha256: str) -> str:
    """Return a bundle's name without its suffix; its receipt bears the same."""
    return f"{clinic}_{label}_{seq}_{file_sha256[:SHORT_HASH_DIGITS]}"


def seq_in(name: str, clinic: str, file_sha256: str) -> int | None:
    """Return the close's number in the stem of *clinic*'s file; None for any other name."""
    found = re.fullmatch(r"([A-Z0-9-]+)_[0-9]{4}-[0-9]{2}_([0-9]{1,9})_([0-9a-f]+)", name)
    if found is None or found[1] != clinic:
        return None
    return int(found[2]) if found[3] == file_sha256[:SHORT_HASH_DIGITS] else None
