"""A table that holds something of a client moves with the client, or is named with a reason."""

import clinic_app.vault.open_vault  # noqa: F401 - with it every table is known
from clinic_app.vault.tables import METADATA

MOVED = {
    "clients",
    "screenings",
    "decisions",
    "services",
    "kyr_events",
    "kyr_attendance",  # inside its event
    "former_codes",
    "record_histories",  # what moves is the history itself
    "audit_log",  # the lines about what moves
    "shown_papers",
    "merges",
    "client_pairs",  # what was answered; each laptop finds the pairs among its own clients
    "legal_holds",
    "workers",  # their names, for the stamps
}
STAYS = {
    "rescreenings": "each laptop's own rules run the screenings again",
    "drafts": "half-typed by a worker at one keyboard; nothing of a record",
    "client_holders": "who holds whom, as this laptop knows it",
    "event_holders": "the same of events",
    "hand_offs": "what went between two laptops, which both know",
    "laptops": "whose fingerprint was compared here",
    "lost_laptops": "said at the main laptop",
    "own_part": "this laptop's own keys",
    "clinic": "each laptop is set up by itself",
    "enrolment": "only the main laptop has one",
    "closes": "only the main laptop closes",
    "close_heads": "only the main laptop closes",
    "former_accreditations": "only the main laptop counts who is accredited",
    "former_files": "only the main laptop closes",
    "releases": "only the main laptop closes",
    "released_counts": "only the main laptop closes",
    "released_tables": "only the main laptop closes",
    "released_labels": "only the main laptop closes",
    "clients_to_compare": "filled by the vault itself as clients come",
    "confirmations": "of a country, not of a client: read by a representative at each laptop",
    "purges": "only the main laptop forgets people, but for copies that it has taken in",
    "purged_rows": "the same",
    "purged_counts": "the same",
    "purged_labels": "the same",
    "purged_people": "whom this laptop forgot; the main one leaves them out of what comes",
    "backup_places": "where this laptop's backups lie",
    "known_computers": "on which computer these records are at home",
    "retention": "how long people are kept is said at each laptop; only the main one forgets",
    "recovery_papers": "who holds the ways back into these records",
    "kept_keys": "of these records alone",
    "temporary_passphrases": "of those who sign in at this laptop",
    "carried_notes": "between this laptop's records and headquarters",
    "vault_state": "what these records know of their key file",
    "household_heads": "whom this laptop has of a household; each has others",
    "rule_packs": "rules are installed on each laptop, signed by headquarters",
}


def test_every_table_is_moved_or_stays_for_a_reason() -> None:
    assert set(METADATA.tables) == MOVED | STAYS.keys()
    assert not MOVED & STAYS.keys()
