"""A vault lies on this computer's own disk, not where others write or copy."""

import sys
from pathlib import Path

import pytest

from clinic_app.computer import folders
from clinic_app.computer.folders import file_system_of, is_on_network, service_copying

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/office rw,relatime - cifs //server/share rw
31 22 0:41 / /mnt/with\\040space rw - nfs4 server:/x rw
32 22 0:42 / /home rw - ext4 /dev/sda2 rw
33 32 0:43 / /home rw - fuse.sshfs far:/home rw
34 30 8:17 / /mnt/office/stick rw - vfat /dev/sdb1 rw
a line that is cut
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/clinic", "ext4"),
        ("/mnt/office", "cifs"),
        ("/mnt/office/2026/clinic", "cifs"),
        ("/mnt/officebuilding", "ext4"),
        ("/mnt/with space/clinic", "nfs4"),
        ("/home/ana", "fuse.sshfs"),
        ("/mnt/office/stick/clinic", "vfat"),
    ],
)
def test_the_nearest_and_latest_mount_decides(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


def test_nothing_listed_is_nothing_known() -> None:
    assert file_system_of(Path("/srv"), "") == ""


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="only Linux lists mounts so")
def test_a_folder_on_a_share_is_recognised_before_it_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "mountinfo"
    listed.write_text(f"1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / {tmp_path}/far rw - cifs y rw\n")
    monkeypatch.setattr(folders, "_MOUNTS", listed)

    assert is_on_network(tmp_path / "far" / "new" / "clinic")
    assert not is_on_network(tmp_path / "near")


def test_where_no_mounts_are_listed_nothing_is_called_a_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_MOUNTS", tmp_path / "gone")

    assert not is_on_network(tmp_path)


@pytest.mark.parametrize(
    ("part", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Legal Aid", "OneDrive"),
        ("onedrive-personal", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Legal Aid)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ana", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("Documents", ""),
        ("Onedriver", ""),
        ("Dropboxes", ""),
    ],
)
def test_services_are_known_by_the_name_of_a_folder_above(
    tmp_path: Path, part: str, service: str
) -> None:
    assert service_copying(tmp_path / part / "clinic", {}) == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [(".dropbox", "Dropbox"), (".stfolder", "Syncthing"), (".sync_journal.db", "Nextcloud")],
)
def test_services_are_known_by_the_mark_they_leave(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / mark).mkdir()

    assert service_copying(tmp_path / "deep" / "clinic", {}) == service


def test_a_renamed_onedrive_is_known_by_what_windows_says(tmp_path: Path) -> None:
    environment = {"OneDriveCommercial": str(tmp_path / "cloud")}

    assert service_copying(tmp_path / "cloud" / "clinic", environment) == "OneDrive"
    assert service_copying(tmp_path / "clinic", environment) == ""


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="needs links")
def test_a_link_into_a_service_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    link = tmp_path / "clinic"
    try:
        link.symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")

    assert service_copying(link, {}) == "Dropbox"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_that_leads_back_to_itself_lies_nowhere_else(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)

    assert not is_on_network(loop)
    assert service_copying(loop, {"OneDrive": str(loop)}) == "OneDrive"
