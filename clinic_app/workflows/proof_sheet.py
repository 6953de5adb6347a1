"""The proof of a deletion, on paper: what went, when, by whom, and what is still to be destroyed.

It says nothing of the person: whoever must write down whom it is about does so by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from clinic_app.printing.drawing import draw
from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import (
    Blanks,
    CheckList,
    Figures,
    Note,
    Points,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.records.clinic import Clinic
from clinic_app.records.retention import Purge
from clinic_app.translation import gettext as _
from clinic_app.vault.backups import Backup
from clinic_app.workflows import backups
from clinic_app.workflows.file_frame import clinic_sheet
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.purge_words import cause_words, rows_words
from clinic_app.workflows.session import Session

_SHOWN_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the sheet tells.

    Attributes:
        worker_name: Of whoever deleted.
        remaining: Backups that were made before, or in the same second; newest first.
    """

    purge: Purge
    worker_name: str
    remaining: tuple[Backup, ...]


def make(session: Session, purge_id: str) -> bytes:
    """Make the sheet of one purge.

    Returns:
        A PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: The clinic's or the worker's name has a character that no
            font has.
    """
    return draw(proof_sheet(session.clinic, proof_of(session, purge_id)))


def proof_of(session: Session, purge_id: str) -> Proof:
    """Look up what the sheet tells, as it is now."""
    kept = backups.existing(session)
    with session.reading() as opened:
        purge = next(one for one in opened.purges.all() if one.id == purge_id)
        worker = opened.workers.get(purge.stamp.worker_id)
    older = tuple(one for one in kept if backups.is_before(session.vault, one, purge))
    return Proof(purge=purge, worker_name=worker.name, remaining=older)


def proof_sheet(clinic: Clinic, proof: Proof) -> Sheet:
    """Decide what the sheet says."""
    purge = proof.purge
    day = shipped_paper().source.dates.written(purge.stamp.day)
    return clinic_sheet(
        issuer=clinic.name,
        title=_("Proof of deletion"),
        about=(
            clinic.name,
            _("Deleted on {day}").format(day=day),
        ),
        sections=tuple(_sections(proof)),
        footer=_("Deletion {number}. Says when and how much, and not of whom.").format(
            number=purge.id[:_SHOWN_DIGITS]
        ),
    )


def _sections(proof: Proof) -> Iterator[Section]:
    purge = proof.purge
    at = f"{purge.stamp.at:%Y-%m-%d %H:%M}"
    done = (
        (_("People"), str(purge.people)),
        (_("Deleted by"), isolated(proof.worker_name)),
        (_("When, by the computer's clock"), at),
    )
    wiped = Text(
        Words(
            _(
                "The file of the records was written anew afterwards: nothing of them stands in "
                "its unused parts either."
            )
        )
    )
    due = Note(
        Words(
            _(
                "The file of the records is still to be written anew. That is done the next time "
                "they are unlocked; print this sheet again then."
            )
        )
    )
    yield Section(
        Words(_("What was done")),
        (
            Text(Words(cause_words(purge.cause)), is_strong=True),
            Figures(done),
            wiped if purge.is_wiped else due,
        ),
    )
    yield Section(
        Words(_("Deleted for good")), (Points(tuple(map(Words, rows_words(purge.rows)))),)
    )
    stays = (
        _("Sums by month that are nobody's, so that the monthly numbers stay right."),
        _("In the log: who did what, when, with a random number instead of the person."),
    )
    yield Section(Words(_("What stays in the records")), (Points(tuple(map(Words, stays))),))
    yield _to_destroy(proof.remaining)
    by_hand = (_("Whom it is about, if it must be written down"), _("Name and signature"))
    yield Section(Words(_("By hand")), (Blanks(tuple(map(Words, by_hand))),))


def _to_destroy(remaining: tuple[Backup, ...]) -> Section:
    own = tuple(
        _("The backup of {moment}: {folder}").format(
            moment=f"{one.at:%Y-%m-%d %H:%M}", folder=one.folder
        )
        for one in remaining
    )
    others = (
        _("Backups on sticks, and records on other laptops, from before this day"),
        _("Papers of this person, and PDF files saved of them"),
    )
    return Section(
        Words(_("Still to be destroyed; tick what is done")),
        (CheckList(tuple(map(Words, (*own, *others)))),),
    )
