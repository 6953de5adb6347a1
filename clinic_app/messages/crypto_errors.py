"""Words for what the room ``crypto`` expects may fail."""

from clinic_app.crypto.keyring_errors import (
    CostOverCeilingError,
    FieldChangedError,
    KeyNotHeldError,
    KeyringDamagedError,
    KeyringNewerError,
    KeyringTamperedError,
    KeyringTruncatedError,
    LastSlotError,
    NotEnoughMemoryError,
    RecoveryCodeSlipError,
    SharesApartError,
    ShareSlipError,
    SignInNameTakenError,
    SignInNameTooLongError,
    SignInNameUnknownError,
    TooManySlotsError,
    WeakCostError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
    WrongSharesError,
)
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _damaged(_error: KeyringDamagedError) -> str:
    return _(
        "The key file is damaged; nothing was opened or changed. Put back a copy of the key file."
    )


def _truncated(_error: KeyringTruncatedError) -> str:
    return _(
        "The key file ends too early, as after a copy that was broken off; nothing was opened. "
        "Put back a whole copy of the key file."
    )


def _tampered(_error: KeyringTamperedError) -> str:
    return _(
        "Somebody changed the key file on purpose; nothing was opened. "
        "Put back a copy of the key file that you trust, and tell whoever looks after the computer."
    )


def _newer(_error: KeyringNewerError) -> str:
    return _(
        "The key file was written by a newer version of the program; nothing was opened. "
        "Install the newest version and try again."
    )


def _weak(_error: WeakCostError) -> str:
    return _(
        "The key file asks for less protection than this program allows; nothing was opened. "
        "It may have been changed on purpose: put back a copy that you trust."
    )


def _over_ceiling(_error: CostOverCeilingError) -> str:
    return _(
        "The key file asks for so much work that the computer would hang; nothing was opened. "
        "It may have been changed on purpose: put back a copy that you trust."
    )


def _no_memory(error: NotEnoughMemoryError) -> str:
    return _(
        "The computer has no {mebibytes} MB of memory to spare, which checking a passphrase needs. "
        "Close other programs and try again."
    ).format(mebibytes=error.mebibytes)


def _wrong_passphrase(_error: WrongPassphraseError) -> str:
    return _(
        "This passphrase does not fit. "
        "Check the name, the Caps Lock key and the keyboard language, and type it again."
    )


def _name_unknown(error: SignInNameUnknownError) -> str:
    return _("Nobody signs in as “{name}” here. Choose one of the names shown.").format(
        name=error.sign_in_name
    )


def _name_taken(error: SignInNameTakenError) -> str:
    return _("Somebody signs in as “{name}” already. Choose another sign-in name.").format(
        name=error.sign_in_name
    )


def _name_too_long(error: SignInNameTooLongError) -> str:
    return _(
        "The sign-in name is longer than {most} characters. Choose a short one, such as a nickname."
    ).format(most=error.most_characters)


def _too_many(error: TooManySlotsError) -> str:
    return _(
        "There is room for {most} ways to unlock, and all are taken. "
        "Remove a worker who has left, then add the new one."
    ).format(most=error.most)


def _last_slot(_error: LastSlotError) -> str:
    return _(
        "This is the last way of its kind to unlock everything, so it stays. "
        "Add another coordinator or representative first, then change this one."
    )


def _key_not_held(error: KeyNotHeldError) -> str:
    if error.key == REPRESENTATIVE_KEY:
        return _(
            "Your passphrase does not open legal notes and decisions. "
            "Lock the records and let a representative or coordinator unlock."
        )
    return _(
        "Your passphrase does not open the answers and findings of screenings. "
        "Lock the records and let a volunteer or representative unlock."
    )


def _field_changed(_error: FieldChangedError) -> str:
    return _(
        "A sealed part of a record was changed outside this program, so it is not shown. "
        "Restore the newest backup, and tell headquarters that somebody changed the file."
    )


def _code_slip(_error: RecoveryCodeSlipError) -> str:
    return _(
        "The recovery code was mistyped: it has 8 groups of 5 letters and digits. "
        "Compare it with the printed sheet, group by group."
    )


def _wrong_code(_error: WrongRecoveryCodeError) -> str:
    return _(
        "The recovery code was typed without a slip, but it belongs elsewhere or was replaced. "
        "Look for the sheet with this clinic's name and the latest date."
    )


def _share_slip(error: ShareSlipError) -> str:
    if error.number == 1:
        return _(
            "The first share was mistyped: it has 20 words. "
            "Compare it with its sheet, word by word; four letters of each are enough."
        )
    return _(
        "The second share was mistyped: it has 20 words. "
        "Compare it with its sheet, word by word; four letters of each are enough."
    )


def _shares_apart(_error: SharesApartError) -> str:
    return _(
        "The two shares do not belong together: it is the same one twice, or one is older. "
        "Take two sheets with different numbers and the same day."
    )


def _wrong_shares(_error: WrongSharesError) -> str:
    return _(
        "The two shares belong together, but they open other records or were replaced. "
        "Look for the sheets with this clinic's name and the latest day."
    )


SENTENCES: Sentences = {
    KeyringDamagedError: _damaged,
    KeyringTruncatedError: _truncated,
    KeyringTamperedError: _tampered,
    KeyringNewerError: _newer,
    WeakCostError: _weak,
    CostOverCeilingError: _over_ceiling,
    NotEnoughMemoryError: _no_memory,
    WrongPassphraseError: _wrong_passphrase,
    SignInNameUnknownError: _name_unknown,
    SignInNameTakenError: _name_taken,
    SignInNameTooLongError: _name_too_long,
    TooManySlotsError: _too_many,
    LastSlotError: _last_slot,
    KeyNotHeldError: _key_not_held,
    FieldChangedError: _field_changed,
    RecoveryCodeSlipError: _code_slip,
    WrongRecoveryCodeError: _wrong_code,
    ShareSlipError: _share_slip,
    SharesApartError: _shares_apart,
    WrongSharesError: _wrong_shares,
}
