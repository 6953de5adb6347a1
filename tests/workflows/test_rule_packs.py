"""The shipped rule pack is read once; one in a folder is read as it lies there."""

import shutil
from pathlib import Path

import pytest

from clinic_app.files.errors import FileMissingError, FileTooLargeError
from clinic_app.paths import resources
from clinic_app.screening.strict_toml import PackError
from clinic_app.workflows.rule_packs import load_pack, shipped_pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources() / "rule_packs" / "tps", tmp_path / "pack"))


def test_the_shipped_pack_is_read_once() -> None:
    assert shipped_pack() is shipped_pack()


def test_a_copy_of_the_shipped_pack_says_the_same(folder: Path) -> None:
    assert load_pack(folder) == shipped_pack()


def test_a_pack_whose_folder_is_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        load_pack(tmp_path)


def test_a_country_whose_file_has_another_name_is_refused(folder: Path) -> None:
    (folder / "countries" / "HT.toml").rename(folder / "countries" / "Haiti.toml")

    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert caught.value.file == "countries/Haiti.toml"


def test_a_country_file_that_cannot_be_meant_is_not_read(folder: Path) -> None:
    with (folder / "countries" / "HT.toml").open("ab") as file:
        file.truncate(2 * 1024 * 1024)

    with pytest.raises(FileTooLargeError):
        load_pack(folder)
