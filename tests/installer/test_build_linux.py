"""What is installed on Linux is built here, tried somewhere else, and opens without Python."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

INSTALLER = Path(__file__).parents[2] / "installer"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is built on Linux alone")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, INSTALLER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_built_walks_the_whole_job_and_is_packed(tmp_path: Path) -> None:
    build = script("build_linux")
    folder = build.freeze(tmp_path)

    build.try_out(folder, tmp_path)

    names = {path.name for path in folder.rglob("*")}
    assert not {name for name in names if name.startswith(("libQt6Network", "libqvnc", "libgtk"))}
    assert {"libqxcb.so", "libqoffscreen.so", "libcupsprintersupport.so"} <= names
    assert not [path for path in folder.rglob("*") if path.is_symlink() and not path.exists()]
    if shutil.which("dpkg-deb") is not None:
        package = build.pack_deb(folder, tmp_path, tmp_path, compression="none")
        said = subprocess.run(  # noqa: S603 - found on the path
            [shutil.which("dpkg-deb"), "--info", str(package)],  # type: ignore[list-item]
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "Depends: libc6 (>= 2." in said
        assert "libegl1, libgl1, libxcb1" in said


def test_a_program_that_does_not_walk_the_job_is_no_build(tmp_path: Path) -> None:
    build = script("build_linux")
    folder = tmp_path / "clinic-app"
    folder.mkdir()
    program = folder / "clinic-app"
    program.write_text("#!/bin/sh\necho the vault did not open\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)

    with pytest.raises(build.BuildError, match="the vault did not open"):
        build.try_out(folder, tmp_path)


def test_a_library_that_the_window_needs_and_is_not_here_is_named() -> None:
    warning = "WARNING: Library not found: could not resolve '{}', dependency of '/q/{}'.\n"
    said = (
        warning.format("libxcb-cursor.so.0", "libqxcb.so")
        + warning.format("libodd.so.1", "libqeglfs.so")
        + 'WARNING: Hidden import "pysqlite2" not found!\n'
    )

    assert script("build_linux").missing_libraries(said) == ["libxcb-cursor.so.0"]


def test_libraries_that_only_a_left_out_plugin_loads_are_left_out() -> None:
    pruning = script("pruning")
    needs = {
        "xcb": {"libQt6Gui.so.6", "libc.so.6"},
        "vnc": {"libQt6Network.so.6"},
        "gui": {"libpng.so"},
        "module": {"libQt6Core.so.6"},
    }
    binaries = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "xcb", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "vnc", "BINARY"),
        ("PySide6/QtCore.abi3.so", "module", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "gui", "BINARY"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "core", "BINARY"),
        ("PySide6/Qt/lib/libQt6Network.so.6", "network", "BINARY"),
        ("libpng.so", "png", "BINARY"),
        ("pypdfium2_raw/libpdfium.so", "pdfium", "BINARY"),
        ("PySide6/Qt/translations/qt_ar.qm", "words", "DATA"),
    ]

    left = pruning.without_unreached(binaries, lambda source: needs.get(source, set()))

    assert [source for _name, source, _kind in left] == [
        "xcb", "module", "gui", "core", "png", "pdfium",
    ]  # fmt: skip
