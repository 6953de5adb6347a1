"""What we ship of others, and under which licence: the About page."""

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from clinic_app.paths import resources

PROGRAM_VERSION = "0.1.0"
"""The same as in pyproject.toml, which a frozen build does not carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One work of others that we ship.

    Attributes:
        package: Its name as an installed package, which tells the version and often carries
            the licence's text; empty for what is not one.
        files: Licence texts under ``resources``.
    """

    name: str
    licence: str
    package: str = ""
    files: tuple[str, ...] = ()


COMPONENTS = (
    Component(
        name=f"Python {platform.python_version()}",
        licence="PSF 2.0",
        files=("licences/Python.txt",),
    ),
    Component(
        name="Qt and PySide6 (window)",
        licence="LGPL 3.0",
        package="pyside6-essentials",
        files=("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt"),
    ),
    Component(name="SQLCipher (encrypted file)", licence="BSD", files=("licences/SQLCipher.txt",)),
    Component(name="sqlcipher3 (its door)", licence="zlib", package="sqlcipher3"),
    Component(name="SQLAlchemy", licence="MIT", package="sqlalchemy"),
    Component(name="Alembic", licence="MIT", package="alembic"),
    Component(name="Mako", licence="MIT", package="mako"),
    Component(name="MarkupSafe", licence="BSD", package="markupsafe"),
    Component(name="typing_extensions", licence="PSF 2.0", package="typing-extensions"),
    Component(name="cryptography", licence="Apache 2.0 or BSD", package="cryptography"),
    Component(name="cffi", licence="MIT-0", package="cffi"),
    Component(name="pycparser", licence="BSD", package="pycparser"),
    Component(name="ReportLab (pages)", licence="BSD", package="reportlab"),
    Component(name="Pillow", licence="MIT-CMU", package="pillow"),
    Component(name="charset-normalizer", licence="MIT", package="charset-normalizer"),
    Component(name="pypdfium2 and PDFium", licence="BSD and Apache 2.0", package="pypdfium2"),
    Component(name="msgspec", licence="BSD", package="msgspec"),
    Component(name="shamir-mnemonic (shares)", licence="MIT", package="shamir-mnemonic"),
    Component(name="platformdirs", licence="MIT", package="platformdirs"),
    Component(name="filelock", licence="MIT", package="filelock"),
    Component(name="Psycopg (PostgreSQL)", licence="LGPL 3.0", package="psycopg"),
    Component(name="Psycopg's library", licence="LGPL 3.0", package="psycopg-binary"),
    Component(name="XlsxWriter (workbooks)", licence="BSD", package="xlsxwriter"),
    Component(name="RapidFuzz (names alike)", licence="MIT", package="rapidfuzz"),
    Component(
        name="PyInstaller's bootloader (installed program)",
        licence="GPL 2.0 with an exception for what it starts",
        files=("licences/PyInstaller.txt",),
    ),
    Component(name="Noto fonts", licence="SIL OFL 1.1", files=("fonts/OFL.txt",)),
    Component(
        name="EFF word list (passphrases)",
        licence="CC BY 3.0 US",
        files=("word_lists/eff_large.LICENSE.txt",),
    ),
    Component(name="Icons (drawn for this program)", licence="MIT", files=("icons/README.md",)),
)
"""Compared with the lock of ``installer`` by a test."""


def version(component: Component) -> str:
    """Return the version that runs; empty for what carries none."""
    try:
        return metadata.version(component.package) if component.package else ""
    except metadata.PackageNotFoundError:  # a frozen build without package data
        return ""


def licence_text(component: Component) -> str:
    """Return the full text of a component's licence, as far as it travels with us."""
    texts = [(resources() / name).read_text(encoding="utf-8") for name in component.files]
    return "\n\n".join([*texts, *_packaged_texts(component.package)])


def _packaged_texts(package: str) -> list[str]:
    try:
        listed = metadata.files(package) or [] if package else []
    except metadata.PackageNotFoundError:
        return []
    return [
        Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
        for file in listed
        if ".dist-info" in file.parts[0]
        and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
    ]
