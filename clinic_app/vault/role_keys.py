"""Which keys a role's slot wraps: what somebody may read is what their passphrase opens."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_app.crypto.slots import KEY_SETS
from clinic_app.records.worker import Role

_GREETER, _VOLUNTEER, _ALL = KEY_SETS

KEYS_OF: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.GREETER: _GREETER,
        Role.VOLUNTEER: _VOLUNTEER,
        Role.REPRESENTATIVE: _ALL,
        Role.COORDINATOR: _ALL,  # whoever gives others their keys must hold them
    }
)
