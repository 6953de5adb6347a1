"""Whatever we ship of others is named with its licence."""

import re
import tomllib
from pathlib import Path

import pytest

from clinic_app.workflows.licences import (
    COMPONENTS,
    PROGRAM_VERSION,
    Component,
    licence_text,
    version,
)

PROJECT = Path(__file__).parents[2]


def test_every_locked_package_is_named() -> None:
    lock = (PROJECT / "installer" / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE))
    named = {component.package for component in COMPONENTS}

    # Qt's own glue is part of PySide6; Windows-only packages come with their users.
    assert locked - named <= {"shiboken6", "tzdata", "colorama", "greenlet"}


CARRIES_NONE = {"pypdfium2"}
"""Its wheel holds no licence file; the licence is named."""


@pytest.mark.parametrize(
    "component",
    [component for component in COMPONENTS if component.package not in CARRIES_NONE],
    ids=lambda component: component.name,
)
def test_every_component_carries_the_text_of_its_licence(component: Component) -> None:
    assert len(licence_text(component)) > 150


def test_the_version_that_runs_is_told() -> None:
    versions = {component.name: version(component) for component in COMPONENTS}

    assert versions["Qt and PySide6 (window)"].startswith("6.11")
    assert versions["Noto fonts"] == ""


def test_a_package_that_is_not_installed_has_no_version() -> None:
    assert version(Component(name="x", licence="MIT", package="no-such-package-here")) == ""
    assert licence_text(Component(name="x", licence="MIT", package="no-such-package-here")) == ""


def test_the_programs_own_version_is_that_of_the_project() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["version"] == PROGRAM_VERSION
