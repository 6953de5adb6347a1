"""The tables of the first vault, as SQL of their own: a released step never changes."""

TABLES = (
    """
    CREATE TABLE workers (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        name TEXT NOT NULL,
        slot_id TEXT NOT NULL,
        level TEXT CHECK (level IN ('partial', 'full')),
        granted TEXT CHECK (granted IS date(granted)),
        expires TEXT CHECK (expires IS date(expires)),
        is_renewal INTEGER CHECK (is_renewal IN (0, 1)),
        is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
        PRIMARY KEY (number),
        CHECK ((level IS NULL) + (granted IS NULL) + (expires IS NULL) + (is_renewal IS NULL) IN (0,
            4)),
        UNIQUE (id)
    ) STRICT
    """,
    """
    CREATE TABLE clinic (
        number INTEGER NOT NULL CHECK (number = 1),
        name TEXT NOT NULL,
        code TEXT NOT NULL,
        site TEXT NOT NULL,
        phone TEXT NOT NULL,
        station_id TEXT NOT NULL,
        is_training INTEGER NOT NULL CHECK (is_training IN (0, 1)),
        PRIMARY KEY (number)
    ) STRICT
    """,
    """
    CREATE TABLE clients (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        code TEXT NOT NULL CHECK (length(code) >= 4),
        name TEXT NOT NULL,
        household_id TEXT NOT NULL,
        birth_date TEXT CHECK (birth_date IS date(birth_date)),
        language TEXT NOT NULL,
        needs_interpreter INTEGER NOT NULL CHECK (needs_interpreter IN (0, 1)),
        consent TEXT NOT NULL CHECK (consent IN ('given', 'refused')),
        phone TEXT NOT NULL,
        come_back_on TEXT CHECK (come_back_on IS date(come_back_on)),
        come_back_note TEXT NOT NULL,
        registered_at TEXT NOT NULL,
        registered_day TEXT NOT NULL CHECK (registered_day IS date(registered_day)),
        registered_day_source TEXT NOT NULL CHECK (registered_day_source IN ('computer', 'worker')),
        registered_worker_id TEXT NOT NULL,
        registered_site TEXT NOT NULL,
        withdrawn_reason TEXT,
        withdrawn_at TEXT,
        withdrawn_day TEXT CHECK (withdrawn_day IS date(withdrawn_day)),
        withdrawn_day_source TEXT CHECK (withdrawn_day_source IN ('computer', 'worker')),
        withdrawn_worker_id TEXT,
        withdrawn_site TEXT,
        search_words TEXT NOT NULL,
        PRIMARY KEY (number),
        CHECK ((withdrawn_reason IS NULL) + (withdrawn_at IS NULL) + (withdrawn_day IS NULL) +
            (withdrawn_day_source IS NULL) + (withdrawn_worker_id IS NULL) + (withdrawn_site IS
            NULL) IN (0, 6)),
        CHECK (consent = 'given' OR (name = '' AND birth_date IS NULL AND phone = '' AND
            search_words = '')),
        UNIQUE (id),
        UNIQUE (code),
        FOREIGN KEY(household_id) REFERENCES clients (id),
        FOREIGN KEY(registered_worker_id) REFERENCES workers (id),
        FOREIGN KEY(withdrawn_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE screenings (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        client_id TEXT NOT NULL,
        country TEXT NOT NULL,
        as_of TEXT NOT NULL CHECK (as_of IS date(as_of)),
        state TEXT NOT NULL CHECK (state IN ('draft', 'finished')),
        question_id TEXT NOT NULL,
        started_at TEXT NOT NULL,
        started_day TEXT NOT NULL CHECK (started_day IS date(started_day)),
        started_day_source TEXT NOT NULL CHECK (started_day_source IN ('computer', 'worker')),
        started_worker_id TEXT NOT NULL,
        started_site TEXT NOT NULL,
        finished_at TEXT,
        finished_day TEXT CHECK (finished_day IS date(finished_day)),
        finished_day_source TEXT CHECK (finished_day_source IN ('computer', 'worker')),
        finished_worker_id TEXT,
        finished_site TEXT,
        withdrawn_reason TEXT,
        withdrawn_at TEXT,
        withdrawn_day TEXT CHECK (withdrawn_day IS date(withdrawn_day)),
        withdrawn_day_source TEXT CHECK (withdrawn_day_source IN ('computer', 'worker')),
        withdrawn_worker_id TEXT,
        withdrawn_site TEXT,
        pack_version TEXT,
        answers BLOB,
        outcome BLOB,
        findings BLOB,
        is_decided INTEGER DEFAULT 0 NOT NULL CHECK (is_decided IN (0, 1)),
        PRIMARY KEY (number),
        CHECK ((finished_at IS NULL) + (finished_day IS NULL) + (finished_day_source IS NULL) +
            (finished_worker_id IS NULL) + (finished_site IS NULL) IN (0, 5)),
        CHECK ((withdrawn_reason IS NULL) + (withdrawn_at IS NULL) + (withdrawn_day IS NULL) +
            (withdrawn_day_source IS NULL) + (withdrawn_worker_id IS NULL) + (withdrawn_site IS
            NULL) IN (0, 6)),
        CHECK ((state = 'finished') = (finished_at IS NOT NULL)),
        CHECK (state = 'finished' OR outcome IS NULL),
        CHECK ((pack_version IS NULL) + (outcome IS NULL) + (findings IS NULL) IN (0, 3)),
        UNIQUE (id),
        FOREIGN KEY(client_id) REFERENCES clients (id),
        FOREIGN KEY(started_worker_id) REFERENCES workers (id),
        FOREIGN KEY(finished_worker_id) REFERENCES workers (id),
        FOREIGN KEY(withdrawn_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE decisions (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        screening_id TEXT NOT NULL,
        ruling TEXT NOT NULL CHECK (ruling IN ('accept', 'more_papers', 'refer', 'decline')),
        note TEXT NOT NULL,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        same_worker INTEGER NOT NULL CHECK (same_worker IN (0, 1)),
        PRIMARY KEY (number),
        UNIQUE (id),
        FOREIGN KEY(screening_id) REFERENCES screenings (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE services (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        client_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('application_prepared', 'referral', 'appearance',
            'advice')),
        form TEXT CHECK (form IN ('I-821', 'I-765', 'I-912', 'I-601', 'I-131', 'G-28', 'other')),
        filing TEXT CHECK (filing IN ('initial', 'late_initial', 'reregistration')),
        appeared_before TEXT CHECK (appeared_before IN ('dhs', 'immigration_court', 'board')),
        referred_to TEXT NOT NULL,
        at_no_cost INTEGER NOT NULL CHECK (at_no_cost IN (0, 1)),
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        withdrawn_reason TEXT,
        withdrawn_at TEXT,
        withdrawn_day TEXT CHECK (withdrawn_day IS date(withdrawn_day)),
        withdrawn_day_source TEXT CHECK (withdrawn_day_source IN ('computer', 'worker')),
        withdrawn_worker_id TEXT,
        withdrawn_site TEXT,
        PRIMARY KEY (number),
        CHECK ((withdrawn_reason IS NULL) + (withdrawn_at IS NULL) + (withdrawn_day IS NULL) +
            (withdrawn_day_source IS NULL) + (withdrawn_worker_id IS NULL) + (withdrawn_site IS
            NULL) IN (0, 6)),
        CHECK (form IS NULL OR kind = 'application_prepared'),
        CHECK (filing IS NULL OR form IS 'I-821'),
        CHECK (appeared_before IS NULL OR kind = 'appearance'),
        CHECK (referred_to = '' OR kind = 'referral'),
        UNIQUE (id),
        FOREIGN KEY(client_id) REFERENCES clients (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(withdrawn_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE kyr_events (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        day TEXT NOT NULL CHECK (day IS date(day)),
        title TEXT NOT NULL,
        trained INTEGER NOT NULL CHECK (trained >= 0),
        is_finished INTEGER NOT NULL CHECK (is_finished IN (0, 1)),
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        withdrawn_reason TEXT,
        withdrawn_at TEXT,
        withdrawn_day TEXT CHECK (withdrawn_day IS date(withdrawn_day)),
        withdrawn_day_source TEXT CHECK (withdrawn_day_source IN ('computer', 'worker')),
        withdrawn_worker_id TEXT,
        withdrawn_site TEXT,
        PRIMARY KEY (number),
        CHECK ((withdrawn_reason IS NULL) + (withdrawn_at IS NULL) + (withdrawn_day IS NULL) +
            (withdrawn_day_source IS NULL) + (withdrawn_worker_id IS NULL) + (withdrawn_site IS
            NULL) IN (0, 6)),
        UNIQUE (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(withdrawn_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE kyr_attendance (
        event_id TEXT NOT NULL,
        position INTEGER NOT NULL CHECK (position >= 0),
        language TEXT NOT NULL,
        adults INTEGER NOT NULL CHECK (adults >= 0),
        children INTEGER NOT NULL CHECK (children >= 0),
        PRIMARY KEY (event_id, position),
        UNIQUE (event_id, language),
        FOREIGN KEY(event_id) REFERENCES kyr_events (id) DEFERRABLE INITIALLY DEFERRED
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE closes (
        seq INTEGER NOT NULL CHECK (seq >= 1),
        label TEXT NOT NULL,
        first TEXT NOT NULL CHECK (first IS date(first)),
        last TEXT NOT NULL CHECK (last IS date(last)),
        payload BLOB NOT NULL,
        sealed BLOB,
        file_name TEXT NOT NULL,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        receipt_status TEXT NOT NULL,
        PRIMARY KEY (seq),
        CHECK (first <= last),
        CHECK ((sealed IS NULL) = (file_name = '')),
        UNIQUE (label),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE releases (
        seq INTEGER NOT NULL CHECK (seq >= 1),
        month TEXT NOT NULL,
        payload_sha256 TEXT NOT NULL CHECK (length(payload_sha256) = 64),
        PRIMARY KEY (seq),
        UNIQUE (month)
    ) STRICT
    """,
    """
    CREATE TABLE released_counts (
        seq INTEGER NOT NULL,
        headline TEXT NOT NULL,
        net INTEGER NOT NULL,
        total INTEGER NOT NULL CHECK (total >= 0),
        PRIMARY KEY (seq, headline),
        FOREIGN KEY(seq) REFERENCES releases (seq)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE enrolment (
        number INTEGER NOT NULL CHECK (number = 1),
        clinic_code TEXT NOT NULL,
        headquarters TEXT NOT NULL,
        enrolment_number TEXT NOT NULL,
        sealing_key BLOB NOT NULL CHECK (length(sealing_key) = 32),
        signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
        pack_key BLOB NOT NULL CHECK (length(pack_key) = 32),
        smallest_crowd INTEGER NOT NULL CHECK (smallest_crowd >= 1),
        own_signing_seed BLOB NOT NULL CHECK (length(own_signing_seed) = 32),
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
)
"""In the order of their foreign keys."""
