"""A file of a rule pack read strictly: known keys of the right kind, or refused."""

import re
import tomllib
from datetime import date, datetime, time
from enum import Enum
from typing import TypeVar

import msgspec

from clinic_app.errors import ClinicError

_Shape = TypeVar("_Shape")
_PLACE = re.compile(r"(?P<what>.*) - at `\$\.?(?P<key>.*)`", re.DOTALL)
_NAMED = re.compile(r"field `(?P<name>[^`]*)`")


class PackProblem(Enum):
    """What is wrong at one place of a rule pack."""

    FILE_MISSING = "file_missing"
    NOT_TOML = "not_toml"
    UNKNOWN_KEY = "unknown_key"
    KEY_MISSING = "key_missing"
    WRONG_VALUE = "wrong_value"
    ENDS_BEFORE_START = "ends_before_start"
    NOT_FOUND = "not_found"
    GIVEN_TWICE = "given_twice"
    DOES_NOT_BELONG = "does_not_belong"


class PackError(ClinicError):
    """A rule pack is not what a rule pack must be.

    Attributes:
        file: Path inside the pack.
        key: Where in the file, such as ``events[3].published``, an event's id with the key,
            or the line of a file that is not TOML; empty where it is the whole file.
        problem: What is wrong there.
    """

    def __init__(self, file: str, key: str, problem: PackProblem) -> None:
        super().__init__(file, key, problem)
        self.file = file
        self.key = key
        self.problem = problem


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """A table of a pack: a key that is not listed in it is refused."""


def read_strictly(verified_toml: bytes, file: str, shape: type[_Shape]) -> _Shape:
    """Return *verified_toml* as *shape*.

    Args:
        verified_toml: Bytes whose signature was checked, or that we ship ourselves.
        file: Path inside the pack, for the error.
        shape: The table to read, a :class:`Strict`.

    Raises:
        PackError: Not UTF-8, not TOML, a date that does not exist, a key that is unknown or
            missing, a value of another kind.
    """
    try:
        unchecked = tomllib.loads(verified_toml.decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(file, _line_of(str(error)), PackProblem.NOT_TOML) from error
    except (ValueError, RecursionError) as error:  # no UTF-8; a number or a nest too long
        raise PackError(file, "", PackProblem.NOT_TOML) from error
    try:
        return msgspec.convert(unchecked, shape, builtin_types=(date, datetime, time))
    except msgspec.ValidationError as error:
        raise _explained(file, str(error)) from error


def _line_of(said: str) -> str:
    found = re.search(r"at (line \d+)", said)
    return found[1] if found else ""


def _explained(file: str, said: str) -> PackError:
    """Name the key: msgspec says ``... field `x` - at `$.events[3]` ``."""
    placed = _PLACE.fullmatch(said)
    what, key = (placed["what"], placed["key"]) if placed else (said, "")
    named = _NAMED.search(what)
    if named is None:
        return PackError(file, key, PackProblem.WRONG_VALUE)
    is_unknown = "unknown field" in what
    problem = PackProblem.UNKNOWN_KEY if is_unknown else PackProblem.KEY_MISSING
    return PackError(file, f"{key}.{named['name']}" if key else named["name"], problem)
