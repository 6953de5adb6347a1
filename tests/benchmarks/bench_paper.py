"""How long a client's checklist takes, first and further, against WeasyPrint; prints a table.

Run by name: ``python tests/benchmarks/bench_paper.py``. Goals: first page of a run 200 ms, a
further one 20 ms, 60 KB a page, 40 pages in 1.5 s, and 0.35 of what WeasyPrint takes for the same
words and fonts. The first page is counted three times: in the window, which has Qt's letters long
before; in a command; and in a command without the time that Python needs to import Qt, which is
the same whatever is printed. A further page is counted three times: of a
dense checklist of two pages, of an ordinary one of its own file (in Burmese two pages), its fonts
embedded again for each, and in a household's packet. WeasyPrint is no dependency; without it that
column stays empty and says so. Times are of the processor, so that neighbours count less.
"""

import html
import importlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PROJECT = Path(__file__).parents[2]
OF_SHEETS = PROJECT / "tests" / "workflows"
sys.path[:0] = [str(PROJECT), str(OF_SHEETS / "sheets"), str(OF_SHEETS)]

ROUNDS = 7
HOUSEHOLD = 6
PACKET = 40


def main() -> None:
    """Measure and print."""
    a_checklist = importlib.import_module("conftest").a_checklist
    ordinary_cases = importlib.import_module("test_checklist")
    from clinic_app.printing.drawing import draw, draw_all  # noqa: PLC0415
    from clinic_app.printing.pages import page_count  # noqa: PLC0415
    from clinic_app.workflows.checklist import paper_languages  # noqa: PLC0415
    from clinic_app.workflows.paper_packs import shipped_paper  # noqa: PLC0415

    rows, languages = [], paper_languages(shipped_paper())
    for language in languages:
        sheet = a_checklist(language)
        pdf = draw(sheet)
        pages = page_count(pdf)
        further = median_ms(partial(draw, sheet)) / pages
        packet = median_ms(partial(draw_all, (sheet,) * HOUSEHOLD)) / pages
        in_packet = (packet - further) / (HOUSEHOLD - 1)
        theirs = weasyprint_ms(words_of(sheet), language)
        ratio = f"{further * pages / theirs:9.2f}" if theirs else "        -"
        usual = ordinary_cases.a_sheet(ordinary_cases.an_outcome(), language=language)
        usual_pdf = draw(usual)
        ordinary = median_ms(partial(draw, usual)) / page_count(usual_pdf)
        kilobytes = len(usual_pdf) / page_count(usual_pdf) / 1024
        first = "".join(f"{first_page_ms(language, program):9.0f}" for program in PROGRAMS)
        rows.append(
            f"{language:6}{first}{ordinary:9.1f}{further:9.1f}{in_packet:9.1f}"
            f"{pages:7}{kilobytes:9.1f}{ratio}"
        )
    print(
        f"{'':6}{'window ms':>9}{'command':>9}{'no Qt':>9}{'ms/page':>9}{'dense':>9}{'packet':>9}"
        f"{'pages':>7}{'KB/page':>9}{'ratio':>9}"
    )
    print("\n".join(rows))
    if find_spec("weasyprint") is None:
        print(
            "No ratio: WeasyPrint is not here. pip install --target DIR weasyprint, PYTHONPATH=DIR"
        )
    sheets = [a_checklist(language) for language in languages]
    started, drawn = time.process_time(), 0
    while drawn < PACKET:
        drawn += page_count(draw(sheets[drawn % len(sheets)]))
    print(f"{drawn} pages: {time.process_time() - started:.2f} s")


def median_ms(work: Callable[[], object]) -> float:
    """Return how long *work* takes."""
    took = []
    for _round in range(ROUNDS):
        started = time.process_time()
        work()
        took.append((time.process_time() - started) * 1000)
    return statistics.median(took)


FIRST = """
import sys, time
from conftest import a_checklist
from clinic_app.printing.drawing import draw
sheet = a_checklist(sys.argv[1])
if sys.argv[2] == "window":
    from PySide6.QtWidgets import QApplication
    from clinic_app.ui import theme
    application = QApplication([])
    theme.apply(application)
if sys.argv[2] == "imported":
    import PySide6.QtGui
started = time.process_time()
draw(sheet)
print((time.process_time() - started) * 1000)
"""


PROGRAMS = ("window", "command", "imported")


def first_page_ms(language: str, program: str) -> float:
    """Return how long the first sheet of a program takes, fonts included."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", FIRST, language, program],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    return float(done.stdout.split()[-1])


def words_of(sheet: object) -> str:
    """Return the words of a sheet as a page of two columns."""
    all_words = importlib.import_module("test_checklist").all_words
    rows = "".join(
        f"<tr><td>{html.escape(words.own)}</td><td class=e>{html.escape(words.english)}</td></tr>"
        for words in all_words(sheet)
    )
    return f"<table>{rows}</table>"


def weasyprint_ms(body: str, language: str) -> float | None:
    """Return how long WeasyPrint takes for the same words and fonts; None where it is not there."""
    try:
        weasyprint = importlib.import_module("weasyprint")
        configuration = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    except ImportError:
        return None
    fonts = "".join(
        f"@font-face{{font-family:N{path.stem.split('-')[0]};src:url('{path.as_uri()}')}}"
        for path in sorted((PROJECT / "resources" / "fonts").glob("*-Regular.ttf"))
    )
    families = "NNotoSans,NNotoNaskhArabic,NNotoSansDevanagari,NNotoSansEthiopic,NNotoSansMyanmar"
    is_right_to_left = importlib.import_module("clinic_app.printing.scripts").is_right_to_left
    way = "rtl" if is_right_to_left(language) else "ltr"
    style = (
        f"{fonts}@page{{size:letter;margin:38pt}}"
        f"body{{font:9pt {families};direction:{way}}}.e{{font-size:7pt;direction:ltr}}"
    )
    page = f"<html lang={language}><style>{style}</style><body>{body}</body></html>"

    def work() -> object:
        return weasyprint.HTML(string=page).write_pdf(font_config=configuration)

    work()
    return median_ms(work)


if __name__ == "__main__":
    main()
