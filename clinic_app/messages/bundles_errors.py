"""Words for what may be wrong with a file that travels between clinic and headquarters."""

from clinic_app.bundles.errors import (
    BundleDamagedError,
    BundleNewerError,
    BundleTooLargeError,
    BundleTruncatedError,
    ContentKindError,
    ContentNotCanonicalError,
    ContentUnreadableError,
    CountsImpossibleError,
    HistoryBrokenError,
    NotABundleError,
    NoteDamagedError,
    NoteError,
    NoteKind,
    NoteNewerError,
    PhoneCodeError,
    SignerMismatchError,
    WrongHeadquartersError,
    WrongNoteError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _not_a_bundle(_error: NotABundleError) -> str:
    return _(
        "This file is not a bundle of counts, or it is damaged; nothing was taken from it. "
        "Ask the clinic to write the bundle to the stick again: its name ends in .tally."
    )


def _truncated(_error: BundleTruncatedError) -> str:
    return _(
        "The bundle was not copied whole; nothing of it was counted. "
        "Ask the clinic to write it to the stick again."
    )


def _damaged(_error: BundleDamagedError) -> str:
    return _(
        "The bundle was changed after the clinic signed it; nothing of it was counted. "
        "Ask the clinic to write it again."
    )


def _newer(_error: BundleNewerError) -> str:
    return _(
        "The bundle was written by a newer version of this program; nothing of it was counted. "
        "Bring this computer's program up to date, then collect again."
    )


def _wrong_headquarters(_error: WrongHeadquartersError) -> str:
    return _(
        "The bundle is sealed for another headquarters; this one cannot open it. "
        "Send it on, or enrol the clinic here."
    )


def _signer_mismatch(_error: SignerMismatchError) -> str:
    return _(
        "The bundle names one key inside its seal and is signed with another; nothing of it was "
        "counted. Keep the file and call the clinic: somebody may have signed in its place."
    )


def _too_large(error: BundleTooLargeError) -> str:
    return _(
        "The bundle is larger than {kilobytes} kB, which no honest one is; nothing was taken "
        "from it. Ask the clinic to write it again."
    ).format(kilobytes=error.most_bytes // 1024)


def _unreadable(_error: ContentUnreadableError) -> str:
    return _(
        "The bundle is signed, and its content is not that of a report; nothing of it was "
        "counted. Tell the makers of the program, and keep the file."
    )


def _not_canonical(_error: ContentNotCanonicalError) -> str:
    return _(
        "The bundle's content is spelled in another way than the program writes, or says "
        "something twice; nothing of it was counted. Keep the file and call the clinic."
    )


def _kind(_error: ContentKindError) -> str:
    return _(
        "The bundle holds something that is neither a whole number nor text; nothing of it was "
        "counted. Keep the file and call the clinic."
    )


def _impossible(_error: CountsImpossibleError) -> str:
    return _(
        "The bundle holds counts that cannot be true: below zero, too large, or not adding up; "
        "nothing of it was counted. Keep the file and call the clinic."
    )


def _history(_error: HistoryBrokenError) -> str:
    return _(
        "The months in the bundle do not follow each other; nothing of it was counted. "
        "Keep the file and call the clinic."
    )


def _note_name(error: NoteError) -> str:
    names = {
        NoteKind.ENROLMENT: _("headquarters' enrolment file"),
        NoteKind.ANSWER: _("a clinic's answer to an enrolment"),
        NoteKind.RECEIPT: _("a receipt"),
        NoteKind.INVITATION: _("an invitation from the main laptop"),
        NoteKind.JOINING: _("a day laptop's answer to an invitation"),
        NoteKind.TAKEN_IN: _("a laptop's word that it has taken records in"),
        NoteKind.NEW_KEY: _("a clinic's new key"),
        NoteKind.QUESTION: _("a question of headquarters"),
        NoteKind.REPLY: _("a clinic's reply to a question"),
    }
    return names[error.kind]


def _wrong_note(error: WrongNoteError) -> str:
    return _("This file is not {what}; nothing was taken from it. Choose another file.").format(
        what=_note_name(error)
    )


def _note_damaged(error: NoteDamagedError) -> str:
    return _(
        "The file should be {what}, and was changed or is signed by somebody else; nothing was "
        "taken from it. Ask for the file again."
    ).format(what=_note_name(error))


def _note_newer(error: NoteNewerError) -> str:
    return _(
        "The file is {what}, written by a newer version of this program; nothing was taken from "
        "it. Bring this computer's program up to date, then try again."
    ).format(what=_note_name(error))


def _phone_code(_error: PhoneCodeError) -> str:
    return _(
        "These eight symbols hold a slip of the tongue or the hand; nothing was changed. "
        "Ask headquarters to read them once more."
    )


SENTENCES: Sentences = {
    NotABundleError: _not_a_bundle,
    BundleTruncatedError: _truncated,
    BundleDamagedError: _damaged,
    BundleNewerError: _newer,
    WrongHeadquartersError: _wrong_headquarters,
    SignerMismatchError: _signer_mismatch,
    BundleTooLargeError: _too_large,
    ContentUnreadableError: _unreadable,
    ContentNotCanonicalError: _not_canonical,
    ContentKindError: _kind,
    CountsImpossibleError: _impossible,
    HistoryBrokenError: _history,
    WrongNoteError: _wrong_note,
    NoteDamagedError: _note_damaged,
    NoteNewerError: _note_newer,
    PhoneCodeError: _phone_code,
}
