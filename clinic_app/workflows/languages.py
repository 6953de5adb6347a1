"""The languages that clinics meet, for every list in the program."""

from functools import cache

import msgspec

from clinic_app.paths import resources


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language.

    Attributes:
        tag: BCP 47, such as ``ht``.
        english: Its English name.
        own: Its name in itself.
    """

    tag: str
    english: str
    own: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: tuple[Language, ...]


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages in the order of the lists."""
    path = resources() / "translations" / "languages.toml"
    return msgspec.toml.decode(path.read_bytes(), type=_File).language


def language_name(tag: str) -> str:
    """Return the English name of a language; the tag itself for one not in the list."""
    names = {language.tag: language.english for language in languages()}
    return names.get(tag, tag)
