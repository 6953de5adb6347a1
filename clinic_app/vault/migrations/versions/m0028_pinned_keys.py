"""What a representative wrote and others rely on is bound to keys that not everybody holds.

Headquarters' keys once its file is taken in again, confirmations once they are made again. Nothing
is bound here, whoever opens the vault: somebody who wants something else believed could put the
tables back to before this step.
"""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """See the module docstring."""
    for table in ("enrolment", "confirmations"):
        for column in ("screening_seal", "representative_seal"):
            op.get_bind().exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} BLOB")
