"""Small notes in JSON that tell by themselves whether a byte of them was damaged."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_CHECKSUM = "checksum"


def note_of(kept: Mapping[str, Any]) -> bytes:
    """Return *kept* as a note."""
    return json.dumps({**kept, _CHECKSUM: _checksum(kept)}, indent=1).encode()


def read_note(unverified: bytes) -> dict[str, Any]:
    """Return what a note keeps; of a program from before no checksum is asked.

    Raises:
        ValueError: It is damaged, or no note.
        RecursionError: It is built to be too deep.
    """
    match json.loads(unverified):
        case dict(found):
            expected = found.pop(_CHECKSUM, None)
        case _:
            raise ValueError
    if expected is not None and expected != _checksum(found):
        raise ValueError
    return found


def _checksum(kept: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
