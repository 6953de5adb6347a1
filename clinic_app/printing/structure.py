"""The order in which a sheet is read aloud: a tagged PDF.

Source:
    ISO 32000-1, 14.7 (logical structure), 14.8 (tagged PDF).
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfdoc

from clinic_app.printing.pieces import BoxesMark, Element, Mark, Role, TextMark
from clinic_app.printing.plain_text import bare
from clinic_app.printing.scripts import has_right_to_left

_ENGLISH = "en-US"
_ESCAPED = str.maketrans({letter: f"\\{letter}" for letter in "()\\"} | {"\r": "\\r"})


class Structure:
    """What each text of one document is, and where its lines stand."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001 - ReportLab has no other way to a tagged page
        self._parts: dict[Element, list[tuple[int, int]]] = {}
        self._said: dict[Element, list[str]] = {}
        self._on_page: list[list[Element]] = [[]]
        self._count = 0

    def begin(self, mark: Mark) -> None:
        """Say what *mark* is, before it is drawn."""
        element = mark.element if isinstance(mark, TextMark | BoxesMark) else None
        if element is None:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            said = mark.line.text if isinstance(mark, TextMark) else ""
            self._said.setdefault(element, []).append(said)
            drawn = self._on_page[-1]
            self._parts.setdefault(element, []).append((len(self._on_page) - 1, len(drawn)))
            self._canvas.addLiteral(f"/{element.role.value} <</MCID {len(drawn)}>> BDC")
            drawn.append(element)

    def end(self) -> None:
        """Say that the mark is drawn."""
        self._canvas.addLiteral("EMC")

    def turn(self) -> None:
        """Begin the next page."""
        self._on_page.append([])

    def write(self) -> None:
        """Put the tree into the document, once all pages are drawn."""
        roots, top = self._reserved(), self._reserved()
        written, children = self._written(top)
        self._keep(top, f"/S /Document /P {roots} /K {_array(children)}")
        numbers: list[str] = []
        for number, elements in enumerate(self._on_page[:-1]):
            of_page = self._reserved()
            self._put(of_page, _array(written[one] for one in elements))
            numbers += [str(number), str(of_page)]
            page = self._document.Pages.pages[number]
            page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
            page.StructParents, page.Tabs = number, pdfdoc.PDFName("S")
        parents = self._reserved()
        self._keep(parents, f"/Nums {_array(numbers)}")
        self._keep(roots, f"/Type /StructTreeRoot /K {top} /ParentTree {parents}")
        catalog = self._document.Catalog
        catalog.StructTreeRoot = pdfdoc.PDFObjectReference(roots.name)
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _written(self, top: "_Place") -> tuple[dict[Element, str], list[str]]:
        """Write all elements, items that follow each other in one list."""
        written: dict[Element, str] = {}
        children: list[str] = []
        for is_item, group in groupby(self._parts, lambda element: element.role is Role.ITEM):
            elements = tuple(group)
            if is_item:
                children.append(self._list(elements, top, written))
                continue
            for element in elements:
                written[element] = self._leaf(element.role.value, element, top)
                children.append(written[element])
        return written, children

    def _list(
        self, elements: tuple[Element, ...], top: "_Place", written: dict[Element, str]
    ) -> str:
        whole = self._reserved()
        items = []
        for element in elements:
            item = self._reserved()
            items.append(str(item))
            written[element] = self._leaf("LBody", element, item)
            self._keep(item, f"/S /LI /P {whole} /K {written[element]}")
        self._keep(whole, f"/S /L /P {top} /K {_array(items)}")
        return str(whole)

    def _leaf(self, name: str, element: Element, parent: "_Place") -> str:
        """Write one text with the marks of its lines, which may stand on several pages."""
        parts = self._parts[element]
        first, _mark = parts[0]
        marks = [self._content(page, mark, first) for page, mark in parts]
        held = marks[0] if len(marks) == 1 else _array(marks)
        leaf = f"/S /{name} /P {parent} /Pg {self._page(first)} /K {held}"
        if element.is_english:
            leaf += f" /Lang ({_ENGLISH})"
        said = " ".join(self._said[element])
        if element.instead:
            leaf += f" /Alt {_told(element.instead)}"
        if has_right_to_left(said):
            # Glyphs stand from left to right on the page; this is how they are read.
            leaf += f" /ActualText {_told(said)}"
        place = self._reserved()
        self._keep(place, leaf)
        return str(place)

    def _content(self, page: int, mark: int, first: int) -> str:
        if page == first:
            return str(mark)
        return f"<</Type /MCR /Pg {self._page(page)} /MCID {mark}>>"

    def _page(self, number: int) -> str:
        """Return where a page lies; ReportLab counts them from 1."""
        return str(_Place(self._document, f"Page{number + 1}"))

    def _reserved(self) -> "_Place":
        """Return a place in the document that nothing stands at yet."""
        self._count += 1
        place = _Place(self._document, f"Told{self._count}")
        self._document.Reference("", place.name)
        return place

    def _keep(self, place: "_Place", entries: str) -> None:
        self._put(place, f"<<{entries}>>")

    def _put(self, place: "_Place", content: str) -> None:
        # As bytes: ReportLab's own dictionaries, and its own codec, take a tenth of a page's time.
        self._document.idToObject[place.name] = content.encode("latin-1")


class _Place:
    """A numbered object of the document; as text, what points at it."""

    def __init__(self, document: Any, name: str) -> None:
        self._document = document
        self.name = name

    def __str__(self) -> str:
        number, version = self._document.idToObjectNumberAndVersion[self.name]
        return f"{number} {version} R"


def _told(text: str) -> str:
    """Return *text* as PDF writes any script, two bytes a letter."""
    letters = bare(text).encode("utf-16-be").decode("latin-1").translate(_ESCAPED)
    return f"(\u00fe\u00ff{letters})"


def _array(parts: Iterable[str]) -> str:
    return f"[{' '.join(parts)}]"
