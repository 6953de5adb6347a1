"""A name is a country's in English, in a client's language, or as people write it."""

import pytest

from clinic_app.workflows.known_countries import country_check
from clinic_app.workflows.rules import shipped_rules


@pytest.mark.parametrize(
    "name",
    [
        "Haiti", "HT", "ayiti", "Haitian", "Ayisyen", "Myanmar", "Siria", "هايتي", "Гаїті",
        "Dominican Republic", "Trinidad and Tobago", "Saint Lucia", "The Gambia", "mexico",
        "USA", "Puerto Rico", "Côte d'Ivoire", "China", "Republic of Moldova",
    ],
)  # fmt: skip
def test_a_country_is_known_however_it_is_written(name: str) -> None:
    assert country_check(shipped_rules())(name)


@pytest.mark.parametrize("name", ["Hayti", "Lebannon", "Venezula", "Freedonia", "", "h", "none"])
def test_a_mistyped_country_is_not(name: str) -> None:
    assert not country_check(shipped_rules())(name)
