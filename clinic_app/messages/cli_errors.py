"""What a command expects may fail, and its words.

The errors stand here and not in ``cli``: that room lies above this one.
"""

from clinic_app.errors import ClinicError
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


class CommandError(ClinicError):
    """Something a command expects may fail."""


class NoPassphraseError(CommandError):
    """A command needs a passphrase, and there is neither a file nor a terminal to ask at."""


class PassphraseFileError(CommandError):
    """A passphrase file does not hold exactly one line of text."""


class ComputerRefusedError(CommandError):
    """The system refused something that no room has words for.

    Attributes:
        reason: What the system calls it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FingerprintDiffersError(CommandError):
    """A fingerprint that was read aloud is not that of the file."""


class StoppedError(CommandError):
    """Somebody stopped the command at the keyboard."""


class NobodyReadsError(CommandError):
    """The program that should read what a command says ended before it had said all."""


class CodeNotShownError(CommandError):
    """A recovery code could not be shown to anybody, and is kept nowhere."""


class NotADayError(CommandError):
    """A day is written in another way than 2026-10-31, or does not exist."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class StepFailedError(CommandError):
    """A step of the self-test is not true.

    Attributes:
        found: What was found instead.
    """

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def _fingerprint_differs(_error: FingerprintDiffersError) -> str:
    return _(
        "The fingerprint is not that of this file, so nothing was changed. "
        "Let it be read once more; if it differs again, somebody else wrote the file."
    )


def _no_passphrase(_error: NoPassphraseError) -> str:
    return _(
        "A passphrase is needed, and there is nobody to ask. "
        "Run the command in a terminal, or name a file with --passphrase-file."
    )


def _passphrase_file(_error: PassphraseFileError) -> str:
    return _(
        "The passphrase file does not hold exactly one line of text. "
        "Write the passphrase on its first line, with nothing else."
    )


def _computer_refused(error: ComputerRefusedError) -> str:
    return _(
        "The computer refused to read or write a file: {reason}. "
        "Look at the name, the free space and who may write there; then run the command again."
    ).format(reason=error.reason)


def _stopped(_error: StoppedError) -> str:
    return _("Stopped; what was saved before is kept. Run the command again when you are ready.")


def _nobody_reads(_error: NobodyReadsError) -> str:
    return _(
        "Whatever read these words stopped before the end; what was saved before is kept. "
        "Run the command again, into a file or a terminal."
    )


def _code_not_shown(_error: CodeNotShownError) -> str:
    return _(
        "The recovery code could not be shown, so nothing was made. Run the command again where "
        "you can read what it says: in a terminal that is open."
    )


def _not_a_day(error: NotADayError) -> str:
    return _("“{typed}” is not a day. Write it like 2026-10-31.").format(typed=error.typed)


def _step_failed(error: StepFailedError) -> str:
    return _(
        "A step of the self-test is not true: {found}. "
        "Do not work with this program before somebody has looked into it."
    ).format(found=error.found)


SENTENCES: Sentences = {
    NoPassphraseError: _no_passphrase,
    PassphraseFileError: _passphrase_file,
    ComputerRefusedError: _computer_refused,
    FingerprintDiffersError: _fingerprint_differs,
    StoppedError: _stopped,
    NobodyReadsError: _nobody_reads,
    CodeNotShownError: _code_not_shown,
    NotADayError: _not_a_day,
    StepFailedError: _step_failed,
}
