"""What the window remembers: read strictly, and never worth stopping the program for."""

import json
from pathlib import Path

import pytest

from clinic_app.settings import FILE_NAME, Settings, load, save

LEFT = Settings(
    width=1240, height=700, is_maximised=True, type_percent=150, records_folder="/records"
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    save(tmp_path / "new folder", LEFT)

    assert load(tmp_path / "new folder") == LEFT


def test_nothing_saved_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_an_older_file_without_a_setting_gives_its_default(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"width": 900}')

    assert load(tmp_path) == Settings(width=900)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"width": "wide"}',
        b'{"width": true}',
        b'{"colour": "red"}',
        b'{"type_percent": 900}',
        b"[" * 16_000,
        json.dumps({"records_folder": "x" * 20_000}).encode(),
    ],
    ids=[
        "cut",
        "list",
        "no text",
        "word",
        "yes",
        "unknown key",
        "out of range",
        "deep",
        "too large",
    ],
)
def test_what_cannot_be_understood_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)

    assert load(tmp_path) == Settings()
    assert (tmp_path / (FILE_NAME + ".unreadable")).read_bytes() == content
    assert not (tmp_path / FILE_NAME).exists()


def test_a_folder_in_the_files_place_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()

    assert load(tmp_path) == Settings()
