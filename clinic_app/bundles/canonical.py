"""Canonical JSON: one value has one spelling, so equal content has equal bytes.

Only objects, lists, strings and integers; keys sorted, nothing between tokens, UTF-8. It is
what ``json.dumps(sort_keys=True, separators=(",", ":"), ensure_ascii=False)`` writes. Reading
accepts nothing but that spelling, which refuses a key given twice, ``1.0`` and ``1e3`` too.
"""

import msgspec

from clinic_app.bundles.errors import (
    ContentKindError,
    ContentNotCanonicalError,
    ContentUnreadableError,
)
from clinic_app.crypto.sealed_file import UNREADABLE

Value = str | int | list["Value"] | dict[str, "Value"]
"""What canonical JSON can hold."""


def write(value: object) -> bytes:
    """Return the one spelling of *value*: a :data:`Value` or a msgspec struct of such."""
    return msgspec.json.encode(value, order="sorted")


def read(unverified: bytes) -> Value:
    """Read what :func:`write` wrote.

    Raises:
        ContentUnreadableError: It is no JSON, or nested without end.
        ContentKindError: It holds a fraction, a truth value or a null.
        ContentNotCanonicalError: It is spelled otherwise, or holds a key twice.
    """
    try:
        value = msgspec.json.decode(unverified)
        has_other_kinds = _has_other_kinds(value)
    except UNREADABLE as error:
        raise ContentUnreadableError from error
    if has_other_kinds:
        raise ContentKindError
    if write(value) != unverified:
        raise ContentNotCanonicalError
    checked: Value = value
    return checked


def _has_other_kinds(value: object) -> bool:
    match value:
        case dict():
            return any(_has_other_kinds(inner) for inner in value.values())
        case list():
            return any(_has_other_kinds(inner) for inner in value)
        case bool():
            return True
        case _:
            return not isinstance(value, str | int)
