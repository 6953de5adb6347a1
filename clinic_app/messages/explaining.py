"""The one way from an expected error to the words a worker reads."""

from collections.abc import Callable, Mapping
from typing import Any

from clinic_app.errors import ClinicError

Sentences = Mapping[type[ClinicError], Callable[[Any], str]]
"""One room's errors, each with a function from the error's facts to two sentences."""

_SENTENCES: tuple[Sentences, ...] = ()
"""One entry per ``messages.<room>_errors`` module."""


def explain(error: ClinicError) -> str:
    """Say what happened and what to do next, in the worker's language.

    Never repeats client data.

    Raises:
        NotImplementedError: Nobody wrote words for this error; a test forbids it.
    """
    for sentences in _SENTENCES:
        words = sentences.get(type(error))
        if words is not None:
            return words(error)
    raise NotImplementedError(type(error).__name__)
