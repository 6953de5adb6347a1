"""The window as it is, in words that can be kept; and back from the words to the window."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.draft import Pane, Part
from clinic_app.ui import half_typed
from clinic_app.ui.flows.desk import Desk
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.main_window import MainWindow

_SHEET = "paper"
_WINDOW = "window"
_ROUNDS = 4
"""Opening a screen is at most so many jobs, each begun when the one before has ended."""


class Returning(QObject):
    """Reads what one desk shows, and shows it again."""

    def __init__(
        self, desk: Desk, window: MainWindow, jobs: Jobs, dialogs: dict[str, Callable[[], None]]
    ) -> None:
        """Watch the desk.

        Args:
            desk: Whose screens are read.
            window: Where they are shown.
            jobs: Behind whose work a screen has been drawn.
            dialogs: What opens over any screen, by the dialog's title.
        """
        super().__init__()
        self._window = window
        self._jobs = jobs
        self._dialogs = dialogs
        self._stops = {stop.name: stop for stop in desk.stops}
        self._by_screen = {id(stop.screen): stop for stop in desk.stops}
        self._under_sheet: Pane | None = None
        window.screen_changing.connect(self._on_screen_changing)

    def forget(self) -> None:
        """Stop watching: the desk is being taken apart."""
        self._window.screen_changing.disconnect(self._on_screen_changing)

    def panes(self) -> tuple[Pane, ...]:
        """Return what the window shows; nothing for a client who wanted no record."""
        screen = self._window.place.widget()
        shown = self._pane_of(screen) if screen is not None else None
        if shown is None:
            return ()
        panes: tuple[Pane, ...] = (shown,)
        if shown.name == _SHEET:
            if self._under_sheet is None:
                return ()
            panes = (self._under_sheet, shown)
        dialog = open_dialog()
        if dialog is not None:
            panes = (*panes, _pane_of_dialog(dialog))
        return panes

    def put_back(self, panes: tuple[Pane, ...], on_done: Callable[[], None]) -> None:
        """Show *panes* again, and call *on_done* once the window is as it was.

        What is no longer there (a record withdrawn meanwhile) is left out.
        """
        stop = self._stops.get(panes[0].name) if panes else None
        if stop is None:
            on_done()
            return
        stop.open(panes[0].subject)
        self._settle(lambda: self._on_open(stop, panes, on_done))

    def _on_open(self, stop: Stop, panes: tuple[Pane, ...], on_done: Callable[[], None]) -> None:
        pane, over = panes[0], panes[1:]
        is_there = self._window.place.widget() is stop.screen
        if not is_there or stop.subject() != pane.subject:
            on_done()
            return
        half_typed.put_back(stop.screen, pane.parts)
        self._scroll_window(pane)
        # A search that was put back has found its clients only after one more round.
        self._settle(lambda: self._on_filled(stop, pane, over, on_done))

    def _on_filled(
        self, stop: Stop, pane: Pane, over: tuple[Pane, ...], on_done: Callable[[], None]
    ) -> None:
        half_typed.put_back(stop.screen, pane.parts)
        self._window.uncover()
        half_typed.focus_on(stop.screen, pane.focus)
        if over:
            stop.when_ready(lambda: self._open_over(stop, over, on_done))
        else:
            on_done()

    def _open_over(self, stop: Stop, over: tuple[Pane, ...], on_done: Callable[[], None]) -> None:
        openers = {**self._dialogs, **stop.over}
        if over[0].name not in openers:
            on_done()
            return
        openers[over[0].name]()
        if over[0].name == _SHEET:
            self._settle(lambda: self._on_open(self._stops[_SHEET], over, on_done))
        else:
            self._settle(lambda: _on_dialog_open(over[0], on_done))

    def _settle(self, then: Callable[[], None], rounds: int = _ROUNDS) -> None:
        """Call *then* when all that was asked for so far is drawn."""
        if not rounds:
            then()
            return

        def again(_answer: ClinicError | None) -> None:
            self._settle(then, rounds - 1)

        self._jobs.run(_nothing, on_done=again, on_error=again)

    def _pane_of(self, screen: QWidget) -> Pane | None:
        stop = self._by_screen.get(id(screen))
        if stop is None or not stop.is_kept():
            return None
        scrolled = Part(_WINDOW, str(self._window.place.verticalScrollBar().value()))
        return Pane(
            name=stop.name,
            subject=stop.subject(),
            parts=(*half_typed.parts_of(screen), scrolled),
            focus=half_typed.focus_of(screen),
        )

    def _scroll_window(self, pane: Pane) -> None:
        for part in pane.parts:
            if part.name == _WINDOW:
                bar = self._window.place.verticalScrollBar()
                half_typed.scroll_when_possible(bar, int(part.value))

    def _on_screen_changing(self, following: QWidget) -> None:
        """Remember what a sheet is laid over: the sheet is made from it again."""
        screen = self._window.place.widget()
        if following is self._stops[_SHEET].screen and screen is not None:
            self._under_sheet = self._pane_of(screen)


def merged(before: tuple[Pane, ...], after: tuple[Pane, ...]) -> tuple[Pane, ...]:
    """Return what to keep of a window that was covered, and of what it became behind the cover.

    Work under way may have led on meanwhile; where it did not, the caret and the open dialogs are
    those of before.
    """
    if not before or not after:
        return after
    is_same = (before[0].name, before[0].subject) == (after[0].name, after[0].subject)
    if not is_same or len(after) > len(before):
        return after
    fresh = tuple(_merged_pane(old, new) for old, new in zip(before, after, strict=False))
    return (*fresh, *before[len(fresh) :])


def _merged_pane(before: Pane, after: Pane) -> Pane:
    """Return what stands in a pane now, with the carets that covering it took away."""
    values = {part.name: part for part in before.parts}
    parts = tuple(
        old if (old := values.get(part.name)) is not None and old.value == part.value else part
        for part in after.parts
    )
    return replace(after, parts=parts, focus=before.focus)


def open_dialog() -> QDialog | None:
    """Return the dialog that lies over the window; None where there is none."""
    found = (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog))
    return next((dialog for dialog in found if dialog.isVisible()), None)


def close_dialogs() -> None:
    """Close every dialog, menu and list that is open, and ask nothing."""
    for popup in iter(QApplication.activePopupWidget, None):
        popup.close()
    for dialog in iter(open_dialog, None):
        dialog.done(QDialog.DialogCode.Rejected)


def _pane_of_dialog(dialog: QDialog) -> Pane:
    return Pane(
        name=dialog.windowTitle(),
        parts=half_typed.parts_of(dialog),
        focus=half_typed.focus_of(dialog),
    )


def _on_dialog_open(pane: Pane, on_done: Callable[[], None]) -> None:
    dialog = open_dialog()
    if dialog is not None and dialog.windowTitle() == pane.name:
        half_typed.put_back(dialog, pane.parts)
        half_typed.focus_on(dialog, pane.focus)
    on_done()


def _nothing() -> None:
    """Run behind what was asked for before."""
    return
