"""What a representative wrote into a row that others read, bound to keys that not everybody holds.

A row keeps one seal under the representative key and one under the screening key. Whoever reads it
believes the one of the key that fewest people hold: so nobody can write for others whose key they
lack. Whoever holds neither cannot tell, and relies on nothing of it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring_errors import FieldChangedError, KeyNotHeldError
from clinic_app.crypto.slots import REPRESENTATIVE_KEY, SCREENING_KEY
from clinic_app.vault.columns import place_of
from clinic_app.vault.stores.rows import AnyRow

_SEALS = {REPRESENTATIVE_KEY: "representative_seal", SCREENING_KEY: "screening_seal"}
"""The column for each key; the key that fewest people hold comes first."""


def seals_of(
    table: Table, seals: FieldSeals, values: Mapping[str, Any], digest: bytes
) -> dict[str, bytes]:
    """Return the two seals of a row of *values*, of which *digest* is what they mean.

    Raises:
        KeyNotHeldError: The worker lacks the representative key.
    """
    return {
        column: seals.seal(key, place_of(table.c[column], values), digest)
        for key, column in _SEALS.items()
    }


def is_pinned(table: Table, seals: FieldSeals, row: AnyRow, digest: bytes) -> bool:
    """Whether *row* means what its seals say, as far as the keys in *seals* can tell."""
    for key, column in _SEALS.items():
        if seals.holds(key):
            sealed: bytes | None = row[column]
            try:
                is_opened = sealed is not None and digest == seals.open(
                    key, place_of(table.c[column], row), sealed
                )
            except (FieldChangedError, KeyNotHeldError):  # it may say that it is under another key
                return False
            return is_opened
    return True
