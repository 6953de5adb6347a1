"""What is shown of a name is one line that can be read, whoever wrote the name."""

import os

import pytest

from clinic_app.files.names import shown_name


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
