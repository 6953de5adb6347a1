"""The first tables: a clinic, its people, what was done, what was counted and released."""

from alembic import op

from clinic_app.vault.migrations.versions.m0001_guards import GUARDS, SEARCH
from clinic_app.vault.migrations.versions.m0001_indexes import INDEXES
from clinic_app.vault.migrations.versions.m0001_tables import TABLES

revision = "0001"
down_revision = None


def upgrade() -> None:
    """See the module docstring."""
    for statement in (*TABLES, *INDEXES, *SEARCH, *GUARDS):
        op.get_bind().exec_driver_sql(statement)
