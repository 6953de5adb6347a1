"""What the records know around them: their key file, and the computers they were used on."""

from sqlalchemy import Connection, select

from clinic_app.vault.state_tables import KNOWN_COMPUTERS, VAULT_STATE
from clinic_app.vault.stores.rows import insert


class VaultState:
    """It, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def epoch(self) -> int:
        """Return the newest epoch of the key file that was ever seen; 0 for none."""
        return int(self._connection.execute(select(VAULT_STATE.c.epoch)).scalar_one())

    def keep_epoch(self, epoch: int) -> None:
        """Keep that the key file has come to *epoch*; it never goes back."""
        newer = VAULT_STATE.update().where(VAULT_STATE.c.epoch < epoch)
        self._connection.execute(newer, {"epoch": epoch})

    def computers(self) -> tuple[str, ...]:
        """Return the tokens of the computers on which these records are at home, oldest first."""
        query = select(KNOWN_COMPUTERS.c.token).order_by(KNOWN_COMPUTERS.c.number)
        return tuple(self._connection.execute(query).scalars())

    def add_computer(self, token: str) -> None:
        """Let the records be at home on one more computer."""
        insert(self._connection, KNOWN_COMPUTERS, {"token": token})

    def forget_computers(self) -> None:
        """Let the records be at home nowhere: they are another station from now on."""
        self._connection.execute(KNOWN_COMPUTERS.delete())
