"""Two commands on a machine that has only Python: ``app`` opens the program, ``test`` tests it.

Standard library only, and no syntax that a Python since 3.7 cannot read: it has to be able to say
which Python it needs. It makes an environment of its own, installs exactly what the lock beside
this file names (by hash), and finds the system libraries that Qt wants on Linux.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import locale
import os
import platform
import shlex
import shutil
import struct
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 14)
"""Wheels of every package we ship exist for these versions."""

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
# A process to each core; a file of tests stays in one, so that its tests share what they make.
# Benchmarks run by name.
SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "-p", "no:benchmark")
LOCKS = {"app": HERE / "requirements.lock", "test": HERE / "requirements-test.lock"}

OFFSCREEN_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""What Qt loads even without a screen, and the Debian package that has it."""

SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}
"""What a real X window loads besides."""


class SetUpError(Exception):
    """Set-up cannot go on; the text says what happened and what to do next."""


def main(words: list[str]) -> int:
    """Set up, then run the program or its tests with the words that follow.

    Returns:
        The exit status of what was run; 3 where set-up itself could not go on.
    """
    options = _parser().parse_args(words)
    try:
        check_python(sys.version_info[:2], struct.calcsize("P") * 8)
        check_processor(sys.platform, platform.machine())
        if sys.platform.startswith("linux"):
            _provide_libraries(options)
        python = _provide_environment(options)
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 3
    if options.command == "test":
        return _run_tests(python, options.words)
    # -P, here and below: nothing that lies in the folder where somebody stands is run as ours.
    return subprocess.call([str(python), "-P", "-m", "clinic_app", *options.words])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--wheelhouse",
        type=Path,
        metavar="DIR",
        help="install from this folder of wheels, without a network",
    )
    parser.add_argument("command", choices=("app", "test"), help="open the program, or test it")
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, help="handed to the program, or to pytest"
    )
    return parser


def check_python(version: tuple[int, ...], bits: int) -> None:
    """Refuse a Python that our packages have no wheels for.

    Raises:
        SetUpError: Too old, too new or 32-bit; says which one to get.
    """
    span = "{}.{} to {}.{}".format(*OLDEST, *NEWEST)
    found = ".".join(map(str, version[:2]))
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        other = next(filter(None, map(shutil.which, _other_pythons())), None)
        hint = (
            f"There is one here, run:\n  {' '.join(map(shlex.quote, (other, *sys.argv)))}"
            if other
            else "Install one from python.org or your system's packages and run this again."
        )
        raise SetUpError(f"This is Python {found}; clinic-app needs Python {span}. {hint}")
    if bits != 64:
        raise SetUpError(
            f"This Python is a {bits}-bit one; clinic-app needs a 64-bit Python {span}. "
            "Install the 64-bit version and run this again."
        )


def check_processor(system: str, machine: str) -> None:
    """Refuse a Mac, or a Python on one, for which cryptography makes no wheels any more.

    Raises:
        SetUpError: Says what to get instead.
    """
    if (system, machine) == ("darwin", "x86_64"):
        raise SetUpError(
            "This Python is made for Macs with an Intel processor; clinic-app needs Apple silicon. "
            "If this Mac has it, install Python from python.org and run this again."
        )


def _other_pythons() -> list[str]:
    return [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]


def _provide_libraries(options: argparse.Namespace) -> None:
    """Find Qt's system libraries; install them where that is ours to do, else say how."""
    opens_window = options.command == "app" and not options.words
    wanted = dict(OFFSCREEN_LIBRARIES)
    if opens_window:
        wanted.update(SCREEN_LIBRARIES)
    missing = missing_packages(wanted)
    if not missing:
        return
    if _install_packages(missing):
        return
    advice = (
        "Qt needs system libraries that are not here. Run this line, then run this again:\n"
        "  sudo apt-get install " + " ".join(missing)
    )
    if options.command == "app" and not opens_window:
        print(advice, file=sys.stderr)
        return
    raise SetUpError(advice)


def missing_packages(wanted: dict[str, str]) -> list[str]:
    """Return the Debian packages of those libraries that this system cannot load."""
    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def _install_packages(packages: list[str]) -> bool:
    """Install Debian packages; False where this is not ours to do or did not work."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    print("Installing system libraries: " + " ".join(packages), file=sys.stderr)
    subprocess.call(["apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    if subprocess.call(command + packages, env=environment, stdout=subprocess.DEVNULL) == 0:
        return True
    renamed = [f"{name}t64" if name in ("libglib2.0-0", "libcups2") else name for name in packages]
    return subprocess.call(command + renamed, env=environment, stdout=subprocess.DEVNULL) == 0


def environment_folder() -> Path:
    """Return where this checkout keeps its environment.

    On Windows outside the checkout: wheel paths are long, and a synchronised folder would
    carry the environment away.
    """
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"]) / "ClinicApp" / "venv"
    return PROJECT / ".venv"


def _provide_environment(options: argparse.Namespace) -> Path:
    """Make the environment if need be, install what the lock names; return its Python."""
    folder = environment_folder()
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not _is_usable(python):
        _make_environment(folder)
    mark = folder / "clinic-app-installed.txt"
    state = lock_state(options.command)
    known = mark.read_text(encoding="utf-8").split() if mark.is_file() else []
    if state not in known:
        _install(python, LOCKS[options.command], options.wheelhouse)
        covered = [state] if options.command == "app" else [lock_state("app"), state]
        mark.write_text("\n".join(covered) + "\n", encoding="utf-8")
    _point_at_project(python, folder)
    return python


def lock_state(command: str) -> str:
    """Return what marks an environment as up to date for *command*: its lock's hash."""
    digest = hashlib.sha256(LOCKS[command].read_bytes()).hexdigest()
    return f"{command}:{sys.version_info[0]}.{sys.version_info[1]}:{digest}"


def _is_usable(python: Path) -> bool:
    if not python.is_file():
        return False
    probe = "import sys, pip; sys.exit(sys.version_info[:2] != ({}, {}))"
    command = [str(python), "-P", "-c", probe.format(*sys.version_info[:2])]
    return subprocess.call(command, stderr=subprocess.DEVNULL) == 0


def _make_environment(folder: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info[1]}-venv"
        if not _install_packages([package]):
            raise SetUpError(
                "This Python cannot make an environment of its own. "
                f"Run this line, then run this again:\n  sudo apt-get install {package}"
            )
    print(f"Making an environment in {folder}", file=sys.stderr)
    made = subprocess.run(
        [sys.executable, "-P", "-m", "venv", "--clear", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise SetUpError(
            f"No environment could be made in {folder}: {last_error(made.stdout + made.stderr)} "
            "Make sure that the folder may be written to, then run this again."
        )


def _install(python: Path, lock: Path, wheelhouse: Path | None) -> None:
    print("Installing the program's packages (once; a minute or so)", file=sys.stderr)
    # The lock is whole. Without --no-deps pip asks for what the extras of a package would bring at
    # its newest, refuses that for want of a hash, and a release elsewhere stops every set-up.
    command = [str(python), "-P", "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--only-binary=:all:"]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar=off", "--quiet"]
    if wheelhouse is not None:
        command += ["--no-index", "--find-links", str(wheelhouse.resolve())]
    done = subprocess.run([*command, "-r", str(lock)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetUpError(
            "The packages could not be installed. pip says: "
            f"{last_error(done.stdout + done.stderr)} "
            "Mend that and run this again; without a network, give --wheelhouse DIR."
        )


def last_error(output: str) -> str:
    """Return pip's own last error line, which knows a proxy from a missing network."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.upper().startswith("ERROR")]
    return (errors or lines or ["(it printed nothing)"])[-1]


def _point_at_project(python: Path, folder: Path) -> None:
    """Let the environment find this checkout whatever the working directory."""
    if sys.platform == "win32":
        packages = folder / "Lib" / "site-packages"
    else:
        version = "python{}.{}".format(*sys.version_info[:2])
        packages = python.parent.parent / "lib" / version / "site-packages"
    pointer = packages / "clinic_app_checkout.pth"
    line = _as_read_at_start(f"{PROJECT}\n")
    if not pointer.is_file() or pointer.read_bytes() != line:
        pointer.write_bytes(line)


def _as_read_at_start(text: str) -> bytes:
    """Return *text* as Python reads it from such a file: until 3.12 in the system's encoding."""
    encoding = "utf-8" if sys.version_info >= (3, 13) else locale.getencoding()
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        raise SetUpError(
            f"This Python finds nothing in a folder of this name: {PROJECT}\n"
            "Move it to one named in plain letters, then run this again."
        ) from error


def _run_tests(python: Path, words: list[str]) -> int:
    """Run all tests with coverage, or just those that *words* name."""
    command = [str(python), "-m", "pytest"]
    command += words or [*SIDE_BY_SIDE, "--cov", "--cov-report="]
    return subprocess.call(command, cwd=PROJECT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
