"""What every test needs: Qt without a screen, one setting for searches, and newer rules."""

import os
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest

from clinic_app.bundles import signed_pack
from clinic_app.crypto.signing import SigningKey
from clinic_app.paths import resources
from clinic_app.workflows.pack_files import read_folder
from clinic_app.workflows.rule_packs import shipped_pack

hypothesis.settings.register_profile(
    "quick", max_examples=int(os.environ.get("CLINIC_APP_EXAMPLES", "50")), deadline=None
)
hypothesis.settings.load_profile("quick")


@pytest.fixture(scope="session", autouse=True)
def _window_system(qapp: object) -> None:
    """Let no test start Qt's text engine without widgets: a window could not follow."""


LATER_EXTENSION = """
[[events]]
id = "LB-2026-X"
line = "Lebanon 2024"
type = "extension"
published = 2026-11-25
fr_citation = "91 FR 99999"
effective_start = 2026-11-28
effective_end = 2028-05-27
confidence = "high"
source = "invented for a test"
"""
A_SCENARIO = """
[[case]]
id = "LB-later"
title = "In force after the extension"
screening_date = 2026-12-01
[case.facts]
country = "Lebanon"
first_entry = 2024-10-01
[case.facts.prior_tps]
granted = true
granted_date = 2025-03-01
designation = "LB-2024-D"
current = true
[case.expected]
outcome = "likely_eligible"
"""


@pytest.fixture(scope="session")
def pack_files() -> Callable[..., dict[str, bytes]]:
    """Files of rules after those we ship: Lebanon is extended, and one scenario says so."""

    def files(version: str = "2026.12", *, country: str = LATER_EXTENSION) -> dict[str, bytes]:
        found = read_folder(resources() / "rule_packs" / "tps")
        own_version = f'version = "{shipped_pack().version}"'.encode()
        found["pack.toml"] = found["pack.toml"].replace(
            own_version, f'version = "{version}"'.encode()
        )
        found["countries/LB.toml"] += country.encode()
        found["scenarios.toml"] = A_SCENARIO.encode()
        return {path: at for path, at in found.items() if not path.startswith("scenarios/")}

    return files


@pytest.fixture(scope="session")
def signed(pack_files: Callable[..., dict[str, bytes]]) -> Callable[..., bytes]:
    """Such rules as the signed file that travels; signed by the headquarters of these tests."""

    def write(version: str = "2026.12", *, seed: bytes = b"p" * 32, **changes: str) -> bytes:
        return signed_pack.write(pack_files(version, **changes), SigningKey(seed))

    return write
