"""Which station these records are: a copy, or older ones put back, must become another.

The same people would be counted twice if two folders closed months under one station id.
"""

import secrets
from dataclasses import replace

from clinic_app.records.audit import About, Act
from clinic_app.vault.restoring import STATION_ID_BYTES
from clinic_app.workflows.carrying_errors import OlderRecordsError
from clinic_app.workflows.session import Session


def has_older_records(session: Session) -> bool:
    """Whether the key file was written after these records: an older copy was put back."""
    return session.vault.ages.has_older_records


def refuse_doubtful_station(session: Session) -> None:
    """Refuse to count under a station id that newer records may have counted under.

    Raises:
        OlderRecordsError: The records are older than their key file.
    """
    if has_older_records(session):
        raise OlderRecordsError


def as_new_station(session: Session) -> Session:
    """Give these records a station id of their own, and return the session to go on with.

    Raises:
        ClinicError: Whatever the vault refuses; then they stay in doubt.
    """
    station_id = secrets.token_hex(STATION_ID_BYTES)
    with session.transaction() as opened:
        clinic = replace(opened.clinic.get(), station_id=station_id)
        opened.clinic.save(clinic)
        session.note(opened, Act.CHANGED, About.STATION, station_id)
    session.vault.trust_records()
    return replace(session, clinic=clinic)
