"""Headquarters' keys are bound to keys that not everybody holds, once its file is taken in again.

Nothing is bound here, whoever opens the vault: somebody who wants other keys believed could put
the tables back to before this step.
"""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """See the module docstring."""
    for column in ("screening_seal", "representative_seal"):
        op.get_bind().exec_driver_sql(f"ALTER TABLE enrolment ADD COLUMN {column} BLOB")
