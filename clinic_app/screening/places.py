"""Names of places as people write them: which state, whether the United States, disputed ones."""

import unicodedata
from functools import lru_cache

_UNITED_STATES = frozenset({
    "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america",
    "puerto rico", "guam", "u.s. virgin islands", "us virgin islands",
    "northern mariana islands", "american samoa", "american",
    "estados unidos", "estados unidos de america", "ee.uu.", "ee. uu.", "eeuu", "eua",
    "estadounidense", "etazini", "ameriken", "etats-unis",
})  # fmt: skip
"""A birth or an offence in any of these is one in the United States."""

_ALSO_WRITTEN = {
    "afghanistan": ("afeganistao", "afgaanistaan", "afganistan", "afghan", "afgano", "afgana"),
    "burma": ("myanmar (birmanie)", "mianmar", "mianmar (birmania)", "mayanmar", "birmania",
              "birmania (myanmar)", "birmanie", "bimani", "bimani (myanma)", "myanma",
              "myanmar (burma)", "burmese", "birmano", "birmana"),
    "cameroon": ("camaroes", "kaameruun", "camerun", "cameroun", "kamewoun", "cameroonian",
                 "camerunes", "camerunesa"),
    "el salvador": ("el salfadoor", "el salvado", "salvador", "salvadoran", "salvadorean",
                    "salvadorian", "salvadoreno", "salvadorena"),
    "ethiopia": ("itoobiya", "etiopia", "ethiopie", "etyopi", "ethiopian", "etiope"),
    "haiti": ("ayiti", "haitian", "haitiano", "haitiana", "haitien", "haitienne", "ayisyen",
              "ayisyenn", "republic of haiti"),
    "honduras": ("ondiras", "honduran", "hondureno", "hondurena"),
    "lebanon": ("lubnaan", "libano", "liban", "lebanese", "libanes", "libanesa"),
    "nepal": ("nebaal", "nepali", "nepalese", "nepales", "nepalesa"),
    "nicaragua": ("nikaraaguwa", "nikaragwa", "nicaraguan", "nicaraguense"),
    "somalia": ("soomaaliya", "somalie", "somali", "somalian"),
    "south sudan": ("sudao do sul", "koonfur suudaan", "sudan del sur", "soudan du sud",
                    "sid soudan", "south sudanese", "sursudanes", "sursudanesa"),
    "sudan": ("sudao", "suudaan", "soudan", "sudanese", "sudanes", "sudanesa"),
    "syria": ("suuriya", "siria", "syrie", "siri", "syrian", "sirio", "syrian arab republic"),
    "ukraine": ("yukrayn", "ucrania", "ikren", "ukrainian", "ucraniano", "ucraniana"),
    "venezuela": ("fenisuweela", "venezyela", "venezuelan", "venezolano", "venezolana",
                  "bolivarian republic of venezuela", "venezuela (bolivarian republic of)",
                  "republica bolivariana de venezuela"),
    "yemen": ("iemen", "yaman", "yemeni", "yemenita"),
}  # fmt: skip
"""A state's folded English name to how clients and workers write it, or its people, besides.

Without these, a nationality typed in Spanish or Haitian Creole would be one of another state,
which is a bar. Accents do not count, so names that differ only by them are not listed; nor are
names in scripts that a clinic's keyboard does not have.
"""

_DISPUTED = {
    "somaliland": ("somalia", "so"),
    "crimea": ("ukraine", "ua"),
    "donetsk": ("ukraine", "ua"),
    "luhansk": ("ukraine", "ua"),
    "abyei": ("sudan", "south sudan", "sd", "ss"),
    "golan": ("syria", "sy"),
}
"""Place to the states that it may belong to; nationality is of the state, not of the place."""


def folded(place: str) -> str:
    """Return *place* as it is compared: case, accents and spare blanks do not count."""
    parts = unicodedata.normalize("NFKD", place.replace("\u2019", "'").casefold())
    return " ".join("".join(each for each in parts if not unicodedata.combining(each)).split())


@lru_cache(maxsize=1024)
def names_of(given: tuple[str, ...]) -> frozenset[str]:
    """Return all folded names of a state, from those that a rule pack gives it."""
    known = {folded(name) for name in given}
    return frozenset(known.union(*(_ALSO_WRITTEN.get(name, ()) for name in known)))


def is_united_states(place: str) -> bool:
    """Whether *place* names the United States or a part of it."""
    return folded(place) in _UNITED_STATES


def is_disputed_part_of(place: str, state_names: frozenset[str]) -> bool:
    """Whether *place* is a disputed place that belongs to the state with these folded names."""
    written = folded(place)
    return any(
        name in written and not state_names.isdisjoint(states) for name, states in _DISPUTED.items()
    )


def has_disputed_parts(state_names: frozenset[str]) -> bool:
    """Whether another state claims a part of the state with these folded names."""
    return any(not state_names.isdisjoint(states) for states in _DISPUTED.values())
