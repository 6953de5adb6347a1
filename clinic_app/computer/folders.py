"""What kind of folder one is: on this computer, on another one, or copied by a service.

Network folders are recognised on Windows and Linux; synchronised folders everywhere, by the
names that the services give them and the marks that they leave inside. A service that uses
neither is not recognised.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_NETWORK_FILE_SYSTEMS = frozenset(
    {
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.sshfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
_MEMORY_FILE_SYSTEMS = frozenset({"ramfs", "tmpfs"})
_DRIVE_REMOTE = 4
"""Source: Windows API, GetDriveTypeW."""

_SERVICE_NAMES = (
    ("OneDrive", re.compile(r"onedrive([ -].*)?", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox([ -].*)?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive([ -].*)?", re.IGNORECASE)),
    ("iCloud", re.compile(r"icloud ?drive|mobile documents", re.IGNORECASE)),
)
_SERVICE_MARKS = (
    ("Dropbox", ".dropbox"),
    ("Dropbox", ".dropbox.cache"),
    ("Syncthing", ".stfolder"),
    ("Nextcloud", ".sync_journal.db"),
)
_SERVICE_VARIABLES = (
    ("OneDrive", "OneDrive"),
    ("OneDrive", "OneDriveConsumer"),
    ("OneDrive", "OneDriveCommercial"),
)
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def is_on_network(folder: Path) -> bool:
    """Whether a folder, which need not exist yet, lies on another computer."""
    whole = _whole(folder)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows is asked this way

        kind = ctypes.windll.kernel32.GetDriveTypeW(whole.anchor)
        return whole.anchor.startswith("\\\\") or bool(kind == _DRIVE_REMOTE)
    return _linux_file_system_of(whole) in _NETWORK_FILE_SYSTEMS


def is_in_memory(folder: Path) -> bool:
    """Whether what lies in a folder is on no disk, as far as Linux tells; swap aside."""
    return _linux_file_system_of(_whole(folder)) in _MEMORY_FILE_SYSTEMS


def _linux_file_system_of(whole: Path) -> str:
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    return file_system_of(whole, mounts)


def _whole(folder: Path) -> Path:
    """Return where a folder really lies; unresolved where a link leads back to itself."""
    try:
        return folder.resolve()
    except (RuntimeError, OSError, ValueError):  # until Python 3.12, from 3.13 on, a zero byte
        return folder.absolute()


def file_system_of(whole: Path, mounts: str) -> str:
    """Return the kind of file system that a path lies on; empty where none is listed.

    Args:
        whole: Absolute.
        mounts: As Linux lists them. Source: proc_pid_mountinfo(5).
    """
    nearest, kind = -1, ""
    for point, of_kind in _mounted(mounts):
        # The last of equals wins: it was mounted over the others.
        if whole.is_relative_to(point) and len(point.parts) >= nearest:
            nearest, kind = len(point.parts), of_kind
    return kind


def mount_points(mounts: str) -> tuple[Path, ...]:
    """Return where something is mounted, in the order of *mounts*, which Linux lists."""
    return tuple(point for point, _kind in _mounted(mounts))


def _mounted(mounts: str) -> Iterator[tuple[Path, str]]:
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) <= 4 or not after:
            continue
        point = Path(_ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4]))
        yield point, after.split(" ")[0]


def service_copying(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return the service that copies a folder to other computers; empty if none is recognised."""
    whole = _whole(folder)
    for service, variable in _SERVICE_VARIABLES:
        root = environment.get(variable)
        if root and whole.is_relative_to(_whole(Path(root))):
            return service
    for part in whole.parts:
        for service, name in _SERVICE_NAMES:
            if name.fullmatch(part):
                return service
    return _service_marking((whole, *whole.parents))


def _service_marking(folders: tuple[Path, ...]) -> str:
    for folder in folders:
        for service, mark in _SERVICE_MARKS:
            if os.path.lexists(folder / mark):
                return service
    return ""
