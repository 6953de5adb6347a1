"""Words for what may go wrong between a clinic's counts and headquarters."""

from clinic_app.bundles.label_words import stream_words, table_words
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.workflows.carrying_errors import (
    CodeOfNoCloseError,
    EnrolledElsewhereError,
    EnrolmentKindError,
    EnrolmentOfAnotherClinicError,
    KeysNotPinnedError,
    LeakFoundError,
    LedgerNotWholeError,
    MayNotCloseError,
    MonthNotOpenError,
    NotEnrolledError,
    NothingToSendError,
    NotSealedError,
    OlderCopyError,
    OlderRecordsError,
    PairsOpenError,
    PerhapsCopiedError,
    QuestionGoneError,
    ReplyNotValidError,
    StalePreviewError,
)


def _may_not_close(_error: MayNotCloseError) -> str:
    return _(
        "A month is closed by a representative; nothing was closed. "
        "Ask a representative of this clinic to unlock the program and close it."
    )


def _month_not_open(error: MonthNotOpenError) -> str:
    return _(
        "{label} cannot be closed: it is closed already, is not over yet, or lies before the "
        "first record. Choose one of the open months."
    ).format(label=error.label)


def _nothing_to_send(_error: NothingToSendError) -> str:
    return _(
        "There is nothing to send: no month with records is over yet. "
        "Come back when the first month is over."
    )


def _pairs_open(error: PairsOpenError) -> str:
    words = ngettext(
        "{count} possible duplicate has no answer yet, so no month was closed: one person would "
        "be counted twice. Open Today, “Registered twice?”, and say whether it is one person or "
        "two.",
        "{count} possible duplicates have no answer yet, so no month was closed: people would be "
        "counted twice. Open Today, “Registered twice?”, and say of each whether it is one person "
        "or two.",
        error.count,
    )
    return words.format(count=error.count)


def _leak_found(error: LeakFoundError) -> str:
    return _(
        "The program's own check could work out who is behind “{stream}, {table}”, so nothing was "
        "closed and nothing left. This is a fault of the program, not yours: tell headquarters, "
        "who can name a coarser policy (a larger smallest group) in a new enrolment file."
    ).format(stream=stream_words()[error.stream], table=table_words()[error.table])


def _ledger_not_whole(_error: LedgerNotWholeError) -> str:
    return _(
        "The list of everything that ever left this clinic is not whole, so nothing was closed: "
        "without it a report could give somebody away. Restore the newest backup."
    )


def _older_copy(error: OlderCopyError) -> str:
    return _(
        "Headquarters holds close {seq} of this clinic, which is not in these records: this is an "
        "older copy of them, and nothing was closed. Go on with the newer records, or restore the "
        "newest backup."
    ).format(seq=error.seq)


def _older_records(_error: OlderRecordsError) -> str:
    return _(
        "These records are older than their key file, or than what another laptop of the clinic "
        "took in: an older copy was put back, and people might be counted twice, so nothing was "
        "closed. Put the newer records back; or go on with these as a new station: the window asks "
        "after unlocking, and export takes --new-station."
    )


def _perhaps_copied(_error: PerhapsCopiedError) -> str:
    return _(
        "These records were last used on another computer or in another folder. Until somebody "
        "says whether they were moved here or copied no month is closed, as people might be "
        "counted twice: unlock them in the window, or give --moved or --new-station to export."
    )


def _stale(_error: StalePreviewError) -> str:
    return _(
        "A record was changed after this page was made; nothing was closed. "
        "Look at the page once more, then sign."
    )


def _not_sealed(error: NotSealedError) -> str:
    return _(
        "{label} was closed without headquarters, so it has no file yet. Take headquarters' file "
        "in under Clinic, also if that was done before; then every closed month can be sent."
    ).format(label=error.label)


def _question_gone(_error: QuestionGoneError) -> str:
    return _(
        "This question is not here any more, so nothing was answered. Look at the questions "
        "again under Close & send."
    )


def _reply(_error: ReplyNotValidError) -> str:
    return _(
        "An answer is one line of 1 to 500 letters; nothing was kept. Write it anew, and "
        "without names."
    )


def _not_enrolled(_error: NotEnrolledError) -> str:
    return _(
        "This clinic has no headquarters yet; nothing was closed or sent. "
        "Take in headquarters' enrolment file first."
    )


def _keys_not_pinned(_error: KeysNotPinnedError) -> str:
    return _(
        "Headquarters' keys in these records are not known to be those that a representative took "
        "in: they are from before this was kept, or were changed past the program. Nothing was "
        "closed, sent or taken in. A representative takes headquarters' enrolment file in again "
        "(Clinic, Headquarters) and compares the fingerprints over the telephone."
    )


def _another_clinic(error: EnrolmentOfAnotherClinicError) -> str:
    return _(
        "The enrolment file is for the clinic {code}, and this one is {own_code}; nothing was "
        "changed. Ask headquarters for the file of {own_code}."
    ).format(code=error.code, own_code=error.own_code)


def _kind(error: EnrolmentKindError) -> str:
    if error.is_training_vault:
        return _(
            "This vault holds invented families, and the file comes from a real headquarters; "
            "nothing was changed. Use a training headquarters."
        )
    return _(
        "The file comes from a training headquarters, and this vault holds real people; nothing "
        "was changed. Ask headquarters for its real enrolment file."
    )


def _elsewhere(error: EnrolledElsewhereError) -> str:
    return _(
        "This vault is enrolled at {headquarters}, and the file is from {other}; nothing was "
        "changed. If this clinic moves there: call {other} at a number that you know, compare "
        "their fingerprint, {fingerprint}, and give it with --move."
    ).format(headquarters=error.headquarters, other=error.other, fingerprint=error.fingerprint)


def _code_of_no_close(_error: CodeOfNoCloseError) -> str:
    return _(
        "The code is well read, and belongs to no month of this clinic that waits; nothing was "
        "changed. Ask headquarters which clinic and month it is for."
    )


SENTENCES: Sentences = {
    MayNotCloseError: _may_not_close,
    MonthNotOpenError: _month_not_open,
    NothingToSendError: _nothing_to_send,
    PairsOpenError: _pairs_open,
    StalePreviewError: _stale,
    LeakFoundError: _leak_found,
    LedgerNotWholeError: _ledger_not_whole,
    OlderCopyError: _older_copy,
    OlderRecordsError: _older_records,
    PerhapsCopiedError: _perhaps_copied,
    NotSealedError: _not_sealed,
    NotEnrolledError: _not_enrolled,
    KeysNotPinnedError: _keys_not_pinned,
    ReplyNotValidError: _reply,
    QuestionGoneError: _question_gone,
    EnrolmentOfAnotherClinicError: _another_clinic,
    EnrolmentKindError: _kind,
    EnrolledElsewhereError: _elsewhere,
    CodeOfNoCloseError: _code_of_no_close,
}
