"""What a client answered: three-valued, and "unknown" is an answer of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType


class Unknown(Enum):
    """The client does not know, or nobody asked; never the same as "no"."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN
"""The one value of :class:`Unknown`."""

Simple = bool | int | str | date | Unknown
"""A plain value; amounts are whole numbers, never floats."""

Row = Mapping[str, Simple]
"""One entry of a list answer, such as one absence."""

Answer = Simple | tuple[str, ...] | tuple[Row, ...] | Row
"""What may stand under a key: a plain value, a list of words, rows, or one row."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by the key of the fact they give; the keys are those of scenario files.

    A key that is absent was not asked. Reading it gives ``UNKNOWN``, as does a key whose
    answer is "the client does not know"; :meth:`is_asked` tells the two apart.
    """

    _by_key: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, key: str) -> Answer:
        """Return the answer under *key*; ``UNKNOWN`` where it was never asked."""
        return self._by_key.get(key, UNKNOWN)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys that were asked, oldest answer first."""
        return iter(self._by_key)

    def is_asked(self, key: str) -> bool:
        """Whether *key* has an answer, ``UNKNOWN`` included."""
        return key in self._by_key

    def with_answer(self, key: str, answer: Answer) -> "Answers":
        """Return these answers with *key* answered anew."""
        return Answers(MappingProxyType({**self._by_key, key: answer}))

    def without(self, key: str) -> "Answers":
        """Return these answers as if *key* had never been asked."""
        kept = {name: answer for name, answer in self._by_key.items() if name != key}
        return Answers(MappingProxyType(kept))
