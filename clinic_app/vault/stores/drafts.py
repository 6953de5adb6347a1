"""What each worker was typing when an open vault was last looked after."""

from collections.abc import Collection
from contextlib import suppress

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from clinic_app.crypto.field_seals import FieldSeals, key_named_in
from clinic_app.crypto.keyring_errors import FieldChangedError, KeyNotHeldError
from clinic_app.crypto.slots import ALL_KEYS
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
            FieldChangedError: It is not what was kept, or nobody with these keys kept it.
            KeyNotHeldError: It is somebody's who may read more.
        """
        content = self._content(worker_id)
        if content is None:
            return None
        typed = self._seals.open(self._seals.highest, _place(worker_id), content)
        return msgspec.json.decode(typed, type=Draft)

    def keep(self, worker_id: str, draft: Draft) -> None:
        """Keep a worker's draft instead of the one before, under the highest key they hold."""
        typed = msgspec.json.encode(draft)
        self._keep(worker_id, self._seals.seal(self._seals.highest, _place(worker_id), typed))

    def give_to_higher(self, worker_id: str, key: str) -> None:
        """Let a worker who holds *key* too from now on find again what they left half-typed.

        What they left with more keys than they hold from now on stays closed to them.

        Raises:
            KeyNotHeldError: Whoever opened the vault holds fewer keys than somebody who typed.
        """
        content = self._content(worker_id)
        if content is None:
            return
        with suppress(FieldChangedError):  # nobody finds it again
            kept_under = key_named_in(content)
            if ALL_KEYS.index(kept_under) < ALL_KEYS.index(key):
                typed = self._seals.open(kept_under, _place(worker_id), content)
                self._keep(worker_id, self._seals.seal(key, _place(worker_id), typed))

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
            draft = self._opened_by_any_key(worker_id)
            if draft is None or _names(draft, ids, words):
                self.forget(worker_id)

    def _content(self, worker_id: str) -> bytes | None:
        query = select(DRAFTS.c.content).where(DRAFTS.c.worker_id == worker_id)
        return self._connection.execute(query).scalar_one_or_none()

    def _keep(self, worker_id: str, content: bytes) -> None:
        query = insert(DRAFTS).values(worker_id=worker_id, content=content)
        self._connection.execute(
            query.on_conflict_do_update(index_elements=["worker_id"], set_={"content": content})
        )

    def _opened_by_any_key(self, worker_id: str) -> Draft | None:
        content = self._content(worker_id)
        if content is None:
            return None
        try:
            typed = self._seals.open(key_named_in(content), _place(worker_id), content)
        except (FieldChangedError, KeyNotHeldError):
            return None
        return msgspec.json.decode(typed, type=Draft)


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
