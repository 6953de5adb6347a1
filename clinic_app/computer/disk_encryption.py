"""Whether the disk under a folder is encrypted by the system, where that can be read."""

import os
from pathlib import Path

_DEVICES = Path("/sys/dev/block")
_CRYPT = "CRYPT-"
"""How the name of an encrypted device begins. Source: cryptsetup, "UUID" of dm-crypt devices."""


def is_disk_encrypted(folder: Path, devices: Path = _DEVICES) -> bool | None:
    """Return whether the disk of *folder* is encrypted; None where this system does not tell.

    Args:
        folder: Exists.
        devices: Where Linux lists block devices.
    """
    try:
        number = folder.stat().st_dev
        device = devices / f"{os.major(number)}:{os.minor(number)}"
        return _is_encrypted(device.resolve()) if device.exists() else None
    except (OSError, AttributeError):  # Windows counts devices otherwise
        return None


def _is_encrypted(device: Path) -> bool:
    """Whether a device is encrypted, or every one that it is made of."""
    name = device / "dm" / "uuid"
    if name.exists() and name.read_text(encoding="ascii", errors="ignore").startswith(_CRYPT):
        return True
    parts = device / "slaves"
    below = [part.resolve() for part in parts.iterdir()] if parts.is_dir() else []
    return bool(below) and all(_is_encrypted(part) for part in below)
