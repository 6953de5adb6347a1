"""Every sheet in every language looks as it did when somebody last looked at it.

After a change that is meant to be seen: ``CLINIC_APP_GOLDEN=write python -m pytest`` with this
file, then look at each picture in ``golden/`` that changed. Pictures are 60 dots per inch, and
are compared by patches, so that another version of PDFium does not matter and a letter does.
"""

import inspect
import os
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageStat

from clinic_app import headquarters, workflows
from clinic_app.printing.sheet import Sheet

GOLDEN = Path(__file__).parents[1] / "golden"
DOTS_PER_INCH, LARGE_DOTS = 60, 40
STEP = 255 // 5
"""Six shades make small files."""

PATCH_PIXELS = 6
MOST_OF_A_PATCH = 40.0
"""How much darker or lighter a patch may be, of 255: less than a letter, more than an edge."""

MOST_OF_THE_PAGE = 1.0
THE_FRAMES = {"clinic_sheet", "file_sheet"}
"""Those that stay in the clinic are put into them, each by its function."""


class SheetOf(Protocol):
    """One sheet in one language, as the fixtures make it."""

    is_large: bool

    def pdf(self) -> bytes: ...


def the_deciders() -> set[str]:
    """Return the names of all functions that decide what a sheet says."""
    found = set()
    for room in (workflows, headquarters):
        for module in iter_modules(room.__path__, f"{room.__name__}."):
            for name, each in inspect.getmembers(import_module(module.name), inspect.isfunction):
                given = inspect.signature(each).return_annotation
                is_its_own = each.__module__ == module.name and not name.startswith("_")
                if is_its_own and given in (Sheet, tuple[Sheet, ...]):
                    found.add(name)
    return found


def test_no_sheet_is_without_a_picture(deciders: frozenset[str]) -> None:
    assert the_deciders() == deciders | THE_FRAMES


def test_no_picture_is_left_of_a_sheet_that_is_no_more(every_name: frozenset[str]) -> None:
    kept = {path.stem.split("+")[0] for path in GOLDEN.glob("*.png")}

    assert kept == every_name


def test_a_sheet_looks_as_when_it_was_last_looked_at(pictured_sheet: SheetOf) -> None:
    pages = pages_of(pictured_sheet.pdf(), LARGE_DOTS if pictured_sheet.is_large else DOTS_PER_INCH)
    numbers = ("", *(f"+{number}" for number in range(2, len(pages) + 1)))
    pictures = {
        f"{pictured_sheet}{number}": page for number, page in zip(numbers, pages, strict=True)
    }
    if os.environ.get("CLINIC_APP_GOLDEN") == "write":
        keep(str(pictured_sheet), pictures)

    assert kept_of(str(pictured_sheet)) == set(pictures), "look at it: see the first lines here"
    for name, page in pictures.items():
        with Image.open(GOLDEN / f"{name}.png") as picture:
            assert differs(page, picture.convert("L")) is None, name


def kept_of(sheet: str) -> set[str]:
    """Return the names of the pictures kept of one sheet."""
    return {path.stem for path in GOLDEN.glob("*.png") if path.stem.split("+")[0] == sheet}


def keep(sheet: str, pictures: dict[str, Image.Image]) -> None:
    """Keep the pictures that are new or differ, and no others of that sheet."""
    for name in kept_of(sheet) - set(pictures):
        (GOLDEN / f"{name}.png").unlink()
    for name, page in pictures.items():
        path = GOLDEN / f"{name}.png"
        if not path.exists() or differs(page, Image.open(path).convert("L")) is not None:
            page.point(lambda shade: round(shade / STEP) * STEP).save(path, optimize=True)


def test_a_missing_or_moved_word_is_seen() -> None:
    with Image.open(GOLDEN / "checklist-ar.png") as picture:
        page = picture.convert("L")
    word = (400, 60, 510, 80)
    without = page.copy()
    without.paste(255, word)

    assert page.crop(word).getextrema()[0] == 0
    assert differs(without, page) is not None
    assert differs(ImageChops.offset(page, 0, PATCH_PIXELS), page) is not None
    assert differs(page.filter(ImageFilter.BoxBlur(0.4)), page) is None


def pages_of(pdf: bytes, dots_per_inch: int) -> list[Image.Image]:
    """Return a picture of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = [page.render(scale=dots_per_inch / 72, grayscale=True) for page in document]
        return [bitmap.to_pil().convert("L").copy() for bitmap in drawn]
    finally:
        document.close()


def differs(seen: Image.Image, kept: Image.Image) -> str | None:
    """Say where two pictures differ by more than edges do; None where they do not."""
    if seen.size != kept.size:
        return f"size {seen.size}, not {kept.size}"
    blur = ImageFilter.BoxBlur(PATCH_PIXELS / 2)
    change = ImageChops.difference(seen.filter(blur), kept.filter(blur))
    mean = ImageStat.Stat(change).mean[0]
    most = max(change.tobytes())
    if mean > MOST_OF_THE_PAGE or most > MOST_OF_A_PATCH:
        return f"{mean:.2f} on average, {most} at most, in {change.getbbox()}"
    return None
