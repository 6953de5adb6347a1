"""The come-back ticket: a code, a day and a place. No name: it may be lost in the street."""

from datetime import date

from clinic_app.printing.plain_text import NO_BREAK_SPACE, isolated
from clinic_app.printing.sheet import (
    BigCode,
    Block,
    CheckList,
    Fact,
    Facts,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.records.clinic import Clinic
from clinic_app.workflows.voice import Voice, issuer_of, to_scan


def ticket_sheet(
    voice: Voice, clinic: Clinic, code: str, come_back_on: date | None, what_for: str
) -> Sheet:
    """Decide what the ticket says. It is never given more than this.

    Args:
        voice: The client's language.
        clinic: Where to come back.
        code: The come-back code.
        come_back_on: The day agreed; None where none is.
        what_for: In the worker's words; empty for nothing.
    """
    return voice.sheet(
        title=lambda words: words.ticket.title,
        issuer=issuer_of(clinic),
        code=BigCode(voice.say(lambda words: words.ticket.code), code, to_scan(clinic, code)),
        sections=(
            Section(voice.say(lambda words: words.ticket.when), _when(voice, come_back_on)),
            *_what_for(voice, what_for),
            _bring(voice),
            _where(voice, clinic),
        ),
    )


def _when(voice: Voice, day: date | None) -> tuple[Block, ...]:
    if day is None:
        return (Text(voice.say(lambda words: words.ticket.no_day)),)
    return (Facts((Fact(voice.written(day), voice.say(lambda words: words.ticket.day)),)),)


def _what_for(voice: Voice, what_for: str) -> tuple[Section, ...]:
    if not what_for:
        return ()
    heading = voice.say(lambda words: words.ticket.what_for)
    return (Section(heading, (Text(Words(isolated(what_for)), is_strong=True),)),)


def _bring(voice: Voice) -> Section:
    items = (
        voice.say(lambda words: words.ticket.bring_ticket),
        voice.say(lambda words: words.ticket.bring_family),
        voice.say(lambda words: words.ticket.bring_new),
    )
    return Section(voice.say(lambda words: words.ticket.bring), (CheckList(items),))


def _where(voice: Voice, clinic: Clinic) -> Section:
    parts = dict.fromkeys(part for part in (clinic.name, clinic.site) if part)
    blocks: list[Block] = [Text(Words(isolated(", ".join(parts))), is_strong=True)]
    if clinic.phone:
        phone = clinic.phone.replace(" ", NO_BREAK_SPACE)
        blocks.append(Text(voice.say(lambda words: words.ticket.call, phone=phone)))
    return Section(voice.say(lambda words: words.ticket.where), tuple(blocks))
