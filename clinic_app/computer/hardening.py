"""What this process asks of the system: its memory on no disk, its files for their owner alone."""

import ctypes
import os
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
"""Source: Linux, prctl(2)."""


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


def keep_files_private() -> None:
    """Let only the owner read and write what this process makes from now on.

    On Windows the folder's own rights decide, and the user's folders are private there.
    """
    os.umask(0o077)
