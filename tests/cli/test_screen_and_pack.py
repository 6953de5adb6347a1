"""Scenarios on the command line: as words, as JSON, and with a status that tells."""

import json
import shutil
from pathlib import Path

import pytest

from clinic_app import paths
from clinic_app.cli.main import main

PACK = paths.resources() / "rule_packs" / "tps"
CASE = """
[[case]]
id = "X1"
title = "Somebody invented"
screening_date = 2024-09-16
[case.facts]
country = "Haiti"
first_entry = 2022-02-01
[case.expected]
outcome = "{outcome}"
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    file = tmp_path / "case.toml"
    file.write_text(CASE.format(outcome="likely_eligible"), encoding="utf-8")
    return file


def test_a_case_is_told_in_words_with_its_citations(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", str(case)]) == 0

    out = capsys.readouterr().out
    assert "X1  Somebody invented" in out
    assert "likely_eligible  initial  HT-2024-R  2026-02-03" in out
    assert "8 U.S.C. 1254a(c)(1)(A)" in out
    assert "(wording to be confirmed)" in out


def test_json_is_a_list_even_for_one_case(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", str(case), "--json", "--pack", str(PACK)]) == 0

    (told,) = json.loads(capsys.readouterr().out)
    assert (told["id"], told["outcome"], told["missing"]) == ("X1", "likely_eligible", [])


def test_a_case_that_does_not_come_out_ends_with_one_and_says_what(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = CASE.format(outcome="likely_eligible") + "[case.x]\n"
    case.write_text(CASE.format(outcome="information_missing"), encoding="utf-8")
    assert main(["screen", str(case)]) == 1
    assert "NOT AS EXPECTED: outcome is likely_eligible" in capsys.readouterr().out

    case.write_text(unknown, encoding="utf-8")
    assert main(["screen", str(case)]) == 3
    assert "case[0].x" in capsys.readouterr().err


def test_a_case_that_cannot_be_read_hides_none_of_the_others(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = CASE.format(outcome="likely_eligible")
    wrong = right.replace('country = "Haiti"', 'contry = "Haiti"')
    case.write_text(wrong + right.replace("X1", "X2") + wrong, encoding="utf-8")

    assert main(["screen", str(case), "--json"]) == 3

    said = capsys.readouterr()
    assert [each["id"] for each in json.loads(said.out)] == ["X2"]
    assert "case[0].facts.country" in said.err
    assert "case[2].facts.country" in said.err
    assert "That case was not screened" in said.err


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "case = []\n"])
@pytest.mark.parametrize("option", [[], ["--json"]])
def test_a_file_without_a_case_says_so(
    case: Path, text: str, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    case.write_text(text, encoding="utf-8")

    assert main(["screen", str(case), *option]) == 3

    said = capsys.readouterr()
    assert said.out == ""
    assert "The scenario file lacks a key: case." in said.err


def test_ten_thousand_cases_are_not_too_many(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    much = "# " + "x" * 600 + "\n"
    case.write_text(much * 10_000 + CASE.format(outcome="likely_eligible"), encoding="utf-8")

    assert main(["screen", str(case)]) == 0
    assert "X1" in capsys.readouterr().out


def test_missing_facts_are_listed(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = CASE.format(outcome="information_missing")
    changed = text.replace("[case.expected]", 'criminal = "unknown"\n[case.expected]')
    case.write_text(changed, encoding="utf-8")

    assert main(["screen", str(case)]) == 0

    assert "missing: criminal" in capsys.readouterr().out


def test_the_pack_we_ship_passes_its_own_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(PACK)]) == 0

    assert "scenarios were run" in capsys.readouterr().out


def test_a_pack_whose_scenario_does_not_come_out_is_named(
    tmp_path: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    wrong = case.read_text(encoding="utf-8").replace('"likely_eligible"', '"information_missing"')
    (pack / "scenarios.toml").write_text(wrong, encoding="utf-8")

    assert main(["pack", "check", str(pack)]) == 1

    assert "X1: outcome is likely_eligible" in capsys.readouterr().out
