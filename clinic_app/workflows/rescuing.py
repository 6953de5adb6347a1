"""Saving what can be read of damaged records."""

from clinic_app.vault import rescue as vault_rescue
from clinic_app.vault.rescue import Rescued
from clinic_app.workflows.session import Session


def rescue(session: Session) -> Rescued:
    """Make a vault beside the session's out of what can be read of it, as another station.

    Raises:
        DatabaseDamagedError: Not even the list of tables can be read: a backup is the way out.
        ClinicError: Whatever the disk refuses; nothing is left then.
    """
    folder = session.vault.folder
    beside = folder.with_name(f"{folder.name} rescued {session.moment():%Y-%m-%d %H%M%S}")
    return vault_rescue.rescue(session.vault, beside, session.clinic, session.worker)
