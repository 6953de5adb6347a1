"""Which way a language is written, which text needs a text engine, and where lines may end.

Source:
    Unicode Standard Annex 9 (direction); Annex 14 leaves Burmese to dictionaries, so that its
    lines end between syllables here.
"""

import re

from clinic_app.printing.plain_text import END_OF_ISOLATE, ISOLATE, bare, printable

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ur", "he", "yi"})

_SIDE_BY_SIDE = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1200-\u135a\u1360-\u139f"
    "\u1e00-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2bff\u2c60-\u2c7f\u2d80-\u2ddf\ua720-\ua7ff"
    f"{ISOLATE}{END_OF_ISOLATE}]*"
)
"""Letters that stand side by side in the order they are read: no engine sets them better."""

_BURMESE = re.compile("[\u1000-\u109f]")
_BURMESE_SYLLABLE = re.compile(
    "(?<=[\u1000-\u109f])(?<!\u1039)(?=[\u1000-\u102a\u103f](?!\u1037?[\u1039\u103a]))"
)
"""Before a letter that neither stands below the last one nor ends its syllable."""

_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_LEADING = 1.25
_TALL = (
    (_BURMESE, 1.56),
    (re.compile("[\u0590-\u08ff\u0900-\u097f\ufb50-\ufdff\ufe70-\ufefc]"), 1.36),
)
"""Scripts whose marks and stacked letters reach further, and what they need."""

_TOKEN = "[!-~\u00c0-\u024f]*[$%)/A-Za-z0-9\u00c0-\u024f]"  # noqa: S105 - no secret
_LEFT_TO_RIGHT = re.compile(f"{_TOKEN}(?:[ \u00a0]{_TOKEN})*")
_LETTER_OR_DIGIT = re.compile("[A-Za-z0-9\u00c0-\u024f]")
_ISOLATED = re.compile(f"({ISOLATE}[^{END_OF_ISOLATE}]*{END_OF_ISOLATE})")


def is_right_to_left(language: str) -> bool:
    """Whether a language, by its BCP 47 tag, is written from right to left."""
    return language.split("-", 1)[0].lower() in _RIGHT_TO_LEFT


def has_right_to_left(text: str) -> bool:
    """Whether any letter of *text* is written from right to left."""
    return _FROM_THE_RIGHT.search(text) is not None


def needs_shaping(text: str) -> bool:
    """Whether letters of *text* join, turn, stack or change places."""
    return _SIDE_BY_SIDE.fullmatch(text) is None


def leading_of(text: str) -> float:
    """Return what *text* needs from baseline to baseline, in type sizes."""
    return next((leading for letters, leading in _TALL if letters.search(text)), _LEADING)


def breakable(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of *text*, each in the parts between which a line may also end."""
    words = [word for word in text.split(" ") if word]
    if _BURMESE.search(text) is None:
        return tuple((word,) for word in words)
    return tuple(tuple(_BURMESE_SYLLABLE.split(word)) for word in words)


def with_isolates(text: str) -> str:
    """Put isolates around every phone number, amount, form number, date and Latin word.

    Without them "(555) 010-7788" stands as "7788-010 (555)" in a line of Arabic.
    """
    parts = _ISOLATED.split(text)
    parts[::2] = [_LEFT_TO_RIGHT.sub(_isolate, part) for part in parts[::2]]
    return "".join(parts)


def ready(text: str, *, is_rtl: bool) -> tuple[str, bool]:
    """Return *text* ready to be set, and whether its letters stand side by side.

    So does what a single isolate holds on a page that is written from the right, such as a name
    in Latin letters: nothing around it can turn it, and nothing in it turns.
    """
    clean = printable(text)
    if is_rtl:
        clean = with_isolates(clean)
        inner = clean[1:-1]
        is_one = clean == f"{ISOLATE}{inner}{END_OF_ISOLATE}" and ISOLATE not in inner
        return (inner, True) if is_one and not needs_shaping(inner) else (clean, False)
    return (clean, False) if needs_shaping(clean) else (bare(clean), True)


def _isolate(found: re.Match[str]) -> str:
    stretch = found[0]
    if not _LETTER_OR_DIGIT.search(stretch):
        return stretch
    before = after = ""
    if stretch.count("(") < stretch.count(")") and stretch.endswith(")"):
        stretch, after = stretch[:-1], ")"
    if stretch.count("(") > stretch.count(")") and stretch.startswith("("):
        stretch, before = stretch[1:], "("
    return f"{before}{ISOLATE}{stretch}{END_OF_ISOLATE}{after}"


def closed(lines: list[str]) -> list[str]:
    """Close an isolate that a line ends inside of, and open it again on the next."""
    whole, is_open = [], False
    for line in lines:
        begun = f"{ISOLATE}{line}" if is_open else line
        is_open = begun.count(ISOLATE) > begun.count(END_OF_ISOLATE)
        whole.append(f"{begun}{END_OF_ISOLATE}" if is_open else begun)
    return whole
