"""``clinic-app pack sign``: only a pack that comes out is signed, and only by headquarters."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clinic_app import paths
from clinic_app.bundles import signed_pack
from clinic_app.cli.main import main
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.signing import fingerprint
from clinic_app.headquarters import enrolling, place

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
PASSPHRASE = "six words of headquarters itself"


@pytest.fixture(scope="session")
def headquarters(tmp_path_factory: pytest.TempPathFactory) -> place.Headquarters:
    folder = tmp_path_factory.mktemp("coalition") / "hq"
    made, _code = place.create(
        folder, name="Coalition", passphrase=PASSPHRASE, is_training=False, cost=LEAST_COST
    )
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.resources() / "rule_packs" / "tps", tmp_path / "pack"))


def sign(headquarters: place.Headquarters, folder: Path, passphrase: str = PASSPHRASE) -> int:
    passphrase_file = folder.parent / "passphrase.txt"
    passphrase_file.write_text(passphrase, encoding="utf-8")
    keys = headquarters.folder / place.KEYS_NAME
    words = ["pack", "sign", str(folder), "--key", str(keys)]
    out = str(folder.parent / "tps.rulepack")
    return main([*words, "--out", out, "--passphrase-file", str(passphrase_file)])


def test_a_signed_pack_is_read_with_the_key_that_clinics_pin(
    headquarters: place.Headquarters, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "notes.py").write_text("print('never carried')", encoding="utf-8")

    assert sign(headquarters, folder) == 0

    signed = (folder.parent / "tps.rulepack").read_bytes()
    pack = signed_pack.read(signed, headquarters.keys.packs.public)
    assert pack.verified_files["pack.toml"] == (folder / "pack.toml").read_bytes()
    assert "words/ht.toml" in pack.verified_files
    assert not any(path.endswith(".py") for path in pack.verified_files)
    assert fingerprint(headquarters.keys.packs.public) in capsys.readouterr().out


def test_a_pack_whose_scenarios_do_not_come_out_is_not_signed(
    headquarters: place.Headquarters, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "countries" / "LB.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("2024-10-16", "2024-10-15"), encoding="utf-8")

    assert sign(headquarters, folder) == 1

    assert "outcome is" in capsys.readouterr().out
    assert not (folder.parent / "tps.rulepack").exists()


def test_a_pack_without_scenarios_is_not_signed(
    headquarters: place.Headquarters, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "scenarios.toml").write_text("case = []\n", encoding="utf-8")

    assert sign(headquarters, folder) == 3

    assert "scenarios.toml" in capsys.readouterr().err


def test_a_wrong_passphrase_signs_nothing(
    headquarters: place.Headquarters, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(headquarters, folder, "some other words entirely here") == 3

    assert capsys.readouterr().err
    assert not (folder.parent / "tps.rulepack").exists()


def test_a_signed_file_is_checked_as_a_clinic_would_take_it(
    headquarters: place.Headquarters, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sign(headquarters, folder) == 0
    signed, enrolment = folder.parent / "tps.rulepack", folder.parent / "enrolment.json"
    enrolment.write_bytes(enrolling.issue(headquarters, "STMARK", "St. Mark", NOW))
    check = ["pack", "check", str(signed)]
    capsys.readouterr()

    assert main(check) == 3
    assert "--enrolment" in capsys.readouterr().err
    assert main([*check, "--enrolment", str(enrolment)]) == 0
    assert "scenarios were run" in capsys.readouterr().out

    signed.write_bytes(signed.read_bytes()[:-1] + b"x")
    assert main([*check, "--enrolment", str(enrolment)]) == 3
