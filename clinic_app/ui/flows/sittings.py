"""One screening in hand: kept in the vault after every answer, or only in memory."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from clinic_app.interview.answers import Answer, Answers
from clinic_app.records.client import Client
from clinic_app.records.screening import Screening
from clinic_app.workflows import screenings
from clinic_app.workflows.session import Session


class Sitting(Protocol):
    """What the screening screen does with a screening; each call runs as a job."""

    @property
    def client(self) -> Client:
        """Who sits there."""

    @property
    def is_kept(self) -> bool:
        """Whether a record is kept."""

    def answer(self, screening: Screening, key: str, given: Answer) -> Screening:
        """Return *screening* with one answer more."""

    def turn_to(self, screening: Screening, question_id: str) -> Screening:
        """Return *screening* with another question in hand."""

    def finish(self, screening: Screening) -> Screening:
        """Return *screening* finished, with its outcome."""


class KeptSitting:
    """Every answer is in the vault before the next question is asked."""

    is_kept = True

    def __init__(self, session: Session, client: Client) -> None:
        self._session = session
        self.client = client

    def answer(self, screening: Screening, key: str, given: Answer) -> Screening:
        """See :class:`Sitting`."""
        return screenings.answer(self._session, screening.id, key, given)

    def turn_to(self, screening: Screening, question_id: str) -> Screening:
        """See :class:`Sitting`."""
        return screenings.set_question(self._session, screening.id, question_id)

    def finish(self, screening: Screening) -> Screening:
        """See :class:`Sitting`."""
        return screenings.finish(self._session, screening.id)


class UnkeptSitting:
    """No record was wanted: answers live on the screen, and finishing keeps a count."""

    is_kept = False

    def __init__(self, session: Session, client: Client) -> None:
        self._session = session
        self.client = client

    def begin(self, country: str, as_of: date) -> Screening:
        """Return a screening that is nowhere but here."""
        return Screening(
            id="",
            client_id=self.client.id,
            country=country,
            as_of=as_of,
            answers=Answers(),
            started=self._session.stamp(),
        )

    def answer(self, screening: Screening, key: str, given: Answer) -> Screening:
        """See :class:`Sitting`."""
        return replace(screening, answers=screening.answers.with_answer(key, given))

    def turn_to(self, screening: Screening, question_id: str) -> Screening:
        """See :class:`Sitting`."""
        return replace(screening, question_id=question_id)

    def finish(self, screening: Screening) -> Screening:
        """See :class:`Sitting`."""
        return screenings.finish_without_record(
            self._session,
            self.client.id,
            screening.country,
            screening.answers,
            screening.as_of,
        )
