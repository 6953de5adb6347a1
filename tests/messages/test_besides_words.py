"""What else a hand-off brought is told on the command line as in the window."""

from dataclasses import replace

from clinic_app.cli import laptops
from clinic_app.ui.words.stick_words import stick_words
from clinic_app.workflows.stick import Fate, FileSeen, StickSeen

PLAIN = FileSeen(file="a.hand-off", fate=Fate.TAKEN_IN, laptop="Room 2", count=3)
WITH_NEWS = replace(PLAIN, new_codes=2, forgotten=1, disputed=1, older_rules=4)


def test_both_say_what_else_is_to_be_known() -> None:
    for told in (laptops._file_words(WITH_NEWS), stick_words(StickSeen((WITH_NEWS,), None))):
        assert "2 clients have other codes here" in told
        assert "1 client was deleted here for good" in told
        assert "1 pair of files is one person's" in told
        assert "4 screenings were made there by older rules" in told


def test_of_nothing_else_nothing_is_said() -> None:
    assert laptops._file_words(PLAIN) == "a.hand-off: taken in, 3"


def test_many_files_that_are_refused_hide_nothing_that_was_taken_in() -> None:
    refused = [FileSeen(file=f"{at}.hand-off", fate=Fate.REFUSED) for at in range(20)]
    known = FileSeen(file="old.hand-off", fate=Fate.AGAIN, laptop="Room 2")

    told = stick_words(StickSeen((*refused, known, PLAIN), None)).splitlines()

    assert "a.hand-off: taken in" in told[6]
    assert told[7].startswith("old.hand-off")
    assert told[8] == "and 14 more files"
