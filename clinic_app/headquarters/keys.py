"""Headquarters' private keys, each derived from the keyring's data key by its own label."""

from dataclasses import dataclass, field
from typing import Self

from clinic_app.crypto.keyring import Secrets
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey


@dataclass(frozen=True, slots=True)
class HeadquartersKeys:
    """What opens bundles, signs receipts and enrolments, and signs rule packs."""

    opening: OpeningKey = field(repr=False)
    signing: SigningKey = field(repr=False)
    packs: SigningKey = field(repr=False)

    @classmethod
    def of(cls, secrets: Secrets, keyring_id: str) -> Self:
        """Return the keys of the headquarters whose keyring this is."""
        return cls(
            OpeningKey(secrets.derive(b"clinic-app headquarters sealing", keyring_id)),
            SigningKey(secrets.derive(b"clinic-app headquarters signing", keyring_id)),
            SigningKey(secrets.derive(b"clinic-app headquarters rule packs", keyring_id)),
        )
