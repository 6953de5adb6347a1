"""What each worker was typing when an open vault was last looked after."""

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from clinic_app.records.draft import Draft
from clinic_app.vault.upkeep_tables import DRAFTS


class Drafts:
    """One draft for each worker, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, worker_id: str) -> Draft | None:
        """Return what a worker left half-typed; None where nothing was."""
        query = select(DRAFTS.c.content).where(DRAFTS.c.worker_id == worker_id)
        content = self._connection.execute(query).scalar_one_or_none()
        return None if content is None else msgspec.json.decode(content, type=Draft)

    def keep(self, worker_id: str, draft: Draft) -> None:
        """Keep a worker's draft instead of the one before."""
        content = msgspec.json.encode(draft)
        query = insert(DRAFTS).values(worker_id=worker_id, content=content)
        self._connection.execute(
            query.on_conflict_do_update(index_elements=["worker_id"], set_={"content": content})
        )

    def forget(self, worker_id: str) -> None:
        """Drop a worker's draft; nothing happens where there is none."""
        self._connection.execute(DRAFTS.delete().where(DRAFTS.c.worker_id == worker_id))
