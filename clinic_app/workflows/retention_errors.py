"""What may go wrong when records are held, or deleted for good."""

from clinic_app.workflows.errors import WorkflowError


class HoldReasonMissingError(WorkflowError):
    """A legal hold is set or lifted only with a reason."""


class AlreadyHeldError(WorkflowError):
    """A legal hold is set where one stands."""


class NotHeldError(WorkflowError):
    """A legal hold is lifted where none stands."""
