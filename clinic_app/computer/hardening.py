"""What this process asks of the system: its memory on no disk, its files for their owner alone."""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from clinic_app.computer.folders import is_in_memory

_PR_SET_DUMPABLE = 4
"""Source: Linux, prctl(2)."""

_EXCLUDE_FROM_CAPTURE = 0x11
"""WDA_EXCLUDEFROMCAPTURE. Source: Windows, SetWindowDisplayAffinity; from Windows 10 2004 on."""


def forbid_core_dumps() -> bool:
    """Switch off core dumps and reading by other processes of the same user, until the end.

    Returns:
        Whether the system agreed. Only Linux is asked; on Windows and macOS, crash reports are
        a setting of the system.
    """
    if sys.platform != "linux":
        return False
    import resource  # noqa: PLC0415 - Windows has none

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    return bool(prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def keep_scratch_in_memory() -> bool:
    """Send what libraries of the system write for a moment into memory, until the end.

    Qt hands a page to CUPS through a file in the temporary folder: a client's name, readable on
    the disk long after that file was removed.

    Returns:
        Whether there is such a place. Only Linux is asked; Windows and macOS have none.
    """
    if sys.platform != "linux":
        return False
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"):  # noqa: S108 - it is meant
        if place and is_in_memory(Path(place)) and os.access(place, os.W_OK | os.X_OK):
            os.environ["TMPDIR"] = place
            return True
    return False


def exclude_from_capture(window_id: int) -> bool:
    """Keep a window out of screenshots, screen recordings and shared screens.

    Args:
        window_id: As the system counts windows.

    Returns:
        Whether the system agreed. Only Windows can; elsewhere whoever may see the screen may
        record it.
    """
    windll: Any = getattr(ctypes, "windll", None)
    if windll is None:
        return False
    window = ctypes.c_void_p(window_id)
    return bool(windll.user32.SetWindowDisplayAffinity(window, _EXCLUDE_FROM_CAPTURE))


def keep_files_private() -> None:
    """Let only the owner read and write what this process makes from now on.

    On Windows the folder's own rights decide, and the user's folders are private there.
    """
    os.umask(0o077)
