"""Whose passphrase somebody else chose: it opens once, to be replaced."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from clinic_app.vault.key_tables import TEMPORARY_PASSPHRASES


class TemporaryPassphrases:
    """The workers who have yet to choose their own, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __contains__(self, worker_id: str) -> bool:
        """Whether a worker has yet to choose their own."""
        of_worker = TEMPORARY_PASSPHRASES.c.worker_id == worker_id
        found = self._connection.execute(select(TEMPORARY_PASSPHRASES).where(of_worker))
        return found.first() is not None

    def add(self, worker_id: str) -> None:
        """Keep that a worker was given a passphrase."""
        query = insert(TEMPORARY_PASSPHRASES).values(worker_id=worker_id)
        self._connection.execute(query.on_conflict_do_nothing())

    def discard(self, worker_id: str) -> None:
        """Keep that a worker chose their own; nothing happens where they had."""
        of_worker = TEMPORARY_PASSPHRASES.c.worker_id == worker_id
        self._connection.execute(TEMPORARY_PASSPHRASES.delete().where(of_worker))
