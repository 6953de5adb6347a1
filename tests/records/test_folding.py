"""Words as they are searched, in the scripts that clinics meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.records.folding import code_of, digits_of, is_phone, search_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thérèse", ("therese",)),
        ("THÉRÈSE", ("therese",)),
        ("Łukasz Ørsted", ("lukasz", "orsted")),
        ("Đặng Thị Ánh", ("dang", "thi", "anh")),
        ("Strauß", ("strauss",)),
        ("STRAUẞ", ("strauss",)),
        ("Þóra Æsa", ("thora", "aesa")),
        ("Œuvre", ("oeuvre",)),
        ("İrem Işık", ("irem", "isik")),
        ("Nuñez", ("nunez",)),
        ("N'Guessan", ("n", "guessan")),
        ("Jean-Baptiste", ("jean", "baptiste")),
        ("Ольга Й", ("ольга", "и")),
        ("مُحَمَّد", ("محمد",)),
        ("ጌታቸው", ("ጌታቸው",)),
        ("  a\tb  ", ("a", "b")),
        ("", ()),
        ("!?", ()),
    ],
)
def test_words_are_folded(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_a_vowel_sign_stays_with_its_letter() -> None:
    [word] = words_of("सीता")

    assert word != words_of("सत")[0]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = words_of(text)

    assert words_of(" ".join(once)) == once


@given(st.text())
def test_no_folded_word_ends_a_query_of_the_search_index(text: str) -> None:
    assert not any(symbol in '"*\x00 ' for word in words_of(text) for symbol in word)


def test_a_name_in_two_parts_is_found_written_together() -> None:
    assert search_words("N'Guessan Jean-Marie", "") == "n guessan jean marie nguessan jeanmarie"


def test_a_phone_number_is_found_without_its_country_and_area() -> None:
    words = search_words("", "+1 (305) 555-0123").split()

    assert words == ["13055550123", "3055550123", "55550123", "5550123", "0123"]


def test_digits_of_every_script_are_digits() -> None:
    assert digits_of("٣٠٥-５") == "3055"


@pytest.mark.parametrize("text", ["305", "+1 (305) 555-01", "0123 "])
def test_what_looks_like_a_phone_number(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize("text", ["", " ", "()", "ana 305", "7K3F"])
def test_what_does_not(text: str) -> None:
    assert not is_phone(text)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7k3f", "7K3F"),
        (" 7K-3F ", "7K3F"),
        ("7ko1", "7K01"),
        ("li0o", "1100"),
        ("7K3", None),
        ("7K3U", None),
        ("", None),
        ("Thérèse", None),
    ],
)
def test_a_code_is_read_as_it_was_meant(typed: str, code: str | None) -> None:
    assert code_of(typed) == code
