"""Today's tables of the clinic's other laptops: who they are, what went, and who holds whom.

Who holds a client or an event is one row; none means that it began here and never left.
Where it is unsure whether the other laptop ever got it, it is handed over once more. Triggers keep
every record as it is that another laptop holds.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from clinic_app.records.laptop import Direction, Part
from clinic_app.vault.columns import (
    choice,
    fixed_bytes,
    flag,
    number,
    optional_stamp,
    record_id,
    sealed,
    stamp,
    words,
)
from clinic_app.vault.tables import METADATA

OWN_PART = Table(
    "own_part",
    METADATA,
    Column("number", Integer, CheckConstraint("number = 1"), primary_key=True),
    choice("part", Part),
    words("station_id"),
    fixed_bytes("signing_key", 32),
    fixed_bytes("sealing_key", 32),
    sealed("secrets", "station_id"),
    *stamp("stamp"),
    sqlite_strict=True,
)

LAPTOPS = Table(
    "laptops",
    METADATA,
    number(),
    record_id(),
    words("name"),
    choice("part", Part),
    fixed_bytes("signing_key", 32),
    fixed_bytes("sealing_key", 32),
    *stamp("accepted"),
    sqlite_strict=True,
)

LOST_LAPTOPS = Table(
    "lost_laptops",
    METADATA,
    Column("laptop_id", Text, ForeignKey("laptops.id"), primary_key=True),
    *stamp("stamp"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

HAND_OFFS = Table(
    "hand_offs",
    METADATA,
    number(),
    Column("sha256", Text, CheckConstraint("length(sha256) = 64"), nullable=False, unique=True),
    words("own_id"),
    Column("laptop_id", Text, ForeignKey("laptops.id"), nullable=False),
    choice("direction", Direction),
    Column("parcel", Integer, CheckConstraint("parcel >= 1"), nullable=False),
    Column("units", Integer, CheckConstraint("units >= 0"), nullable=False),
    Column("sealed", LargeBinary, nullable=True),
    *stamp("stamp"),
    *optional_stamp("acknowledged"),
    UniqueConstraint("own_id", "laptop_id", "direction", "parcel"),
    CheckConstraint("sealed IS NULL OR direction = 'out'"),
    sqlite_strict=True,
)

CLIENT_HOLDERS = Table(
    "client_holders",
    METADATA,
    Column("client_id", Text, ForeignKey("clients.id"), primary_key=True),
    Column("laptop_id", Text, ForeignKey("laptops.id"), nullable=True),  # NULL: this laptop
    Column("moves", Integer, CheckConstraint("moves >= 1"), nullable=False),
    flag("is_unsure"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

EVENT_HOLDERS = Table(
    "event_holders",
    METADATA,
    Column("event_id", Text, ForeignKey("kyr_events.id"), primary_key=True),
    Column("laptop_id", Text, ForeignKey("laptops.id"), nullable=True),  # NULL: this laptop
    Column("moves", Integer, CheckConstraint("moves >= 1"), nullable=False),
    flag("is_unsure"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

FORMER_CODES = Table(
    "former_codes",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("clients.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

HOUSEHOLD_HEADS = Table(
    "household_heads",
    METADATA,
    Column("gone_id", Text, CheckConstraint("gone_id <> ''"), primary_key=True),  # no client here
    Column("head_id", Text, ForeignKey("clients.id"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

RECORD_HISTORIES = Table(
    "record_histories",
    METADATA,
    Column("record_id", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("clients.id"), nullable=True),  # NULL: of an event
    words("kind"),
    sealed("content", "record_id"),
    flag("is_open"),
    sqlite_strict=True,
)

Index(
    "clients_elsewhere",
    CLIENT_HOLDERS.c.laptop_id,
    sqlite_where=text("laptop_id IS NOT NULL"),
)
Index("histories_by_client", RECORD_HISTORIES.c.client_id)
Index("histories_open", RECORD_HISTORIES.c.is_open, sqlite_where=text("is_open = 1"))
