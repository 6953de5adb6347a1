"""Names in Arabic letters: joined, and turned so that they read from the right.

A name must be readable on a sheet in any language. What whole sentences in such a script need
(line breaking, numbers between them, letters that Unicode gives no joined form, such as some of
Pashto) is the work of a text engine; this is enough for a name.

Source:
    Unicode Standard, section 9.2 (cursive joining); Annex 9 (direction), its plainest case.
"""

import re
import unicodedata
from functools import cache

_LETTERS = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
_STRETCH = re.compile(f"[{_LETTERS}](?:[^A-Za-z\u00c0-\u05ff]*[{_LETTERS}])*[)\\]]?")
_UNIT = re.compile(
    r"[0-9\u0660-\u0669\u06f0-\u06f9][0-9\u0660-\u0669\u06f0-\u06f9./,-]*|.", re.DOTALL
)
_FORMS = (*range(0xFB50, 0xFDD0), *range(0xFE70, 0xFEFD))
_TATWEEL = "\u0640"
_LAM = "\u0644"
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_ISOLATED, _FINAL, _INITIAL, _MEDIAL = "<isolated>", "<final>", "<initial>", "<medial>"


def as_drawn(text: str) -> str:
    """Return *text* in the order and with the letters that are drawn from left to right."""
    return _STRETCH.sub(lambda found: _turned(_joined(found[0])), text)


def _turned(stretch: str) -> str:
    """Turn a stretch around; numbers keep their own direction, marks stay on their letters."""
    units: list[str] = []
    for unit in _UNIT.findall(stretch):
        if units and unicodedata.combining(unit[0]):
            units[-1] += unit
        else:
            units.append(unit)
    return "".join(unit.translate(_MIRRORED) for unit in reversed(units))


def _joined(stretch: str) -> str:
    """Replace each letter by the form that its neighbours give it."""
    letters = list(_with_ligatures(stretch))
    bases = [place for place, letter in enumerate(letters) if not unicodedata.combining(letter)]
    shaped = list(letters)
    for number, place in enumerate(bases):
        before = letters[bases[number - 1]] if number else ""
        after = letters[bases[number + 1]] if number + 1 < len(bases) else ""
        form = _form(
            is_joined_before=_joins(before, _INITIAL) and _joins(letters[place], _FINAL),
            is_joined_after=_joins(letters[place], _INITIAL) and _joins(after, _FINAL),
        )
        shaped[place] = _forms().get(letters[place], {}).get(form, letters[place])
    return "".join(shaped)


def _form(*, is_joined_before: bool, is_joined_after: bool) -> str:
    if is_joined_before:
        return _MEDIAL if is_joined_after else _FINAL
    return _INITIAL if is_joined_after else _ISOLATED


def _joins(letter: str, form: str) -> bool:
    return letter == _TATWEEL or form in _forms().get(letter, {})


def _with_ligatures(stretch: str) -> str:
    """Put lam and alef together, which are never written side by side."""
    return re.sub(
        f"{_LAM}[\u0622\u0623\u0625\u0627]", lambda found: _ligatures()[found[0]], stretch
    )


@cache
def _forms() -> dict[str, dict[str, str]]:
    forms: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        form, *bases = unicodedata.decomposition(chr(code)).split() or [""]
        if form in {_ISOLATED, _FINAL, _INITIAL, _MEDIAL} and len(bases) == 1:
            forms.setdefault(chr(int(bases[0], 16)), {})[form] = chr(code)
    for isolated in _ligatures().values():
        final = chr(ord(isolated) + 1)
        forms[isolated] = {_ISOLATED: isolated, _FINAL: final}
    return forms


@cache
def _ligatures() -> dict[str, str]:
    """Lam with each alef, to their isolated form; the final form is the next character."""
    return {
        unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFEF5, 0xFEFD, 2)
    }
