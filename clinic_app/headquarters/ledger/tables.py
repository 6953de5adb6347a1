"""The ledger's tables, version 11.

A ledger holds one dataset, real or training (``about``), so a clinic and the number of a close
are the natural key of a bundle; the hash of the file is its identity. Both are UNIQUE: the
constraints guard against counting twice, whatever the program asks before. Nothing is ever
changed or deleted but a bundle set aside that is taken in later, and from which bundle a close is
read: from the oldest that spells it out (``source_book``).

A newer version adds tables, so an older ledger is brought up to date by making those that it
lacks. Version 2 added ``settled``, version 3 ``locks`` and ``held_by_lock``, version 4
``retired_keys``, version 5 ``questions``, version 6 ``policies``. Version 7 added a headline.
Version 8 put what a close says into one row of ``counts``; ``older`` knows where it stood before.
Version 9 added ``lines``, version 10 two headlines, version 11 ``leavings``. A headline that is
added needs a newer version, which gives an older ledger its two columns and spells its lines anew.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from clinic_app.headquarters.ledger.cells import (
    KeptBytes,
    KeptCode,
    KeptLaterTime,
    KeptNumber,
    KeptText,
    KeptTime,
)
from clinic_app.tallies.headlines import ADDED_LATER, HeadlineCount

VERSION = 11

METADATA = MetaData()

ABOUT = Table(
    "about",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("keyring_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("dataset", Text, CheckConstraint("dataset IN ('real', 'training')"), nullable=False),
)

CLINICS = Table(
    "clinics",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("code", KeptCode, nullable=False, unique=True),
    Column("name", KeptText, nullable=False),
)

ENROLMENTS = Table(
    "enrolments",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False, index=True),
    Column("number", KeptText, nullable=False, unique=True),
    Column("issued_at", KeptTime, nullable=False),
    Column("signing_key", KeptBytes, unique=True),
    Column("station", KeptText, nullable=False, default=""),
    Column("accepted_at", KeptLaterTime, nullable=False, default=""),
)

BUNDLES = Table(
    "bundles",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False),
    Column("seq", KeptNumber, CheckConstraint("seq >= 1"), nullable=False),
    Column("sha256", KeptBytes, nullable=False, unique=True),
    Column("signer", KeptBytes, nullable=False),
    Column("taken_in_at", KeptTime, nullable=False),
    Column("raw", KeptBytes, nullable=False),
    UniqueConstraint("clinic_id", "seq"),
)

PAYLOADS = Table(
    "payloads",
    METADATA,
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False),
    Column("seq", KeptNumber, nullable=False),
    Column("sha256", KeptBytes, nullable=False),
    PrimaryKeyConstraint("clinic_id", "seq"),
    sqlite_with_rowid=False,
)
"""The hash of every payload that is held, or that a held one names as before it."""

CLOSES = Table(
    "closes",
    METADATA,
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False),
    Column("seq", KeptNumber, nullable=False),
    Column("year", KeptNumber, nullable=False),
    Column("month", KeptNumber, CheckConstraint("month BETWEEN 1 AND 12"), nullable=False),
    Column("digest", KeptBytes, nullable=False),
    Column("bundle_seq", KeptNumber, nullable=False),
    PrimaryKeyConstraint("clinic_id", "seq"),
    UniqueConstraint("clinic_id", "year", "month"),
    sqlite_with_rowid=False,
)

COUNTS = Table(
    "counts",
    METADATA,
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    *(
        Column(f"{headline.value}_{number}", Integer, *checks, nullable=headline in ADDED_LATER)
        for headline in HeadlineCount
        for number, checks in (
            ("net", ()),
            ("total", (CheckConstraint(f"{headline.value}_total >= 0"),)),
        )
    ),
    PrimaryKeyConstraint("year", "month", "clinic_id"),
    sqlite_with_rowid=False,
)
"""What each close says: of every headline how much it changed, and its total.

A headline that was added later is NULL where the close did not have it, which is never 0. One row
for a close, not one for a number: a database adds up columns ten times faster than it sorts rows.
"""


LINES = Table(
    "lines",
    METADATA,
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("numbers", Text, nullable=False),
    Column("file", Text, nullable=False),
    PrimaryKeyConstraint("clinic_id", "year", "month"),
    sqlite_with_rowid=False,
)
"""The same once more as reports list it, and the name of the file that brought it.

A report over decades lists hundreds of thousands of closes: spelling sixty numbers for each of
them, and finding its file, took half of its time.
"""


def net_of(headline: HeadlineCount) -> Column[int]:
    """Return the column that says how much *headline* changed."""
    return COUNTS.c[f"{headline.value}_net"]


def total_of(headline: HeadlineCount) -> Column[int]:
    """Return the column that says the total of *headline*."""
    return COUNTS.c[f"{headline.value}_total"]


SET_ASIDE = Table(
    "set_aside",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("sha256", KeptBytes, nullable=False, unique=True),
    Column("reason", KeptText, nullable=False),
    Column("clinic", KeptCode, nullable=False),
    Column("signer", KeptBytes, nullable=False),
    Column("at", KeptTime, nullable=False),
    Column("raw", KeptBytes, nullable=False),
)
"""Bundles that are whole and do not count: signed by a key not accepted, or in conflict."""

Index("set_aside_by_signer", SET_ASIDE.c.signer)

SETTLED = Table(
    "settled",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("sha256", KeptBytes, nullable=False, unique=True),
    Column("at", KeptTime, nullable=False),
    Column("words", KeptText, nullable=False),
)
"""What a person found out of a bundle set aside, which asks for nobody any more."""

LOCKS = Table(
    "locks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("year", KeptNumber, nullable=False),
    Column("month", KeptNumber, CheckConstraint("month BETWEEN 1 AND 12"), nullable=False),
    Column("is_locked", Boolean, nullable=False),
    Column("at", KeptTime, nullable=False),
    Column("words", KeptText, nullable=False),
)
"""Every approval and every unlocking; the newest of a month says how it stands."""

HELD_BY_LOCK = Table(
    "held_by_lock",
    METADATA,
    Column("sha256", KeptBytes, nullable=False),
    Column("year", KeptNumber, nullable=False),
    Column("month", KeptNumber, CheckConstraint("month BETWEEN 1 AND 12"), nullable=False),
    PrimaryKeyConstraint("sha256", "year", "month"),
)
"""The locked months that a bundle set aside would have changed."""

RETIRED_KEYS = Table(
    "retired_keys",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False),
    Column("signing_key", KeptBytes, nullable=False, unique=True),
    Column("number", KeptText, nullable=False),
    Column("is_revoked", Boolean, nullable=False),
    Column("last_seq", KeptNumber, CheckConstraint("last_seq >= 0"), nullable=False),
    Column("last_payload", KeptText, nullable=False),
    Column("at", KeptTime, nullable=False),
    Column("words", KeptText, nullable=False),
)
"""Keys that were pinned and are no more: replaced by the clinic, or revoked by headquarters."""

QUESTIONS = Table(
    "questions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False),
    Column("number", KeptText, nullable=False, unique=True),
    Column("month", KeptText, nullable=False),
    Column("words", KeptText, nullable=False),
    Column("at", KeptTime, nullable=False),
    Column("answer", KeptText, nullable=False),
    Column("answered_at", KeptLaterTime, nullable=False),
)
"""What clinics were asked, and what they answered."""

LEAVINGS = Table(
    "leavings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("clinic_id", Integer, ForeignKey("clinics.id"), nullable=False),
    Column("year", KeptNumber, nullable=False),
    Column("month", KeptNumber, CheckConstraint("month BETWEEN 1 AND 12"), nullable=False),
    Column("has_left", Boolean, nullable=False),
    Column("at", KeptTime, nullable=False),
    Column("words", KeptText, nullable=False),
)
"""Every saying that a clinic reports no more after a month, and every taking back of one.

The newest of a clinic says how it stands.
"""

POLICIES = Table(
    "policies",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("smallest_crowd", KeptNumber, nullable=False),
    Column("at", KeptTime, nullable=False),
    Column("words", KeptText, nullable=False),
)
"""Every count policy that was decided on, and why; the newest is in force."""
