"""What the program remembers from one call to the next is listed here, with why it may.

A lock drops every reference to the records; a cache would outlive it. So none keeps what a client
said, or it is emptied once the sheet is done that it was for.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import clinic_app

SOURCES = Path(clinic_app.__file__).parent
MAKERS = {"cache", "lru_cache", "cached_property"}
SHEET = "emptied with each sheet, see printing/drawing.py"
SETTLED = {
    "bundles/label_words.py countries": "words of the program",
    "bundles/label_words.py _languages": "words of the program",
    "bundles/label_words.py counties": "words of the program",
    "computer/idle.py _x11": "a library of the system",
    "printing/fonts.py _font": "fonts",
    "printing/fonts.py _letters": "fonts",
    "printing/fonts.py _widths": "fonts",
    "printing/fonts.py placed": "single letters",
    "printing/lines.py _clean": SHEET,
    "printing/lines.py _pack_lines": "texts of the pack, and those that it filled itself",
    "printing/lines.py _pack_parts": "texts of the pack, and those that it filled itself",
    "printing/lines.py _pack_widths": "words of the pack",
    "printing/lines.py _part_widths": SHEET,
    "printing/lines.py _parts": SHEET,
    "printing/pack_words.py _filled": "texts of the pack whose gaps it filled itself",
    "printing/pack_words.py _texts": "words of the pack",
    "printing/pack_words.py _told": "who tells the words of the pack",
    "printing/qr.py _code": SHEET,
    "printing/qr.py _columns": "rows of a size of code",
    "printing/qr.py _masks": "masks of a size of code",
    "printing/qr.py _places_of_data": "modules of a size of code",
    "printing/shaped_text.py _pack_lines": "words of the pack",
    "printing/text_shaping.py _application": "Qt",
    "printing/text_shaping.py _families": "fonts",
    "printing/text_shaping.py _form": "fonts",
    "screening/deadlines.py _holidays": "years",
    "screening/law_on_day.py _law_on_day": "the law on a day",
    "screening/places.py names_of": "names of states, as the pack has them",
    "screening/wording.py is_reread": "citations, as the pack has them",
    "tallies/breakdowns.py is_label": "labels in files that were released",
    "ui/theme.py _load_fonts": "fonts",
    "ui/widgets/icons.py _drawing": "pictures",
    "vault/stores/rescreenings.py _newest_kept": "a query without its values",
    "workflows/first_start.py _words": "words to choose a passphrase from",
    "workflows/installing.py _read": "rules that headquarters signed",
    "workflows/invented_draw.py draw_of": "of invented people",
    "workflows/invented_families.py _weights_on": "of invented people",
    "workflows/languages.py languages": "names of languages",
    "workflows/paper_packs.py shipped_paper": "words of papers",
    "workflows/questionnaires.py shipped_questionnaire": "the questions",
    "workflows/rule_packs.py shipped_pack": "the rules",
    "workflows/rules.py shipped_rules": "the rules",
    "workflows/telling.py _law_days": "lives as long as the sheet that it tells",
    "workflows/telling.py standing": "lives as long as the sheet that it tells",
}


def name_of(made: ast.expr | None) -> str:
    """Return what is called: ``cache`` for ``cache``, ``lru_cache(5)`` and ``lru_cache(5)(it)``."""
    while isinstance(made, ast.Call):
        made = made.func
    return made.attr if isinstance(made, ast.Attribute) else getattr(made, "id", "")


def caches_in(tree: ast.Module) -> Iterator[str]:
    """Yield what is remembered by a decorator or by a call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and MAKERS & set(map(name_of, node.decorator_list)):
            yield node.name
        if isinstance(node, ast.Call) and name_of(node.func) in MAKERS:
            yield from (
                one.id for one in node.args if isinstance(one, ast.Name) and one.id.islower()
            )


def filled_later_in(tree: ast.Module) -> Iterator[str]:
    """Yield what a module makes empty, to be filled while the program runs."""
    for statement in tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ) if is_empty(value):
                yield name


def is_empty(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return name_of(value) in {"dict", "list", "set", "defaultdict", "deque", "OrderedDict"}
    return isinstance(value, ast.Dict | ast.List) and not list(ast.walk(value))[2:]


def test_every_cache_is_known_not_to_keep_what_a_client_said() -> None:
    found = {
        f"{path.relative_to(SOURCES).as_posix()} {name}"
        for path in SOURCES.rglob("*.py")
        for tree in (ast.parse(path.read_text(encoding="utf-8")),)
        for name in (*caches_in(tree), *filled_later_in(tree))
    }

    at_clinics = {one for one in found if not one.startswith("headquarters/")}  # no client is there
    assert at_clinics == set(SETTLED)
