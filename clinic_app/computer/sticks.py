"""Which sticks are in: what can be taken out of this computer and carried away.

Windows names them itself; on Linux and macOS they are what lies where the system shows what was
put in. A stick that nobody opened in the file manager may not be shown yet.
"""

import ctypes
import string
import sys
from pathlib import Path

from clinic_app.computer.folders import mount_points

_SHOWN_AT = (Path("/media"), Path("/run/media"))
"""Where Linux desktops show what was put in."""

_MOUNTS = Path("/proc/self/mountinfo")
_VOLUMES = Path("/Volumes")
_DRIVE_REMOVABLE = 2
"""Source: Windows API, GetDriveTypeW."""


def sticks() -> tuple[Path, ...]:
    """Return the folders of all sticks that are in, in the order of their names."""
    if sys.platform == "win32":
        drives = (f"{letter}:\\" for letter in string.ascii_uppercase)
        ask = ctypes.windll.kernel32.GetDriveTypeW
        return tuple(Path(drive) for drive in drives if ask(drive) == _DRIVE_REMOVABLE)
    if sys.platform == "darwin":
        return _volumes(_VOLUMES)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ()
    return on_linux(mounts)


def on_linux(mounts: str) -> tuple[Path, ...]:
    """Return the sticks among what is mounted.

    Args:
        mounts: As Linux lists them. Source: proc_pid_mountinfo(5).
    """
    found = {
        point
        for point in mount_points(mounts)
        if any(point.is_relative_to(shown) and point != shown for shown in _SHOWN_AT)
    }
    return tuple(sorted(found))


def _volumes(folder: Path) -> tuple[Path, ...]:
    """Return what lies in *folder*, but for the computer's own disk, which is a link there."""
    try:
        return tuple(sorted(one for one in folder.iterdir() if not one.is_symlink()))
    except OSError:
        return ()
