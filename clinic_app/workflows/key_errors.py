"""What may go wrong with a worker's own passphrase, as facts."""

from clinic_app.workflows.errors import WorkflowError


class TemporaryPassphraseError(WorkflowError):
    """A passphrase that somebody else chose opens nothing but the choice of one's own."""


class KeysAboveRoleError(WorkflowError):
    """The key file lets a worker open more than the records say that their role reads.

    Attributes:
        name: Of the worker.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class PassphraseNotOwnError(WorkflowError):
    """A worker is to choose their own passphrase, and typed the one that they were given."""
