"""What a bundle and its receipt are called in a folder."""

from clinic_app.tallies.released import ReleasedTally

BUNDLE_SUFFIX = ".tally"
RECEIPT_SUFFIX = ".receipt"
SHORT_HASH_DIGITS = 12


def bundle_name(tally: ReleasedTally, file_sha256: str) -> str:
    """Return ``<clinic>_<close>_<seq>_<sha12>.tally``."""
    return stem(tally, file_sha256) + BUNDLE_SUFFIX


def stem(tally: ReleasedTally, file_sha256: str) -> str:
    """Return a bundle's name without its suffix; its receipt bears the same."""
    newest = tally.newest
    short = file_sha256[:SHORT_HASH_DIGITS]
    return f"{tally.clinic}_{newest.month.label}_{newest.seq}_{short}"
