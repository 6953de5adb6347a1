"""Two clients who may be one person, and what an answer about them was given about."""

import hashlib
import json
from dataclasses import dataclass

from clinic_app.records.client import Client
from clinic_app.records.folding import words_of


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clients about whom nobody has said yet whether they are one person."""

    earlier_id: str
    later_id: str


def known_as(client: Client) -> str:
    """Return what stands for a client's name and birth date, 64 hex digits.

    An answer holds while both clients are known as they were when it was given: accents, case
    and what stands between the words make no difference.
    """
    born = "" if client.birth_date is None else client.birth_date.isoformat()
    return hashlib.sha256(json.dumps([*words_of(client.name), born]).encode()).hexdigest()
