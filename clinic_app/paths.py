"""Where things lie: what we ship, and what a worker's computer keeps."""

import sys
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent
APPLICATION = "ClinicApp"
"""The folder name under the system's data and settings folders."""


def resources() -> Path:
    """Return the folder of everything we ship, from a checkout, a wheel or a frozen build.

    Never depends on the working directory.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    packaged = _PACKAGE / "_resources"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "resources"


def data_folder() -> Path:
    """Return where this computer keeps the clinic's vault unless told otherwise."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def settings_folder() -> Path:
    """Return where this computer keeps settings; nothing secret is ever in it."""
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False))
