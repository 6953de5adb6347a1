"""What lies on a stick: every file of a kind, and nothing that its systems left there."""

import os
import sys
from pathlib import Path

import pytest

from clinic_app.files import listing
from clinic_app.files.errors import (
    FileError,
    FileMissingError,
    FolderMissingError,
    FolderUnreadableError,
    NotFolderError,
)
from clinic_app.files.listing import (
    count_settled_files,
    each_settled_file,
    is_taken,
    settled_files,
)


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path


def test_files_of_one_suffix_are_found_in_every_folder_by_their_names(tmp_path: Path) -> None:
    found = [put(tmp_path / name) for name in ("a.tally", "b/c.TALLY", "b/d (1).tally", "e.tally")]
    put(tmp_path / "b.receipt")

    assert settled_files(tmp_path, ".tally") == tuple(found)


@pytest.mark.parametrize("at_once", [1, 2, 3, 4, 5])
def test_more_files_than_are_kept_at_once_come_once_and_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    names = ("a.tally", "b/c.tally", "b/d.tally", "b/e/f.tally", "g.tally", "h.tally", "i.tally")
    found = [put(tmp_path / name) for name in names]
    put(tmp_path / "b.receipt")
    monkeypatch.setattr(listing, "_NAMES_AT_ONCE", at_once)

    assert settled_files(tmp_path, ".tally") == tuple(found)
    assert count_settled_files(tmp_path, ".tally") == len(found)


@pytest.mark.parametrize("name", ["._a.tally", "~a.tally", "a.tally.part", ".Trash/a.tally"])
def test_what_is_half_written_or_thrown_away_is_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path / name)

    assert settled_files(tmp_path, ".tally") == ()


@pytest.mark.parametrize("name", ["$RECYCLE.BIN", "lost+found", "System Volume Information"])
def test_folders_of_the_system_are_passed_over(tmp_path: Path, name: str) -> None:
    """Nobody but root may read ``lost+found``: it made a whole stick unreadable."""
    whole = put(tmp_path / "a.tally")
    put(tmp_path / name / "b.tally")
    (tmp_path / name).chmod(0)

    assert settled_files(tmp_path, ".tally") == (whole,)
    (tmp_path / name).chmod(0o700)


def test_links_to_folders_are_not_followed_and_one_in_a_circle_stops_nothing(
    tmp_path: Path,
) -> None:
    whole = put(tmp_path / "a.tally")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "up").symlink_to(tmp_path)

    assert settled_files(tmp_path, ".tally") == (whole,)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no path may be as long")
def test_folders_deeper_than_python_calls_itself_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels = sys.getrecursionlimit() + 1
    monkeypatch.chdir(tmp_path)
    for _level in range(levels):
        Path("a").mkdir()
        os.chdir("a")
    put(Path("deep.tally"))
    last = put(tmp_path / "b.tally")

    assert settled_files(tmp_path, ".tally") == (
        tmp_path.joinpath(*["a"] * levels, "deep.tally"),
        last,
    )
    Path("deep.tally").unlink()
    for _level in range(levels):  # whoever clears up after tests calls itself for each
        os.chdir("..")
        Path("a").rmdir()


def test_a_folder_that_is_gone_or_none_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FolderMissingError):
        settled_files(tmp_path / "gone", ".tally")
    with pytest.raises(NotFolderError):
        settled_files(put(tmp_path / "a.tally"), ".tally")


def test_a_folder_that_the_system_refuses_is_told_of_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.scandir", refuse)

    with pytest.raises(FolderUnreadableError):
        settled_files(tmp_path, ".tally")


def test_only_an_empty_folder_and_a_free_name_are_not_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    file = put(tmp_path / "full" / "file")

    assert not is_taken(tmp_path / "empty")
    assert not is_taken(tmp_path / "free")
    assert is_taken(file.parent)
    assert is_taken(file)
    assert is_taken(tmp_path / ("n" * 5000))


def test_a_stick_that_is_pulled_meanwhile_is_said(tmp_path: Path) -> None:
    put(tmp_path / "a.tally")
    inner = put(tmp_path / "b" / "c.tally")
    found = each_settled_file(tmp_path, ".tally")
    next(found)
    inner.unlink()
    inner.parent.rmdir()

    with pytest.raises(FileMissingError):
        next(found)


def test_a_folder_below_that_nobody_may_look_into_is_passed_over_where_that_is_told(
    tmp_path: Path,
) -> None:
    found = [put(tmp_path / "a" / "a.tally"), put(tmp_path / "c.tally")]
    inner = put(tmp_path / "b" / "b.tally").parent
    told: list[Path] = []
    files = each_settled_file(tmp_path, ".tally", lambda error: told.append(error.path))
    first = next(files)
    assert count_settled_files(tmp_path, ".tally") == 3
    inner.rename(tmp_path / ".b")

    assert (first, *files) == tuple(found)
    assert told == [inner]


def test_a_stick_that_is_pulled_is_said_however_its_folders_are_passed_over(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    put(stick / "a.tally")
    put(stick / "b" / "c.tally")
    told: list[FileError] = []
    files = each_settled_file(stick, ".tally", told.append)
    next(files)
    stick.rename(tmp_path / "pulled")

    with pytest.raises(FileMissingError):
        next(files)
    assert told == []
