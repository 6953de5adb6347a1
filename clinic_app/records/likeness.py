"""How alike two clients are: whether one person may have been registered twice.

Families at one address and one phone are the normal case here: a father and a son of one name,
twins with one birth date, a shelter's phone on three hundred files. So nothing is alike by one
trait; a name must agree with a birth date, or with a phone where no birth date is known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from clinic_app.records.client import Client, Consent
from clinic_app.records.folding import digits_of, words_of
from clinic_app.records.spelling import Word, telling_words, word_of

PHONE_DIGITS = 7
"""How many digits at the end must agree: without country and area, as people say a number."""

_TELLING_SOUND = 2
_SAFE_SOUND = 4
LONG_WORD = 6
"""Words of so many letters may differ in one that is wrong, missing, too many or moved by one."""

_LEAST_RATIO = 60.0


Hear = Callable[[str], Word]


class _Names(Enum):
    SAME = "same"  # the same words, in whatever order, written together or apart
    WITHIN = "within"  # all words of one are in the other: a second surname, a middle name
    NEAR = "near"  # likewise, but in another spelling
    GIVEN = "given"  # the first word agrees and the last does not: a married name
    OTHER = "other"


class _Births(Enum):
    SAME = "same"
    SWAPPED = "swapped"  # day and month changed places
    NEAR = "near"  # one digit, one day or one year off
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What of a client is compared.

    Attributes:
        words: Of the name, without what stands between its parts.
        texts: The same words as they are written.
        together: All of the name in one word.
        phone: Its end; empty for none.
    """

    client_id: str
    household_id: str
    words: tuple[Word, ...]
    texts: frozenset[str]
    together: str
    birth_date: date | None
    phone: str
    gender: object

    @classmethod
    def of(cls, client: Client, heard: Hear = word_of) -> "Face":
        """Return what of *client* is compared.

        Args:
            client: Of whom.
            heard: Gives a folded word with its sound; of many faces the same for the same word.
        """
        return cls.typed(
            client.name,
            client.birth_date,
            client.phone,
            client.gender,
            client.household_id,
            client_id=client.id,
            heard=heard,
        )

    @classmethod
    def typed(
        cls,
        name: str,
        birth_date: date | None,
        phone: str,
        gender: object,
        household_id: str,
        *,
        client_id: str = "",
        heard: Hear = word_of,
    ) -> "Face":
        """Return what is compared of somebody; by default of one who is just being registered."""
        folded = words_of(name)
        words = tuple(map(heard, telling_words(folded)))
        return cls(
            client_id=client_id,
            household_id=household_id,
            words=words,
            texts=frozenset(word.text for word in words),
            together="".join(folded),
            birth_date=birth_date,
            phone=phone_end(phone),
            gender=gender,
        )


def takes_part(client: Client) -> bool:
    """Whether *client* is compared at all: neither withdrawn nor without a record."""
    return client.withdrawn is None and client.consent is Consent.GIVEN


def likeness(one: Face, other: Face) -> int:
    """Return how likely both are one person, up to 100; 0 where nothing says so."""
    names = _names(one, other)
    if one.client_id == other.client_id or names is _Names.OTHER:
        return 0
    births = _births(one.birth_date, other.birth_date)
    points = _POINTS.get((names, births), 0)
    if births in (_Births.NEAR, _Births.UNKNOWN) or names is _Names.GIVEN:
        points = points if _is_backed(one, other, names, births) else 0
    if one.household_id == other.household_id or _differ(one.gender, other.gender):
        # Whoever registered both side by side, or wrote down two genders, saw two people.
        return points if (names, births) in _MISTYPED_TWICE else 0
    return points


def near_dates(born: date) -> frozenset[date]:
    """Return *born* and every date it is easily written as by mistake."""
    text = born.isoformat()
    typed = [text[:-5] + text[-2:] + "-" + text[-5:-3]]
    for place, symbol in enumerate(text):
        if symbol == "-":
            continue
        typed += [text[:place] + digit + text[place + 1 :] for digit in "0123456789"]
        following = text[place + 1 : place + 2]
        if following not in ("", "-"):
            typed.append(text[:place] + following + symbol + text[place + 2 :])
    typed += [f"{born.year + by:04}{text[4:]}" for by in (-1, 1)]
    near = {found for one in typed if (found := _date_of(one)) is not None}
    first, last = date.min.toordinal(), date.max.toordinal()
    days = (born.toordinal() + by for by in (-1, 1))
    return frozenset(near | {date.fromordinal(day) for day in days if first <= day <= last})


def are_spellings(one: Word, other: Word) -> bool:
    """Whether two words are spellings of one name."""
    if one.plain == other.plain:
        return True
    same_sound = one.sound == other.sound and len(one.sound) >= _TELLING_SOUND
    if not (one.is_latin and other.is_latin):
        return same_sound
    if _is_other_gender(one.plain, other.plain):
        return False
    shortest = min(len(one.text), len(other.text))
    if shortest >= LONG_WORD and OSA.distance(one.text, other.text, score_cutoff=1) <= 1:
        return True
    same_vowel = len(one.sound) >= _SAFE_SOUND or one.vowel == other.vowel
    return same_sound and same_vowel and fuzz.ratio(one.text, other.text) >= _LEAST_RATIO


def phone_end(phone: str) -> str:
    """Return the digits by which a phone number is compared; empty for too few of them."""
    digits = digits_of(phone)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


_POINTS = {
    (_Names.SAME, _Births.SAME): 100,
    (_Names.WITHIN, _Births.SAME): 95,
    (_Names.NEAR, _Births.SAME): 90,
    (_Names.GIVEN, _Births.SAME): 75,
    (_Names.SAME, _Births.SWAPPED): 90,
    (_Names.WITHIN, _Births.SWAPPED): 85,
    (_Names.NEAR, _Births.SWAPPED): 80,
    (_Names.SAME, _Births.NEAR): 80,
    (_Names.WITHIN, _Births.NEAR): 75,
    (_Names.NEAR, _Births.NEAR): 70,
    (_Names.SAME, _Births.UNKNOWN): 75,
    (_Names.WITHIN, _Births.UNKNOWN): 70,
    (_Names.NEAR, _Births.UNKNOWN): 65,
}
_MISTYPED_TWICE = frozenset({(_Names.SAME, _Births.SAME), (_Names.SAME, _Births.SWAPPED)})


def _is_backed(one: Face, other: Face, names: _Names, births: _Births) -> bool:
    """Whether a phone, or a long name, says what the birth date leaves open."""
    if one.phone and other.phone:
        return one.phone == other.phone
    if names is not _Names.SAME or births is not _Births.NEAR:
        return False
    return len(one.words) > 1


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one is not other


def _births(one: date | None, other: date | None) -> _Births:
    if one is None or other is None:
        return _Births.UNKNOWN
    if one == other:
        return _Births.SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return _Births.SWAPPED
    return _Births.NEAR if other in near_dates(one) else _Births.OTHER


def _names(one: Face, other: Face) -> _Names:
    texts, others = one.texts, other.texts
    if texts == others or one.together == other.together:
        return _Names.SAME
    shorter, longer = sorted((one.words, other.words), key=len)
    if len(shorter) > 1:
        if texts < others or others < texts:
            return _Names.WITHIN
        if _all_found(shorter, longer):
            return _Names.NEAR
    return _Names.GIVEN if _is_married_name(one.words, other.words) else _Names.OTHER


def _all_found(shorter: tuple[Word, ...], longer: tuple[Word, ...]) -> bool:
    left = list(longer)
    for word in sorted(shorter, key=lambda word: word not in longer):
        found = word if word in left else next((w for w in left if are_spellings(word, w)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _is_married_name(one: tuple[Word, ...], other: tuple[Word, ...]) -> bool:
    if min(len(one), len(other)) < 2:
        return False
    return are_spellings(one[0], other[0]) and not {w.text for w in one[1:]} & {
        w.text for w in other[1:]
    }


def _is_other_gender(one: str, other: str) -> bool:
    """Whether two names differ as Mario and Maria do, or Daniel and Daniela."""
    shorter, longer = sorted((one, other), key=len)
    if longer[:-1] == shorter:
        return longer[-1:] in "ae"
    return {one[-1:], other[-1:]} in ({"a", "o"}, {"e", "o"})


def _date_of(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
