"""Backups from before a deletion: they still hold whoever was deleted since, until they go too."""

from dataclasses import dataclass
from pathlib import Path

from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.files.errors import FileError
from clinic_app.files.reading import is_folder
from clinic_app.records.audit import About, Act
from clinic_app.records.retention import BackupPlace
from clinic_app.vault import backups
from clinic_app.vault.backups import Backup
from clinic_app.vault.progress import Progress
from clinic_app.workflows.backups import copy_to, from_before_a_deletion, make, own_folder
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class OldBackups:
    """What still holds people who were deleted for good.

    Attributes:
        reachable: Backups from before the newest deletion, newest first, each place for itself.
        unreachable: Places that are not there now, and may hold such backups.
    """

    reachable: tuple[Backup, ...] = ()
    unreachable: tuple[BackupPlace, ...] = ()


def look(session: Session) -> OldBackups:
    """Return the backups that still hold somebody who was deleted; none where nobody was."""
    with session.reading() as opened:
        newest = next(iter(opened.purges.all()), None)
        places = opened.backup_places.all()
    if newest is None:
        return OldBackups()
    since = newest.stamp.at
    there = (own_folder(session), *(Path(place.path) for place in places))
    return OldBackups(
        from_before_a_deletion(session, there),
        tuple(
            place
            for place in places
            if not is_folder(Path(place.path))
            and (place.clean_since is None or place.clean_since <= since)
        ),
    )


def destroy(session: Session, progress: Progress) -> OldBackups:
    """Destroy every such backup that can be reached, once a new one lies in its place.

    Args:
        session: Of a representative or coordinator.
        progress: Is told, and asked whether to stop, while a new backup is made.

    Returns:
        What is left: places that are not there, and what a disk did not let go.

    Raises:
        KeyNotHeldError: The session's worker is neither representative nor coordinator.
        WorkStoppedError: *progress* said so; the old backups at that place are there.
        ClinicError: A new backup could not be made; the old ones at that place are there.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    found = look(session).reachable
    for folder in dict.fromkeys(one.folder.parent for one in found):
        old = [one for one in found if one.folder.parent == folder]
        if folder == own_folder(session):
            make(session, None, progress=progress)
        else:
            copy_to(session, folder, progress=progress)
        _destroy_at(session, folder, old)
    return look(session)


def _destroy_at(session: Session, folder: Path, old: list[Backup]) -> None:
    """Destroy what lies at one place; what the disk does not let go stays on the list."""
    is_clean = True
    for one in old:
        try:
            backups.destroy(one)
        except FileError:
            is_clean = False
    is_own = folder == own_folder(session)
    with session.transaction() as opened:
        session.note(opened, Act.DESTROYED, About.VAULT if is_own else About.SECOND_COPY)
        if not is_own:
            opened.backup_places.keep(str(folder), session.moment(), is_clean=is_clean)
