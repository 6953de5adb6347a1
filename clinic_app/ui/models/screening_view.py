"""A screening as it is drawn: values that the flow makes and the screen shows."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_app.interview.answers import Answer
from clinic_app.screening.outcome import Status
from clinic_app.ui.widgets.answer_fields import AnswerField
from clinic_app.ui.widgets.rows_field import RowsField
from clinic_app.ui.widgets.rules_label import RulesLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """One section of the questionnaire: *asked* of *count* questions have an answer."""

    words: str
    asked: int
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """The question in hand.

    Attributes:
        words: In the worker's language.
        client_words: In the client's language; empty where it is the same.
        why: Why it is asked; may be empty.
        is_reviewed: Whether a native speaker reviewed *client_words*.
        field: Where it is answered, filled with an earlier answer.
        read: Reads the answer out of *field*; None where nothing was answered; raises a
            ``ClinicError`` for what cannot be an answer.
    """

    id: str
    words: str
    client_words: str
    why: str
    is_reviewed: bool
    field: AnswerField | RowsField
    read: Callable[[], Answer | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding at the side."""

    name: str
    status: Status
    words: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningView:
    """A screening as it stands.

    Attributes:
        heading: Whose, about what, as of when.
        question: None when nothing more is asked.
        left_over: How many questions that apply have no answer.
        progress: How many questions were answered of about how many.
        headline: What is found so far, in words; ends with who decides.
    """

    heading: str
    rules: RulesLine
    sections: tuple[SectionLine, ...]
    progress: str
    question: QuestionView | None
    findings: tuple[FindingLine, ...]
    headline: str
    left_over: int = 0
