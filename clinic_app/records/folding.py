"""Text as it is searched: without accents, case and marks, in words that a keyboard can type."""

import re
import unicodedata

_SPELLED_OUT = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "þ": "th",
        "ŧ": "t",
        "ə": "e",
        "ɓ": "b",
        "ɗ": "d",
        "ƙ": "k",
        "ɛ": "e",
        "ɔ": "o",
    }
)
"""Letters that Unicode does not take apart, as they are typed on a plain keyboard."""

_JOINERS = re.compile(r"(?<=\w)['’ʼʻ`´‘\-‐‑](?=\w)")
"""What stands inside one name, as in N'Guessan and Jean-Baptiste."""

_PHONE = re.compile(r"\+?[\d\s().\-/]*")
_LAST_DIGITS = (10, 8, 7, 4)
"""How much of a phone number people say: without the country, without the area, its end."""

CODE_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32, of which come-back codes are made: nothing is read for something else."""

SHORTEST_CODE = 4

_READ_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of *text*, folded: ``Thérèse Łuczak`` gives ``therese``, ``luczak``."""
    spelled = unicodedata.normalize("NFKD", text).casefold().translate(_SPELLED_OUT)
    plain = "".join(map(_plain, unicodedata.normalize("NFKD", spelled)))
    return tuple(plain.split())


def search_words(name: str, phone: str) -> str:
    """Return all words under which a client is found, each once, with single spaces.

    A name in two parts is found by each part and by both written together; a phone number by
    its beginning and by the beginning of what is left without the country or the area.
    """
    digits = digits_of(phone)
    numbers = (digits[-length:] for length in _LAST_DIGITS)
    found = (*words_of(name), *words_of(_JOINERS.sub("", name)), digits, *numbers)
    return " ".join(word for word in dict.fromkeys(found) if word)


def digits_of(text: str) -> str:
    """Return the digits of *text*, of whichever script, as ASCII digits."""
    return "".join(_digit(symbol) for symbol in text)


def is_phone(text: str) -> bool:
    """Whether *text* looks like a phone number or a part of one."""
    return _PHONE.fullmatch(text.strip()) is not None and digits_of(text) != ""


def code_of(text: str) -> str | None:
    """Return the come-back code that was typed; None where *text* cannot be one.

    Case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    """
    code = re.sub(r"[\s\-]", "", text).upper().translate(_READ_ALIKE)
    return code if len(code) >= SHORTEST_CODE and set(CODE_SYMBOLS).issuperset(code) else None


def _plain(symbol: str) -> str:
    """Return what is left of one decomposed symbol: itself, a digit, a space or nothing."""
    if unicodedata.combining(symbol) or unicodedata.category(symbol) == "Cf":
        return ""
    if unicodedata.category(symbol)[0] in "LM":  # a vowel sign of Devanagari is a letter
        return symbol
    return _digit(symbol) or " "


def _digit(symbol: str) -> str:
    value = unicodedata.decimal(symbol, None)
    return "" if value is None else str(value)
