"""What is shown of a name: whoever fills a stick may write anything there."""

import re
import unicodedata

_NO_LETTERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What starts a new line, tells a terminal something, turns the reading direction around, or is
no text at all (bytes that are not UTF-8)."""

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Of these, what stands between two letters and is no space."""

_JOINERS = "\u200c\u200d"
"""Zero width non-joiner and joiner: without them Persian, Hindi and Bengali are spelt wrong."""

_FIRST_JOINED, _LAST_JOINED = "\u0600", "\u109f"
"""Arabic to Myanmar: the scripts that need them."""

_UNSEEN_KINDS = "ZCM"
"""Unicode's spaces, what steers the text or means nothing, and marks with no letter under them."""

_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and one sign of Braille that are drawn as nothing."""

_VIRAMA = 9
"""Combining class of the mark that takes a letter's vowel away; a joiner may end a word there."""


def shown_name(name: str) -> str:
    """Return *name* in one line, a question mark for whatever is no letter of it.

    A file's name with a line break could otherwise say that another file was accepted, and a
    headquarters' that its fingerprint was compared.
    """
    return _NO_LETTERS.sub("?", name)


def kept_name(typed: str) -> str:
    """Return a typed name in one line; empty where nothing of it can be seen.

    The spaces around it go, and what was copied with it and would turn the words around it: the
    name stands on sheets and in lists, beside others.
    """
    if not any(map(_is_drawn, typed)):
        return ""
    return _NO_LETTERS.sub(" ", _TURNS.sub("", typed)).strip()


def is_one_line(words: str) -> bool:
    """Whether *words* stand in one line and hold nothing that is not seen.

    A joiner between two letters, which changes how they are written, is seen.
    """
    return words.isprintable() or all(map(_is_seen, words, f" {words}", f"{words[1:]} "))


def _is_drawn(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in _UNSEEN_KINDS and sign not in _BLANK_LETTERS


def _is_seen(sign: str, before: str, after: str) -> bool:
    if sign not in _JOINERS:
        return sign.isprintable()
    is_at_the_end = unicodedata.combining(before) == _VIRAMA
    return _is_joined(before) and (is_at_the_end or _is_joined(after))


def _is_joined(sign: str) -> bool:
    """Whether *sign* is a letter, or a mark on one, of a script that has joiners."""
    return _FIRST_JOINED <= sign <= _LAST_JOINED and unicodedata.category(sign)[0] in "LM"
