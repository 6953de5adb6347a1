"""Two clients who may be one person, and what an answer about them was given about."""

import hashlib
import json
from dataclasses import dataclass

from clinic_app.records.client import Client
from clinic_app.records.folding import words_of
from clinic_app.records.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clients about whom nobody has said yet whether they are one person."""

    earlier_id: str
    later_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAnswer:
    """What was said last about two clients, as one laptop tells another.

    Attributes:
        one_id: The smaller of both ids.
        turns: How often something was said: odd where they are two people, even where that was
            taken back or no longer holds. Of two laptops the one with more knew what the other
            said; so no clock decides.
        one_as: As what the one was known then; empty where they are not told apart.
        other_as: The same of the other.
        stamp: Whose answer it is; None where they are not told apart.
    """

    one_id: str
    other_id: str
    likeness: int
    turns: int
    one_as: str = ""
    other_as: str = ""
    stamp: Stamp | None = None


def known_as(client: Client) -> str:
    """Return what stands for a client's name and birth date, 64 hex digits.

    An answer holds while both clients are known as they were when it was given: accents, case
    and what stands between the words make no difference.
    """
    born = "" if client.birth_date is None else client.birth_date.isoformat()
    return hashlib.sha256(json.dumps([*words_of(client.name), born]).encode()).hexdigest()
