"""Make the fonts that we ship from those of Debian's package ``fonts-noto-core``.

Every glyph and every table stays as it is but for the instructions that fit outlines to coarse
screens: paper does not need them, and they are two fifths of each PDF. Needs fontTools, which
is no dependency of the program: ``python installer/make_fonts.py FOLDER`` with its .ttf files.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
_FITTING = ("fpgm", "prep", "cvt ", "gasp")


def without_fitting(source: Path, target: Path) -> None:
    """Write the font *source* to *target* without instructions."""
    font = TTFont(source, recalcTimestamp=False)
    outlines = font["glyf"]
    for name in font.getGlyphOrder():
        outlines[name].removeHinting()
    for table in _FITTING:
        if table in font:
            del font[table]
    font.save(target)


def main(words: list[str]) -> int:
    """Make every font that lies in resources/fonts anew."""
    if len(words) != 1:
        sys.stderr.write("Give the folder with Debian's Noto fonts.\n")
        return 2
    for target in sorted(FONTS.glob("*.ttf")):
        without_fitting(Path(words[0]) / target.name, target)
        print(f"{target.name}: {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
