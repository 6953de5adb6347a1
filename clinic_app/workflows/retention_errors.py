"""What may go wrong when records are held, or deleted for good."""

from clinic_app.workflows.errors import WorkflowError


class HoldReasonMissingError(WorkflowError):
    """A legal hold is set or lifted only with a reason."""


class AlreadyHeldError(WorkflowError):
    """A legal hold is set where one stands."""


class NotHeldError(WorkflowError):
    """A legal hold is lifted where none stands."""


class TooFewDaysError(WorkflowError):
    """Records are to be kept for fewer days than a slip of the finger should be able to say."""

    def __init__(self, fewest: int) -> None:
        super().__init__(fewest)
        self.fewest = fewest


class DueChangedError(WorkflowError):
    """Others are due than were shown: something was done meanwhile."""
