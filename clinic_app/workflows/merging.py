"""Two files that are of one person: one stands for both, and the way back until a month closes."""

import secrets
from collections.abc import Collection
from dataclasses import fields, replace

from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.likeness import takes_part
from clinic_app.records.merge import Merge, Said, WayBack
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.clients import standing_client
from clinic_app.workflows.elsewhere import refuse_elsewhere
from clinic_app.workflows.errors import MergeStandsError, NotTwoFilesError
from clinic_app.workflows.laptop_errors import FileOutError, HandedOverError
from clinic_app.workflows.session import Session

SAID = frozenset(field.name for field in fields(Said))
"""What may be taken from the other file."""


def merge(session: Session, kept_id: str, other_id: str, taken: Collection[str]) -> Merge:
    """Let the file *kept_id* stand for both: the other stays as it is and is shown no more.

    Both come-back codes find the one that stands, with the screenings and services of both.

    Args:
        session: Of somebody who screens.
        kept_id: The client who stands.
        other_id: The client whose file is taken in.
        taken: Which of :data:`SAID` is taken from the other file.

    Raises:
        KeyNotHeldError: The session's worker does not screen.
        RecordMissingError: There is no such client.
        RecordWithdrawnError: One of them was withdrawn.
        NotTwoFilesError: They are one already, or one of them wants no record.
        FileOutError: Another laptop holds one of them.
    """
    session.vault.require(SCREENING_KEY)
    with session.transaction() as opened:
        try:
            kept, other = standing_client(opened, kept_id), standing_client(opened, other_id)
        except HandedOverError as error:
            raise FileOutError(error.laptop) from error
        if kept.id == other.id or not (takes_part(kept) and takes_part(other)):
            raise NotTwoFilesError
        before, told = Said.of(kept), Said.of(other)
        after = replace(before, **{name: getattr(told, name) for name in SAID.intersection(taken)})
        made = Merge(
            id=secrets.token_hex(16),
            kept_id=kept.id,
            merged_id=other.id,
            stamp=session.stamp(),
            way_back=WayBack(before, after),
        )
        opened.clients.save(after.onto(kept))
        opened.merges.add(made)
        opened.pairs.compare_again(kept.id)
        _note(session, opened, Act.MERGED, made)
    return made


def undo(session: Session, merge_id: str) -> None:
    """Let two merged files be two again; what the one that stood took over is given back.

    What was written for the person since stays with the file that stood.

    Raises:
        KeyNotHeldError: The session's worker does not screen.
        MergeStandsError: A month was closed since, or the file was itself taken into another.
        HandedOverError: Another laptop holds the client.
    """
    session.vault.require(SCREENING_KEY)
    with session.transaction() as opened:
        made = opened.merges.get(merge_id)
        kept = opened.clients.get(made.kept_id)
        if made.way_back is None or made.undone is not None or kept.id != made.kept_id:
            raise MergeStandsError
        refuse_elsewhere(opened, kept.id)
        opened.merges.undo(made.id, session.stamp())
        if kept.withdrawn is None:
            opened.clients.save(made.way_back.taken_by(kept))
        for client_id in (made.kept_id, made.merged_id):
            opened.pairs.compare_again(client_id)
        _note(session, opened, Act.UNMERGED, made)


def of_client(session: Session, client_id: str) -> tuple[tuple[Merge, Client], ...]:
    """Return the files that were taken into a client's, newest first, each as it was."""
    with session.reading() as opened:
        return tuple(
            (made, opened.clients.itself(made.merged_id))
            for made in opened.merges.of_client(client_id)
        )


def _note(session: Session, opened: OpenVault, act: Act, made: Merge) -> None:
    for client_id in (made.kept_id, made.merged_id):
        session.note(opened, act, About.CLIENT, client_id)
