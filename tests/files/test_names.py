"""What is shown of a name is one line that can be read, whoever wrote the name."""

import os

import pytest

from clinic_app.files.names import is_one_line, kept_name, shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("BOS-1_2026-10.tally", "BOS-1_2026-10.tally"),
        ("a.tally: accepted\nb.tally", "a.tally: accepted?b.tally"),
        ("\x1b[2Jgone", "?[2Jgone"),
        ("\u202egnp.exe", "?gnp.exe"),
        ("क्\u200dष.toml", "क्\u200dष.toml"),
        (os.fsdecode(b"\xff.tally") if os.name != "nt" else "\udcff.tally", "?.tally"),
    ],
)
def test_a_name_is_shown_in_one_line(name: str, shown: str) -> None:
    assert shown_name(name) == shown
    shown.encode("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "Boston Legal Aid",
        "کلینیک می\u200cخواهم",
        "क्\u200dष विधि केंद्र",
        "র\u200d্যাব আইন",
        "അവന്\u200d",
    ],
)
def test_a_joiner_between_letters_is_part_of_their_spelling(words: str) -> None:
    assert is_one_line(words)


@pytest.mark.parametrize(
    "words",
    [
        "two\nlines",
        "Bos\u200dton",
        "Boston\u200b",
        "Legal\xa0Aid",
        "\u200dक",
        "می\u200c",
        "می\u200c\u200cخواهم",
        "می\u200c خواهم",
        "\u202eکلینیک",
    ],
)
def test_what_nobody_sees_is_no_part_of_one_line(words: str) -> None:
    assert not is_one_line(words)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "\u200b",
        "\u200b \u00ad\ufeff",
        "\u3164",
        "\u2800",
        "\u0301",
        "\u2028\n\x00",
        "\ue000",
    ],
)
def test_a_name_of_which_nothing_is_seen_is_no_name(typed: str) -> None:
    assert kept_name(typed) == ""


@pytest.mark.parametrize("typed", ["Q", "李", "နော်", "?", "می\u200cخواهم", "e\u0301", "1"])
def test_a_name_of_which_something_is_seen_is_kept_as_it_is(typed: str) -> None:
    assert kept_name(f"  {typed} ") == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Rosalie\nDorvil", "Rosalie Dorvil"),
        ("Rosalie\u202e Dorvil", "Rosalie Dorvil"),
        ("\u2067\u0644\u064a\u0644\u0649\u2069", "\u0644\u064a\u0644\u0649"),
        ("Rosalie\u2028", "Rosalie"),
    ],
)
def test_a_kept_name_is_one_line_and_turns_nothing_around(typed: str, kept: str) -> None:
    assert kept_name(typed) == kept
