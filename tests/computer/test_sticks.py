"""Which sticks are in, by what the system lists."""

import sys
from pathlib import Path

import pytest

from clinic_app.computer import sticks
from clinic_app.computer.sticks import on_linux

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:5 / /media rw - tmpfs tmpfs rw
34 23 8:17 / /media/ana/KINGSTON\\040A rw - vfat /dev/sdb1 rw
35 22 8:33 / /run/media/ana/BLUE ro - exfat /dev/sdc1 ro
36 22 8:49 / /mnt/archive rw - ext4 /dev/sdd1 rw
"""


def test_a_stick_is_what_lies_where_the_system_shows_what_was_put_in() -> None:
    assert on_linux(MOUNTS) == (Path("/media/ana/KINGSTON A"), Path("/run/media/ana/BLUE"))


def test_where_nothing_is_listed_no_stick_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sticks, "_MOUNTS", tmp_path / "gone")

    assert sticks.sticks() == ()


def test_on_a_mac_the_computers_own_disk_is_no_stick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "KINGSTON").mkdir()
    (tmp_path / "Macintosh HD").symlink_to("/")
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sticks, "_VOLUMES", tmp_path)
    assert sticks.sticks() == (tmp_path / "KINGSTON",)

    monkeypatch.setattr(sticks, "_VOLUMES", tmp_path / "gone")
    assert sticks.sticks() == ()
