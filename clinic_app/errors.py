"""The root of every failure that the program expects and can explain."""

from typing import Self


class ClinicError(Exception):
    """An expected failure. Facts as attributes, no sentence: words live in ``messages``."""

    def without_trace(self) -> Self:
        """Forget which calls it came through, so that whoever keeps it keeps nothing they held."""
        self.__cause__ = self.__context__ = self.__traceback__ = None
        return self
