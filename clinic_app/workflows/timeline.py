"""The sheet of months: which a client's papers show since the day of continuous residence."""

from datetime import date

from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import (
    BigCode,
    Block,
    Fact,
    Facts,
    Section,
    Sheet,
    SheetKind,
    Text,
    Words,
)
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.screening.evidence_months import Coverage, Months, month_of
from clinic_app.workflows.month_bars import month_bar
from clinic_app.workflows.telling import Pick, Telling
from clinic_app.workflows.voice import issuer_of, to_scan


def timeline_sheet(telling: Telling, months: Coverage, shown: tuple[PaperSeen, ...]) -> Sheet:
    """Decide what the sheet says. It never says that papers suffice, and tells no finding.

    Args:
        telling: Whose, and in which language.
        months: Which months papers show.
        shown: The papers, in the order of their being written down.
    """
    clinic, client = telling.clinic, telling.client
    words = telling.paper.words[telling.language]
    about = [telling.say(lambda words: words.sheet.about, day=telling.outcome.as_of)]
    if client.name:
        about.append(Words(isolated(client.name)))
    looked = telling.seen.line(words)
    return Sheet(
        kind=SheetKind.TAKE_HOME,
        language=telling.language,
        label=telling.say(lambda words: words.sheet.label),
        issuer=issuer_of(clinic),
        title=telling.say(lambda words: words.months.title),
        subject=words.months.title,
        about=tuple(about),
        code=BigCode(
            telling.say(lambda words: words.sheet.code), client.code, to_scan(clinic, client.code)
        ),
        notice=telling.say(lambda words: words.sheet.not_reviewed)
        if telling.is_bilingual
        else None,
        sections=tuple(_sections(telling, months, shown)),
        footer=looked,
        page_words=words.sheet.page,
    )


def _sections(telling: Telling, months: Coverage, shown: tuple[PaperSeen, ...]) -> list[Section]:
    blocks: list[Block] = [Text(telling.say(lambda words: words.months.each))]
    blocks.append(month_bar(months, telling.say))
    decides = Text(telling.say(lambda words: words.months.decides))
    open_blocks = _open(telling, months)
    heading = telling.say(lambda words: words.months.since)
    if open_blocks:
        opened = Section(telling.say(lambda words: words.months.open), (*open_blocks, decides))
        sections = [Section(heading, tuple(blocks)), opened]
    else:
        sections = [Section(heading, (*blocks, decides))]
    return [*sections, *((_seen(telling, shown),) if shown else ())]


def _open(telling: Telling, months: Coverage) -> list[Block]:
    """Say what no paper shows yet; nothing where there is nothing of that kind."""
    blocks: list[Block] = []
    between = telling.paper.words[telling.language].list.between
    runs = between.join(isolated(run.written) for run in months.uncovered)
    if runs:
        blocks.append(Text(Words(runs), is_strong=True))
    if not months.reaches_back:
        blocks.append(Text(telling.say(lambda words: words.months.no_early)))
    if months.lacks_presence:
        blocks.append(Text(telling.say(lambda words: words.months.no_presence)))
    return blocks


def _seen(telling: Telling, shown: tuple[PaperSeen, ...]) -> Section:
    """List the papers, the earliest first; each by its months."""
    rows = [
        Fact(Words(isolated(_written(seen))), telling.say(_kind(seen.kind)))
        for seen in sorted(shown, key=_first_day)
    ]
    return Section(telling.say(lambda words: words.months.seen), (Facts(tuple(rows)),))


def _kind(kind: str) -> Pick:
    return lambda words: words.kind_named(kind)


def _first_day(seen: PaperSeen) -> tuple[date, date]:
    return seen.first, seen.last


def _written(seen: PaperSeen) -> str:
    return Months(month_of(seen.first), month_of(seen.last)).written
