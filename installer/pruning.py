"""What a frozen program can do without: some of Qt's plugins, and the libraries only those load."""

from collections.abc import Callable, Iterable
from pathlib import PurePath

Entry = tuple[str, str, str]
"""Of PyInstaller's lists: the path inside the folder, the source, and the kind."""

PLUGINS_LEFT_OUT = (
    "egldeviceintegrations/",
    "generic/",
    "networkinformation/",
    "tls/",
    "platforms/libqvnc",  # serves the screen to a network
    "platforms/libqeglfs",
    "platforms/libqlinuxfb",
    "platforms/libqminimal",
    "platforms/libqvkkhrdisplay",
    "platformthemes/libqgtk3",  # keeps a list of recent files of its own
    "imageformats/libqgif",
    "imageformats/libqicns",
    "imageformats/libqjpeg",
    "imageformats/libqtga",
    "imageformats/libqtiff",
    "imageformats/libqwbmp",
    "imageformats/libqwebp",
)

_SHARED = {".", "PySide6/Qt/lib"}
"""Where the libraries lie that others load; what lies elsewhere is loaded by its own name."""


def is_wanted(entry: Entry) -> bool:
    """Whether *entry* is no plugin of Qt's that is left out, and none of Qt's own translations."""
    where = PurePath(entry[0]).as_posix()
    if "/Qt/translations/" in where:
        return False
    _before, plugins, plugin = where.partition("/Qt/plugins/")
    return not plugins or not plugin.startswith(PLUGINS_LEFT_OUT)


def without_unreached(
    binaries: Iterable[Entry], needed_by: Callable[[str], set[str]]
) -> list[Entry]:
    """Leave out the plugins, and the shared libraries that nothing else loads.

    Args:
        binaries: All that PyInstaller found.
        needed_by: From a file to the names of the libraries that it loads.
    """
    kept = [entry for entry in binaries if is_wanted(entry)]
    sources = {PurePath(name).name: source for name, source, _kind in kept}
    open_ends = {PurePath(entry[0]).name for entry in kept if not _is_shared(entry)}
    reached: set[str] = set()
    while open_ends:
        name = open_ends.pop()
        reached.add(name)
        open_ends |= (needed_by(sources[name]) & sources.keys()) - reached
    return [entry for entry in kept if PurePath(entry[0]).name in reached]


def _is_shared(entry: Entry) -> bool:
    name, _source, kind = entry
    lies_there = PurePath(name).parent.as_posix() in _SHARED
    return kind == "BINARY" and lies_there and not PurePath(name).name.startswith("libpython")
