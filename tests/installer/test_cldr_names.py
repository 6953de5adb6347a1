"""Names of months and countries are CLDR's, as Babel brings it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).parents[2]
WORDS = PROJECT / "resources" / "rule_packs" / "tps" / "words"


def cldr_names() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "cldr_names", PROJECT / "installer" / "cldr_names.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NAMES = cldr_names()


@pytest.mark.parametrize("tag", NAMES.LANGUAGES)
def test_the_words_hold_the_names_that_babel_brings(tag: str) -> None:
    words = (WORDS / f"{tag}.toml").read_text("utf-8")

    assert NAMES.with_names(words, tag) == words


def test_every_language_is_cldrs_or_written_by_hand() -> None:
    tags = {path.stem for path in WORDS.glob("*.toml")}

    assert tags == {*NAMES.LANGUAGES, "en", "es", "ht"}
