"""What each worker was typing when an open vault was last looked after."""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring_errors import FieldChangedError, KeyNotHeldError
from clinic_app.records.draft import Draft
from clinic_app.records.folding import words_of
from clinic_app.vault.upkeep_tables import DRAFTS

_SHORTEST_START = 4
"""So many letters of a name name somebody; fewer begin half of all words."""


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

    def forget_naming(self, ids: Collection[str], words: Collection[str]) -> None:
        """Drop every draft about one of *ids*, or with one of *words* or the beginning of one.

        One that cannot be opened, so that nobody knows whom it names, goes as well.

        Args:
            ids: Of records.
            words: Folded.
        """
        for worker_id in self._connection.execute(select(DRAFTS.c.worker_id)).scalars().all():
            try:
                draft = self.of(worker_id)
            except (FieldChangedError, KeyNotHeldError):
                draft = None
            if draft is None or _names(draft, ids, words):
                self.forget(worker_id)


def _names(draft: Draft, ids: Collection[str], words: Collection[str]) -> bool:
    if any(one in ids for pane in draft.panes for one in pane.subject):
        return True
    typed = {word for pane in draft.panes for part in pane.parts for word in words_of(part.value)}
    return any(
        word == one or (len(one) >= _SHORTEST_START and word.startswith(one))
        for one in typed
        for word in words
    )


def _place(worker_id: str) -> tuple[str, ...]:
    return DRAFTS.name, "content", worker_id
