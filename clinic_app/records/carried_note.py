"""A signed note that travels between this clinic and headquarters, beside the bundles."""

from dataclasses import dataclass
from enum import Enum

from clinic_app.records.stamp import Stamp


class NoteSubject(Enum):
    """What a note is about."""

    NEW_KEY = "new_key"  # this clinic's own, signed by the key before
    QUESTION = "question"  # of headquarters, signed by it
    ANSWER = "answer"  # this clinic's, to a question


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedNote:
    """One note, as its file is; it is never changed.

    Attributes:
        id: What its file is called.
    """

    id: str
    subject: NoteSubject
    note: bytes
    stamp: Stamp
