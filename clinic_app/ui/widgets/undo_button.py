"""The button that takes the last step back, and the steps that it can take back."""

from PySide6.QtWidgets import QPushButton

_MOST_STEPS = 500
_BETWEEN = " "


class UndoButton(QPushButton):
    """Knows the newest steps by short names without spaces; a lock keeps them with the screen."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "plain")
        self.setAutoDefault(True)
        self._steps: list[str] = []
        self._draw()

    def add(self, step: str) -> None:
        """Remember a step that was done."""
        self._steps.append(step)
        del self._steps[:-_MOST_STEPS]
        self._draw()

    def take_last(self) -> str:
        """Return the newest step and forget it; empty where there is none."""
        step = self._steps.pop() if self._steps else ""
        self._draw()
        return step

    def forget(self) -> None:
        """Forget every step: the screen is about something else."""
        self._steps.clear()
        self._draw()

    def remembered(self) -> str:
        """Return the steps, spelled."""
        return _BETWEEN.join(self._steps)

    def remember(self, spelled: str) -> None:
        """Put back steps that :meth:`remembered` spelled."""
        self._steps = spelled.split()
        self._draw()

    def _draw(self) -> None:
        self.setEnabled(bool(self._steps))
