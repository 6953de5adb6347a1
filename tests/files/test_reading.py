"""No file makes the program wait for ever or fill its memory."""

import os
from pathlib import Path

import pytest

from clinic_app.files.errors import FileMissingError, FileTooLargeError, FileUnreadableError
from clinic_app.files.reading import first_bytes, is_folder, read_bounded, size_of


def test_a_file_up_to_the_bound_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"12345")

    assert read_bounded(path, 5) == b"12345"
    assert size_of(path) == 5


def test_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"123456")

    with pytest.raises(FileTooLargeError) as caught:
        read_bounded(path, 5)

    assert (caught.value.path, caught.value.most_bytes) == (path, 5)


@pytest.mark.parametrize("name", ["gone", "gone/deeper", "kept/inside"])
def test_a_missing_file_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "kept").write_bytes(b"")

    with pytest.raises(FileMissingError):
        read_bounded(tmp_path / name, 5)
    assert size_of(tmp_path / name) is None


@pytest.mark.parametrize("name", [".", "a\0b", "n" * 5000])
def test_what_is_no_file_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadableError):
        read_bounded(tmp_path / name, 5)


@pytest.mark.parametrize("name", ["a\0b", "n" * 5000])
def test_a_name_that_cannot_be_looked_up_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadableError):
        size_of(tmp_path / name)


@pytest.mark.parametrize(("name", "is_one"), [(".", True), ("gone", False), ("n" * 5000, False)])
def test_a_folder_that_cannot_be_looked_up_is_none(
    tmp_path: Path, name: str, *, is_one: bool
) -> None:
    assert is_folder(tmp_path / name) is is_one


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(FileUnreadableError):
        read_bounded(tmp_path / "pipe", 5)
    with pytest.raises(FileUnreadableError):
        first_bytes(tmp_path / "pipe", 5)
