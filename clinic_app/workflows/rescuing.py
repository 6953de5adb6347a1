"""Saving what can be read of damaged records, and the list of what cannot."""

from contextlib import suppress

from clinic_app.files.errors import FileError
from clinic_app.files.writing import write_atomically
from clinic_app.vault import rescue as vault_rescue
from clinic_app.vault.progress import Progress, never
from clinic_app.vault.rescue import Rescued
from clinic_app.workflows.rescue_words import rescued_words
from clinic_app.workflows.session import Session

LIST_NAME = "what could not be read.txt"
"""Lies beside the rescued records; table names and row numbers, nothing of any client."""


def rescue(session: Session, *, progress: Progress = never) -> Rescued:
    """Make a vault beside the session's out of what can be read of it, as another station.

    Args:
        session: Of the damaged records, which stay as they are.
        progress: Is told how far it is; returns whether to stop.

    Raises:
        DatabaseDamagedError: Not even the list of tables can be read: a backup is the way out.
        WorkStoppedError: *progress* said so, or the vault was locked; nothing is left.
        ClinicError: Whatever the disk refuses; nothing is left then.
    """
    folder = session.vault.folder
    beside = folder.with_name(f"{folder.name} rescued {session.moment():%Y-%m-%d %H%M%S}")
    rescued = vault_rescue.rescue(
        session.vault, beside, session.clinic, session.worker, progress=progress
    )
    with suppress(FileError):  # the records are saved; the list is also shown, and printed
        write_atomically(beside / LIST_NAME, (rescued_words(rescued) + "\n").encode())
    return rescued
