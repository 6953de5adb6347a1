"""The ledger's questions to clinics, and what they answered."""

from sqlalchemy import Connection, insert, select, update

from clinic_app.headquarters.ledger.tables import CLINICS, QUESTIONS
from clinic_app.headquarters.ledger.values import KeptQuestion


class QuestionBook:
    """Questions inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[KeptQuestion, ...]:
        """Return every question, oldest first."""
        query = select(QUESTIONS, CLINICS.c.code).join_from(QUESTIONS, CLINICS)
        return tuple(
            KeptQuestion(
                clinic=row.code,
                number=row.number,
                month=row.month,
                words=row.words,
                at=row.at,
                answer=row.answer,
                answered_at=row.answered_at,
            )
            for row in self._connection.execute(query.order_by(QUESTIONS.c.id))
        )

    def add(self, question: KeptQuestion) -> None:
        """Keep a question; its clinic is known."""
        clinic = select(CLINICS.c.id).where(CLINICS.c.code == question.clinic).scalar_subquery()
        self._connection.execute(
            insert(QUESTIONS).values(
                clinic_id=clinic,
                number=question.number,
                month=question.month,
                words=question.words,
                at=question.at,
                answer="",
                answered_at="",
            )
        )

    def answer(self, number: str, words: str, at: str) -> None:
        """Keep what the clinic answered; its newest answer stands."""
        self._connection.execute(
            update(QUESTIONS)
            .where(QUESTIONS.c.number == number)
            .values(answer=words, answered_at=at)
        )
