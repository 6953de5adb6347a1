"""The order in which a sheet is read aloud: a tagged PDF.

Source:
    ISO 32000-1, 14.7 (logical structure), 14.8 (tagged PDF).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfdoc

from clinic_app.printing.pieces import BoxesMark, Element, Mark, Role, TextMark
from clinic_app.printing.plain_text import bare
from clinic_app.printing.scripts import has_right_to_left

_ENGLISH = "en-US"


class Structure:
    """What each text of one document is, and where its lines stand."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001 - ReportLab has no other way to a tagged page
        self._parts: dict[Element, list[tuple[int, int]]] = {}
        self._said: dict[Element, list[str]] = {}
        self._on_page: list[list[Element]] = [[]]

    @contextmanager
    def around(self, mark: Mark) -> Iterator[None]:
        """Say what *mark* is, around drawing it."""
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
        yield
        self._canvas.addLiteral("EMC")

    def turn(self) -> None:
        """Begin the next page."""
        self._on_page.append([])

    def write(self) -> None:
        """Put the tree into the document, once all pages are drawn."""
        root = pdfdoc.PDFDictionary({"Type": "/StructTreeRoot"})
        whole = pdfdoc.PDFDictionary({"S": "/Document"})
        roots, top = self._reference(root), self._reference(whole)
        whole["P"], root["K"] = roots, top
        written, children = self._written(top)
        whole["K"] = pdfdoc.PDFArray(children)
        numbers: list[Any] = []
        for number, elements in enumerate(self._on_page[:-1]):
            of_page = pdfdoc.PDFArray([written[element] for element in elements])
            numbers += [number, self._reference(of_page)]
            page = self._document.Pages.pages[number]
            page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
            page.StructParents, page.Tabs = number, pdfdoc.PDFName("S")
        parents = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
        root["ParentTree"] = self._reference(parents)
        catalog = self._document.Catalog
        catalog.StructTreeRoot = roots
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _written(self, top: Any) -> tuple[dict[Element, Any], list[Any]]:
        """Write all elements, items that follow each other in one list."""
        written: dict[Element, Any] = {}
        children: list[Any] = []
        for is_item, group in groupby(self._parts, lambda element: element.role is Role.ITEM):
            elements = tuple(group)
            if is_item:
                children.append(self._list(elements, top, written))
                continue
            for element in elements:
                written[element] = self._leaf(element.role.value, element, top)
                children.append(written[element])
        return written, children

    def _list(self, elements: tuple[Element, ...], top: Any, written: dict[Element, Any]) -> Any:
        whole = pdfdoc.PDFDictionary({"S": "/L", "P": top})
        reference = self._reference(whole)
        items = []
        for element in elements:
            item = pdfdoc.PDFDictionary({"S": "/LI", "P": reference})
            items.append(self._reference(item))
            written[element] = self._leaf("LBody", element, items[-1])
            item["K"] = written[element]
        whole["K"] = pdfdoc.PDFArray(items)
        return reference

    def _leaf(self, name: str, element: Element, parent: Any) -> Any:
        """Write one text with the marks of its lines, which may stand on several pages."""
        parts = self._parts[element]
        first, _mark = parts[0]
        marks = [_content(page, mark, first) for page, mark in parts]
        held = marks[0] if len(marks) == 1 else pdfdoc.PDFArray(marks)
        leaf = pdfdoc.PDFDictionary({"S": f"/{name}", "P": parent, "Pg": _page(first), "K": held})
        if element.is_english:
            leaf["Lang"] = pdfdoc.PDFString(_ENGLISH)
        if element.instead:
            leaf["Alt"] = _told(element.instead)
        said = " ".join(self._said[element])
        if has_right_to_left(said):
            # Glyphs stand from left to right on the page; this is how they are read.
            leaf["ActualText"] = _told(said)
        return self._reference(leaf)

    def _reference(self, written: Any) -> Any:
        return self._document.Reference(written)


def _told(text: str) -> str:
    """Return *text* as PDF writes any script."""
    return f"<feff{bare(text).encode('utf-16-be').hex()}>"


def _content(page: int, mark: int, first: int) -> Any:
    if page == first:
        return mark
    return pdfdoc.PDFDictionary({"Type": "/MCR", "Pg": _page(page), "MCID": mark})


def _page(number: int) -> Any:
    """Return a page as ReportLab names it, counting from 1."""
    return pdfdoc.PDFObjectReference(f"Page{number + 1}")
