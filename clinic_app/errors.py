"""The root of every failure that the program expects and can explain."""


class ClinicError(Exception):
    """An expected failure. Facts as attributes, no sentence: words live in ``messages``."""
