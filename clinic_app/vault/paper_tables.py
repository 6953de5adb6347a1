"""Today's table of the papers that clients have shown."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, text

from clinic_app.vault.columns import number, record_id, sealed, stamp, withdrawal
from clinic_app.vault.tables import METADATA

SHOWN_PAPERS = Table(
    "shown_papers",
    METADATA,
    number(),
    record_id(),
    Column("client_id", Text, ForeignKey("clients.id"), nullable=False),
    sealed("content", "id"),
    *stamp("stamp"),
    *withdrawal(),
    sqlite_strict=True,
)

Index("shown_papers_by_client", SHOWN_PAPERS.c.client_id)
Index("shown_papers_by_day", SHOWN_PAPERS.c.stamp_day)
Index(
    "shown_papers_withdrawn",
    SHOWN_PAPERS.c.withdrawn_day,
    sqlite_where=text("withdrawn_day IS NOT NULL"),
)
