"""How a name sounds, so that two spellings of one name meet.

Names reach a clinic through many alphabets and many clerks: Mohammed and Muhammad, Oleksandr and
Aleksandr, Ximénez and Jimenez. What is kept of a word here is rough on purpose; it finds what to
look at, and :mod:`clinic_app.records.likeness` decides.
"""

import re
import unicodedata
from dataclasses import dataclass

_PARTICLES = frozenset(
    {
        *("al", "el", "ul", "ad", "as", "ash", "ar", "an", "bin", "bint", "ibn", "ben", "abu"),
        *("de", "del", "della", "des", "di", "do", "da", "dos", "das", "du", "y", "e", "i"),
        *("daw", "ko", "ma"),  # Burmese, as Mrs and Mr; U is left out as a letter
        *("la", "las", "le", "les", "los", "lo", "van", "von", "der"),
    }
)
"""What stands between the parts of a name, and is left out as often as it is written."""

_CYRILLIC = (
    "а a б b в v г h ґ g д d е e є ye ж zh з z и i і i к k л l м m н n о o п p р r с s т t у u"
    " ф f х kh ц ts ч ch ш sh щ sh ы i э e ю yu я ya"
)
_ARABIC = (
    "ا a ب b ت t ث th ج j ح h خ kh د d ذ d ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q"
    " ك k ک k ل l م m ن n ه h و w ي y ی y ى a ة a پ p چ ch ژ zh گ g"
)
_LETTERS = {
    letter: sound
    for said in (_CYRILLIC.split(), _ARABIC.split())
    for letter, sound in zip(said[::2], said[1::2], strict=True)
}
"""Letters of the two alphabets whose Unicode names do not say how they sound."""

_SPOKEN = re.compile(r"(SYLLABLE|LETTER|VOWEL SIGN) (?P<sound>[A-Z]+)$")
"""How Unicode names a letter of Ethiopic, Devanagari, Burmese ...: by its sound."""

_SAME_SOUND = (
    (re.compile(r"sch|tch|sh|ch|cz|zh"), "s"),
    (re.compile(r"dj|dzh"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ou|w(?=[^aeiou]|$)"), "u"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"kh|ck|qu(?=[ei])|c|q"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"y"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"h"), ""),
)
"""In this order: what is written in several ways and spoken in one."""

_HARD = str.maketrans("db", "tv", "jaeiou")
_VOWELS = {"a": "a", "e": "a", "i": "i", "o": "u", "u": "u"}
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name.

    Attributes:
        text: Folded: without accents and case.
        plain: As it is spoken, in one spelling.
        sound: The consonants of *plain* alone.
        vowel: To which of three the first vowel belongs; empty where none is written.
        is_latin: False where it was written in another script, which has its own vowels or none.
    """

    text: str
    plain: str
    sound: str
    vowel: str
    is_latin: bool


def telling_words(folded: tuple[str, ...]) -> tuple[str, ...]:
    """Return those words of a name that tell somebody apart, each once, in their order.

    Particles and single letters are left out, unless nothing else is there.
    """
    folded = tuple(dict.fromkeys(folded))
    telling = tuple(word for word in folded if len(word) > 1 and word not in _PARTICLES)
    return (telling or folded)[:_LONGEST_NAME]


def word_of(folded: str) -> Word:
    """Return one folded word with its sound."""
    # What Unicode gives no sound, as Chinese and Korean, is its own: else all of it were one name.
    plain = latin = "".join(map(_latin, folded)) or folded
    for written, spoken in _SAME_SOUND:
        plain = written.sub(spoken, plain)
    vowel = next((_VOWELS[symbol] for symbol in latin if symbol in _VOWELS), "")
    return Word(latin, plain, plain.translate(_HARD), vowel, folded.isascii())


def _latin(symbol: str) -> str:
    if symbol.isascii():
        return symbol
    if symbol in _LETTERS:
        return _LETTERS[symbol]
    spoken = _SPOKEN.search(unicodedata.name(symbol, ""))
    return "" if spoken is None else spoken["sound"].lower()
