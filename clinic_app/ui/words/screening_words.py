"""A screening as it stands, drawn up from the answers so far."""

from datetime import date

from clinic_app.interview.asking import applicable
from clinic_app.interview.questionnaire import Question, Questionnaire
from clinic_app.records.client import Client
from clinic_app.records.screening import Screening
from clinic_app.screening.outcome import Finding, Status
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.screening.rule_pack import RulePack
from clinic_app.translation import gettext as _
from clinic_app.ui.models.screening_view import (
    FindingLine,
    QuestionView,
    ScreeningView,
    SectionLine,
)
from clinic_app.ui.words.outcome_words import (
    about_words,
    deciding_first,
    so_far_words,
)
from clinic_app.ui.words.question_fields import LANGUAGE, field_of
from clinic_app.ui.words.rules_words import country_line
from clinic_app.ui.words.span_words import said_to_both
from clinic_app.workflows.deciding import deciding
from clinic_app.workflows.screenings import outcome_so_far


def screening_view(
    screening: Screening,
    client: Client,
    question: Question | None,
    *,
    questionnaire: Questionnaire,
    waiting: tuple[Question, ...],
    pack: RulePack,
    today: date,
    client_words: LanguageWords | None = None,
) -> ScreeningView:
    """Return *screening* with *question* in hand; None once nothing more is asked.

    *waiting* are the questions still to be asked; others that apply are left over. *client_words*
    have the names of the months in the client's language, where the worker reads another.
    """
    outcome = outcome_so_far(screening, pack)
    all_that_apply = applicable(questionnaire, deciding(screening, pack).answers)
    asked = tuple(
        one for one in all_that_apply if screening.answers.is_asked(one.id) or one in waiting
    )
    answered = sum(screening.answers.is_asked(one.id) for one in asked)
    return ScreeningView(
        heading=_("{code} · {about}").format(code=client.code, about=about_words(screening, pack)),
        rules=country_line(pack, screening.country, today, outcome),
        sections=_sections(questionnaire, asked, screening, question),
        progress=_("{answered} of about {count} questions").format(
            answered=answered, count=len(asked)
        ),
        question=(
            _question_view(
                question,
                screening,
                client,
                questionnaire=questionnaire,
                pack=pack,
                client_words=client_words,
            )
            if question
            else None
        ),
        left_over=len(all_that_apply) - answered,
        findings=tuple(
            _line(name, finding)
            for name, finding in deciding_first(outcome)
            if not finding.is_advisory
        ),
        headline=so_far_words(outcome),
    )


def _sections(
    questionnaire: Questionnaire,
    asked: tuple[Question, ...],
    screening: Screening,
    question: Question | None,
) -> tuple[SectionLine, ...]:
    lines = []
    for section in questionnaire.sections:
        inside = [one for one in asked if one.section == section.id]
        if inside:
            lines.append(
                SectionLine(
                    words=section.words[LANGUAGE],
                    asked=sum(screening.answers.is_asked(one.id) for one in inside),
                    count=len(inside),
                    is_current=question is not None and question.section == section.id,
                )
            )
    return tuple(lines)


def _question_view(
    question: Question,
    screening: Screening,
    client: Client,
    *,
    questionnaire: Questionnaire,
    pack: RulePack,
    client_words: LanguageWords | None,
) -> QuestionView:
    given = screening.answers[question.id] if screening.answers.is_asked(question.id) else None
    countries = tuple(law.name for law in pack.countries)
    said = said_to_both(questionnaire, client_words if client.language != LANGUAGE else None)
    field, read = field_of(question, given, countries, said)
    translated = question.words.get(client.language, "")
    return QuestionView(
        id=question.id,
        words=question.words[LANGUAGE],
        client_words=translated if client.language != LANGUAGE else "",
        why=question.why,
        is_reviewed=questionnaire.is_reviewed(client.language),
        field=field,
        read=read,
    )


def _line(name: str, finding: Finding) -> FindingLine:
    is_open = finding.status is Status.UNKNOWN
    return FindingLine(
        name=name,
        status=finding.status,
        words="" if finding.status is Status.MET else finding.text,
        citation="" if is_open or not finding.citations else finding.citations[0],
    )
