"""The sheets about one client that stay in the clinic."""

from clinic_app.printing.sheet import Sheet, SheetKind
from clinic_app.records.client import Client
from clinic_app.records.screening import Screening
from clinic_app.records.shown_paper import ShownPaper
from clinic_app.screening.outcome import Outcome
from clinic_app.translation import gettext as _
from clinic_app.workflows.data_sheets import FORMS, Known, data_sheets
from clinic_app.workflows.deciding import deciding
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.reviewer_sheet import Review, reviewer_sheet
from clinic_app.workflows.rules_line import rules_line
from clinic_app.workflows.session import Session
from clinic_app.workflows.shown_papers import months_shown, standing
from clinic_app.workflows.volunteer_sheet import volunteer_sheet


def file_papers(
    session: Session, client: Client, screening: Screening, shown: tuple[ShownPaper, ...]
) -> tuple[Paper, ...]:
    """Return the sheets for volunteer, typist and representative.

    Args:
        session: The reviewer's sheet is for whoever may sign.
        client: Whose.
        screening: Finished, its findings kept.
        shown: What the client has laid on the table.
    """
    outcome = screening.outcome
    if outcome is None:
        return ()
    papers = [_volunteer(session, client, outcome)]
    papers += [
        _data(session, client, screening, outcome, form.id)
        for form in session.rules.paper.forms.form
        if form.id in FORMS and outcome.track in form.tracks
    ]
    if session.may_sign:
        papers.append(_reviewer(session, client, screening, outcome, shown))
    return tuple(papers)


def _volunteer(session: Session, client: Client, outcome: Outcome) -> Paper:
    def sheets(_language: str) -> tuple[Sheet, ...]:
        paper = session.rules.paper
        made = volunteer_sheet(
            session.clinic,
            client,
            outcome.track,
            outcome.deadline,
            paper,
            rules_line=rules_line(session, outcome.country),
        )
        return (made,)

    return Paper(
        title=_("Volunteer's sheet"),
        purpose=_("What to prepare and to collect. Nothing that was found stands on it."),
        kind=SheetKind.FILE,
        file_name=f"volunteer-{client.code}",
        sheets=sheets,
    )


def _data(
    session: Session, client: Client, screening: Screening, outcome: Outcome, form: str
) -> Paper:
    known = Known(
        client=client,
        clinic=session.clinic,
        answers=deciding(screening, session.rules.pack).answers,
        track=outcome.track,
        country=outcome.country,
        questionnaire=session.rules.questionnaire,
        words=session.rules.paper.source,
        rules_line=rules_line(session, outcome.country),
    )
    return Paper(
        title=_("Data for Form {form}").format(form=form),
        purpose=_("What is copied onto the form by hand, in its order."),
        kind=SheetKind.FILE,
        file_name=f"{form.lower()}-{client.code}",
        sheets=lambda _language: data_sheets(form, known),
    )


def _reviewer(
    session: Session,
    client: Client,
    screening: Screening,
    outcome: Outcome,
    shown: tuple[ShownPaper, ...],
) -> Paper:
    rules = session.rules
    review = Review(
        client=client,
        clinic=session.clinic,
        screening=screening,
        outcome=outcome,
        pack=rules.pack,
        questionnaire=rules.questionnaire,
        words=rules.paper.source,
        rules_line=rules_line(session, outcome.country),
        shown=standing(shown),
        months=months_shown(outcome, rules.pack, rules.paper, shown, session.today.day),
        to_know=rules.paper.notes_for(outcome.track),
    )
    return Paper(
        title=_("Reviewer's sheet"),
        purpose=_("Findings with citations, every answer, a place to sign."),
        kind=SheetKind.FILE,
        file_name=f"review-{client.code}",
        sheets=lambda _language: (reviewer_sheet(review),),
    )
