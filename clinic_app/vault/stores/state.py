"""What the records know of their key file, so that an older one is told from theirs."""

from sqlalchemy import Connection, select

from clinic_app.vault.state_tables import VAULT_STATE


class VaultState:
    """The only row of it, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def epoch(self) -> int:
        """Return the newest epoch of the key file that was ever seen; 0 for none."""
        return int(self._connection.execute(select(VAULT_STATE.c.epoch)).scalar_one())

    def keep_epoch(self, epoch: int) -> None:
        """Keep that the key file has come to *epoch*; it never goes back."""
        newer = VAULT_STATE.update().where(VAULT_STATE.c.epoch < epoch)
        self._connection.execute(newer, {"epoch": epoch})
