"""Taking a wrong record out: with a reason, and still readable."""

from clinic_app.records.stamp import Withdrawal
from clinic_app.workflows.errors import ReasonMissingError, RecordWithdrawnError
from clinic_app.workflows.session import Session


def withdrawal(session: Session, reason: str, earlier: Withdrawal | None) -> Withdrawal:
    """Return the withdrawal to keep with a record.

    Args:
        session: Who takes it out.
        reason: In the worker's words.
        earlier: What the record already carries.

    Raises:
        ReasonMissingError: The reason is empty.
        RecordWithdrawnError: It was withdrawn before.
    """
    if earlier is not None:
        raise RecordWithdrawnError
    if not reason.strip():
        raise ReasonMissingError
    return Withdrawal(reason.strip(), session.stamp())
