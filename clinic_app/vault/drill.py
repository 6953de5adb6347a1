"""Reading a backup as after the loss of everything else: by its recovery code or two shares.

The backup is opened where it lies, to be read only; nothing of it is written anywhere.
"""

from pathlib import Path

from clinic_app.crypto import share_slots
from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import KeyringTamperedError
from clinic_app.vault import backups
from clinic_app.vault.checking import damaged_pages, row_counts
from clinic_app.vault.engine import DatabaseKey, apart, salt_in
from clinic_app.vault.errors import DatabaseDamagedError, HeaderTamperedError, WrongPairError
from clinic_app.vault.restoring import keyring_in

_RECORDS = ("clients", "screenings", "decisions", "services", "shown_papers", "kyr_events")


def records_in(backup: Path, code: str, second_share: str = "") -> int:
    """Return how many records a backup gives back.

    Args:
        backup: Its folder.
        code: The recovery code; or one share, where *second_share* is not empty.
        second_share: Another of the three shares.

    Raises:
        BackupMissingError: There is none.
        KeyringError: The code or the shares do not open it.
        HeaderError: Its key file is not what was written.
        WrongPairError: Its records are of another vault.
        DatabaseDamagedError: A page of it is not what was written.
        FileError: The disk refused.
    """
    keyring = keyring_in(backup)
    try:
        secrets = _secrets(keyring, code, second_share)
    except KeyringTamperedError as error:
        raise HeaderTamperedError(backup, has_backup=False) from error
    key = DatabaseKey.of(secrets, keyring.id)
    database = backup / backups.DATABASE_NAME
    if salt_in(database) != key.salt:
        raise WrongPairError(backup)
    with apart(database, key, mode="ro") as connection:
        if damaged_pages(connection):
            raise DatabaseDamagedError(backup)
        counted = row_counts(connection)
    return sum(counted[table] for table in _RECORDS)


def _secrets(keyring: Keyring, code: str, second_share: str) -> Secrets:
    if second_share.strip():
        return share_slots.opened(keyring, (code, second_share))
    return keyring.unlock_by_recovery_code(code)
