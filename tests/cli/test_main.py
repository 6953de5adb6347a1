"""The command line: four ways to end, words for what went wrong, never a traceback."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinic_app.cli import main as command_line
from clinic_app.cli.main import main
from clinic_app.clock import Today
from clinic_app.workflows import unlocking
from clinic_app.workflows.licences import PROGRAM_VERSION


def export(clinic: Path, outbox: Path) -> int:
    passphrase_file = str(clinic / "passphrase.txt")
    words = ["export", str(clinic), "--outbox", str(outbox), "--passphrase-file"]
    return main([*words, passphrase_file])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    text = capsys.readouterr().err
    assert "Traceback" not in text
    return text


def is_two_sentences(text: str) -> bool:
    return text.count("\n") == 1 and text.strip().endswith(".") and text.count(". ") >= 1


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"clinic-app {PROGRAM_VERSION}\n"


@pytest.mark.parametrize("words", [["--help"], ["demo", "--help"], ["hq", "--help"]])
def test_help_is_shown_and_ends_well(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert "usage: clinic-app" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["demo"],
        ["demo", "x", "--clients", "many", "--events", "1", "--seed", "1"],
        ["demo", "x", "--clients", "-1", "--events", "1", "--seed", "1"],
        ["demo", "x", "--clients", "99999999999999999999", "--events", "1", "--seed", "1"],
        ["demo", "x", "--clients", "1", "--events", "1", "--seed", "1", "--trained", "1000001"],
        ["demo", "x", "--clients", "1", "--events", "1", "--seed", "1", "--corrections", "2"],
        ["selftest"],
        ["selftest", "a", "b"],
    ],
)
def test_wrong_use_ends_with_two_and_shows_the_use(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert "usage: clinic-app" in said(capsys)


def test_every_command_of_the_design_is_there() -> None:
    shown = command_line.command_line().format_help()

    for command in ("selftest", "screen", "pack", "demo", "enrol", "export", "hq"):
        assert command in shown


def test_a_wrong_passphrase_is_refused_in_words(
    clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (clinic / "passphrase.txt").write_text("not the passphrase at all\n", encoding="utf-8")

    assert export(clinic, tmp_path / "out") == 3
    assert is_two_sentences(said(capsys))
    assert not list(tmp_path.glob("out/*.tally"))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"one\ntwo\n", b"\xff\xfe\x00", b"x" * 5000])
def test_a_passphrase_file_that_is_none_is_refused_in_words(
    clinic: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (clinic / "passphrase.txt").write_bytes(content)

    assert export(clinic, tmp_path / "out") == 3
    assert is_two_sentences(said(capsys))


def test_a_passphrase_file_that_is_missing_is_refused_in_words(
    clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (clinic / "passphrase.txt").unlink()

    assert export(clinic, tmp_path / "out") == 3
    assert is_two_sentences(said(capsys))


def test_without_a_terminal_a_passphrase_is_not_asked_for(
    clinic: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        ended = main(["export", str(clinic), "--outbox", str(tmp_path / "out")])

    assert ended == 3
    assert "--passphrase-file" in said(capsys)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_at_a_terminal_the_passphrase_is_asked_for(
    clinic: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    passphrase = (clinic / "passphrase.txt").read_text(encoding="utf-8").strip()
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: passphrase)

    assert main(["export", str(clinic), "--outbox", str(tmp_path / "out")]) == 3
    assert "headquarters" in said(capsys)  # it was opened, and nobody enrolled it


def test_who_leaves_the_question_open_is_told_what_to_do(
    clinic: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def leave(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", leave)

    assert main(["export", str(clinic), "--outbox", str(tmp_path / "out")]) == 3
    assert "--passphrase-file" in said(capsys)


def no_folder(clinic: Path) -> None:
    for file in clinic.iterdir():
        if file.name != "passphrase.txt" and file.is_file():
            file.unlink()


def cut_header(clinic: Path) -> None:
    header = clinic / "clinic.vault.json"
    header.write_bytes(header.read_bytes()[:-40])


def empty_header(clinic: Path) -> None:
    (clinic / "clinic.vault.json").write_bytes(b"")


def cut_database(clinic: Path) -> None:
    database = clinic / "clinic.db"
    data = database.read_bytes()
    database.write_bytes(data[: len(data) // 2])


def empty_database(clinic: Path) -> None:
    (clinic / "clinic.db").write_bytes(b"")


def plain_database(clinic: Path) -> None:
    (clinic / "clinic.db").write_bytes(b"SQLite format 3\0" + bytes(8176))


def missing_database(clinic: Path) -> None:
    (clinic / "clinic.db").unlink()


def missing_header(clinic: Path) -> None:
    for name in ("clinic.vault.json", "clinic.vault.json.bak"):
        (clinic / name).unlink(missing_ok=True)


def folder_for_header(clinic: Path) -> None:
    (clinic / "clinic.vault.json").unlink()
    (clinic / "clinic.vault.json").mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        no_folder,
        cut_header,
        empty_header,
        cut_database,
        empty_database,
        plain_database,
        missing_database,
        missing_header,
        folder_for_header,
    ],
)
def test_a_damaged_vault_is_refused_in_words_and_nothing_leaves(
    clinic: Path,
    tmp_path: Path,
    damage: Callable[[Path], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    damage(clinic)

    assert export(clinic, tmp_path / "out") == 3
    assert is_two_sentences(said(capsys))
    assert not list(tmp_path.glob("out/*.tally"))


def test_a_vault_in_use_is_refused_in_words(
    clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passphrase = (clinic / "passphrase.txt").read_text(encoding="utf-8").strip()
    session = unlocking.unlock(clinic, passphrase, None, Today(date(2026, 10, 1)))

    ended = export(clinic, tmp_path / "out")
    session.lock()

    assert ended == 3
    assert is_two_sentences(said(capsys))


def test_what_the_system_refuses_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_arguments: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("clinic_app.cli.demo.run", refuse)

    ended = main(["demo", str(tmp_path / "d"), "--clients", "1", "--events", "1", "--seed", "1"])

    assert ended == 3
    assert "Input/output error" in said(capsys)


def test_a_terminal_that_knows_few_letters_is_no_reason_to_fail(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(written, encoding="ascii"))
    words = ["demo", str(tmp_path / "d"), "--clients", "1", "--events", "1", "--seed", "1"]

    assert main([*words, "--from", "ayè"]) == 3
    sys.stderr.flush()
    assert b"?ay??" in written.getvalue()


def test_who_stops_a_command_is_told_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("clinic_app.cli.demo.run", stop)

    ended = main(["demo", str(tmp_path / "d"), "--clients", "1", "--events", "1", "--seed", "1"])

    assert ended == 3
    assert is_two_sentences(said(capsys))


PROJECT = Path(__file__).parents[2]


def in_a_shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell does: streams closed, full or read by somebody who leaves."""
    return subprocess.run(  # noqa: S603 - our own words
        ["/bin/sh", "-c", command.replace("CLINIC", f"{sys.executable} -m clinic_app")],
        cwd=PROJECT,
        env={"PATH": os.defpath, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the streams of a Linux shell")
@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("CLINIC duplicates . <&-", 3, "nobody to ask"),
        ("CLINIC --help >&-", 0, ""),
        ("CLINIC duplicates . 2>&-", 3, ""),
        ("CLINIC duplicates . 2>/dev/full", 3, ""),
        ("CLINIC --help >/dev/full", 3, "No space left on device"),
        ("{ CLINIC --help; echo $? >&2; } | true", 0, "3"),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_crash(command: str, code: int, words: str) -> None:
    ended = in_a_shell(command)

    assert ended.returncode == code
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the streams of a Linux shell")
@pytest.mark.parametrize("said_to", [">&-", ">/dev/full", "| true"])
def test_no_headquarters_is_made_whose_recovery_code_nobody_saw(
    tmp_path: Path, said_to: str
) -> None:
    words = tmp_path / "words"
    words.write_text("a passphrase of several words\n", encoding="utf-8")

    ended = in_a_shell(
        f"{{ CLINIC hq init {tmp_path}/hq --passphrase-file {words}; echo $? >&2; }} {said_to}"
    )

    assert "nothing was made" in ended.stderr
    assert "3" in ended.stderr.splitlines()
    assert "Traceback" not in ended.stderr
    assert not list((tmp_path / "hq").iterdir())


def test_a_command_whose_reader_left_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def leave(_arguments: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("clinic_app.cli.screen.run", leave)

    assert main(["screen", str(tmp_path / "x.toml")]) == 3
    assert is_two_sentences(said(capsys))


def test_a_name_cannot_start_a_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", str(tmp_path / "a\nb\x1b[31m\u202ec.toml")]) == 3
    words = said(capsys)
    assert is_two_sentences(words)
    assert "a?b?[31m?c.toml" in words
