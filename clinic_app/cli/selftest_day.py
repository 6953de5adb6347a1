"""The self-test's steps of a clinic day: a family, a talk, a sheet of paper."""

from dataclasses import replace
from datetime import date

from clinic_app.cli.selftest_journey import AS_OF, FAMILY_NAME, Journey, check
from clinic_app.files.writing import write_atomically
from clinic_app.interview.answers import Answer
from clinic_app.messages.cli_errors import StepFailedError
from clinic_app.printing.pages import page_count
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance
from clinic_app.records.screening import Ruling
from clinic_app.records.service import FilingKind, Form, ServiceKind
from clinic_app.screening.outcome import Code, Headline, Outcome, Track
from clinic_app.translation import gettext as _
from clinic_app.workflows import (
    checklist,
    clients,
    decisions,
    kyr,
    screenings,
    services,
    today,
    workers,
)
from clinic_app.workflows.answering import answered
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.session import Session

HEADS = (Attendance("ht", 24, 7), Attendance("es", 5, 1))
TRAINED = 4

_MOTHER: dict[str, Answer] = {
    "nationalities": ("Haiti",),
    "birth_country": "Haiti",
    "nationality_document": True,
    "residence_evidence": True,
    "date_of_birth": date(1988, 4, 12),
    "first_entry": date(2023, 5, 10),
    "last_entry": date(2023, 5, 10),
    "marital_status": "single",
}
_COUSIN: dict[str, Answer] = {
    **_MOTHER,
    "date_of_birth": date(1999, 1, 30),
    "first_entry": date(2024, 6, 4),  # Haiti's designation asks for residence since June 3
    "last_entry": date(2024, 6, 4),
}


def register_family(journey: Journey) -> str:
    """Register a mother, her child and a cousin of one household, and find them again."""
    mother = _register(journey, "Solanj", date(1988, 4, 12), None)
    child = _register(journey, "Widlin", date(2017, 9, 2), mother)
    cousin = _register(journey, "Ketsi", date(1999, 1, 30), mother)
    journey.clients = {"mother": mother, "child": child, "cousin": cousin}
    found = clients.search(journey.session, "solànj")
    check(is_true=found == (mother,), found=_("the mother is not found by her name"))
    found = clients.search(journey.session, cousin.code)
    check(is_true=cousin in found, found=_("the cousin is not found by the come-back code"))
    household = clients.household(journey.session, mother)
    check(is_true=set(household) == {child, cousin}, found=_("the household is not together"))
    return ", ".join(client.name for client in (mother, child, cousin))


def screen_mother(journey: Journey) -> str:
    """Screen under the law of 2024: nothing found against."""
    outcome = _screen(journey, "mother", _MOTHER, AS_OF)
    check(
        is_true=(outcome.headline, outcome.track, outcome.designation)
        == (Headline.LIKELY_ELIGIBLE, Track.INITIAL, "HT-2024-R"),
        found=_said(outcome),
    )
    return _said(outcome)


def screen_cousin(journey: Journey) -> str:
    """Screen somebody who came one day after the day that the notice names."""
    outcome = _screen(journey, "cousin", _COUSIN, AS_OF)
    codes = {finding.code for finding in outcome.findings}
    check(
        is_true=outcome.headline is Headline.LIKELY_NOT_ELIGIBLE and Code.CR_DATE in codes,
        found=_said(outcome),
    )
    return _said(outcome)


def screen_mother_today(journey: Journey) -> str:
    """Screen under the law as it is known today; what it says changes with the notices."""
    outcome = _screen(journey, "mother today", _MOTHER, journey.today)
    check(is_true=bool(outcome.findings) and outcome.as_of == journey.today, found=_said(outcome))
    return _said(outcome)


def decide(journey: Journey) -> str:
    """Let the second representative sign every screening."""
    second = next(
        worker for worker in workers.every(journey.session) if worker != journey.session.worker
    )
    signing: Session = replace(journey.session, worker=second)
    for who, ruling in (
        ("mother", Ruling.ACCEPT),
        ("cousin", Ruling.REFER),
        ("mother today", Ruling.ACCEPT),
    ):
        decisions.decide(signing, journey.screenings[who].id, ruling, "")
    waiting = today.waiting(journey.session)
    check(is_true=not waiting.undecided, found=_("a signed screening still waits"))
    return second.name


def record_services(journey: Journey) -> str:
    """Write down two applications for the mother and a referral for the cousin."""
    mother, cousin = journey.clients["mother"], journey.clients["cousin"]
    for form, filing in ((Form.I_821, FilingKind.INITIAL), (Form.I_765, None)):
        services.record(
            journey.session,
            mother.id,
            kind=ServiceKind.APPLICATION_PREPARED,
            form=form,
            filing=filing,
            before=None,
            referred_to="",
            at_no_cost=True,
        )
    services.record(
        journey.session,
        cousin.id,
        kind=ServiceKind.REFERRAL,
        form=None,
        filing=None,
        before=None,
        referred_to="County legal aid",
        at_no_cost=False,
    )
    day = journey.session.today.day
    clients.set_come_back(journey.session, mother.id, day, "sign the forms")
    due = today.waiting(journey.session).come_backs
    check(
        is_true=[client.id for client in due] == [mother.id],
        found=_("who comes back today is not on the list"),
    )
    return _("I-821, I-765 and a referral")


def make_checklist(journey: Journey) -> str:
    """Print the mother's checklist in her language."""
    pdf = checklist.make_checklist(journey.session, journey.screenings["mother"].id, "ht")
    check(is_true=pdf.startswith(b"%PDF-"), found=_("the checklist is not a PDF"))
    write_atomically(journey.checklist, pdf)
    return _("{name}, pages: {count}").format(name=journey.checklist.name, count=page_count(pdf))


def count_heads(journey: Journey) -> str:
    """Count heads by language, and those trained apart."""
    event = kyr.begin(journey.session, "St. Mark's hall", ("ht", "es"))
    for row in HEADS:
        event = kyr.save(journey.session, event.with_heads(row))
    kyr.save(journey.session, replace(event, trained=TRAINED))
    final = kyr.finish(journey.session, event.id)
    wanted = sum(row.heads for row in HEADS)
    check(
        is_true=(final.heads, final.trained) == (wanted, TRAINED),
        found=_("{count} heads").format(count=final.heads),
    )
    return _("{count} heads, {trained} trained").format(count=final.heads, trained=final.trained)


def _register(
    journey: Journey, given_name: str, birth_date: date, member_of: Client | None
) -> Client:
    return clients.register(
        journey.session,
        name=f"{given_name} {FAMILY_NAME}",
        birth_date=birth_date,
        language="ht",
        needs_interpreter=True,
        consent=Consent.GIVEN,
        phone="",
        member_of=member_of,
    )


def _screen(journey: Journey, who: str, given: dict[str, Answer], as_of: date) -> Outcome:
    client = journey.clients[who.split(maxsplit=1)[0]]
    draft = screenings.begin(journey.session, client.id, "Haiti", as_of)
    answers = answered(shipped_questionnaire(), given)
    for key in answers:
        screenings.answer(journey.session, draft.id, key, answers[key])
    kept = screenings.get(journey.session, draft.id)
    check(is_true=kept.answers == answers, found=_("an answer is not as it was given"))
    finished = screenings.finish(journey.session, draft.id)
    journey.screenings[who] = finished
    if finished.outcome is None:
        raise StepFailedError(_("a finished screening has no outcome"))
    return finished.outcome


def _said(outcome: Outcome) -> str:
    return f"{outcome.headline.value}, {outcome.track.value}, {outcome.designation or '-'}"
