"""Bringing a vault's tables up to date, inside the caller's transaction.

Alembic applies the steps on the connection that is open and keyed already. The steps are
imported by name and not looked up in a folder, so that a frozen build has them too.
"""

from collections.abc import Iterator

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import Script
from alembic.script.revision import RevisionMap
from sqlalchemy import Connection

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.vault.migrations.versions import (
    m0001_first,
    m0002_drafts,
    m0003_rule_packs,
    m0004_released_labels,
    m0005_roles,
    m0006_audit,
    m0007_rescreenings,
    m0008_counted_labels,
    m0009_birth_dates,
    m0010_client_pairs,
    m0011_confirmations,
    m0012_retention,
    m0013_vault_state,
    m0014_shown_papers,
    m0015_known_computers,
    m0016_retention_days,
    m0017_recovery_papers,
    m0018_laptops,
    m0019_carried_notes,
    m0020_kept_keys,
    m0021_merges,
    m0022_purged_people,
    m0023_lost_laptops,
    m0024_turns_of_answers,
    m0025_clock,
    m0026_waiting_screenings,
    m0027_counted_clients,
    m0028_pinned_keys,
    m0029_some_day,
    m0030_former_files,
    m0031_pairs_of_keys,
    m0032_household_heads,
    m0033_former_accreditations,
)
from clinic_app.vault.store_errors import VaultNewerError

STEPS = (
    m0001_first,
    m0002_drafts,
    m0003_rule_packs,
    m0004_released_labels,
    m0005_roles,
    m0006_audit,
    m0007_rescreenings,
    m0008_counted_labels,
    m0009_birth_dates,
    m0010_client_pairs,
    m0011_confirmations,
    m0012_retention,
    m0013_vault_state,
    m0014_shown_papers,
    m0015_known_computers,
    m0016_retention_days,
    m0017_recovery_papers,
    m0018_laptops,
    m0019_carried_notes,
    m0020_kept_keys,
    m0021_merges,
    m0022_purged_people,
    m0023_lost_laptops,
    m0024_turns_of_answers,
    m0025_clock,
    m0026_waiting_screenings,
    m0027_counted_clients,
    m0028_pinned_keys,
    m0029_some_day,
    m0030_former_files,
    m0031_pairs_of_keys,
    m0032_household_heads,
    m0033_former_accreditations,
)
"""Append only, oldest first."""


def upgrade(connection: Connection, seals: FieldSeals) -> None:
    """Apply the steps that this vault has not seen.

    Args:
        connection: In a transaction that the engine itself began (BEGIN IMMEDIATE): only
            then does a failure leave nothing behind. The caller commits.
        seals: All keys, where the vault was last opened by a program that knew no roles.

    Raises:
        VaultNewerError: A newer program has already changed this vault.
        KeyNotHeldError: A step has to seal something that *seals* lack the key to.
    """
    found = revision_of(connection)
    if found not in (None, *(step.revision for step in STEPS)):
        raise VaultNewerError
    context = MigrationContext.configure(
        connection, opts={"fn": _missing_steps, "seal": seals.seal}
    )
    with Operations.context(context):
        context.run_migrations()


def is_current(connection: Connection) -> bool:
    """Whether :func:`upgrade` has nothing to do."""
    newest: str = STEPS[-1].revision
    return revision_of(connection) == newest


def revision_of(connection: Connection) -> str | None:
    """Return the newest step that this vault has seen; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def _missing_steps(found: tuple[str, ...], _context: MigrationContext) -> Iterator[MigrationStep]:
    scripts = [Script(step, step.revision, step.__name__) for step in STEPS]
    revisions = RevisionMap(lambda: scripts)
    seen = {revision.revision for revision in revisions.iterate_revisions(found, "base")}
    for script in scripts:
        if script.revision not in seen:
            yield MigrationStep.upgrade_from_script(revisions, script)
