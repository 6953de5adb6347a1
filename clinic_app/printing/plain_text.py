"""Text as typed, made safe to set: nothing in it can steer the page.

Source:
    Unicode Standard, 2.11 (a mark without a letter stands on a no-break space); Annex 9
    (bidirectional controls), Annex 15 (normal forms).
"""

import re
import unicodedata

_TURNS_INTO_SPACE = frozenset({"Cc", "Zl", "Zp"})
_IS_DROPPED = frozenset({"Cf", "Cs"})
"""Format characters, among them every override of direction, and halves of characters."""

NO_BREAK_SPACE = "\u00a0"
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
_WITHOUT_ISOLATES = dict.fromkeys(map(ord, ISOLATE + END_OF_ISOLATE))
_PAIRED = re.compile(
    f"[^{ISOLATE}{END_OF_ISOLATE}]*(?:{ISOLATE}[^{ISOLATE}{END_OF_ISOLATE}]*{END_OF_ISOLATE}"
    f"[^{ISOLATE}{END_OF_ISOLATE}]*)*"
)
_JOINERS = "\u200c\u200d"
"""Zero width joiner and non-joiner: without them Dari and Nepali are spelt wrong."""

_MAY_BE_MARKS = (*range(0x300, 0x2100), *range(0xA8E0, 0xA900), *range(0xAA60, 0xAA80))
"""Where marks are of which a face that we ship may have one."""

_MARKS = "".join(
    letter for letter in map(chr, _MAY_BE_MARKS) if unicodedata.category(letter) in {"Me", "Mn"}
)
_MARK = re.compile(f"[{_MARKS}]")
_MOST_MARKS = 6
"""On one letter; more than any of our languages writes."""

_MOST_LATIN_MARKS = 3
"""Likewise: these stand below each other, and more would reach into the next line."""

_NEEDS_A_SPACE = re.compile(
    f"(?:^|(?<=[ {ISOLATE}{END_OF_ISOLATE}])|(?<=[{_MARKS}]{{{_MOST_MARKS}}}))(?=[{_MARKS}])"
    f"|(?<=[\u0300-\u036f]{{{_MOST_LATIN_MARKS}}})(?=[\u0300-\u036f])"
    f"|(?<=[\u035c-\u0362])(?=$|[ {ISOLATE}{END_OF_ISOLATE}{_MARKS}])"
)
"""Before a mark with no letter, or one too many on it; behind one of two letters with no second."""

_STRAY_JOINER = re.compile(f"(?<![\u0600-\u109f])[{_JOINERS}]")


def printable(text: str) -> str:
    """Return *text* composed, on one line, without control and format characters.

    Of these only two kinds stay: what :func:`isolated` put around a value, and joiners behind a
    letter. Markup stays what it is, letters: nothing here or later reads it. A mark that stands
    on no letter, or one too many on it, is put on a space: it would hang out of the line.
    """
    seen = text.translate(_WITHOUT_ISOLATES)
    is_paired = len(seen) == len(text) or _PAIRED.fullmatch(text)
    if seen.isprintable() and "  " not in seen and seen == seen.strip() and is_paired:
        return _standing(unicodedata.normalize("NFC", text))
    kept = []
    for character in _paired(unicodedata.normalize("NFC", text)):
        category = unicodedata.category(character)
        if category in _TURNS_INTO_SPACE:
            kept.append(" ")
        elif category not in _IS_DROPPED or character in ISOLATE + END_OF_ISOLATE + _JOINERS:
            kept.append(character)
    joined = _STRAY_JOINER.sub("", "".join(kept))
    return _standing(" ".join(piece for piece in joined.split(" ") if piece))


def unbroken(text: str) -> str:
    """Return *text* so that no line ends inside it: a phone number, an amount, a date."""
    return printable(text).replace(" ", NO_BREAK_SPACE)


def isolated(text: str) -> str:
    """Return *text*, such as a name, so that it keeps its own direction in any sentence."""
    inner = printable(text).replace(ISOLATE, "").replace(END_OF_ISOLATE, "")
    return f"{ISOLATE}{inner}{END_OF_ISOLATE}" if inner else ""


def bare(text: str) -> str:
    """Return *text* without isolates, for lines that run from left to right anyway."""
    return text.replace(ISOLATE, "").replace(END_OF_ISOLATE, "")


def _standing(text: str) -> str:
    return text if _MARK.search(text) is None else _NEEDS_A_SPACE.sub(NO_BREAK_SPACE, text)


def _paired(text: str) -> str:
    """Drop isolates that do not pair: an end without a start would end somebody else's."""
    depth = 0
    for character in text:
        depth += (character == ISOLATE) - (character == END_OF_ISOLATE)
        if depth < 0:
            return bare(text)
    return text if depth == 0 else bare(text)
