"""What each worker was typing when an open vault was last looked after."""

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.records.draft import Draft
from clinic_app.vault.upkeep_tables import DRAFTS


class Drafts:
    """One draft for each worker, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def of(self, worker_id: str) -> Draft | None:
        """Return what a worker left half-typed; None where nothing was.

        Raises:
            FieldChangedError: It is not what was kept.
            KeyNotHeldError: It is somebody's who may read more.
        """
        query = select(DRAFTS.c.content).where(DRAFTS.c.worker_id == worker_id)
        content = self._connection.execute(query).scalar_one_or_none()
        if content is None:
            return None
        return msgspec.json.decode(self._seals.open(_place(worker_id), content), type=Draft)

    def keep(self, worker_id: str, draft: Draft) -> None:
        """Keep a worker's draft instead of the one before, under the highest key they hold."""
        typed = msgspec.json.encode(draft)
        content = self._seals.seal(self._seals.highest, _place(worker_id), typed)
        query = insert(DRAFTS).values(worker_id=worker_id, content=content)
        self._connection.execute(
            query.on_conflict_do_update(index_elements=["worker_id"], set_={"content": content})
        )

    def forget(self, worker_id: str) -> None:
        """Drop a worker's draft; nothing happens where there is none."""
        self._connection.execute(DRAFTS.delete().where(DRAFTS.c.worker_id == worker_id))


def _place(worker_id: str) -> tuple[str, ...]:
    return DRAFTS.name, "content", worker_id
