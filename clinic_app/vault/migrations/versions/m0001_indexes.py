"""The indexes of the first vault: what is searched or tallied, and nothing else."""

INDEXES = (
    "CREATE UNIQUE INDEX workers_by_slot ON workers (slot_id) WHERE slot_id <> ''",
    "CREATE INDEX clients_by_household ON clients (household_id)",
    "CREATE INDEX clients_by_registered_day ON clients (registered_day)",
    """
    CREATE INDEX clients_to_come_back ON clients (come_back_on) WHERE come_back_on IS NOT NULL
        AND withdrawn_day IS NULL
    """,
    """
    CREATE INDEX clients_withdrawn ON clients (withdrawn_day, id) WHERE withdrawn_day IS NOT
        NULL
    """,
    """
    CREATE INDEX screenings_by_finished_day ON screenings (finished_day) WHERE finished_day IS
        NOT NULL
    """,
    "CREATE INDEX screenings_by_started_day ON screenings (started_day)",
    "CREATE INDEX screenings_counted ON screenings (client_id, finished_day, withdrawn_day)",
    """
    CREATE INDEX screenings_open ON screenings (state) WHERE is_decided = 0 AND withdrawn_day
        IS NULL
    """,
    """
    CREATE INDEX screenings_withdrawn ON screenings (withdrawn_day) WHERE withdrawn_day IS NOT
        NULL
    """,
    "CREATE INDEX decisions_by_day ON decisions (stamp_day)",
    "CREATE INDEX decisions_by_screening ON decisions (screening_id)",
    "CREATE INDEX services_by_day ON services (stamp_day)",
    """
    CREATE INDEX services_counted ON services (client_id, stamp_day, kind, form, filing,
        appeared_before, at_no_cost, withdrawn_day)
    """,
    """
    CREATE INDEX services_withdrawn ON services (withdrawn_day) WHERE withdrawn_day IS NOT
        NULL
    """,
)
