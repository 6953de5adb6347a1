"""A paper that a client has laid on the table: of what kind, and which days it shows.

Neither its number nor a picture of it is ever kept.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.records.stamp import Stamp, Withdrawal


class PaperForm(Enum):
    """Whether it was the paper itself."""

    ORIGINAL = "original"
    COPY = "copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSeen:
    """What a worker saw of one paper.

    Attributes:
        kind: Id of a kind in the rule pack's ``evidence.toml``.
        first: First day that it shows; a paper of one day shows the same *last*.
        note: In the worker's words.
    """

    kind: str
    first: date
    last: date
    form: PaperForm = PaperForm.ORIGINAL
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPaper:
    """One paper. It is never changed: a wrong one is withdrawn, and another is added.

    Attributes:
        id: Random, 32 hex digits.
        client_id: Whose.
        seen: None where whoever looks lacks the key to it.
        stamp: Who saw it, when.
    """

    id: str
    client_id: str
    seen: PaperSeen | None
    stamp: Stamp
    withdrawn: Withdrawal | None = None
