"""Put the names of months and countries that CLDR knows into the words of the rule pack.

Run by hand when Babel brings a newer CLDR: ``python installer/cldr_names.py``. Haitian Creole
stays as it is written by hand, because CLDR has only French for it; so do Spanish and English.
"""

import json
import re
from pathlib import Path

from babel import Locale
from babel.dates import get_month_names

WORDS = Path(__file__).resolve().parents[1] / "resources" / "rule_packs" / "tps" / "words"
LANGUAGES = ("pt", "fr", "uk", "ru", "ar", "fa-AF", "ps", "am", "ti", "ne", "my", "so")
MONTHS_BY_HAND = frozenset({"ti"})
"""CLDR calls Gregorian March by the name of an Ethiopian month there."""

WITH_ENGLISH = frozenset({"fa-AF", "ps", "am", "ti"})
"""Where another calendar is in daily use, the English month stands in brackets."""

_COUNTRY = re.compile(r'^([A-Z]{2}) = ".*"$', re.MULTILINE)
_MONTHS = re.compile(r"^months = \[.*\]$", re.MULTILINE)


def with_names(words: str, tag: str) -> str:
    """Return the text of a words file with CLDR's names put in."""
    locale = Locale.parse(tag.replace("-", "_"))
    names = locale.territories
    words = _COUNTRY.sub(lambda found: f"{found[1]} = {_quoted(names[found[1]])}", words)
    if tag in MONTHS_BY_HAND:
        return words
    return _MONTHS.sub(lambda _found: _months(locale, with_english=tag in WITH_ENGLISH), words)


def _months(locale: Locale, *, with_english: bool) -> str:
    own, english = (get_month_names("wide", "format", each) for each in (locale, "en"))
    months = [
        f"{own[month]} ({english[month]})" if with_english else own[month] for month in range(1, 13)
    ]
    return f"months = [{', '.join(map(_quoted, months))}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main() -> int:
    """Rewrite the words of every language that CLDR knows."""
    for tag in LANGUAGES:
        path = WORDS / f"{tag}.toml"
        path.write_text(with_names(path.read_text("utf-8"), tag), "utf-8")
        print(path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
