"""What may be remembered of a sheet: what stands in the rule pack, and no word of a client's."""

from collections.abc import Iterator

import pytest

from clinic_app.printing import lines, pack_words, shaped_text
from clinic_app.printing.drawing import draw
from clinic_app.printing.sheet import Note, Section, Sheet, SheetKind, Words

pytestmark = pytest.mark.usefixtures("qapp")

OF_THE_PACK = "ما يثبت سكنك هنا في {day}؛ ثم ورقة مؤرخة لكل شهر أو شهرين"
NAME = "زليخة القنطوري"


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module, name, fresh in (
        (lines, "_pack_widths", {}),
        (lines, "_pack_lines", {}),
        (lines, "_pack_parts", {}),
        (shaped_text, "_pack_lines", {}),
        (pack_words, "_told", []),
        (pack_words, "_filled", {}),
    ):
        monkeypatch.setattr(module, name, fresh)
    yield
    lines.forget()


def a_sheet(*texts: str) -> Sheet:
    return Sheet(
        kind=SheetKind.TAKE_HOME,
        language="ar",
        label=Words("احتفظ بها"),
        issuer="Pine Street Legal Clinic",
        title=Words("قائمتك"),
        subject="قائمتك",
        sections=(Section(Words("قائمتك"), tuple(Note(Words(text)) for text in texts)),),
        footer="",
        page_words="{page}/{count}",
    )


def remembered() -> str:
    words = [part for part, _is_bold in lines._pack_widths]
    words += [text for text, _is_bold, _is_plain in lines._pack_parts]
    words += [text for text, *_how in lines._pack_lines]
    return "\n".join((*words, *(text for text, _is_bold, _is_rtl in shaped_text._pack_lines)))


def test_a_name_is_forgotten_and_what_every_sheet_says_is_not() -> None:
    pack_words.learn(lambda: (OF_THE_PACK, "قائمتك"))

    draw(a_sheet(NAME, OF_THE_PACK.format(day="1"), "قائمتك"))

    assert "قائمتك" in remembered()
    assert "شهرين" in remembered()
    assert not any(part in remembered() for part in NAME.split())
    assert not lines._part_widths
    assert not lines._parts


def test_a_text_that_the_pack_filled_is_remembered_and_one_with_a_name_in_it_is_not() -> None:
    pack_words.learn(lambda: (OF_THE_PACK, "قائمتك"))
    pack_words.learn_filled(OF_THE_PACK.format(day="3 حزيران 2024"))
    pack_words.learn_joined(f"قائمتك {NAME}", "قائمتك", NAME)

    draw(a_sheet(OF_THE_PACK.format(day="3 حزيران 2024"), f"قائمتك {NAME}"))

    assert "2024" in remembered()
    assert not any(part in remembered() for part in NAME.split())


def test_newer_rules_forget_what_the_older_ones_filled() -> None:
    pack_words.learn_filled("قائمتك 2024")
    assert pack_words.is_text_of_pack("قائمتك 2024")

    pack_words.learn(lambda: ("قائمتك",))

    assert not pack_words.is_text_of_pack("قائمتك 2024")


def test_many_filled_texts_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_words, "_MOST_FILLED", 4)
    monkeypatch.setattr(lines, "_MOST_TEXTS", 4)
    monkeypatch.setattr(lines, "_MOST_WORDS", 4)

    for number in range(9):
        pack_words.learn_filled(f"قائمتك {number}")
        draw(a_sheet(f"قائمتك {number}"))

    assert len(pack_words._filled) <= 4
    assert len(lines._pack_lines) <= 4
    assert len(lines._pack_parts) <= 4
    assert len(lines._pack_widths) <= 4


def test_nothing_is_remembered_before_a_pack_is_read() -> None:
    draw(a_sheet(NAME, "قائمتك"))

    assert not remembered()


def test_a_line_that_only_begins_as_one_of_the_pack_is_not_remembered() -> None:
    pack_words.learn(lambda: ("قائمتك من أجل {whom}",))

    draw(a_sheet(f"قائمتك من أجل {NAME}"))

    assert not any("أجل" in text for text, _is_bold, _is_rtl in shaped_text._pack_lines)


def test_what_is_remembered_changes_no_byte() -> None:
    sheet = a_sheet(NAME, OF_THE_PACK.format(day="1"), "قائمتك")
    before = draw(sheet)

    pack_words.learn(lambda: (OF_THE_PACK, "قائمتك"))

    assert draw(sheet) == before
    assert draw(sheet) == before


def test_a_long_day_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tuple(f"{'قائمتك ' * number}من" for number in range(1, 9))
    pack_words.learn(lambda: texts)
    monkeypatch.setattr(shaped_text, "_MOST_LINES", 4)

    for text in texts:
        draw(a_sheet(text))

    assert len(shaped_text._pack_lines) <= 4
