"""Questions of headquarters, as either side's screen shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One question.

    Attributes:
        number: What it is known by.
        clinic: The clinic's code; empty at the clinic itself.
        about: The month it is about, in words.
        asked: The day.
        state: That it waits, or is answered.
        words: What was asked.
        reply: What was answered; empty until then.
    """

    number: str
    clinic: str
    about: str
    asked: str
    state: str
    words: str
    reply: str
