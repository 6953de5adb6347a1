"""Which columns are sealed stands in the model, so that new keys can forget no table."""

from sqlalchemy import LargeBinary

from clinic_app.vault.columns import is_sealed
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.tables import METADATA

NOT_SEALED = {
    ("audit_log", "head"): "a hash",
    ("close_heads", "head"): "a hash",
    ("closes", "payload"): "left the clinic",
    ("closes", "sealed"): "left the clinic, sealed for headquarters",
    ("enrolment", "own_signing_seed"): "signs what everybody here may send",
    ("enrolment", "pack_key"): "public",
    ("enrolment", "sealing_key"): "public",
    ("enrolment", "signing_key"): "public",
    ("hand_offs", "sealed"): "sealed for another laptop",
    ("laptops", "sealing_key"): "public",
    ("laptops", "signing_key"): "public",
    ("merges", "way_back"): "what a client's file said, as open as the file itself",
    ("own_part", "sealing_key"): "public",
    ("own_part", "signing_key"): "public",
    ("carried_notes", "note"): "signed for headquarters, and leaves the clinic",
    ("rule_packs", "signed_file"): "public",
}
"""Columns of bytes under the database key alone, and why. Whatever is sealed is made by
``columns.sealed``: then new keys seal it again."""


def test_every_column_of_bytes_is_sealed_or_says_why_not() -> None:
    assert OpenVault.__name__  # its stores import every table
    found = {
        (table.name, column.name): is_sealed(column)
        for table in METADATA.tables.values()
        for column in table.c
        if isinstance(column.type, LargeBinary)
    }

    assert {place for place, is_one in found.items() if not is_one} == set(NOT_SEALED)
