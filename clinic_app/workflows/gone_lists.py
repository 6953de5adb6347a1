"""Writing down beside the records, and beside their backups, who was deleted for good."""

import logging
from pathlib import Path

from clinic_app.files.errors import FileError
from clinic_app.vault import backups, gone_list
from clinic_app.workflows.session import Session

_LOG = logging.getLogger(__name__)


def remember(session: Session) -> None:
    """Bring every list that can be reached up to date; nothing where nobody was ever deleted.

    What a disk refuses is written at the next backup or opening.
    """
    with session.reading() as opened:
        ids = opened.purges.gone()
        places = opened.backup_places.all()
    if ids:
        own = (session.vault.folder, session.vault.folder / backups.FOLDER_NAME)
        try:
            gone_list.write(session.vault, ids, (*own, *(Path(place.path) for place in places)))
        except FileError as error:
            _LOG.warning("a list of who is gone was not written: %s", type(error).__name__)
