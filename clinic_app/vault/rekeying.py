"""New keys for a vault: its database written anew under them, then put in the place of the old.

The new database is made beside the old one and proved. Then one step settles everything: the new
key file takes the place of the old, an atomic rename. Before it the old pair is whole and
opens as ever; after it the new database only waits for its name, and whoever opens the vault
next finishes what is left. Backups keep their old keys: they open as before, for whoever could
open them.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import WrongPassphraseError
from clinic_app.crypto.new_keys import NewKeys, renewed
from clinic_app.crypto.slots import ALL_KEYS
from clinic_app.files.errors import FileError
from clinic_app.files.reading import size_of
from clinic_app.files.unfinished import UNFINISHED
from clinic_app.files.writing import remove, rename, write_atomically
from clinic_app.vault import header_file, places
from clinic_app.vault.engine import DatabaseKey, salt_in
from clinic_app.vault.errors import NewKeysNotProvedError
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress
from clinic_app.vault.rewriting import Rewriting
from clinic_app.vault.vault import Vault

_UNFINISHED_NAME = places.NEXT_NAME + UNFINISHED
_LEFTOVERS = (
    *(_UNFINISHED_NAME + journal for journal in places.JOURNALS),
    _UNFINISHED_NAME,
    places.NEXT_NAME,
)


def prepare(
    vault: Vault, own_passphrase: str, temporary: Mapping[str, str], *, with_shares: bool
) -> NewKeys:
    """Make new keys for *vault*; nothing is written.

    Args:
        vault: Opened by the passphrase of somebody who holds every key.
        own_passphrase: Theirs; it stays.
        temporary: For each other worker who remains, by the id of the slot.
        with_shares: Whether three shares are made, too.

    Raises:
        WrongPassphraseError: *own_passphrase* is not theirs.
        KeyNotHeldError: The vault was opened without all keys.
        VaultLockedError: The vault was locked.
        HeaderError: The key file is not what this vault wrote.
    """
    for key in ALL_KEYS:
        vault.require(key)
    with vault.as_a_whole() as (_database, _key, keyring, _secrets):
        own = next((slot for slot in keyring.user_slots if slot.id == vault.slot_id), None)
        if own is None:
            raise WrongPassphraseError
        keyring.unlock(own_passphrase, own.sign_in_name)
        passphrases = {**temporary, own.id: own_passphrase}
        cost = header_file.dearest_cost(keyring)
        return renewed(keyring, passphrases, cost, with_shares=with_shares)


def carry_out(
    vault: Vault, keys: NewKeys, *, finish: Callable[[OpenVault], None], progress: Progress
) -> int:
    """Write *vault* anew under *keys*; it is locked then.

    Args:
        vault: Nobody writes to it meanwhile.
        keys: As :func:`prepare` made them of this vault.
        finish: Writes what belongs to the new keys into the new database.
        progress: Is told, and asked whether to stop; not any more once the step is taken that
            cannot be taken back.

    Returns:
        How many sealed fields could not be read before, and cannot now.

    Raises:
        WorkStoppedError: *progress* said so, or the vault was locked; all is as it was.
        DatabaseDamagedError: A page of the vault is not what was written; all is as it was.
        NewKeysNotProvedError: What was written is not what was read, or the workers changed
            since; all is as it was.
        HeaderError: The key file is not what this vault wrote; all is as it was.
        VaultLockedError: The vault was locked before it began.
        FileError: The disk refused. All is as it was, or the next opening finishes it.
    """
    folder = vault.folder
    with vault.standing_still() as (database, key, keyring, secrets):
        if keys.keyring.id != keyring.id or keys.made_of != keyring.epoch:
            raise NewKeysNotProvedError(folder)
        rewriting = Rewriting(vault, keys, folder / _UNFINISHED_NAME, progress)
        is_made = False
        try:
            rewritten = rewriting.run(database, key, secrets, finish)
            rename(folder / _UNFINISHED_NAME, folder / places.NEXT_NAME)
            is_made = True
        finally:
            if not is_made:
                with suppress(FileError):  # why it failed is what must be told
                    _clear(folder)
        vault.lock()
        # The one step: before it the old pair opens, after it the new one.
        data = rewritten.keyring.to_bytes(keys.secrets)
        write_atomically(folder / places.HEADER_NAME, data)
        settle(folder, rewritten.keyring, keys.secrets)
    return rewritten.unreadable


def settle(folder: Path, keyring: Keyring, secrets: Secrets) -> None:
    """Finish what a change of keys has left, whichever side of its one step it stopped on.

    Args:
        folder: Of the vault, nobody else's at this moment.
        keyring: As its key file says.
        secrets: What it wraps.

    Raises:
        FileError: The disk refused; the next opening tries again.
    """
    waiting = folder / places.NEXT_NAME
    salt = DatabaseKey.of(secrets, keyring.id).salt
    if size_of(waiting) and salt_in(waiting) == salt:
        header_file.write(folder, keyring, secrets)  # so that its copy says the same
        for journal in places.JOURNALS:  # of the old database: the new one must not meet them
            remove(folder / (places.DATABASE_NAME + journal))
        rename(
            waiting, folder / places.DATABASE_NAME
        )  # last: while it waits, all this is done again
    _clear(folder)


def _clear(folder: Path) -> None:
    for name in _LEFTOVERS:
        if size_of(folder / name) is not None:
            remove(folder / name)
