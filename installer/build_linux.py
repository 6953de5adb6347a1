"""Build what is installed on Linux: a folder in a ``.tar.gz``, and a ``.deb``.

    .venv/bin/python installer/build_linux.py [OUT]

Run with the environment that ``bootstrap.py test`` made, on the oldest system that the program
shall run on: a build runs on that one and on newer ones. What is built is tried before it counts:
the frozen program walks the whole job (``selftest``) from another folder, alone. Removing
the package never touches a clinic's records, which lie in each user's own folder.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from clinic_app.ui.theme import LIGHT  # noqa: E402 - found by the line above
from clinic_app.workflows.licences import PROGRAM_VERSION  # noqa: E402 - as above

NAME = "clinic-app"
NEEDS = ("libegl1", "libgl1", "libxcb1")
"""What a frozen program takes from the system, beside the C library: the graphics driver's."""

CONTROL = """\
Package: clinic-app
Version: {version}
Architecture: {architecture}
Maintainer: The clinic-app founders <clinic-app@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Section: misc
Priority: optional
Description: offline intake for immigrant legal clinics
 Screens people for Temporary Protected Status, keeps encrypted records on this
 computer, prints checklists in the client's language, and carries anonymous
 counts to headquarters. Opens no network connection.
"""

DESKTOP = """\
[Desktop Entry]
Type=Application
Name=Clinic intake
Comment=Intake for immigrant legal clinics, without internet
Exec=/usr/bin/clinic-app
Icon=clinic-app
Terminal=false
Categories=Office;
"""


class BuildError(Exception):
    """There is no build; the text says why."""


def main(words: list[str]) -> int:
    """Build into *words[0]*, or ``dist``; return the exit status."""
    out = Path(words[0] if words else PROJECT / "dist").resolve()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="clinic-app-build-") as work:
            folder = freeze(Path(work))
            try_out(folder, Path(work))
            built = [pack_folder(folder, out)]
            if shutil.which("dpkg-deb"):
                built.append(pack_deb(folder, Path(work), out))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 3
    for path in built:
        print(f"{path}  {path.stat().st_size / 1e6:.0f} MB")
    return 0


def freeze(work: Path) -> Path:
    """Freeze the program; return its folder.

    Raises:
        BuildError: PyInstaller failed, or a library of the window's is not on this computer.
    """
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm"]
    command += ["--distpath", str(work / "dist"), "--workpath", str(work / "made")]
    done = subprocess.run(
        [*command, str(PROJECT / "installer" / f"{NAME}.spec")],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ, PYINSTALLER_CONFIG_DIR=str(work / "cache")),
    )
    if done.returncode != 0:
        raise BuildError(f"PyInstaller failed:\n{done.stderr[-2000:]}")
    if missing := missing_libraries(done.stderr):
        raise BuildError(f"Not on this computer, and the window needs it: {', '.join(missing)}")
    return work / "dist" / NAME


def missing_libraries(said: str) -> list[str]:
    """Return the libraries that PyInstaller looked for in vain, which it only warns of.

    Those of plugins that are left out do not matter.
    """
    found = re.findall(r"could not resolve '(\S+)', dependency of '(\S+)'", said)
    return sorted({library for library, plugin in found if "libqxcb" in Path(plugin).name})


def try_out(folder: Path, work: Path) -> None:
    """Let the frozen program walk the whole job somewhere else, alone.

    Raises:
        BuildError: It does not come out true.
    """
    moved = work / "moved to another place" / NAME
    shutil.copytree(folder, moved, symlinks=True)
    home = work / "home"
    home.mkdir()
    done = subprocess.run(
        [str(moved / NAME), "selftest", str(work / "selftest")],
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        cwd="/",
    )
    shutil.rmtree(moved)
    if done.returncode != 0:
        raise BuildError(f"The frozen program is not sound:\n{done.stdout}{done.stderr}")


def pack_folder(folder: Path, out: Path) -> Path:
    """Pack the folder as it is, to be unpacked anywhere."""
    path = out / f"{NAME}-{PROGRAM_VERSION}-linux-{platform.machine()}.tar.gz"

    def nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        return member

    with tarfile.open(path, "w:gz") as packed:
        packed.add(folder, arcname=f"{NAME}-{PROGRAM_VERSION}", filter=nobodys)
    return path


def pack_deb(folder: Path, work: Path, out: Path, *, compression: str = "xz") -> Path:
    """Pack a package for Debian and what comes of it, with an entry in the menu.

    Args:
        folder: The frozen program.
        work: For what is laid together.
        out: Where the package goes.
        compression: As dpkg-deb calls it; ``none`` is quick.

    Raises:
        BuildError: dpkg-deb refused.
    """
    root = work / "root"
    shutil.copytree(folder, root / "opt" / NAME, symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / NAME).symlink_to(f"/opt/{NAME}/{NAME}")
    sign = (PROJECT / "resources" / "icons" / "clinic.svg").read_text(encoding="utf-8")
    files = {
        f"usr/share/applications/{NAME}.desktop": DESKTOP,
        f"usr/share/icons/hicolor/scalable/apps/{NAME}.svg": sign.replace(
            "currentColor", LIGHT.accent
        ),
        f"usr/share/doc/{NAME}/copyright": (PROJECT / "LICENSE").read_text(encoding="utf-8"),
        "DEBIAN/control": control(root),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    path = out / f"{NAME}_{PROGRAM_VERSION}_{debian_architecture()}.deb"
    command = [
        "dpkg-deb",
        "--root-owner-group",
        f"-Z{compression}",
        "--build",
        str(root),
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildError(f"dpkg-deb: {done.stderr.strip()}")
    return path


def control(root: Path) -> str:
    """Return what the package says of itself."""
    size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir())
    _libc, version = platform.libc_ver()
    return CONTROL.format(
        version=PROGRAM_VERSION,
        architecture=debian_architecture(),
        kilobytes=size // 1024,
        depends=", ".join((f"libc6 (>= {version})", *NEEDS)),
    )


def debian_architecture() -> str:
    """Return Debian's word for this computer's processor."""
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
