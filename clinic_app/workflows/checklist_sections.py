"""Sections of a client's sheet: what was found, which days matter, what to bring, whom to call."""

from clinic_app.printing.pack_words import learn_filled
from clinic_app.printing.plain_text import NO_BREAK_SPACE, isolated
from clinic_app.printing.sheet import (
    Block,
    CheckList,
    Fact,
    Facts,
    Note,
    Points,
    Section,
    Text,
    Words,
)
from clinic_app.screening.outcome import Finding, Status, Track
from clinic_app.screening.paper_pack import RESIDENCE, BringItem
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.workflows.telling import Pick, Telling, one_after_other


def found_section(telling: Telling) -> Section:
    """Say what was found in plain words, what speaks against first; no word of advice."""
    outcome = telling.outcome
    blocks: list[Block] = [
        Text(telling.say(lambda words: words.headline[outcome.headline]), is_strong=True)
    ]
    points = dict.fromkeys((*_coded(telling), *_uncoded(telling)))
    decides = telling.say(lambda words: words.sheet.decides)
    blocks.append(Points((*points, decides)))
    return Section(telling.say(lambda words: words.sheet.found), tuple(blocks))


_GRAVITY = (Status.NOT_MET, Status.NEEDS_REVIEW, Status.UNKNOWN, Status.MET)
"""In the order they are told."""


def _coded(telling: Telling) -> list[Words]:
    """Say each code that was found, notes included, each sentence once."""
    told = sorted(telling.outcome.findings, key=lambda finding: _GRAVITY.index(finding.status))
    return [
        telling.say(lambda words, code=finding.code: words.code[code])  # type: ignore[misc] # bound
        for finding in told
        if finding.code is not None
    ]


def _uncoded(telling: Telling) -> list[Words]:
    """Sum up in lists what carries no code; a note of the law without one is the worker's."""
    sentences: tuple[tuple[Status, Pick], ...] = (
        (Status.NOT_MET, lambda words: words.list.problem),
        (Status.NEEDS_REVIEW, lambda words: words.list.review),
        (Status.UNKNOWN, lambda words: words.list.unknown),
        (Status.MET, lambda words: words.list.met),
    )
    topic_of = telling.paper.source.topic_of
    is_open = {topic_of(each.test) for each in telling.outcome.findings if not _is_quiet(each)}
    told = []
    for status, sentence in sentences:
        tests = [
            finding.test
            for finding in telling.outcome.findings
            if finding.status is status and finding.code is None and not finding.is_advisory
        ]
        if status is Status.MET:
            tests = [test for test in tests if topic_of(test) not in is_open]
        if tests:
            picks = tuple(_topic(test) for test in dict.fromkeys(tests))
            told.append(telling.listed(picks, sentence, "topics"))
    return told


def _is_quiet(finding: Finding) -> bool:
    return finding.status is Status.MET or finding.is_advisory


def _topic(test: str) -> Pick:
    def pick(words: LanguageWords) -> str:
        return words.topic_of(test)

    return pick


def dates_section(telling: Telling) -> Section:
    """Say which days matter: the deadline and how it was computed, coming back, TPS's end."""
    heading = telling.say(lambda words: words.sheet.dates)
    rows = [*_deadline(telling), *_come_back(telling), *_end(telling)]
    blocks: list[Block] = [Facts(tuple(rows))] if rows else []
    if _is_late_without_end(telling):
        blocks.insert(0, Text(telling.say(lambda words: words.date.late_open)))
    if not blocks:
        blocks.append(Text(telling.say(lambda words: words.date.no_date)))
    if telling.seen.is_old:
        blocks.append(Text(telling.say(lambda words: words.sheet.rules_old)))
    return Section(heading, tuple(blocks))


def _is_late_without_end(telling: Telling) -> bool:
    """Whether the condition that allows late registration still lasts. Source: 8 CFR 244.2(g)."""
    outcome = telling.outcome
    is_late = telling.is_filing and outcome.track is Track.LATE_INITIAL
    return is_late and outcome.deadline is None


_POSTMARK = "postmark"
"""What a deadline's own words say where they say that receipt counts."""


def _deadline(telling: Telling) -> list[Fact]:
    """Say the last day; how it was computed is the worker's English and stands with English."""
    outcome = telling.outcome
    if outcome.deadline is None or not telling.is_filing:
        return []
    last, track, how = outcome.deadline, outcome.track, outcome.deadline_text

    def told(words: LanguageWords, *, with_how: bool) -> str:
        said = [words.date.of_deadline(track)]
        if last < telling.today:
            said.append(words.date.passed)
        elif not with_how or _POSTMARK not in how:
            said.append(words.date.received)
        if with_how and how:
            said.append(words.date.how.format(note=isolated(how)))
        return " ".join(said)

    own = telling.paper.words[telling.language]
    with_how = not telling.is_bilingual
    own_words = told(own, with_how=with_how)
    if not with_how:
        learn_filled(own_words)
    said = telling.beside(own_words, lambda words: told(words, with_how=True))
    return [Fact(telling.written(last), said)]


def _come_back(telling: Telling) -> list[Fact]:
    client = telling.client
    if client.come_back_on is None:
        return []
    if client.come_back_note:
        words = telling.say(lambda words: words.date.come_back_for, note=client.come_back_note)
    else:
        words = telling.say(lambda words: words.date.come_back)
    return [Fact(telling.written(client.come_back_on), words)]


def _end(telling: Telling) -> list[Fact]:
    if telling.tps_until is None or not telling.is_filing:
        return []
    return [Fact(telling.written(telling.tps_until), telling.say(lambda w: w.date.tps_until))]


def bring_section(telling: Telling) -> Section:
    """Say what to bring: for filing on this track with these findings, or for a review."""
    items = [item for item in telling.paper.evidence.item if _is_asked(telling, item)]
    asked = [words for item in items for words in (*_asked(telling, item), *_open(telling, item))]
    ticks = CheckList(tuple(asked))
    if not telling.is_filing:
        return Section(telling.say(lambda words: words.sheet.bring_other_ways), (ticks,))
    each = Text(telling.say(lambda words: words.sheet.bring_each))
    return Section(telling.say(lambda words: words.sheet.bring), (each, ticks))


def _is_asked(telling: Telling, item: BringItem) -> bool:
    if telling.outcome.track not in item.tracks:
        return False
    if not telling.is_filing and not item.is_for_review:
        return False
    if not item.codes and not item.papers:
        return True
    has_code = bool(telling.codes_without_paper.intersection(item.codes))
    return has_code or bool(telling.papers.keys() & set(item.papers))


def _asked(telling: Telling, item: BringItem) -> tuple[Words, ...]:
    """Say what to bring; a paper that would change a finding says which days it must tell of."""
    days = [
        day for kind in item.papers if kind in telling.papers for day in telling.papers[kind].days
    ]
    if not days:
        return (telling.say(_bring(item)),)
    spans = zip(days[::2], days[1::2] or days, strict=True)
    return tuple(telling.say(_bring(item), first=first, last=last) for first, last in spans)


_MOST_RUNS = 12
"""More than these fit on no checklist; the sheet of months tells them all."""


def _open(telling: Telling, item: BringItem) -> tuple[Words, ...]:
    """Say behind the proof of residence which months have no paper yet, once one was shown."""
    months = telling.months
    is_residence = item.proof == RESIDENCE and not item.papers and not item.codes
    if not is_residence or months is None or not months.is_begun or not months.uncovered:
        return ()
    runs = [isolated(run.written) for run in months.uncovered]
    told = [*runs[:_MOST_RUNS], *("…" for _more in runs[_MOST_RUNS : _MOST_RUNS + 1])]
    picks = tuple(_run(run) for run in told)
    return (telling.listed(picks, lambda words: words.months.without, "months"),)


def _run(run: str) -> Pick:
    return lambda _words: run


def _bring(item: BringItem) -> Pick:
    def pick(words: LanguageWords) -> str:
        named = words.bring[item.id]
        return named if item.choose is None else words.choose.of(item.choose, named)

    return pick


def warnings_section(telling: Telling) -> Section:
    """Say what everybody must know before signing; risks of filing only where one may file."""
    picks: tuple[Pick, ...] = (
        lambda words: words.warning.correct,
        lambda words: words.warning.travel,
        lambda words: words.warning.move,
        lambda words: words.warning.court,
    )
    if telling.is_filing:
        picks = (lambda words: words.warning.signing, *picks)
    points = Points(tuple(telling.say(pick) for pick in picks))
    scam = Note(telling.say(lambda words: words.warning.scam))
    return Section(telling.say(lambda words: words.sheet.warnings), (points, scam))


def other_ways_section(telling: Telling) -> Section:
    """Say that TPS is not the only way, and who helps where this clinic cannot."""
    picks: tuple[Pick, ...] = (
        lambda words: words.other_ways.ask,
        lambda words: words.other_ways.refer,
        lambda words: words.other_ways.keep_safe,
    )
    points = Points(tuple(telling.say(pick) for pick in picks))
    return Section(telling.say(lambda words: words.sheet.other_ways), (points,))


def back_section(telling: Telling) -> Section:
    """Say where the clinic is found again, and that the code is enough."""
    clinic = telling.clinic
    parts = dict.fromkeys(part for part in (clinic.name, clinic.site) if part)
    place = ", ".join(parts)
    how = [telling.say(lambda words: words.back.say_code)]
    if clinic.phone:
        phone = clinic.phone.replace(" ", NO_BREAK_SPACE)
        how.insert(0, telling.say(lambda words: words.back.call, phone=phone))
    blocks = (
        Text(telling.say(lambda words: words.back.place, place=place), is_strong=True),
        Text(one_after_other(how)),
    )
    return Section(telling.say(lambda words: words.sheet.back), blocks)
