"""A letter to whoever helps where the clinic cannot: no name, and nothing about the case."""

from datetime import date

from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import BigCode, Blanks, Points, Section, Sheet, Text, Words
from clinic_app.records.clinic import Clinic
from clinic_app.workflows.voice import Voice, issuer_of, to_scan


def letter_sheet(voice: Voice, clinic: Clinic, code: str, whom: str, today: date) -> Sheet:
    """Decide what the letter says. It is never given more than this.

    Args:
        voice: The client's language; whoever receives the letter reads the English.
        clinic: Who refers.
        code: The come-back code, by which the clinic finds the file when it is called.
        whom: To whom, in the worker's words.
        today: The day it is written.
    """
    to = voice.say(lambda words: words.letter.to, whom=whom)
    asking = (
        Text(voice.say(lambda words: words.letter.asks), is_strong=True),
        Text(voice.say(lambda words: words.letter.met, clinic=clinic.name)),
        Text(voice.say(lambda words: words.letter.silent, code=code)),
        Blanks(
            (
                voice.say(lambda words: words.letter.signed),
                voice.say(lambda words: words.letter.date),
            )
        ),
    )
    meaning = Points(
        (
            voice.say(lambda words: words.letter.go),
            voice.say(lambda words: words.letter.choose),
            voice.say(lambda words: words.letter.careful),
            voice.say(lambda words: words.letter.back),
        )
    )
    return voice.sheet(
        title=lambda words: words.letter.title,
        issuer=issuer_of(clinic),
        about=(Words(isolated(clinic.site)), voice.say(lambda words: words.letter.day, day=today)),
        code=BigCode(voice.say(lambda words: words.ticket.code), code, to_scan(clinic, code)),
        sections=(
            Section(to, asking),
            Section(voice.say(lambda words: words.letter.client), (meaning,)),
        ),
    )
