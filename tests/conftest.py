"""What every test needs: Qt without a screen, and one setting for how long searches run."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest

hypothesis.settings.register_profile(
    "quick", max_examples=int(os.environ.get("CLINIC_APP_EXAMPLES", "50")), deadline=None
)
hypothesis.settings.load_profile("quick")


@pytest.fixture(scope="session", autouse=True)
def _window_system(qapp: object) -> None:
    """Let no test start Qt's text engine without widgets: a window could not follow."""
