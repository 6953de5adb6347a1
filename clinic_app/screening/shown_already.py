"""Papers that would change an answer and were shown: the answer is to be looked at.

Strictly: only what the days of a paper themselves tell. A lease that runs through a trip shows no
return, and a record of one case is none of another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from clinic_app.screening.corrections import Paper, PaperKind


@dataclass(frozen=True, slots=True)
class ShownDays:
    """The days of one paper that was shown, both included.

    Attributes:
        proof: Id of what its kind proves, in the rule pack's ``evidence.toml``.
    """

    proof: str
    first: date
    last: date


_PROOFS: Mapping[PaperKind, str] = MappingProxyType({
    PaperKind.RESIDENCE: "residence",
    PaperKind.RETURN: "residence",
    PaperKind.LATE_REASON: "late_basis",
    PaperKind.LASTING_REASON: "late_basis",
    PaperKind.COURT_RECORD: "criminal",
})  # fmt: skip


def is_shown(paper: Paper, shown: tuple[ShownDays, ...], *, cases: int) -> bool:
    """Whether what was shown tells of the days that *paper* must tell of.

    Args:
        paper: What is looked for.
        shown: What was shown.
        cases: How many criminal cases the client told of; each has a record of its own.
    """
    papers = [one for one in shown if one.proof == _PROOFS.get(paper.kind)]
    match paper.kind:
        case PaperKind.RESIDENCE:
            return any(one.first <= paper.days[0] for one in papers)
        case PaperKind.RETURN:
            return any(_is_later(one.first, paper) and one.first <= paper.days[0] for one in papers)
        case PaperKind.LATE_REASON:
            windows = tuple(zip(paper.days[::2], paper.days[1::2], strict=True))
            return any(
                one.first <= last and first <= one.last for one in papers for first, last in windows
            )
        case PaperKind.LASTING_REASON:
            return any(_is_later(one.last, paper) for one in papers)
        case PaperKind.COURT_RECORD:
            return 0 < cases <= len(papers)
        case _:  # no day of a paper tells why a trip was made
            return False


def _is_later(day: date, paper: Paper) -> bool:
    return paper.after is not None and day > paper.after
