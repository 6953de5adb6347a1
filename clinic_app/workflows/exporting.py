"""Closing every month that is over, oldest first: what the command line does in one go."""

from dataclasses import dataclass

from clinic_app.tallies.month import Month
from clinic_app.workflows import closing, duplicates
from clinic_app.workflows.carrying_errors import (
    MonthNotOpenError,
    NotEnrolledError,
    NothingToSendError,
)
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class ClosedMonths:
    """What was closed now, oldest first, and the newest close up to the month asked for."""

    labels: tuple[str, ...]
    newest: str


def close_through(session: Session, through: Month | None) -> ClosedMonths:
    """Close every open month up to *through*, all of them or none.

    Args:
        session: Of somebody who may close.
        through: None for the last whole month.

    Raises:
        NotEnrolledError: Nothing could be sealed, so nothing is closed.
        MonthNotOpenError: *through* is not over, or lies before the first record.
        NothingToSendError: No month is closed or over.
        ClinicError: Whatever a close refuses.
    """
    duplicates.finish(session)  # before: what was compared is kept where the close is refused
    with session.together() as together:
        with together.reading() as opened:
            if opened.enrolment.get() is None:
                raise NotEnrolledError
        labels = _labels(together, through)
        for label in labels:
            closing.close(together, label, closing.preview(together, label))
        known = [close.label for close in closing.closes(together)]
    if through is None:
        return ClosedMonths(labels, known[0])
    return ClosedMonths(labels, through.label)


def _labels(session: Session, through: Month | None) -> tuple[str, ...]:
    """Return the months to close, oldest first."""
    still_open = tuple(reversed(closing.open_months(session)))
    closed = {close.label for close in closing.closes(session)}
    if through is None:
        if not still_open and not closed:
            raise NothingToSendError
        return still_open
    if through.label not in closed and through.label not in still_open:
        raise MonthNotOpenError(through.label)
    return tuple(label for label in still_open if label <= through.label)
