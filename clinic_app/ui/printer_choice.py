"""Where sheets go, as it is remembered between two starts, and how one is printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """A printer that was chosen once; nothing of any sheet.

    Attributes:
        name: As the system calls it; empty where none was chosen yet.
        is_both_sides: Whether sheets are printed on both sides of the paper.
    """

    name: str = ""
    is_both_sides: bool = False


NO_PRINTER_YET = PrinterChoice()


@dataclass(frozen=True, slots=True)
class PrintWish:
    """How one sheet is printed."""

    copies: int = 1
    is_both_sides: bool = False
