"""Headquarters on the command line, from making one to the report, and what it refuses."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from clinic_app import clock
from clinic_app.cli.main import main
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import enrolling, place

PASSPHRASE = "six words of headquarters itself"
COMMANDS = [
    "init", "enrol", "accept", "clinics", "revoke", "leaves", "policy", "collect", "show", "apart",
    "settle", "months", "totals", "approve", "unlock", "ask", "questions", "report",
]  # fmt: skip


class Desk:
    """A training headquarters and the folders around it; every command is one call."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.headquarters = folder / "hq"
        self.outbox = folder / "outbox"
        self.passphrase_file = folder / "hq.txt"
        self.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(self, command: str, *words: str | Path) -> tuple[int, str, str]:
        """Run one command of headquarters; return how it ended and what it said."""
        return self.say(
            "hq", command, self.headquarters, *words, "--passphrase-file", self.passphrase_file
        )

    def say(self, *words: str | Path) -> tuple[int, str, str]:
        self._capsys.readouterr()
        ended = main([str(word) for word in words])
        told = self._capsys.readouterr()
        assert "Traceback" not in told.err
        return ended, told.out, told.err


@pytest.fixture(scope="session")
def made_headquarters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "hq"
    place.create(folder, name="Coalition", passphrase=PASSPHRASE, is_training=True, cost=LEAST_COST)
    return folder


@pytest.fixture
def desk(made_headquarters: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    shutil.copytree(made_headquarters, tmp_path / "hq")
    return Desk(tmp_path, capsys)


@pytest.fixture
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer's clock stands at the 2nd of December 2026."""
    at = datetime.fromisoformat("2026-12-02T09:00:00-05:00")
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(clock, "today", lambda: Today(date(2026, 12, 2)))


@pytest.fixture
def exported(desk: Desk, clinic: Path, december: None) -> Path:  # noqa: ARG001 - sets the clock
    """Enrol the training clinic at the desk and export its months; return the bundle."""
    enrolment, answer = desk.folder / "enrolment.json", desk.folder / "answer.json"
    assert desk.run("enrol", "TRAIN-2", "--name", "Clinic", "--out", enrolment)[0] == 0
    with_passphrase = ("--passphrase-file", clinic / "passphrase.txt")
    ended = desk.say("enrol", clinic, enrolment, "--answer", answer, *with_passphrase)
    assert ended[0] == 0, ended
    assert desk.run("accept", answer, "--fingerprint", "0000 0000")[0] == 3
    assert "waits for an answer" in desk.run("clinics")[1]
    accepted, shown, _err = desk.run("accept", answer)
    assert accepted == 0
    fingerprint = shown.rstrip().rpartition(": ")[2]
    again = desk.run("accept", answer, "--fingerprint", fingerprint.upper())
    assert (again[0], fingerprint in again[1]) == (0, False), again
    words = ("export", clinic, "--outbox", desk.outbox, "--through", "2026-09")
    assert desk.say(*words, *with_passphrase)[0] == 0
    (bundle,) = desk.outbox.glob("*.tally")
    return bundle


def test_a_headquarters_is_made_and_its_recovery_code_shown(desk: Desk) -> None:
    desk.headquarters = desk.folder / "another"

    ended, out, _err = desk.run("init", "--training", "--name", "Coalition")

    assert ended == 0
    assert "Recovery code" in out
    opened = place.unlock(desk.headquarters, PASSPHRASE)
    assert (opened.name, opened.is_training) == ("Coalition", True)


def test_a_known_clinic_that_is_called_otherwise_is_said_to_be_renamed(desk: Desk) -> None:
    names = ("Boston", " Boston ", "Boston Legal Aid", "Boston Legal Aid")

    said = []
    for name in names:
        given = ("--name", name, "--out", desk.folder / "enrolment.json")
        ended, out, _err = desk.run("enrol", "bos-1", *given)
        assert (ended, "Written: " in out) == (0, True)
        said.append([line for line in out.splitlines() if "was known as" in line])

    renamed = "BOS-1 was known as “Boston”; it is called “Boston Legal Aid” from now on."
    assert said == [[], [], [renamed], []]
    assert "BOS-1, Boston Legal Aid:" in desk.run("clinics")[1]


def test_a_clinic_moves_to_another_headquarters_once_it_says_so(
    desk: Desk, clinic: Path, exported: Path
) -> None:
    desk.headquarters, answer = desk.folder / "another", desk.folder / "other answer.json"
    assert desk.run("init", "--training", "--name", "Riverbend")[0] == 0
    file = desk.folder / "other enrolment.json"
    assert desk.run("enrol", "TRAIN-2", "--name", "Clinic", "--out", file)[0] == 0
    given = ("--answer", answer, "--passphrase-file", clinic / "passphrase.txt")

    ended, _out, err = desk.say("enrol", clinic, file, *given)

    assert ended == 3
    assert "from Riverbend; nothing was changed" in err
    assert "--move" in err
    assert not answer.exists()
    assert desk.say("enrol", clinic, file, *given, "--move", "1234 5678")[0] == 3
    theirs = enrolling.own_fingerprint(place.unlock(desk.headquarters, PASSPHRASE))
    assert theirs in err
    ended, out, err = desk.say("enrol", clinic, file, *given, "--move", theirs.upper())
    assert (ended, "Enrolled" in out) == (0, True), err
    assert desk.run("accept", answer)[0] == 0
    exported.unlink()
    words = ("export", clinic, "--outbox", desk.outbox, "--through", "2026-09")
    assert desk.say(*words, *given[2:])[0] == 0
    ended, out, _err = desk.run("collect", desk.outbox)
    assert ended == 0
    assert "accepted" in out


def test_an_easy_passphrase_makes_no_headquarters(desk: Desk) -> None:
    desk.headquarters = desk.folder / "another"
    desk.passphrase_file.write_text("easy\n", encoding="utf-8")

    ended, _out, err = desk.run("init")

    assert ended == 3
    assert "passphrase" in err
    assert not desk.headquarters.exists()


def test_no_headquarters_is_made_among_a_clinics_records(desk: Desk, clinic: Path) -> None:
    before = sorted(clinic.iterdir())
    desk.headquarters = clinic

    ended, out, err = desk.run("init", "--training")

    assert (ended, out, "holds a clinic's records already" in err) == (3, "", True)
    assert sorted(clinic.iterdir()) == before


def test_a_new_passphrase_that_is_typed_is_typed_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([PASSPHRASE, PASSPHRASE + "r"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))

    ended, _out, err = desk.say("hq", "init", desk.folder / "another")

    assert ended == 3
    assert "not the same" in err
    assert not (desk.folder / "another").exists()


def test_the_whole_way_from_enrolment_to_report(desk: Desk, exported: Path) -> None:
    ended, out, _err = desk.run("collect", desk.outbox, "--json")
    assert ended == 0
    (file,) = json.loads(out)["files"]
    assert (file["status"], file["clinic"], file["month"]) == ("accepted", "TRAIN-2", "2026-09")
    assert file["file"] == exported.name

    ended, out, _err = desk.run("collect", desk.outbox, "--json")
    assert ended == 0
    assert json.loads(out)["counts"]["seen"] == 1

    period = ("--from", "2026-06", "--to", "2026-09")
    ended, out, _err = desk.run("report", *period, "--out", desk.folder / "report")
    assert ended == 0
    (page,) = (desk.folder / "report").glob("*.html")
    assert str(page) in out
    asked = ("--kind", "annual", "--format", "xlsx", "--format", "pdf")
    ended, out, _err = desk.run("report", *period, *asked, "--out", desk.folder / "annual")
    assert ended == 0
    assert sorted(path.suffix for path in (desk.folder / "annual").iterdir()) == [".pdf", ".xlsx"]
    ended, shown, _err = desk.run("show", exported, "--json")
    assert ended == 0
    screened = json.loads(shown)["closes"][-1]["headlines"]["screened"]["total"]
    assert f'<data value="{screened}">' in page.read_text(encoding="utf-8")
    assert exported.stem in page.read_text(encoding="utf-8")
    assert desk.run("show", exported.stem, "--json") == (0, shown, "")


@pytest.mark.parametrize("command", ["approve", "months", "totals"])
def test_two_months_that_were_exchanged_are_told_in_words_of_no_report(
    desk: Desk, command: str
) -> None:
    ended, out, err = desk.run(command, "--from", "2026-03", "--to", "2026-01")

    assert (ended, out) == (3, "")
    assert "The last month lies before the first one" in err
    assert "report" not in err


def test_another_format_is_refused_with_those_that_there_are(desk: Desk) -> None:
    period = ("--from", "2026-06", "--to", "2026-09", "--out", desk.folder)
    ended, _out, said = desk.run("report", *period, "--format", "doc")

    assert ended == 2
    assert "xlsx" in said
    assert "ReportFormat" not in said


def test_what_a_bundle_says_is_said_in_words_too(desk: Desk, exported: Path) -> None:
    ended, out, _err = desk.run("show", exported)

    assert ended == 0
    assert "Clinic TRAIN-2" in out
    assert "Invented families" in out
    assert "The key is accepted" in out


def test_exporting_again_writes_the_same_file(desk: Desk, clinic: Path, exported: Path) -> None:
    before = exported.read_bytes()
    exported.unlink()

    words = ("export", clinic, "--outbox", desk.outbox, "--through", "2026-09")
    ended, out, _err = desk.say(*words, "--passphrase-file", clinic / "passphrase.txt")

    assert ended == 0
    assert "written and verified" in out
    assert "closed" not in out
    assert exported.read_bytes() == before


def test_export_closes_through_the_last_whole_month(
    desk: Desk, clinic: Path, exported: Path
) -> None:
    words = ("export", clinic, "--outbox", desk.outbox)
    ended, out, _err = desk.say(*words, "--passphrase-file", clinic / "passphrase.txt")

    assert ended == 0
    assert "2026-10: closed" in out
    assert "2026-11: closed" in out
    assert exported.exists()
    assert len(list(desk.outbox.glob("TRAIN-2_2026-11_5_*.tally"))) == 1


def test_a_changed_byte_ends_with_three_and_a_reason(desk: Desk, exported: Path) -> None:
    data = bytearray(exported.read_bytes())
    data[700] ^= 1
    exported.write_bytes(data)

    ended, out, err = desk.run("collect", desk.outbox, "--json")

    assert ended == 3
    assert json.loads(out)["files"][0]["reason"] == "damaged"
    assert "nothing of it was counted" in err


def test_in_words_each_file_has_a_line_and_a_code(desk: Desk, exported: Path) -> None:
    shutil.copyfile(exported, exported.with_name("copy.tally"))

    ended, out, err = desk.run("collect", desk.outbox)

    assert ended == 0
    assert err == ""
    assert "accepted, code" in out
    assert "seen before" in out


def test_another_headquarters_of_the_same_keys_knows_no_clinic(
    desk: Desk, exported: Path, made_headquarters: Path
) -> None:
    answer = desk.folder / "answer.json"
    shutil.rmtree(desk.headquarters)
    shutil.copytree(made_headquarters, desk.headquarters)

    ended, _out, err = desk.run("collect", desk.outbox)
    assert ended == 3
    assert "never accepted" in err
    ended, _out, err = desk.run("accept", answer)
    assert ended == 3
    assert "belongs to no enrolment" in err
    assert exported.exists()


def test_the_clinics_are_listed_with_their_keys(desk: Desk) -> None:
    assert "No clinic is enrolled yet" in desk.run("clinics")[1]
    assert desk.run("enrol", "TRAIN-2", "--name", "Clinic", "--out", desk.folder / "e")[0] == 0

    ended, out, _err = desk.run("clinics")

    assert ended == 0
    assert "TRAIN-2, Clinic: its newest enrolment file waits for an answer" in out


def test_a_bundle_kept_apart_is_listed_until_somebody_settles_it(
    desk: Desk, exported: Path, made_headquarters: Path
) -> None:
    assert "accepted 20" in desk.run("clinics")[1]
    shutil.rmtree(desk.headquarters)
    shutil.copytree(made_headquarters, desk.headquarters)
    assert "No bundle is kept apart" in desk.run("apart")[1]
    desk.run("collect", desk.outbox)
    digits = exported.stem.rsplit("_", 1)[-1]

    ended, out, _err = desk.run("apart")
    assert (ended, digits in out, "never accepted" in out) == (1, True, True)
    assert desk.run("settle", digits, "--reason", "not one of ours")[0] == 0

    ended, out, _err = desk.run("apart")
    assert (ended, "Settled: not one of ours" in out) == (0, True)
    assert desk.run("settle", digits, "--reason", "not one of ours")[0] == 3


def test_the_months_and_what_they_add_up_to_are_said_in_words(desk: Desk, exported: Path) -> None:
    assert exported.exists()
    desk.run("collect", desk.outbox)
    ended, out, _err = desk.run("months", "--from", "2026-05", "--to", "2026-09")
    assert ended == 0
    assert "TRAIN-2, Clinic" in out
    assert "not begun: 2026-05" in out

    ended, out, _err = desk.run("months", "--from", "2026-09", "--to", "2026-11")
    assert (ended, "silent: 2026-10, 2026-11" in out) == (1, True)
    ended, out, _err = desk.run("totals", "--from", "2026-06", "--to", "2026-09")
    assert (ended, "Training: invented families" in out) == (0, True)
    assert "nobody knows" not in out
    out = desk.run("totals", "--from", "2026-06", "--to", "2026-10")[1]
    assert "at most nobody knows" in out


def test_a_clinic_that_left_is_missing_no_more_and_that_can_be_taken_back(
    desk: Desk, exported: Path
) -> None:
    assert exported.exists()
    desk.run("collect", desk.outbox)
    period = ("--from", "2026-09", "--to", "2026-11")
    assert desk.run("approve", "--from", "2026-11", "--to", "2026-11")[0] == 0
    because = ("--because", "the parish hall was sold")

    ended, out, _err = desk.run("leaves", "train-2", "--after", "2026-10", *because)
    assert ended == 0
    assert out.startswith("TRAIN-2, Clinic, reports no more after 2026-10.")
    assert "are missing until they do: 2026-10." in out
    assert "Approved and locked already: 2026-11." in out
    ended, out, _err = desk.run("months", *period)
    assert (ended, "silent: 2026-10\n  left: 2026-11" in out) == (1, True)
    assert desk.run("leaves", "TRAIN-2", "--after", "2026-09", *because)[0] == 0
    ended, out, _err = desk.run("months", *period)
    assert (ended, "left: 2026-10, 2026-11" in out) == (0, True)
    assert "nobody knows" not in desk.run("totals", *period)[1]
    out = desk.run("clinics")[1]
    said = "Reports no more after 2026-09, said on 2026-12-02: the parish hall was sold"
    assert f"TRAIN-2, Clinic: enrolled\n  {said}\n" in out

    ended, out, _err = desk.run("leaves", "TRAIN-2", "--take-back", "--reason", "they go on")
    assert (ended, "TRAIN-2, Clinic, did not leave" in out) == (0, True)
    assert "this was taken back" in out
    ended, out, _err = desk.run("months", *period)
    assert (ended, "silent: 2026-10, 2026-11" in out) == (1, True)
    assert "Reports no more" not in desk.run("clinics")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("TRAIN-2", "--after", "2026-08"), "TRAIN-2 reported 2026-09, so an earlier month"),
        (("TRAIN-2", "--after", "2026-8"), "not a month"),
        (("TRAIN-2", "--take-back"), "Nobody said that TRAIN-2 left"),
        (("WOR-1", "--after", "2026-09"), "No clinic has the code WOR-1"),
    ],
)
def test_what_cannot_be_said_of_a_clinic_that_left_is_explained(
    desk: Desk, exported: Path, words: tuple[str, ...], said: str
) -> None:
    assert exported.exists()
    desk.run("collect", desk.outbox)

    ended, _out, err = desk.run("leaves", *words, "--because", "it left")

    assert (ended, said in err) == (3, True)
    assert desk.run("leaves", *words)[0] == 2


def test_a_month_that_is_not_over_is_not_called_silent(
    desk: Desk, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert exported.exists()
    desk.run("collect", desk.outbox)
    october = datetime.fromisoformat("2026-10-20T09:00:00-04:00")
    monkeypatch.setattr(clock, "now", lambda: october)

    ended, out, _err = desk.run("months", "--from", "2026-08", "--to", "2026-11")

    assert (ended, "silent" in out) == (0, False)
    assert "Not over yet, so not every clinic can have closed: 2026-10, 2026-11" in out


def test_a_folder_that_is_none_or_is_gone_is_told_of_as_a_folder(desk: Desk) -> None:
    ended, _out, err = desk.run("collect", desk.passphrase_file)
    assert (ended, "“hq.txt” is no folder" in err) == (3, True)

    ended, _out, err = desk.run("collect", desk.folder / "gone")
    assert (ended, "There is no folder “gone” in" in err) == (3, True)


def test_an_approved_month_is_locked_until_it_is_unlocked_with_a_reason(
    desk: Desk, exported: Path
) -> None:
    period = ("--from", "2026-08", "--to", "2026-09")
    ended, out, _err = desk.run("approve", *period)
    assert (ended, "Locked: 2026-08, 2026-09" in out) == (0, True)
    assert "TRAIN-2 did not report 2026-08, 2026-09" in out
    assert "nothing that was open" in desk.run("approve", *period)[1]

    ended, _out, err = desk.run("collect", desk.outbox)
    assert (ended, "2026-08, 2026-09, approved and locked without it" in err) == (3, True)
    ended, out, _err = desk.run("months", *period)
    assert (ended, "kept apart, “apart” says why: 2026-08, 2026-09" in out) == (1, True)
    assert "silent" not in out
    for month in ("2026-08", "2026-09"):
        ended, out, _err = desk.run("unlock", month, "--reason", "the stick came late")
        assert (ended, f"Unlocked: {month}" in out) == (0, True)
    assert desk.run("unlock", "2026-09", "--reason", "again")[0] == 3

    assert exported.exists()
    assert desk.run("collect", desk.outbox)[0] == 0
    out = desk.run("months", *period)[1]
    assert "Approved and locked: none" in out
    assert ": the stick came late" in out
    out = desk.run("approve", "--from", "2026-09", "--to", "2026-10")[1]
    assert "TRAIN-2 did not report 2026-10" in out


def test_a_new_key_reaches_headquarters_beside_the_bundle_and_a_revoked_one_counts_nothing(
    desk: Desk, clinic: Path, exported: Path
) -> None:
    with_passphrase = ("--passphrase-file", clinic / "passphrase.txt")
    ended, out, _err = desk.say("new-key", clinic, *with_passphrase)
    assert (ended, "signed by the one before" in out) == (0, True)
    desk.say("export", clinic, "--outbox", desk.outbox, *with_passphrase)

    ended, out, _err = desk.run("collect", desk.outbox)
    assert (ended, "TRAIN-2 has a new key" in out) == (0, True)
    assert out.count("accepted, code") == 2
    assert exported.exists()

    ended, out, _err = desk.run("revoke", "TRAIN-2", "--reason", "the laptop was stolen")
    assert (ended, "Revoked" in out) == (0, True)
    assert "its key was revoked: the laptop was stolen" in desk.run("clinics")[1]
    assert desk.run("revoke", "TRAIN-2", "--reason", "again")[0] == 3
    for path in desk.outbox.glob("*.newkey"):
        path.write_text("{}")
    ended, _out, err = desk.run("collect", desk.outbox)
    assert (ended, "a clinic's new key" in err) == (3, True)


def test_a_clinic_is_asked_beside_its_receipt(desk: Desk, exported: Path) -> None:
    assert "Nothing was asked yet" in desk.run("questions")[1]
    ended, out, _err = desk.run("ask", "TRAIN-2", "Two months in one?", "--about", "2026-09")
    assert (ended, "Asked" in out) == (0, True)
    assert desk.run("ask", "NOBODY", "Who?")[0] == 3
    ended, _out, err = desk.run("ask", "TRAIN-2", "Why?", "--about", "2126-09")
    assert (ended, "2126-09 has not begun; nothing was asked" in err) == (3, True)

    desk.run("collect", desk.outbox)

    assert exported.exists()
    assert len(list(desk.outbox.glob("TRAIN-2_*.question"))) == 1
    ended, out, _err = desk.run("questions")
    assert (ended, "TRAIN-2 2026-09" in out, "waits for an answer" in out) == (1, True, True)


def test_the_count_policy_is_decided_with_a_reason_and_goes_into_the_next_file(
    desk: Desk,
) -> None:
    assert "before 11 people share it" in desk.run("policy")[1]
    assert desk.run("policy", "--smallest-crowd", "7")[0] == 3
    ended, out, _err = desk.run("policy", "--smallest-crowd", "7", "--reason", "small clinics")
    assert (ended, "before 7 people share it" in out) == (0, True)

    file = desk.folder / "enrolment.json"
    desk.run("enrol", "BOS-1", "--name", "Boston", "--out", file)

    assert json.loads(file.read_text())["body"]["k"] == 7


def test_receipts_that_cannot_be_written_are_said(desk: Desk, exported: Path) -> None:
    exported.with_suffix(".receipt").mkdir()

    ended, out, err = desk.run("collect", desk.outbox)

    assert ended == 3
    assert "accepted: 1" in out
    assert "1 receipt could not be written" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("enrol", "..", "--name", "N", "--out", "x"), "letters, digits and hyphens"),
        (("enrol", "BOS-1", "--name", " ", "--out", "x"), "A name is needed"),
        (("collect", "gone"), "There is no"),
        (("show", "gone"), "There is no"),
        (
            ("report", "--from", "2026-02", "--to", "2026-01", "--out", "x"),
            "lies before the first one",
        ),
        (("report", "--from", "2026-13", "--to", "2026-01", "--out", "x"), "not a month"),
        (("init",), "holds a headquarters already"),
        (("init", "--database", "sqlite:///x.db"), "or none for a file in the folder"),
    ],
)
def test_each_refusal_is_explained(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(desk.folder)

    ended, _out, err = desk.run(*words)

    assert ended == 3
    assert said in err
    assert err.count("\n") == 1
    assert not (desk.folder / "x").exists()


def test_a_wrong_passphrase_and_an_empty_folder_are_explained(desk: Desk) -> None:
    desk.passphrase_file.write_text("another six words of nobody at all\n", encoding="utf-8")
    ended, _out, err = desk.run("collect", desk.folder)
    assert ended == 3
    assert "does not open headquarters" in err
    assert "name" not in err  # headquarters has none to sign in with

    desk.headquarters = desk.folder / "empty"
    ended, _out, err = desk.run("collect", desk.folder)
    assert ended == 3
    assert "holds no headquarters" in err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_design_has_its_help(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hq", command, "--help"]) == 0
    assert "--passphrase-file" in capsys.readouterr().out


def test_no_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hq"]) == 2
    assert "usage" in capsys.readouterr().err


def test_a_clinic_without_headquarters_exports_nothing(
    desk: Desk,
    clinic: Path,
    december: None,  # noqa: ARG001 - sets the clock
) -> None:
    words = ("export", clinic, "--outbox", desk.outbox)
    ended, _out, err = desk.say(*words, "--passphrase-file", clinic / "passphrase.txt")

    assert ended == 3
    assert "no headquarters yet" in err
    assert not desk.outbox.exists()


def test_a_real_headquarters_does_not_enrol_a_training_vault(
    desk: Desk, clinic: Path, real_enrolment_file: Path
) -> None:
    words = ("enrol", clinic, real_enrolment_file, "--answer", desk.folder / "answer.json")
    ended, _out, err = desk.say(*words, "--passphrase-file", clinic / "passphrase.txt")

    assert ended == 3
    assert "training headquarters" in err
    assert not (desk.folder / "answer.json").exists()
