"""A sheet before it is printed: its language, and large print."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.printing.pages import PageImage
from clinic_app.ui.flows.paper_flow import at_once
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.screens.preview import PreviewScreen

LANGUAGES = (("en", "English"), ("ht", "Haitian Creole"))


class Maker:
    """Makes sheets and keeps which were asked for."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str]] = []

    def usual(self, language: str) -> bytes:
        self.made.append(("usual", language))
        return b"pdf"

    def large(self, language: str) -> bytes:
        self.made.append(("large", language))
        return b"pdf"


def no_pages(_pdf: bytes, _dots_per_inch: int) -> tuple[PageImage, ...]:
    return ()


def never(*_given: object) -> None:
    pytest.fail("not asked for")


@pytest.fixture
def screen(qtbot: QtBot, jobs: ClosableJobs) -> PreviewScreen:
    shown = PreviewScreen(draw=no_pages, ask_printer=never, ask_place=never, write=never, jobs=jobs)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def show(screen: PreviewScreen, maker: Maker, *, has_large: bool) -> None:
    screen.show_sheet(
        title="Checklist for 7K3F",
        file_name="checklist-7K3F.pdf",
        languages=LANGUAGES,
        language="ht",
        make=at_once(maker.usual),
        make_large=at_once(maker.large) if has_large else None,
        note=never,
    )


def test_the_pages_turn_from_whatever_has_the_caret(qtbot: QtBot, jobs: ClosableJobs) -> None:
    page = PageImage(width=100, height=4000, grey=bytes(400_000))
    screen = PreviewScreen(
        draw=lambda _pdf, _dpi: (page,), ask_printer=never, ask_place=never, write=never, jobs=jobs
    )
    qtbot.addWidget(screen)
    screen.show()
    show(screen, Maker(), has_large=False)
    bar = screen.pages.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)

    qtbot.keyClick(screen.print_button, Qt.Key.Key_PageDown)
    turned = bar.value()
    assert turned > 0

    qtbot.keyClick(screen.print_button, Qt.Key.Key_A)
    assert bar.value() == turned

    qtbot.keyClick(screen.print_button, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_large_print_is_drawn_when_it_is_chosen_in_the_language_that_is_shown(
    screen: PreviewScreen,
) -> None:
    maker = Maker()
    show(screen, maker, has_large=True)

    screen.large.click()
    screen.large.click()

    assert maker.made == [("usual", "ht"), ("large", "ht"), ("usual", "ht")]


def test_the_next_sheet_begins_in_usual_print(screen: PreviewScreen) -> None:
    maker = Maker()
    show(screen, maker, has_large=True)
    screen.large.click()

    show(screen, maker, has_large=True)

    assert maker.made[-1] == ("usual", "ht")
    assert not screen.large.isChecked()


def test_what_only_comes_in_one_size_offers_no_other(screen: PreviewScreen) -> None:
    show(screen, Maker(), has_large=False)

    assert screen.large.isHidden()
