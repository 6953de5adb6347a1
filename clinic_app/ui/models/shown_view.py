"""Papers that a client has shown as they are drawn: values that the flow makes."""

from dataclasses import dataclass

from clinic_app.records.shown_paper import PaperForm
from clinic_app.screening.evidence_months import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPaper:
    """A paper as a worker typed it.

    Attributes:
        kind: Id of its kind.
        first: First month or day that it shows, as typed.
        last: The last one; empty where it shows no other.
    """

    kind: str
    first: str
    last: str
    form: PaperForm
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One paper of the list.

    Attributes:
        paper_id: The record's.
        typed: What the fields hold when it is corrected.
        state: Empty while it stands.
    """

    paper_id: str
    days: str
    kind: str
    form: str
    note: str
    state: str
    typed: TypedPaper
    is_standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """All papers of a client; *lines* newest first, those taken back last.

    Attributes:
        kinds: Id and name of each kind of paper.
        months: None where nobody asks for months.
        since: The heading over the months.
        told: What the months say, in words.
    """

    client_id: str
    title: str
    kinds: tuple[tuple[str, str], ...]
    lines: tuple[ShownLine, ...]
    months: Coverage | None
    since: str
    told: str
