"""Disk encryption is told where Linux lists it, below a logical volume too, and never guessed."""

import os
from pathlib import Path

from clinic_app.computer.disk_encryption import is_disk_encrypted


def a_device(at: Path, uuid: str = "", *below: Path) -> Path:
    (at / "slaves").mkdir(parents=True)
    if uuid:
        (at / "dm").mkdir()
        (at / "dm" / "uuid").write_text(uuid)
    for part in below:
        (at / "slaves" / part.name).symlink_to(part)
    return at


def listed(tmp_path: Path, device: Path) -> Path:
    devices = tmp_path / "devices"
    devices.mkdir()
    number = tmp_path.stat().st_dev
    (devices / f"{os.major(number)}:{os.minor(number)}").symlink_to(device)
    return devices


def test_an_encrypted_disk_is_told(tmp_path: Path) -> None:
    crypt = a_device(tmp_path / "dm-0", "CRYPT-LUKS2-abc")

    assert is_disk_encrypted(tmp_path, listed(tmp_path, crypt)) is True


def test_a_volume_is_as_encrypted_as_what_it_is_made_of(tmp_path: Path) -> None:
    crypt, plain = a_device(tmp_path / "dm-0", "CRYPT-LUKS2-abc"), a_device(tmp_path / "sda")
    whole = a_device(tmp_path / "dm-1", "LVM-abc", crypt)
    half = a_device(tmp_path / "dm-2", "LVM-abc", crypt, plain)

    assert is_disk_encrypted(tmp_path, listed(tmp_path, whole)) is True
    (tmp_path / "other").mkdir()
    devices = tmp_path / "devices"
    next(devices.iterdir()).unlink()
    number = tmp_path.stat().st_dev
    (devices / f"{os.major(number)}:{os.minor(number)}").symlink_to(half)
    assert is_disk_encrypted(tmp_path, devices) is False


def test_a_plain_disk_is_told_and_an_unknown_one_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "sda").mkdir()

    assert is_disk_encrypted(tmp_path, listed(tmp_path, tmp_path / "sda")) is False
    assert is_disk_encrypted(tmp_path, tmp_path / "nothing") is None
    assert is_disk_encrypted(tmp_path / "missing", tmp_path) is None
