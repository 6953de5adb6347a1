"""The Qt that is installed does not lose references on None (PySide6 6.12.0 on Python 3.11 did)."""

import sys

from PySide6.QtGui import QFont

CALLS = 500


def test_calls_that_return_nothing_lose_no_reference() -> None:
    font = QFont()
    before = sys.getrefcount(None)

    for _call in range(CALLS):
        font.setBold(True)

    assert abs(sys.getrefcount(None) - before) < 50
