"""The self-test: true to the end, or it names the step that is not."""

from pathlib import Path

import pytest

from clinic_app.cli import selftest
from clinic_app.cli.main import main
from clinic_app.cli.selftest_journey import FAMILY_NAME, Journey
from clinic_app.messages.cli_errors import StepFailedError
from clinic_app.workflows.errors import SameWorkerError


def test_the_whole_journey_is_true_and_leaves_what_can_be_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "walk"

    assert main(["selftest", str(folder)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(selftest.steps())
    assert all(line.startswith("ok ") for line in lines)
    assert (folder / "checklist.pdf").read_bytes().startswith(b"%PDF-")
    assert len(list((folder / "outbox").glob("*.tally"))) == 1
    assert len(list((folder / "outbox").glob("*.receipt"))) == 1
    assert len(list((folder / "report").glob("*.html"))) == 1
    assert list((folder / "report").glob("*.csv"))


def test_no_file_but_the_checklist_names_the_family(tmp_path: Path) -> None:
    assert main(["selftest", str(tmp_path)]) == 0

    spelled = [FAMILY_NAME.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".pdf"]
    assert len(files) > 5
    for path in files:
        assert not any(name in path.read_bytes() for name in spelled), path.name


@pytest.mark.parametrize("error", [StepFailedError("41 heads"), SameWorkerError()])
def test_a_step_that_is_not_true_is_named_and_the_walk_ends(
    error: Exception,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_journey: Journey) -> str:
        raise error

    monkeypatch.setattr("clinic_app.cli.selftest_vault.look_at_file", fail)

    assert main(["selftest", str(tmp_path / "walk")]) == 1

    text = capsys.readouterr()
    assert "FAILED  the file on disk is encrypted" in text.out
    assert text.err.startswith("the file on disk is encrypted: ")
    assert "wrong passphrase" not in text.out


def test_a_mistake_of_the_program_is_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_journey: Journey) -> str:
        raise TypeError

    monkeypatch.setattr("clinic_app.cli.selftest_vault.look_at_file", fail)

    with pytest.raises(TypeError):
        main(["selftest", str(tmp_path / "walk")])
    assert "FAILED  the file on disk is encrypted" in capsys.readouterr().out


def test_a_folder_with_files_is_refused_in_words_and_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    assert main(["selftest", str(tmp_path)]) == 3

    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_place_of_the_folder_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")

    assert main(["selftest", str(tmp_path / "mine")]) == 3
    assert main(["selftest", str(tmp_path / "mine" / "below")]) == 3
    assert capsys.readouterr().err.count("\n") == 2
