"""Workers have roles; answers, findings, notes and what is half-typed are sealed under keys.

Until now every slot wrapped every key, so whoever opens the vault now can seal it all.
"""

from collections.abc import Callable

from alembic import op
from sqlalchemy import Connection

revision = "0005"
down_revision = "0004"

Seal = Callable[[str, tuple[str, ...], bytes], bytes]
"""From the key's name, the place and the field to the sealed field."""

_SEALED = ("answers", "outcome", "findings")
_STILL = ("finished_screenings_stay", "withdrawn_screenings_stay", "decisions_stay")
_AT_ONCE = 500


def upgrade() -> None:
    """See the module docstring."""
    connection = op.get_bind()
    seal: Seal = op.get_context().opts["seal"]
    connection.exec_driver_sql(
        "ALTER TABLE workers ADD COLUMN role TEXT DEFAULT 'coordinator' NOT NULL"
        " CHECK (role IN ('greeter', 'volunteer', 'representative', 'coordinator'))"
    )
    connection.exec_driver_sql("ALTER TABLE decisions ADD COLUMN sealed_note BLOB")
    guards = _taken_away(connection)
    _seal_screenings(connection, seal)
    _seal_notes(connection, seal)
    _seal_drafts(connection, seal)
    connection.exec_driver_sql("ALTER TABLE decisions DROP COLUMN note")
    for guard in guards:
        connection.exec_driver_sql(guard)


def _taken_away(connection: Connection) -> list[str]:
    """Drop the guards that what is final stays as it is; return them to be put back."""
    found = []
    for name in _STILL:
        query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?"
        found.append(str(connection.exec_driver_sql(query, (name,)).scalar_one()))
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return found


def _seal_screenings(connection: Connection, seal: Seal) -> None:
    last = 0
    while True:
        rows = connection.exec_driver_sql(
            "SELECT number, id, answers, outcome, findings FROM screenings"
            " WHERE number > ? ORDER BY number LIMIT ?",
            (last, _AT_ONCE),
        ).all()
        if not rows:
            return
        last = rows[-1][0]
        sealed = [
            (*(_sealed(seal, name, row) for name in _SEALED), row.number)
            for row in rows
            if any(getattr(row, name) is not None for name in _SEALED)
        ]
        if sealed:
            connection.exec_driver_sql(
                "UPDATE screenings SET answers = ?, outcome = ?, findings = ? WHERE number = ?",
                sealed,
            )


def _sealed(seal: Seal, name: str, row: object) -> bytes | None:
    plain: bytes | None = getattr(row, name)
    if plain is None:
        return None
    return seal("screening", ("screenings", name, row.id), plain)  # type: ignore[attr-defined] # a row


def _seal_notes(connection: Connection, seal: Seal) -> None:
    rows = connection.exec_driver_sql(
        "SELECT number, id, screening_id, ruling, stamp_worker_id, stamp_day, note FROM decisions"
    ).all()
    for number, *place, note in rows:
        sealed = seal("representative", ("decisions", "sealed_note", *place), note.encode("utf-8"))
        connection.exec_driver_sql(
            "UPDATE decisions SET sealed_note = ? WHERE number = ?", (sealed, number)
        )


def _seal_drafts(connection: Connection, seal: Seal) -> None:
    for worker_id, content in connection.exec_driver_sql("SELECT * FROM drafts").all():
        sealed = seal("representative", ("drafts", "content", worker_id), content)
        connection.exec_driver_sql(
            "UPDATE drafts SET content = ? WHERE worker_id = ?", (sealed, worker_id)
        )
