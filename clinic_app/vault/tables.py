"""Today's tables. A vault gets them by migrations; a test asserts that both are the same.

What is searched or tallied stands in plain columns with an index. Answers, findings and the
outcome are sealed under the screening key, a decision's note under the representative key.
The guards that no CHECK can say (a ledger only grows) are triggers, made by the migrations.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from clinic_app.records.client import Consent
from clinic_app.records.screening import Ruling, ScreeningState
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, ServiceKind
from clinic_app.records.worker import AccreditationLevel, Role
from clinic_app.tallies.breakdowns import Gender
from clinic_app.vault.column_types import Flag
from clinic_app.vault.columns import (
    all_or_none,
    choice,
    county,
    day,
    fixed_bytes,
    flag,
    number,
    optional_stamp,
    record_id,
    sealed,
    stamp,
    withdrawal,
    words,
)

METADATA = MetaData()

WORKERS = Table(
    "workers",
    METADATA,
    number(),
    record_id(),
    words("name"),
    words("slot_id"),
    choice("level", AccreditationLevel, nullable=True),
    day("granted", nullable=True),
    day("expires", nullable=True),
    flag("is_renewal", nullable=True),
    flag("is_active"),
    choice("role", Role, default=Role.COORDINATOR),
    day("back_since", nullable=True),
    all_or_none("level", "granted", "expires", "is_renewal"),
    sqlite_strict=True,
)

FORMER_ACCREDITATIONS = Table(
    "former_accreditations",
    METADATA,
    number(),
    Column("worker_id", Text, ForeignKey("workers.id"), nullable=False),
    choice("level", AccreditationLevel),
    day("granted"),
    day("expires"),
    flag("is_renewal"),
    day("since", nullable=True),
    day("until"),
    sqlite_strict=True,
)

CLINIC = Table(
    "clinic",
    METADATA,
    Column("number", Integer, CheckConstraint("number = 1"), primary_key=True),
    words("name"),
    words("code"),
    words("site"),
    words("phone"),
    words("station_id"),
    flag("is_training"),
    sqlite_strict=True,
)

CLIENTS = Table(
    "clients",
    METADATA,
    number(),
    record_id(),
    Column("code", Text, CheckConstraint("length(code) >= 4"), nullable=False, unique=True),
    words("name"),
    Column("household_id", Text, ForeignKey("clients.id"), nullable=False),
    day("birth_date", nullable=True),
    words("language"),
    flag("needs_interpreter"),
    choice("consent", Consent),
    words("phone"),
    day("come_back_on", nullable=True),
    words("come_back_note"),
    *stamp("registered"),
    *withdrawal(),
    Column("search_words", Text, nullable=False),
    choice("gender", Gender, nullable=True),
    county(),
    CheckConstraint(
        "consent = 'given' OR "
        "(name = '' AND birth_date IS NULL AND phone = '' AND search_words = '')"
    ),
    sqlite_strict=True,
)

SCREENINGS = Table(
    "screenings",
    METADATA,
    number(),
    record_id(),
    Column("client_id", Text, ForeignKey("clients.id"), nullable=False),
    words("country"),
    day("as_of"),
    choice("state", ScreeningState),
    words("question_id"),
    *stamp("started"),
    *optional_stamp("finished"),
    *withdrawal(),
    Column("pack_version", Text, nullable=True),
    sealed("answers", "id", nullable=True),  # NULL: nothing was answered
    sealed("outcome", "id", nullable=True),
    sealed("findings", "id", nullable=True),
    Column(
        "is_decided",  # kept by a trigger on decisions; more papers leave it open
        Flag,
        CheckConstraint("is_decided IN (0, 1)"),
        nullable=False,
        server_default=text("0"),
    ),
    CheckConstraint("(state = 'finished') = (finished_at IS NOT NULL)"),
    CheckConstraint("state = 'finished' OR outcome IS NULL"),
    all_or_none("pack_version", "outcome", "findings"),
    sqlite_strict=True,
)

DECISIONS = Table(
    "decisions",
    METADATA,
    number(),
    record_id(),
    Column("screening_id", Text, ForeignKey("screenings.id"), nullable=False),
    choice("ruling", Ruling),
    *stamp("stamp"),
    flag("same_worker"),
    sealed(
        "sealed_note", "id", "screening_id", "ruling", "stamp_worker_id", "stamp_day", nullable=True
    ),
    sqlite_strict=True,
)

SERVICES = Table(
    "services",
    METADATA,
    number(),
    record_id(),
    Column("client_id", Text, ForeignKey("clients.id"), nullable=False),
    choice("kind", ServiceKind),
    choice("form", Form, nullable=True),
    choice("filing", FilingKind, nullable=True),
    choice("appeared_before", AppearanceBefore, nullable=True),
    words("referred_to"),
    flag("at_no_cost"),
    *stamp("stamp"),
    *withdrawal(),
    CheckConstraint("form IS NULL OR kind = 'application_prepared'"),
    CheckConstraint("filing IS NULL OR form IS 'I-821'"),
    CheckConstraint("appeared_before IS NULL OR kind = 'appearance'"),
    CheckConstraint("referred_to = '' OR kind = 'referral'"),
    sqlite_strict=True,
)

CLOSES = Table(
    "closes",
    METADATA,
    Column("seq", Integer, CheckConstraint("seq >= 1"), primary_key=True),
    Column("label", Text, nullable=False, unique=True),
    day("first"),
    day("last"),
    Column("payload", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=True),
    words("file_name"),
    *stamp("stamp"),
    words("receipt_status"),
    CheckConstraint("first <= last"),
    CheckConstraint("(sealed IS NULL) = (file_name = '')"),
    sqlite_strict=True,
)

ENROLMENT = Table(
    "enrolment",
    METADATA,
    Column("number", Integer, CheckConstraint("number = 1"), primary_key=True),
    words("clinic_code"),
    words("headquarters"),
    words("enrolment_number"),
    fixed_bytes("sealing_key", 32),
    fixed_bytes("signing_key", 32),
    fixed_bytes("pack_key", 32),
    Column("smallest_crowd", Integer, CheckConstraint("smallest_crowd >= 1"), nullable=False),
    fixed_bytes("own_signing_seed", 32),
    *stamp("stamp"),
    Column(
        "missing_seq",
        Integer,
        CheckConstraint("missing_seq >= 0"),
        nullable=False,
        server_default=text("0"),
    ),
    sealed("screening_seal", "number", nullable=True),  # NULL: of no known keys, as the next
    sealed("representative_seal", "number", nullable=True),
    sqlite_strict=True,
)

Index("workers_by_slot", WORKERS.c.slot_id, unique=True, sqlite_where=text("slot_id <> ''"))
Index(
    "clients_counted",  # everything that is counted of a client
    CLIENTS.c.id,
    CLIENTS.c.language,
    CLIENTS.c.county,
    CLIENTS.c.birth_date,
    CLIENTS.c.gender,
)
Index("clients_by_household", CLIENTS.c.household_id)
Index(
    "clients_by_birth_date",
    CLIENTS.c.birth_date,
    sqlite_where=text("birth_date IS NOT NULL"),
)
Index("clients_by_registered_day", CLIENTS.c.registered_day)
Index(
    "clients_to_come_back",
    CLIENTS.c.come_back_on,
    sqlite_where=text("come_back_on IS NOT NULL AND withdrawn_day IS NULL"),
)
Index(
    "clients_withdrawn",
    CLIENTS.c.withdrawn_day,
    CLIENTS.c.id,
    sqlite_where=text("withdrawn_day IS NOT NULL"),
)
Index(
    "screenings_counted",  # of a client, and everything that is counted of a screening
    SCREENINGS.c.client_id,
    SCREENINGS.c.finished_day,
    SCREENINGS.c.withdrawn_day,
    SCREENINGS.c.country,
)
Index("screenings_by_started_day", SCREENINGS.c.started_day)
Index(
    "screenings_by_finished_day",
    SCREENINGS.c.finished_day,
    sqlite_where=text("finished_day IS NOT NULL"),
)
Index(
    "screenings_withdrawn",
    SCREENINGS.c.withdrawn_day,
    sqlite_where=text("withdrawn_day IS NOT NULL"),
)
Index(
    "screenings_open",  # drafts, and finished ones that wait for a decision: counted from here
    SCREENINGS.c.state,
    SCREENINGS.c.pack_version,
    SCREENINGS.c.client_id,
    SCREENINGS.c.started_day,
    SCREENINGS.c.finished_day,
    SCREENINGS.c.is_decided,  # SQLite reads the row for what stands in the condition alone
    SCREENINGS.c.withdrawn_day,
    sqlite_where=text("is_decided = 0 AND withdrawn_day IS NULL"),
)
Index("decisions_by_screening", DECISIONS.c.screening_id)
Index("decisions_by_day", DECISIONS.c.stamp_day)
Index(
    "services_counted",  # of a client, and everything that is counted of a service
    SERVICES.c.client_id,
    SERVICES.c.stamp_day,
    SERVICES.c.kind,
    SERVICES.c.form,
    SERVICES.c.filing,
    SERVICES.c.appeared_before,
    SERVICES.c.at_no_cost,
    SERVICES.c.withdrawn_day,
)
Index("services_by_day", SERVICES.c.stamp_day)
Index(
    "services_withdrawn",
    SERVICES.c.withdrawn_day,
    sqlite_where=text("withdrawn_day IS NOT NULL"),
)
