"""Words for what headquarters expects may fail."""

from clinic_app.headquarters.conflict_errors import (
    ChainBrokenError,
    CloseContradictedError,
    ConflictsError,
    MonthLockedError,
    PastContradictedError,
)
from clinic_app.headquarters.errors import (
    CrowdNotValidError,
    EnrolmentAnsweredError,
    EnrolmentUnknownError,
    FileIsLinkError,
    FileNotReadError,
    FolderNotReadError,
    HeadquartersExistsError,
    HeadquartersMissingError,
    KeyRetiredError,
    KeysMissingError,
    KeyTakenError,
    MonthNotLockedError,
    MonthNotOverError,
    NewKeyForeignError,
    NotApartError,
    NothingToRevokeError,
    PassphrasesDifferError,
    PeriodError,
    RealBundleError,
    ReasonMissingError,
    ReceiptsNotWrittenError,
    TrainingBundleError,
)
from clinic_app.headquarters.inbox_errors import InnerFolderNotReadError
from clinic_app.headquarters.period import PeriodTooLongError
from clinic_app.headquarters.unlock_errors import (
    HeadquartersCodeError,
    HeadquartersPassphraseError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext


def _exists(error: HeadquartersExistsError) -> str:
    return _(
        "The folder {folder} holds a headquarters already, or a part of one; nothing was "
        "changed. Choose a new or empty folder."
    ).format(folder=error.folder)


def _missing(error: HeadquartersMissingError) -> str:
    return _(
        "The folder {folder} holds no headquarters. "
        "Look at the folder's name, or make one with “clinic-app hq init”."
    ).format(folder=error.folder)


def _keys_missing(error: KeysMissingError) -> str:
    return _(
        "The folder {folder} has a ledger, and the file of its keys is gone; without it no "
        "bundle can be opened. Bring headquarters.keys.json back from a copy."
    ).format(folder=error.folder)


def _wrong_passphrase(_error: HeadquartersPassphraseError) -> str:
    return _(
        "This passphrase does not open headquarters. Check the Caps Lock key and the keyboard "
        "language and type it again; compare a recovery code with its sheet, group by group."
    )


def _wrong_code(_error: HeadquartersCodeError) -> str:
    return _(
        "The recovery code was typed without a slip, but it belongs elsewhere or was replaced. "
        "Look for the sheet with this headquarters' name and the latest date."
    )


def _passphrases_differ(_error: PassphrasesDifferError) -> str:
    return _("The two passphrases are not the same; nothing was made. Type both again.")


def _enrolment_unknown(_error: EnrolmentUnknownError) -> str:
    return _(
        "This answer belongs to no enrolment of this headquarters; no key was accepted. "
        "Give the clinic a new enrolment file, and ask for the answer to that one."
    )


def _enrolment_answered(error: EnrolmentAnsweredError) -> str:
    return _(
        "{code} answered this enrolment before, with another key; the new key was not "
        "accepted. Call the clinic, then give it a new enrolment file."
    ).format(code=error.code)


def _key_taken(error: KeyTakenError) -> str:
    return _(
        "The key in this answer is that of {code}; it was not accepted for a second clinic. "
        "Ask the clinic to answer from its own vault."
    ).format(code=error.code)


def _not_apart(_error: NotApartError) -> str:
    return _(
        "No bundle that is kept apart begins so, or more than one does; nothing was changed. "
        "Look at the list again, and give the first twelve signs of its file."
    )


def _reason_missing(_error: ReasonMissingError) -> str:
    return _(
        "A reason is needed, on one line of at most 200 letters; nothing was changed. Write in a "
        "few words why, or what the clinic said."
    )


def _month_not_over(error: MonthNotOverError) -> str:
    return _(
        "{month} is not over; nothing was locked. Approve it once its clinics have closed it."
    ).format(month=error.label)


def _month_not_locked(error: MonthNotLockedError) -> str:
    return _(
        "{month} is not locked; nothing was changed. Look at the months again, and name one "
        "that is."
    ).format(month=error.label)


def _key_retired(error: KeyRetiredError) -> str:
    return _(
        "The key in this answer is an old one of {code}, replaced or revoked since; it was not "
        "accepted. Write the clinic a new enrolment file: its program answers with a new key."
    ).format(code=error.code)


def _nothing_to_revoke(error: NothingToRevokeError) -> str:
    return _(
        "No key of a clinic {code} is accepted, so nothing was revoked. Look at the list of "
        "clinics, and give a code as it stands there."
    ).format(code=error.code)


def _new_key_foreign(_error: NewKeyForeignError) -> str:
    return _(
        "The old key that signed for a new one speaks for no clinic here; the new key was not "
        "accepted. Call the clinic, then give it a new enrolment file."
    )


def _crowd(_error: CrowdNotValidError) -> str:
    return _(
        "The smallest crowd is a number from 5 to 1,000; nothing was changed. Below five, people "
        "could be found behind the numbers."
    )


def _period(_error: PeriodError) -> str:
    return _(
        "The last month lies before the first one, so nothing was done. Exchange the two months."
    )


def _period_too_long(_error: PeriodTooLongError) -> str:
    return _(
        "The period holds more than fifty years, so nothing was done. Look at the years of its "
        "two months."
    )


def _receipts(error: ReceiptsNotWrittenError) -> str:
    return ngettext(
        "What was found was taken in, and {count} receipt could not be written into {folder}. "
        "See whether the stick is locked or full, then collect again.",
        "What was found was taken in, and {count} receipts could not be written into {folder}. "
        "See whether the stick is locked or full, then collect again.",
        error.missing,
    ).format(count=error.missing, folder=error.folder)


def _training(_error: TrainingBundleError) -> str:
    return _(
        "The bundle counts invented families, and this headquarters counts real people; nothing "
        "of it was counted. Collect it at a training headquarters."
    )


def _real(_error: RealBundleError) -> str:
    return _(
        "The bundle counts real people, and this is a training headquarters; nothing of it was "
        "counted. Collect it at the real one."
    )


def _not_read(_error: FileNotReadError) -> str:
    return _(
        "The file could not be read; nothing of it was counted. "
        "See whether the stick is still in, then collect again."
    )


def _is_link(_error: FileIsLinkError) -> str:
    return _(
        "This is no file but a link to one that lies elsewhere; nothing of it was read or "
        "counted. Ask the clinic to put the file itself there."
    )


def _folder_not_read(_error: FolderNotReadError) -> str:
    return _(
        "The folder could not be read to its end; what was taken in before stays. "
        "See whether the stick is still in, then collect again."
    )


def _inner_folder_not_read(_error: InnerFolderNotReadError) -> str:
    return _(
        "This folder could not be read; what lies beside it was taken in. "
        "See whether you may open it and whether the stick is still in, then collect again."
    )


def _close_contradicted(_error: CloseContradictedError) -> str:
    return _(
        "Another bundle for the same close, with other content, was taken in before; this one "
        "is kept apart and counts nowhere. Call the clinic: its vault may have been copied."
    )


def _past_contradicted(_error: PastContradictedError) -> str:
    return _(
        "An earlier month reads differently in this bundle from what was taken in before; it is "
        "kept apart and counts nowhere. Call the clinic: its vault may have been put back."
    )


def _month_locked(error: MonthLockedError) -> str:
    return ngettext(
        "The bundle brings {months}, approved and locked without it; it is kept apart and counts "
        "nowhere. Unlock the month with a reason and collect again, or note why it stays out.",
        "The bundle brings {months}, approved and locked without it; it is kept apart and counts "
        "nowhere. Unlock all of them with a reason and collect again, or note why it stays out.",
        len(error.labels),
    ).format(months=", ".join(error.labels))


def _conflicts(_error: ConflictsError) -> str:
    return _(
        "The bundle contradicts what was taken in or brings a locked month, and so many of its "
        "clinic lie apart already that it was left where it is; it counts nowhere. Call the "
        "clinic, settle what lies apart, then collect again."
    )


def _chain_broken(_error: ChainBrokenError) -> str:
    return _(
        "The bundle does not lead on from what was taken in before; it is kept apart and counts "
        "nowhere. Call the clinic: its vault may have been copied or put back."
    )


SENTENCES: Sentences = {
    HeadquartersExistsError: _exists,
    HeadquartersMissingError: _missing,
    KeysMissingError: _keys_missing,
    HeadquartersPassphraseError: _wrong_passphrase,
    HeadquartersCodeError: _wrong_code,
    PassphrasesDifferError: _passphrases_differ,
    EnrolmentUnknownError: _enrolment_unknown,
    EnrolmentAnsweredError: _enrolment_answered,
    KeyTakenError: _key_taken,
    NotApartError: _not_apart,
    ReasonMissingError: _reason_missing,
    MonthNotOverError: _month_not_over,
    MonthNotLockedError: _month_not_locked,
    KeyRetiredError: _key_retired,
    NothingToRevokeError: _nothing_to_revoke,
    NewKeyForeignError: _new_key_foreign,
    CrowdNotValidError: _crowd,
    PeriodError: _period,
    PeriodTooLongError: _period_too_long,
    ReceiptsNotWrittenError: _receipts,
    TrainingBundleError: _training,
    RealBundleError: _real,
    FileIsLinkError: _is_link,
    FileNotReadError: _not_read,
    FolderNotReadError: _folder_not_read,
    InnerFolderNotReadError: _inner_folder_not_read,
    CloseContradictedError: _close_contradicted,
    PastContradictedError: _past_contradicted,
    MonthLockedError: _month_locked,
    ConflictsError: _conflicts,
    ChainBrokenError: _chain_broken,
}
