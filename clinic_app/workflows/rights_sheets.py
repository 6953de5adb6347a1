"""Know Your Rights on paper: the summary, the wallet card and the family's plan.

They are the same for everybody: nothing of a client is ever given to them.
"""

from clinic_app.printing.plain_text import NO_BREAK_SPACE
from clinic_app.printing.sheet import (
    Blanks,
    Block,
    CardSide,
    CheckList,
    FoldCards,
    Note,
    Points,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.records.clinic import Clinic
from clinic_app.screening.paper_pack import SOURCE_LANGUAGE
from clinic_app.workflows.voice import Pick, Voice, issuer_of

_CARDS = 4
"""On one page, with room for what the English half says."""


def rights_sheet(voice: Voice, clinic: Clinic) -> Sheet:
    """Decide what the summary of rights says."""
    return voice.sheet(
        title=lambda words: words.rights.title,
        issuer=issuer_of(clinic),
        sections=(
            _points(
                voice,
                lambda words: words.rights.everyone,
                lambda words: words.rights.silent,
                lambda words: words.rights.lawyer,
                lambda words: words.rights.sign,
                lambda words: words.rights.true_words,
            ),
            _points(
                voice,
                lambda words: words.rights.home,
                lambda words: words.rights.door,
                lambda words: words.rights.warrant,
                lambda words: words.rights.under_door,
                lambda words: words.rights.no_consent,
            ),
            _points(
                voice,
                lambda words: words.rights.street,
                lambda words: words.rights.free_to_go,
                lambda words: words.rights.no_search,
            ),
            _points(
                voice,
                lambda words: words.rights.work,
                lambda words: words.rights.work_private,
                lambda words: words.rights.work_calm,
            ),
            _detained(voice),
        ),
    )


def _points(voice: Voice, heading: Pick, *picks: Pick) -> Section:
    return Section(voice.say(heading), (Points(tuple(voice.say(pick) for pick in picks)),))


def _detained(voice: Voice) -> Section:
    points = Points(
        (
            voice.say(lambda words: words.rights.call),
            voice.say(lambda words: words.rights.number),
            voice.say(lambda words: words.rights.no_leaving),
            voice.say(lambda words: words.rights.consul),
        )
    )
    scam = Note(voice.say(lambda words: words.rights.scam))
    information = Text(voice.say(lambda words: words.rights.information))
    return Section(voice.say(lambda words: words.rights.detained), (points, scam, information))


def card_sheet(voice: Voice, clinic: Clinic) -> Sheet:
    """Decide what the wallet cards say: one half for the bearer, one in English to be shown."""
    own = voice.paper.sheets[voice.language].card
    english = voice.paper.sheets[SOURCE_LANGUAGE].card
    lines = [own.own_silent, own.own_judge, own.own_show]
    if clinic.phone:
        lines.append(own.own_call.format(phone=_phone(clinic)))
    cards = FoldCards(
        own=CardSide(own.own_title, tuple(lines)),
        english=CardSide(
            english.officer_title,
            (english.officer_silent, english.officer_door, english.officer_free),
        ),
        count=_CARDS,
    )
    cut = Text(voice.say(lambda words: words.card.cut))
    shown = Points(
        (
            voice.say(lambda words: words.card.officer_silent),
            voice.say(lambda words: words.card.officer_door),
            voice.say(lambda words: words.card.officer_free),
        )
    )
    sections = [Section(Words(""), (cut, cards))]
    if voice.language != SOURCE_LANGUAGE:
        sections.append(Section(voice.say(lambda words: words.card.officer_title), (shown,)))
    return voice.sheet(
        title=lambda words: words.card.title, issuer=issuer_of(clinic), sections=tuple(sections)
    )


def plan_sheet(voice: Voice, clinic: Clinic) -> Sheet:
    """Decide what the family's plan asks; only the family writes on it."""
    return voice.sheet(
        title=lambda words: words.plan.title,
        issuer=issuer_of(clinic),
        about=(voice.say(lambda words: words.plan.write),),
        sections=(_children(voice), _papers(voice), _money(voice), _numbers(voice, clinic)),
    )


def _children(voice: Voice) -> Section:
    blocks = (
        Blanks(
            (
                voice.say(lambda words: words.plan.caregiver),
                voice.say(lambda words: words.plan.caregiver_phone),
            )
        ),
        CheckList(
            (
                voice.say(lambda words: words.plan.school),
                voice.say(lambda words: words.plan.affidavit),
            )
        ),
        Blanks((voice.say(lambda words: words.plan.medicine),)),
    )
    return Section(voice.say(lambda words: words.plan.children), blocks)


def _papers(voice: Voice) -> Section:
    items = (
        voice.say(lambda words: words.plan.papers_identity),
        voice.say(lambda words: words.plan.papers_immigration),
        voice.say(lambda words: words.plan.papers_years),
        voice.say(lambda words: words.plan.papers_court),
        voice.say(lambda words: words.plan.papers_money),
    )
    return Section(voice.say(lambda words: words.plan.papers), (CheckList(items),))


def _money(voice: Voice) -> Section:
    blank = Blanks((voice.say(lambda words: words.plan.money_who),))
    return Section(voice.say(lambda words: words.plan.money), (blank,))


def _numbers(voice: Voice, clinic: Clinic) -> Section:
    blocks: list[Block] = [
        Blanks(
            (
                voice.say(lambda words: words.plan.number_family),
                voice.say(lambda words: words.plan.number_lawyer),
            )
        )
    ]
    if clinic.phone:
        phone = _phone(clinic)
        blocks.append(Text(voice.say(lambda words: words.plan.number_clinic, phone=phone)))
    blocks.append(Text(voice.say(lambda words: words.plan.talk)))
    return Section(voice.say(lambda words: words.plan.numbers), tuple(blocks))


def _phone(clinic: Clinic) -> str:
    return clinic.phone.replace(" ", NO_BREAK_SPACE)
