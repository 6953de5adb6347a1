"""A name in Arabic letters is joined and reads from the right."""

import unicodedata

import pytest

from clinic_app.printing.arabic_letters import as_drawn
from clinic_app.printing.lines import line_of


def logical(drawn: str) -> str:
    """Turn drawn letters back into plain ones, read from the right."""
    return "".join(unicodedata.normalize("NFKC", letter) for letter in reversed(drawn))


@pytest.mark.parametrize("name", ["محمد", "علي بن محمد", "گلاب خان چنگیز", "بلال عبد الله"])
def test_a_name_is_drawn_from_its_last_letter_and_loses_none(name: str) -> None:
    assert as_drawn(name) != name
    assert logical(as_drawn(name)) == name


def test_each_letter_takes_the_form_its_place_asks_for() -> None:
    forms = [unicodedata.name(letter) for letter in as_drawn("محمد")]

    assert [name.rsplit(" ", 2)[-2] for name in forms] == ["FINAL", "MEDIAL", "MEDIAL", "INITIAL"]


def test_a_letter_that_never_joins_onwards_stands_before_a_first_form() -> None:
    forms = [unicodedata.name(letter).split()[-2] for letter in reversed(as_drawn("دار"))]

    assert forms == ["ISOLATED", "ISOLATED", "ISOLATED"]


@pytest.mark.parametrize(("typed", "drawn"), [("لا", "\ufefb"), ("بلا", "\ufefc\ufe91")])
def test_lam_and_alef_are_one_sign(typed: str, drawn: str) -> None:
    assert as_drawn(typed) == drawn


def test_numbers_keep_their_direction_between_turned_words() -> None:
    drawn = as_drawn("محمد 12-34 علي")

    assert "12-34" in drawn
    assert drawn.index("12-34") > 0
    assert logical(drawn.split(" 12-34 ")[0]) == "علي"


def test_other_letters_and_their_order_are_left_alone() -> None:
    assert as_drawn("Marie 7K3F (x)") == "Marie 7K3F (x)"
    assert as_drawn("Ahmad أحمد Khan").startswith("Ahmad ")
    assert as_drawn("Ahmad أحمد Khan").endswith(" Khan")


def test_brackets_are_mirrored_and_stand_around_their_word() -> None:
    assert as_drawn("علي (حسن)")[0] == "("
    assert as_drawn("علي (حسن)").count(")") == 1


def test_marks_stay_on_their_letters() -> None:
    drawn = as_drawn("مُحَمَّد")

    assert not unicodedata.combining(drawn[0])
    assert unicodedata.combining(drawn[-1])


def test_a_letter_without_joined_forms_is_printed_as_it_is() -> None:
    assert "ښ" in as_drawn("ښاغلی")
    assert line_of("ښاغلی").runs


def test_a_stretched_letter_joins_both_ways() -> None:
    forms = [unicodedata.name(letter) for letter in reversed(as_drawn("بـب"))]

    assert forms[0].endswith("INITIAL FORM")
    assert forms[2].endswith("FINAL FORM")
