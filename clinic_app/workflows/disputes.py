"""Files that are of one person here, and of two as somebody said on another laptop.

Both may have been said of the same two files: two copies of one vault were worked on. The merge
holds until somebody says here which of the two is right; what is said then travels on.
"""

from dataclasses import dataclass
from datetime import date

from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.merge import Merge
from clinic_app.records.pair import PairAnswer
from clinic_app.records.stamp import Stamp
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import duplicates, merging
from clinic_app.workflows.errors import MergeStandsError
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class Teller:
    """Whose word it is."""

    worker: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two files about which two things were said.

    Attributes:
        kept: The file that stands, or one that was taken in before the other.
        one_person: Who said that they are of one person, and when.
        two_people: The same of two.
    """

    kept: Client
    other: Client
    one_person: Teller
    two_people: Teller


def waiting(session: Session) -> tuple[Dispute, ...]:
    """Return what was said in two ways, and about which nobody has said anything since."""
    with session.reading() as opened:
        return tuple(
            _dispute(opened, answer, answer.stamp)
            for answer in opened.pairs.disputed()
            if answer.stamp is not None  # what is told apart has one
        )


def stay_one(session: Session, one_id: str, other_id: str) -> None:
    """Take back that two files of one person are of two.

    Raises:
        KeyNotHeldError: The session's worker does not screen.
    """
    session.vault.require(SCREENING_KEY)
    duplicates.ask_again(session, one_id, other_id)


def say_two_again(session: Session, one_id: str, other_id: str) -> None:
    """Say once more that two files of one person are of two, so that it is asked about."""
    with session.transaction() as opened:
        one, other = opened.clients.itself(one_id), opened.clients.itself(other_id)
        opened.pairs.tell_apart(one, other, session.stamp())
        for client in (one, other):
            session.note(opened, Act.TOLD_APART, About.CLIENT, client.id)


def become_two(session: Session, one_id: str, other_id: str) -> Merge:
    """Let two files be two again, as it was said; return the merge that held before.

    Raises:
        KeyNotHeldError: The session's worker does not screen.
        MergeStandsError: A month was closed since, or the file was itself taken into another.
        HandedOverError: Another laptop holds the client.
    """
    with session.together() as together:
        with together.reading() as opened:
            between = _between(opened, one_id, other_id)
        undone = next((made for made in between if made.way_back is not None), None)
        if undone is None:
            raise MergeStandsError
        merging.undo(together, undone.id)
    return undone


def become_one_again(session: Session, undone: Merge) -> None:
    """Merge again what :func:`become_two` parted, with what was taken over then."""
    taken: set[str] = set()
    if undone.way_back is not None:
        before, after = undone.way_back.before, undone.way_back.after
        taken = {name for name in merging.SAID if getattr(before, name) != getattr(after, name)}
    merging.merge(session, undone.kept_id, undone.merged_id, taken)


def _dispute(opened: OpenVault, answer: PairAnswer, said: Stamp) -> Dispute:
    made = _between(opened, answer.one_id, answer.other_id)[0]
    first, second = answer.one_id, answer.other_id
    if made.merged_id == first:
        first, second = second, first
    return Dispute(
        kept=opened.clients.itself(first),
        other=opened.clients.itself(second),
        one_person=_teller(opened, made.stamp),
        two_people=_teller(opened, said),
    )


def _teller(opened: OpenVault, stamp: Stamp) -> Teller:
    return Teller(opened.workers.get(stamp.worker_id).name, stamp.day)


def _between(opened: OpenVault, one_id: str, other_id: str) -> tuple[Merge, ...]:
    """Return the merges that make two files one person's; any of them undone makes them two.

    Those into the file that stands come first: only they can be undone.
    """
    above_one, above_other = _above(opened, one_id), _above(opened, other_id)
    shared = {made.id for made in above_one} & {made.id for made in above_other}
    stands = opened.merges.ids_of(one_id)[0]
    between = [made for made in (*above_one, *above_other) if made.id not in shared]
    return tuple(sorted(between, key=lambda made: made.kept_id != stands))


def _above(opened: OpenVault, client_id: str) -> tuple[Merge, ...]:
    """Return the merges by which a file was taken into another, and that one further."""
    for made in opened.merges.touching(client_id):
        if made.merged_id == client_id and made.undone is None:
            return (made, *_above(opened, made.kept_id))
    return ()
