"""Two clinics' folders and one stick, without a window: let in, hand over, take in, be told."""

import os
from pathlib import Path

import pytest

from clinic_app.cli.main import main
from clinic_app.files.errors import FileVanishedError


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The other laptop: a training vault of the same clinic, with the same invented code."""
    folder = tmp_path / "other"
    words = ["demo", str(folder), "--clients", "3", "--events", "1", "--seed", "7"]
    assert main([*words, "--from", "2026-09-01", "--to", "2026-09-30"]) == 0
    return folder


def at(folder: Path, action: str, *words: str | Path) -> int:
    given = ["--passphrase-file", str(folder / "passphrase.txt")]
    return main(["laptops", action, str(folder), *map(str, words), *given])


def fingerprint_in(told: str) -> str:
    lines = [line for line in told.splitlines() if line.startswith("Fingerprint: ")]
    return lines[-1].removeprefix("Fingerprint: ")


def pair(main_folder: Path, day: Path, stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stick.mkdir()
    assert at(main_folder, "invite", "--out", stick / "invitation") == 0
    print_of_main = fingerprint_in(capsys.readouterr().out)
    answer = ("--answer", stick / "answer")
    assert at(day, "join", stick / "invitation", *answer, "--fingerprint", print_of_main) == 0
    print_of_day = fingerprint_in(capsys.readouterr().out)
    assert at(main_folder, "accept", stick / "answer", "--fingerprint", print_of_day.upper()) == 0
    assert "Let in: " in capsys.readouterr().out


def test_records_go_by_folder_and_the_word_comes_back(
    clinic: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    pair(clinic, other, stick, capsys)

    assert at(other, "hand-over", stick) == 0
    told = capsys.readouterr().out
    assert "Number 1: 4 clients and counts handed over" in told
    assert "Written and verified: " in told
    assert at(clinic, "take-in", stick) == 0
    assert ".handoff: taken in, 4" in capsys.readouterr().out
    assert at(clinic, "take-in", stick) == 0
    assert "was taken in before" in capsys.readouterr().out
    assert at(other, "take-in", stick) == 0
    assert "the other laptop's word, 1" in capsys.readouterr().out
    assert at(other, "hand-over", stick) == 3
    said = capsys.readouterr()
    assert "Nothing new to hand over." in said.out
    assert "nothing to hand over" in said.err


def test_nothing_is_believed_before_the_fingerprint_was_compared(
    clinic: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invitation, answer = tmp_path / "invitation", tmp_path / "answer"
    at(clinic, "invite", "--out", invitation)
    print_of_main = fingerprint_in(capsys.readouterr().out)

    assert at(other, "join", invitation, "--answer", answer) == 1
    assert print_of_main in capsys.readouterr().out
    words = ("--answer", answer, "--fingerprint", "0000 " * 8)
    assert at(other, "join", invitation, *words) == 3
    assert "somebody else wrote the file" in capsys.readouterr().err
    assert not answer.exists()
    at(other, "join", invitation, "--answer", answer, "--fingerprint", print_of_main)
    capsys.readouterr()
    assert at(clinic, "accept", answer) == 1
    assert "Compare it aloud" in capsys.readouterr().out


def test_what_is_refused_is_named_and_ends_with_one(
    clinic: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    pair(clinic, other, stick, capsys)
    at(other, "hand-over", stick)
    (whole,) = stick.glob("*.handoff")
    (stick / "cut.handoff").write_bytes(whole.read_bytes()[:50_000])

    assert at(clinic, "take-in", stick) == 1

    told = capsys.readouterr().out
    assert "cut.handoff: The hand-off was not copied whole" in told
    assert "taken in, 4" in told


def test_nothing_is_handed_over_into_a_folder_that_is_not_there(
    clinic: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick, mistyped = tmp_path / "stick", tmp_path / "stik"
    pair(clinic, other, stick, capsys)

    assert at(other, "hand-over", mistyped) == 3

    said = capsys.readouterr()
    assert "There is no folder “stik”" in said.err
    assert "handed over" not in said.out
    assert not mistyped.exists()
    assert at(other, "hand-over", stick) == 0
    assert "Number 1: 4 clients and counts handed over" in capsys.readouterr().out


def test_a_stick_without_any_hand_off_is_said(
    clinic: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    pair(clinic, other, stick, capsys)

    assert at(clinic, "take-in", stick) == 0

    assert "No hand-off and no word of another laptop lies there" in capsys.readouterr().out


def test_a_locked_folder_is_said_and_what_lies_beside_it_is_taken_in(
    clinic: Path,
    other: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "stick"
    pair(clinic, other, stick, capsys)
    at(other, "hand-over", stick)
    (stick / "A locked one").mkdir()
    look = os.scandir

    def refused(folder: Path) -> object:
        if Path(folder).name == "A locked one":
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr("os.scandir", refused)

    assert at(clinic, "take-in", stick) == 3

    told = capsys.readouterr()
    assert ".handoff: taken in, 4" in told.out
    assert "“A locked one” could not be looked into" in told.err


def test_a_stick_that_takes_no_answer_is_said(
    clinic: Path,
    other: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "stick"
    pair(clinic, other, stick, capsys)
    at(other, "hand-over", stick)

    def pulled(path: Path, _data: bytes) -> None:
        raise FileVanishedError(path)

    monkeypatch.setattr("clinic_app.workflows.stick.write_atomically", pulled)

    assert at(clinic, "take-in", stick) == 3


def test_a_laptop_that_answers_anew_is_told_who_can_only_be_read(
    clinic: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    pair(clinic, other, stick, capsys)
    assert at(other, "hand-over", stick) == 0
    assert at(clinic, "invite", "--out", stick / "invitation") == 0
    print_of_main = fingerprint_in(capsys.readouterr().out)

    answer = ("--answer", stick / "answer")
    assert at(other, "join", stick / "invitation", *answer, "--fingerprint", print_of_main) == 0

    assert "3 clients can only be read here" in capsys.readouterr().out
