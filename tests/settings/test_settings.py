"""What the window remembers: read strictly, and never worth stopping the program for."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from clinic_app.settings import (
    FILE_NAME,
    OwnComputer,
    Settings,
    keep_computer,
    load,
    own_computer,
    save,
)

LEFT = Settings(
    width=1240, height=700, is_maximised=True, type_percent=150, records_folder="/records"
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    save(tmp_path / "new folder", LEFT)

    assert load(tmp_path / "new folder").settings == LEFT


def test_nothing_saved_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path).settings == Settings()


def test_an_older_file_without_a_setting_gives_its_default(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"width": 900}')

    assert load(tmp_path).settings == Settings(width=900)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"width": "wide"}',
        b'{"width": true}',
        b'{"width": -1000000000000000000000000000000, "height": 5}',
        b'{"width": 5, "height": 1000000000000000000000000000000}',
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
        "far too narrow",
        "far too high",
        "out of range",
        "deep",
        "too large",
    ],
)
def test_what_cannot_be_understood_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)

    assert load(tmp_path).settings == Settings()
    assert (tmp_path / (FILE_NAME + ".unreadable")).read_bytes() == content
    assert not (tmp_path / FILE_NAME).exists()


def test_no_damaged_byte_and_no_cut_leads_to_another_folder(tmp_path: Path) -> None:
    save(tmp_path, LEFT)
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    flips = (
        whole[:at] + bytes((byte ^ 1 << bit,)) + whole[at + 1 :]
        for at, byte in enumerate(whole)
        for bit in (0, 5)
    )

    for content in (*flips, *(whole[:length] for length in range(len(whole)))):
        path.write_bytes(content)
        found = load(tmp_path)
        assert found.is_unreadable or found.settings == LEFT


def test_what_a_newer_program_added_does_not_lose_where_the_records_lie(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"records_folder": "/records", "colour": "red"}')

    assert load(tmp_path).settings == Settings(records_folder="/records")
    assert (tmp_path / FILE_NAME).exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or not os.geteuid(), reason="root may read all")
def test_a_folder_that_may_not_be_entered_gives_the_defaults(tmp_path: Path) -> None:
    save(tmp_path / "locked", LEFT)
    (tmp_path / "locked").chmod(0)
    try:
        assert load(tmp_path / "locked").settings == Settings()
        assert own_computer(tmp_path / "locked") == OwnComputer("")
    finally:
        (tmp_path / "locked").chmod(0o700)


def test_a_refusal_of_the_system_gives_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, **_how: bool) -> os.stat_result:
        raise PermissionError

    (tmp_path / FILE_NAME).write_text("{}")
    monkeypatch.setattr(Path, "stat", refuse)

    assert load(tmp_path).settings == Settings()
    assert own_computer(tmp_path) == OwnComputer("")


def test_a_folder_in_the_files_place_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()

    assert load(tmp_path).settings == Settings()


def test_this_computer_is_known_again_and_keeps_its_places(tmp_path: Path) -> None:
    first = own_computer(tmp_path)
    keep_computer(tmp_path, replace(first, places={"a b": "/clinic"}))

    assert len(first.token) == 32
    assert own_computer(tmp_path) == OwnComputer(first.token, {"a b": "/clinic"})
    assert own_computer(tmp_path / "other").token != first.token


@pytest.mark.parametrize("spoiled", [b"", b"[]", b'{"token": 3, "places": {}}', b'{"token"'])
def test_a_spoiled_memory_of_this_computer_is_kept_aside_and_made_anew(
    tmp_path: Path, spoiled: bytes
) -> None:
    (tmp_path / "computer.json").write_bytes(spoiled)

    made = own_computer(tmp_path)

    assert own_computer(tmp_path) == made
    assert (tmp_path / "computer.json.unreadable").read_bytes() == spoiled


def test_a_computer_that_can_keep_nothing_has_no_token(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert own_computer(tmp_path / "file") == OwnComputer("")


def test_no_damaged_byte_makes_this_computer_another_without_a_word(tmp_path: Path) -> None:
    keep_computer(tmp_path, OwnComputer("ab" * 16, {"a b": "/clinic"}))
    whole = (tmp_path / "computer.json").read_bytes()
    for at in range(len(whole)):
        (tmp_path / "computer.json").write_bytes(
            whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        )

        found = own_computer(tmp_path)

        assert found == OwnComputer("ab" * 16, {"a b": "/clinic"}) or (
            found.places == {} and (tmp_path / "computer.json.unreadable").exists()
        )
