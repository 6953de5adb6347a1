"""The search index and the guards of the first vault: what no CHECK of one row can say."""

_WITHDRAWAL = (
    "withdrawn_reason",
    "withdrawn_at",
    "withdrawn_day",
    "withdrawn_day_source",
    "withdrawn_worker_id",
    "withdrawn_site",
)
_STAMP = ("stamp_at", "stamp_day", "stamp_day_source", "stamp_worker_id", "stamp_site")

_CLIENT = (
    *("number", "id", "code", "name", "household_id", "birth_date", "language"),
    *("needs_interpreter", "consent", "phone", "registered_at", "registered_day"),
    *("registered_day_source", "registered_worker_id", "registered_site", "search_words"),
)
"""Without the next date: it is off once the client is withdrawn."""

_SCREENING = (
    *("number", "id", "client_id", "country", "as_of", "state", "started_at", "started_day"),
    *("started_day_source", "started_worker_id", "started_site", "finished_at", "finished_day"),
    *("finished_day_source", "finished_worker_id", "finished_site", "pack_version", "outcome"),
    "findings",
)
"""Without the answers and the question of a draft, which may be erased as it is withdrawn."""

_SERVICE = (
    *("number", "id", "client_id", "kind", "form", "filing", "appeared_before"),
    *("referred_to", "at_no_cost", *_STAMP),
)
_EVENT = ("number", "id", "day", "title", "trained", "is_finished", *_STAMP)
_CLOSE = ("seq", "label", "first", "last", "payload", *_STAMP)


def _differ(columns: tuple[str, ...]) -> str:
    new = ", ".join(f"NEW.{name}" for name in columns)
    old = ", ".join(f"OLD.{name}" for name in columns)
    return f"({new}) IS NOT ({old})"


def _refuse(name: str, act: str, table: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _append_only(table: str) -> tuple[str, str]:
    return (
        _refuse(f"{table}_stay", "UPDATE", table, "1"),
        _refuse(f"{table}_are_kept", "DELETE", table, "1"),
    )


def _without_gaps(table: str) -> str:
    next_seq = f"(SELECT coalesce(max(seq), 0) + 1 FROM {table})"  # noqa: S608 - constants
    return _refuse(f"{table}_have_no_gaps", "INSERT", table, f"NEW.seq <> {next_seq}")


def _consent(answer: str) -> str:
    return f"EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND consent = '{answer}')"  # noqa: S608 - constants


_WITHDRAWN_CHANGES = f"(OLD.withdrawn_day IS NOT NULL AND {_differ(_WITHDRAWAL)})"
_KEEPS_ANSWERS = "(NEW.answers IS NOT NULL OR NEW.outcome IS NOT NULL)"
_HAS_NO_OUTCOME = "(NEW.state = 'finished' AND NEW.outcome IS NULL)"
_OF_A_FINAL_EVENT = (
    "EXISTS (SELECT 1 FROM kyr_events WHERE id = {row}.event_id"
    " AND (is_finished = 1 OR withdrawn_day IS NOT NULL))"
)

SEARCH = (
    # Words are folded before they come here, so every byte but a space belongs to a word.
    "CREATE VIRTUAL TABLE client_words USING fts5(search_words, content='clients',"
    " content_rowid='number', tokenize='ascii', prefix='1 2 3', detail='none', columnsize=0)",
    "CREATE TRIGGER client_words_come AFTER INSERT ON clients WHEN NEW.search_words <> '' BEGIN"
    " INSERT INTO client_words(rowid, search_words) VALUES (NEW.number, NEW.search_words); END",
    "CREATE TRIGGER client_words_go AFTER DELETE ON clients WHEN OLD.search_words <> '' BEGIN"
    " INSERT INTO client_words(client_words, rowid, search_words)"
    " VALUES ('delete', OLD.number, OLD.search_words); END",
    "CREATE TRIGGER client_words_change AFTER UPDATE OF search_words ON clients"
    " WHEN NEW.search_words <> OLD.search_words BEGIN"
    " INSERT INTO client_words(client_words, rowid, search_words)"
    " SELECT 'delete', OLD.number, OLD.search_words WHERE OLD.search_words <> '';"
    " INSERT INTO client_words(rowid, search_words)"
    " SELECT NEW.number, NEW.search_words WHERE NEW.search_words <> ''; END",
)
"""Prefix search over the folded words of a client, kept in step by the database itself."""

GUARDS = (
    _refuse("training_stays", "UPDATE", "clinic", "NEW.is_training <> OLD.is_training"),
    _refuse(
        "withdrawn_clients_stay",
        "UPDATE",
        "clients",
        f"{_WITHDRAWN_CHANGES} OR (NEW.withdrawn_day IS NOT NULL AND {_differ(_CLIENT)})",
    ),
    _refuse(
        "refusing_clients_have_no_answers",
        "UPDATE",
        "clients",
        "NEW.consent = 'refused' AND EXISTS (SELECT 1 FROM screenings WHERE client_id = NEW.id"
        " AND (answers IS NOT NULL OR outcome IS NOT NULL))",
    ),
    _refuse(
        "finished_screenings_stay",
        "UPDATE",
        "screenings",
        f"OLD.state = 'finished' AND {_differ((*_SCREENING, 'answers', 'question_id'))}",
    ),
    _refuse(
        "withdrawn_screenings_stay",
        "UPDATE",
        "screenings",
        f"{_WITHDRAWN_CHANGES} OR (NEW.withdrawn_day IS NOT NULL AND ({_differ(_SCREENING)}"
        " OR (NEW.answers IS NOT OLD.answers AND NEW.answers IS NOT NULL)"
        " OR (NEW.question_id <> OLD.question_id AND NEW.question_id <> '')))",
    ),
    _refuse("finished_screenings_are_kept", "DELETE", "screenings", "OLD.state = 'finished'"),
    _refuse(
        "no_answers_without_consent",
        "INSERT",
        "screenings",
        f"({_KEEPS_ANSWERS} AND {_consent('refused')})"
        f" OR ({_HAS_NO_OUTCOME} AND {_consent('given')})",
    ),
    _refuse(
        "no_more_answers_without_consent",
        "UPDATE",
        "screenings",
        f"({_KEEPS_ANSWERS} AND {_consent('refused')})"
        f" OR (OLD.state = 'draft' AND {_HAS_NO_OUTCOME} AND {_consent('given')})",
    ),
    _refuse(
        "decisions_are_about_what_stands",
        "INSERT",
        "decisions",
        "NOT EXISTS (SELECT 1 FROM screenings WHERE id = NEW.screening_id"
        " AND state = 'finished' AND withdrawn_day IS NULL)",
    ),
    "CREATE TRIGGER decisions_settle AFTER INSERT ON decisions BEGIN"
    " UPDATE screenings SET is_decided = (NEW.ruling <> 'more_papers')"
    " WHERE id = NEW.screening_id; END",
    *_append_only("decisions"),
    _refuse("services_stay", "UPDATE", "services", f"{_WITHDRAWN_CHANGES} OR {_differ(_SERVICE)}"),
    _refuse(
        "final_events_stay",
        "UPDATE",
        "kyr_events",
        f"{_WITHDRAWN_CHANGES} OR ((OLD.is_finished = 1 OR NEW.withdrawn_day IS NOT NULL)"
        f" AND {_differ(_EVENT)})",
    ),
    _refuse("final_heads_come", "INSERT", "kyr_attendance", _OF_A_FINAL_EVENT.format(row="NEW")),
    _refuse("final_heads_stay", "UPDATE", "kyr_attendance", _OF_A_FINAL_EVENT.format(row="OLD")),
    _refuse("final_heads_go", "DELETE", "kyr_attendance", _OF_A_FINAL_EVENT.format(row="OLD")),
    _without_gaps("closes"),
    _refuse(
        "closes_stay",
        "UPDATE",
        "closes",
        f"{_differ(_CLOSE)} OR (OLD.sealed IS NOT NULL AND {_differ(('sealed', 'file_name'))})",
    ),
    _refuse("closes_are_kept", "DELETE", "closes", "1"),
    _without_gaps("releases"),
    *_append_only("releases"),
    _refuse(
        "released_counts_come_with_their_release",
        "INSERT",
        "released_counts",
        "NEW.seq IS NOT (SELECT max(seq) FROM releases)",
    ),
    *_append_only("released_counts"),
)
"""Each refuses by its own name, so that a refusal says which promise was about to break."""
