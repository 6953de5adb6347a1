"""One value that two laptops may have changed: both stay until a person picks.

Every change has a version of its own, a random name, and says which versions it was made over.
A change that was made over another one takes its place; two that did not know of each other
stand side by side. What is known of a value grows, and merging gives the same whatever the
order and however often: so files may be lost, doubled and late.

Source: Shapiro, Preguiça, Baquero, Zawirski, "A comprehensive study of Convergent and
Commutative Replicated Data Types" (2011), section 3.2.2, multi-value register.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self


@dataclass(frozen=True, slots=True)
class Register:
    """What is known of one value.

    Attributes:
        heads: What stands, by version; more than one value where two were written apart.
        past: Versions that later ones were made over.
        shown: The version that the record shows; one of *heads*.
    """

    heads: Mapping[str, str]
    past: frozenset[str]
    shown: str

    @classmethod
    def of(cls, value: str, version: str) -> Self:
        """Return a value that was written for the first time."""
        return cls(MappingProxyType({version: value}), frozenset(), version)

    @property
    def value(self) -> str:
        """What the record shows."""
        return self.heads[self.shown]

    @property
    def values(self) -> tuple[str, ...]:
        """Every value that stands, the one shown first."""
        others = (self.heads[version] for version in sorted(self.heads))
        return tuple(dict.fromkeys((self.value, *others)))

    @property
    def is_open(self) -> bool:
        """Whether a person has to pick."""
        return len(self.values) > 1

    def written(self, value: str, version: str) -> "Register":
        """Return this after somebody who saw what is shown wrote *value*; the same writes nothing.

        What stands beside it was not seen, so it stays; but where two copies say the same, that
        was seen of both.
        """
        if value == self.value:
            return self
        kept = {name: at for name, at in self.heads.items() if at != self.value}
        return _register({**kept, version: value}, self.past | self.heads.keys() - kept, version)

    def showing(self, value: str, version: str) -> "Register":
        """Return this where the record shows *value*, which stands beside the others if need be."""
        shown = next((name for name, head in self.heads.items() if head == value), version)
        return _register({**self.heads, shown: value}, self.past, shown)

    def picked(self, value: str, version: str) -> "Register":
        """Return this after somebody saw everything that stands and chose *value*."""
        return _register({version: value}, self.past | self.heads.keys(), version)

    def merged(self, other: "Register") -> "Register":
        """Return what both together know; the value shown stays where it still stands."""
        past = self.past | other.past
        both = {**self.heads, **other.heads}
        heads = {name: value for name, value in both.items() if name not in past}
        alike = sorted(name for name, value in heads.items() if value == self.value)
        shown = self.shown if self.shown in heads else (alike or sorted(heads))[0]
        return _register(heads, past, shown)


def _register(heads: Mapping[str, str], past: frozenset[str], shown: str) -> Register:
    return Register(MappingProxyType(dict(heads)), past, shown)


@dataclass(frozen=True, slots=True)
class History:
    """What is known of every part of one record.

    Attributes:
        kind: Of the record: ``client``, ``screening`` ...
        unit_id: The client or event that it moves with.
        parts: By the part's name.
    """

    kind: str
    record_id: str
    unit_id: str
    parts: Mapping[str, Register]

    @property
    def open_parts(self) -> tuple[str, ...]:
        """The parts that wait for a person, by name."""
        return tuple(sorted(name for name, part in self.parts.items() if part.is_open))

    def written(self, values: Mapping[str, str], version: str) -> "History":
        """Return this with what the record holds now: new *values* under one new *version*."""
        parts = {
            name: self.parts[name].written(value, version)
            if name in self.parts
            else Register.of(value, version)
            for name, value in values.items()
        }
        return self._with({**self.parts, **parts})

    def showing(self, values: Mapping[str, str], version: str) -> "History":
        """Return this where the record holds *values*, whatever else stands beside them."""
        return self._with(
            {
                name: part.showing(values[name], version) if name in values else part
                for name, part in self.parts.items()
            }
        )

    def picked(self, name: str, value: str, version: str) -> "History":
        """Return this after a person chose *value* for one part."""
        return self._with({**self.parts, name: self.parts[name].picked(value, version)})

    def merged(self, other: "History") -> "History":
        """Return what both together know of the record."""
        parts = dict(self.parts)
        for name, part in other.parts.items():
            parts[name] = parts[name].merged(part) if name in parts else part
        return self._with(parts)

    def _with(self, parts: Mapping[str, Register]) -> "History":
        return History(self.kind, self.record_id, self.unit_id, MappingProxyType(dict(parts)))
