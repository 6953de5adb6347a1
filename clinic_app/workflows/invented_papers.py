"""Which papers invented people lay on the table: a lease, how they came, and others; with gaps."""

from datetime import date, timedelta
from random import Random

from clinic_app.records.shown_paper import PaperForm, PaperSeen
from clinic_app.workflows.invented_families import happens

_BRING_PAPERS_IN_100 = 60
_ENTRY_IN_100 = 70
_COPY_IN_100 = 30
_SINGLE_KINDS = ("work", "bills", "school", "medical", "letter", "bank")
_MOST_SINGLE = 3


def invented_papers(chance: Random, since: date, today: date) -> tuple[PaperSeen, ...]:
    """Return what somebody brings who is asked about every month since *since*.

    Args:
        chance: What is drawn from.
        since: The day of continuous residence, not after *today*.
        today: No paper begins later.
    """
    if not happens(chance, _BRING_PAPERS_IN_100):
        return ()
    days = (today - since).days
    papers = []
    if happens(chance, _ENTRY_IN_100):
        came = since - timedelta(days=chance.randint(0, 90))
        papers.append(_seen(chance, "entry", came, came))
    moved_in = since + timedelta(days=chance.randint(0, days))
    lease_ends = min(today, moved_in + timedelta(days=chance.randint(60, 365)))
    papers.append(_seen(chance, "rent", moved_in, lease_ends))
    for kind in chance.sample(_SINGLE_KINDS, chance.randint(0, _MOST_SINGLE)):
        day = since + timedelta(days=chance.randint(0, days))
        papers.append(_seen(chance, kind, day, day))
    return tuple(papers)


def _seen(chance: Random, kind: str, first: date, last: date) -> PaperSeen:
    form = PaperForm.COPY if happens(chance, _COPY_IN_100) else PaperForm.ORIGINAL
    return PaperSeen(kind=kind, first=first, last=last, form=form)
