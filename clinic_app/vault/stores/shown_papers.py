"""The papers that clients have shown, of an open vault."""

from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.records.client import Consent
from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.vault import standing
from clinic_app.vault.paper_tables import SHOWN_PAPERS
from clinic_app.vault.store_errors import ConsentRefusedError, RecordFinalError
from clinic_app.vault.stores.histories import Histories
from clinic_app.vault.stores.rows import (
    changes_of,
    insert,
    refuse_rewriting,
    row_of,
    rows_of,
    stamp_from,
    stamp_values,
    update,
    withdrawal_from,
    withdrawal_values,
)
from clinic_app.vault.tables import CLIENTS


class ShownPapers:
    """Every paper that was shown, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def get(self, paper_id: str) -> ShownPaper:
        """Return one paper.

        Raises:
            RecordMissingError: No paper has this id.
        """
        return self._read(row_of(self._connection, SHOWN_PAPERS, paper_id))

    def add(self, paper: ShownPaper) -> None:
        """Keep a paper.

        Raises:
            ConsentRefusedError: The client wants no record.
            KeyNotHeldError: The worker lacks the screening key.
        """
        consent = select(CLIENTS.c.consent).where(CLIENTS.c.id == paper.client_id)
        if self._connection.scalar(consent) is Consent.REFUSED:
            raise ConsentRefusedError(SHOWN_PAPERS.name)
        content = msgspec.json.encode(paper.seen)
        values = {
            **_values_of(paper),
            "content": self._seals.seal(SCREENING_KEY, _place(paper.id), content),
        }
        insert(self._connection, SHOWN_PAPERS, values)

    def save(self, paper: ShownPaper) -> None:
        """Keep that a paper was withdrawn; nothing else of it ever changes.

        Raises:
            RecordMissingError: No paper has this id.
            RecordFinalError: Something else was changed, or it was withdrawn before.
        """
        row = row_of(self._connection, SHOWN_PAPERS, paper.id)
        if self._read(row) != replace(paper, withdrawn=withdrawal_from(row)):
            raise RecordFinalError(SHOWN_PAPERS.name)
        changes = changes_of(row, _values_of(paper))
        refuse_rewriting(SHOWN_PAPERS, row, changes, is_final=True)
        update(self._connection, SHOWN_PAPERS, paper.id, changes)

    def of_client(self, client_id: str) -> tuple[ShownPaper, ...]:
        """Return a client's papers in the order of adding, those withdrawn included."""
        ids = standing.ids_of(self._connection, client_id)
        query = select(SHOWN_PAPERS).where(SHOWN_PAPERS.c.client_id.in_(ids))
        rows = rows_of(self._connection, query.order_by(SHOWN_PAPERS.c.number))
        return tuple(self._read(row) for row in rows)

    def forget_of(self, client_id: str) -> None:
        """Drop every paper of a client who wants no record any more, with what moved of it."""
        ids = standing.ids_of(self._connection, client_id)
        of_client = SHOWN_PAPERS.c.client_id.in_(ids)
        papers = tuple(self._connection.scalars(select(SHOWN_PAPERS.c.id).where(of_client)))
        Histories(self._connection, self._seals).empty(papers)
        self._connection.execute(SHOWN_PAPERS.delete().where(of_client))

    def _read(self, row: RowMapping) -> ShownPaper:
        return ShownPaper(
            id=row["id"],
            client_id=row["client_id"],
            seen=self._seen_in(row),
            stamp=stamp_from(row, "stamp"),
            withdrawn=withdrawal_from(row),
        )

    def _seen_in(self, row: RowMapping) -> PaperSeen | None:
        if not self._seals.holds(SCREENING_KEY):
            return None
        content = self._seals.open(SCREENING_KEY, _place(row["id"]), row["content"])
        return msgspec.json.decode(content, type=PaperSeen)


def _place(paper_id: str) -> tuple[str, ...]:
    return SHOWN_PAPERS.name, "content", paper_id


def _values_of(paper: ShownPaper) -> dict[str, Any]:
    """Return every column but the sealed one."""
    return {
        "id": paper.id,
        "client_id": paper.client_id,
        **stamp_values("stamp", paper.stamp),
        **withdrawal_values(paper.withdrawn),
    }
