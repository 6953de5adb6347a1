"""The shape of one room's words."""

from collections.abc import Callable, Mapping
from typing import Any

from clinic_app.errors import ClinicError

Sentences = Mapping[type[ClinicError], Callable[[Any], str]]
"""One room's errors, each with a function from the error's facts to two sentences."""
