"""The one way from an expected error to the words a worker reads."""

from clinic_app.errors import ClinicError
from clinic_app.files.names import shown_name
from clinic_app.messages import (
    asking_errors,
    bundles_errors,
    carrying_errors,
    cli_errors,
    crypto_errors,
    files_errors,
    hand_off_errors,
    headquarters_errors,
    interview_errors,
    key_errors,
    laptop_errors,
    leaving_errors,
    ledger_errors,
    name_errors,
    pack_errors,
    printer_errors,
    printing_errors,
    retention_errors,
    safety_errors,
    screening_errors,
    sealing_errors,
    signer_errors,
    store_errors,
    tallies_errors,
    vault_errors,
    workflows_errors,
)
from clinic_app.messages.sentences import Sentences

_SENTENCES: tuple[Sentences, ...] = (
    asking_errors.SENTENCES,
    bundles_errors.SENTENCES,
    carrying_errors.SENTENCES,
    cli_errors.SENTENCES,
    crypto_errors.SENTENCES,
    files_errors.SENTENCES,
    hand_off_errors.SENTENCES,
    headquarters_errors.SENTENCES,
    interview_errors.SENTENCES,
    key_errors.SENTENCES,
    leaving_errors.SENTENCES,
    ledger_errors.SENTENCES,
    laptop_errors.SENTENCES,
    name_errors.SENTENCES,
    pack_errors.SENTENCES,
    printer_errors.SENTENCES,
    printing_errors.SENTENCES,
    retention_errors.SENTENCES,
    screening_errors.SENTENCES,
    safety_errors.SENTENCES,
    sealing_errors.SENTENCES,
    signer_errors.SENTENCES,
    store_errors.SENTENCES,
    tallies_errors.SENTENCES,
    vault_errors.SENTENCES,
    workflows_errors.SENTENCES,
)
"""One entry per ``messages.<room>_errors`` module."""


def explain(error: ClinicError) -> str:
    """Say what happened and what to do next, in the worker's language.

    Never repeats client data. One line, whatever a name in it holds.

    Raises:
        NotImplementedError: Nobody wrote words for this error; a test forbids it.
    """
    for sentences in _SENTENCES:
        words = sentences.get(type(error))
        if words is not None:
            return shown_name(words(error))
    raise NotImplementedError(type(error).__name__)
