"""First letters are enough where they fit one country, and never where they fit two."""

import pytest

from clinic_app.interview.typed_country import country_meant

NAMES = ("Guinea", "Guinea-Bissau", "Haiti", "Somalia", "Sudan", "Venezuela")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("venez", "Venezuela"),
        (" HAITI ", "Haiti"),
        ("guinea", "Guinea"),
        ("guinea-", "Guinea-Bissau"),
        ("gui", "gui"),
        ("ve", "ve"),
        ("Mali", "Mali"),
        ("", ""),
    ],
)
def test_first_letters_stand_for_one_country_or_for_themselves(typed: str, meant: str) -> None:
    assert country_meant(typed, NAMES) == meant
