"""What an unlocked vault works with."""

from dataclasses import dataclass, field

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring import Secrets
from clinic_app.vault.engine import Engines


@dataclass(frozen=True, slots=True)
class InUse:
    """What an unlocked vault works with, and a locked one has let go of."""

    engines: Engines
    secrets: Secrets = field(repr=False)
    seals: FieldSeals = field(repr=False)
