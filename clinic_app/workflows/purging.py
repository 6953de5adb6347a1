"""Deleting people for good: in one transaction, into the log, and then out of the file itself."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace

from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.errors import ClinicError
from clinic_app.records.audit import About, Act
from clinic_app.records.retention import Purge, PurgeCause
from clinic_app.vault import wiping
from clinic_app.vault.errors import WorkStoppedError
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress
from clinic_app.vault.stores.purges import Tell
from clinic_app.workflows import gone_lists
from clinic_app.workflows.own_laptop import refuse_forgetting
from clinic_app.workflows.session import Session

People = Sequence[Sequence[str]]
"""Each person by all ids under which they stand in the records."""


def purge(
    session: Session,
    cause: PurgeCause,
    choose: Callable[[OpenVault], People],
    progress: Progress,
) -> Purge:
    """Delete people with everything of theirs, all of them or nobody.

    Args:
        session: Of a representative or coordinator.
        cause: Why.
        choose: Says who goes, in the very transaction in which they do; at least one.
        progress: Is told, and asked whether to stop; once everything is deleted nothing stops.

    Returns:
        The purge. Where it is not wiped, the deletion stands, but the disk refused to write the
        database anew: that is done at the next opening.

    Raises:
        KeyNotHeldError: The session's worker is neither representative nor coordinator.
        ClientHeldError: A legal hold stands.
        ForgetAtMainError: The main laptop has not taken somebody in, so they could not count on.
        HandedOverError: Another laptop holds somebody.
        WorkStoppedError: *progress* said so; nothing was deleted.
        ClinicError: Whatever *choose* refuses, or the disk before everything is deleted; nothing
            was.
    """
    session.vault.require(REPRESENTATIVE_KEY)

    def tell(done: int, total: int) -> None:
        if progress(done, total):
            raise WorkStoppedError(session.vault.folder)

    wanted = _wanted(session, cause)
    with session.transaction() as opened:
        people = choose(opened)
        for person in people:
            for one in person:
                refuse_forgetting(opened, one)
        _delete(session, opened, people, wanted, tell)
    _wiped(session)
    gone_lists.remember(session)
    with session.reading() as opened:
        return next(one for one in opened.purges.all() if one.id == wanted.id)


def purge_restored(session: Session, choose: Callable[[OpenVault], People]) -> None:
    """Delete people again who were deleted before: whoever opens the records does it.

    Args:
        session: Of anybody.
        choose: Says who goes, in the very transaction in which they do; may be nobody.

    Raises:
        ClinicError: Whatever the disk refuses before everything is deleted; nothing was.
    """
    with session.transaction() as opened:
        people = choose(opened)
        if people:
            wanted = _wanted(session, PurgeCause.RESTORED)
            _delete(session, opened, people, wanted, lambda _done, _total: None)
    if people:
        _wiped(session)


def _wanted(session: Session, cause: PurgeCause) -> Purge:
    return Purge(id=secrets.token_hex(16), cause=cause, people=0, rows={}, stamp=session.stamp())


def _delete(session: Session, opened: OpenVault, people: People, wanted: Purge, tell: Tell) -> None:
    ids = [one for person in people for one in person]
    opened.purges.purge(ids, replace(wanted, people=len(people)), tell)
    opened.backup_places.doubt()
    for one in ids:
        session.note(opened, Act.PURGED, About.CLIENT, one)


def _wiped(session: Session) -> None:
    """Write the database anew; where that is refused the purge itself says that it is due."""
    try:
        wiping.wipe(session.vault)
    except ClinicError:
        return
