"""Names of places as people write them: which state, whether the United States, disputed ones."""

_UNITED_STATES = frozenset({
    "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america",
    "puerto rico", "guam", "u.s. virgin islands", "us virgin islands",
    "northern mariana islands", "american samoa",
})  # fmt: skip
"""A birth or an offence in any of these is one in the United States."""

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
    """Return *place* as it is compared: case and outer blanks do not count."""
    return place.strip().casefold()


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
