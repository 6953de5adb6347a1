"""The sheet that a client takes home: all its content is decided here, before any layout."""

from dataclasses import replace
from datetime import date

from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.printing.drawing import draw
from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import BigCode, Section, Sheet, SheetKind, Words
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.shown_paper import ShownPaper
from clinic_app.screening.outcome import Headline
from clinic_app.screening.paper_pack import SOURCE_LANGUAGE, PaperPack
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.what_would_change import what_would_change
from clinic_app.workflows.checklist_money import money_section
from clinic_app.workflows.checklist_sections import (
    back_section,
    bring_section,
    dates_section,
    found_section,
    other_ways_section,
    warnings_section,
)
from clinic_app.workflows.deciding import deciding
from clinic_app.workflows.errors import (
    AnswersNotKeptError,
    NotFinishedError,
    RecordWithdrawnError,
)
from clinic_app.workflows.languages import languages
from clinic_app.workflows.session import Session
from clinic_app.workflows.shown_papers import days_shown, months_shown
from clinic_app.workflows.sweep import as_it_stands
from clinic_app.workflows.telling import Telling
from clinic_app.workflows.voice import issuer_of, to_scan


def paper_languages(paper: PaperPack) -> tuple[str, ...]:
    """Return the tags of the languages that a rule pack brings words in.

    Returns:
        English first, for whoever's own is not among them; then in the order of the lists.
    """
    order = [SOURCE_LANGUAGE, *(language.tag for language in languages())]
    known = (tag for tag in dict.fromkeys(order) if tag in paper.words)
    return (*known, *(tag for tag in paper.words if tag not in order))


def make_checklist(
    session: Session, screening_id: str, language: str, *, is_large: bool = False
) -> bytes:
    """Make the sheet of a finished screening that is in the vault.

    Args:
        session: Whose clinic, and which day it is.
        screening_id: Which screening.
        language: One of :func:`paper_languages`.
        is_large: In large print, on more pages.

    Returns:
        A PDF's bytes; nothing is written anywhere.

    Raises:
        NotFinishedError: The screening is a draft.
        RecordWithdrawnError: It was withdrawn.
        AnswersNotKeptError: The client wanted no record; see :func:`make_unkept_checklist`.
        KeyNotHeldError: The worker's role does not read findings.
        CharacterNotPrintableError: A name or note has a character that no font has.
    """
    session.vault.require(SCREENING_KEY)
    with session.reading() as opened:
        screening = as_it_stands(opened, opened.screenings.get(screening_id))
        client = opened.clients.get(screening.client_id)
        shown = opened.shown_papers.of_client(client.id)
    return _made(session, client, screening, language, shown, is_large=is_large)


def make_unkept_checklist(
    session: Session,
    screening: Screening,
    client: Client,
    language: str,
    *,
    is_large: bool = False,
) -> bytes:
    """Make the sheet of a screening that is only in memory: the client wants no record.

    Raises:
        NotFinishedError: The screening is a draft.
        RecordWithdrawnError: It was withdrawn.
    """
    return _made(session, client, screening, language, (), is_large=is_large)


def _made(
    session: Session,
    client: Client,
    screening: Screening,
    language: str,
    shown: tuple[ShownPaper, ...],
    *,
    is_large: bool,
) -> bytes:
    sheet = checklist_sheet(
        client,
        screening,
        session.clinic,
        session.rules.pack,
        session.rules.paper,
        language=language,
        today=session.today.day,
        shown=shown,
    )
    return draw(replace(sheet, is_large=is_large))


def checklist_sheet(
    client: Client,
    screening: Screening,
    clinic: Clinic,
    pack: RulePack,
    paper: PaperPack,
    *,
    language: str,
    today: date,
    shown: tuple[ShownPaper, ...] = (),
) -> Sheet:
    """Decide what a client's sheet says. Pure.

    Args:
        client: Whose; without a name where they refused a record.
        screening: Finished; its outcome is told, never computed anew.
        clinic: Where to come back.
        pack: Which designation's days are put in.
        paper: Words, fees and evidence.
        language: A language of *paper*.
        today: The day the sheet is made.
        shown: What the client has laid on the table.

    Raises:
        NotFinishedError: The screening is a draft.
        RecordWithdrawnError: It was withdrawn.
        AnswersNotKeptError: It holds no outcome, because its client wanted no record.
    """
    if screening.withdrawn is not None:
        raise RecordWithdrawnError
    if screening.state is ScreeningState.DRAFT:
        raise NotFinishedError
    if screening.outcome is None:
        raise AnswersNotKeptError
    telling = Telling(
        client=client,
        clinic=clinic,
        outcome=screening.outcome,
        pack=pack,
        paper=paper,
        language=language,
        today=today,
        changes=what_would_change(
            deciding(screening, pack).answers, screening.outcome, pack, days_shown(shown, paper)
        ),
        months=months_shown(screening.outcome, pack, paper, shown, today),
    )
    return _sheet(telling)


def _sheet(telling: Telling) -> Sheet:
    outcome, words = telling.outcome, telling.paper.words[telling.language]
    is_barred = outcome.headline is Headline.LIKELY_NOT_ELIGIBLE
    about = [telling.say(lambda words: words.sheet.about, day=outcome.as_of)]
    if telling.client.consent is Consent.GIVEN and telling.client.name:
        about.append(Words(isolated(telling.client.name)))
    code = BigCode(
        telling.say(lambda words: words.sheet.code),
        telling.client.code,
        to_scan(telling.clinic, telling.client.code),
    )
    title = telling.say(
        lambda words: words.sheet.title_not_filing if is_barred else words.sheet.title
    )
    notice = telling.say(lambda words: words.sheet.not_reviewed) if telling.is_bilingual else None
    return Sheet(
        kind=SheetKind.TAKE_HOME,
        language=telling.language,
        label=telling.say(lambda words: words.sheet.label),
        issuer=issuer_of(telling.clinic),
        title=title,
        subject=words.sheet.title,
        about=tuple(about),
        code=code,
        notice=notice,
        sections=_sections(telling, is_barred=is_barred),
        footer=_footer(telling),
        page_words=words.sheet.page,
    )


def _sections(telling: Telling, *, is_barred: bool) -> tuple[Section, ...]:
    sections = [found_section(telling), dates_section(telling), bring_section(telling)]
    if not is_barred:
        sections.append(money_section(telling))
    if not telling.is_filing:
        sections.append(other_ways_section(telling))
    return (*sections, warnings_section(telling), back_section(telling))


def _footer(telling: Telling) -> str:
    outcome, pack = telling.outcome, telling.pack
    if outcome.pack_version == pack.version:
        said = telling.say(
            lambda words: words.sheet.footer,
            version=pack.version,
            looked=telling.seen.age.looked_at,
            as_of=outcome.as_of,
        )
    else:
        said = telling.say(
            lambda words: words.sheet.footer_older,
            version=outcome.pack_version,
            as_of=outcome.as_of,
        )
    return said.own
