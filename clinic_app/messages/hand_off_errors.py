"""Words for hand-offs between the laptops of one clinic that cannot be taken in."""

from clinic_app.hand_off.errors import (
    NotAParcelError,
    ParcelDamagedError,
    ParcelForAnotherError,
    ParcelNewerError,
    ParcelOlderError,
    ParcelTooLargeError,
    ParcelTruncatedError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _not_a_parcel(_error: NotAParcelError) -> str:
    return _("This file is not a hand-off of records; nothing was taken from it. Choose another.")


def _truncated(_error: ParcelTruncatedError) -> str:
    return _(
        "The hand-off was not copied whole; nothing was taken from it. "
        "Write it onto the stick again from the laptop that it comes from."
    )


def _damaged(_error: ParcelDamagedError) -> str:
    return _(
        "The hand-off was changed on its way; nothing was taken from it. "
        "Write it onto the stick again from the laptop that it comes from."
    )


def _newer(_error: ParcelNewerError) -> str:
    return _(
        "The hand-off comes from a newer version of this program; nothing was taken from it. "
        "Bring this laptop's program up to date, then try again."
    )


def _older(_error: ParcelOlderError) -> str:
    return _(
        "The hand-off comes from an older version of this program, which is no longer read; "
        "nothing was taken from it. Bring that laptop's program up to date and hand over again."
    )


def _for_another(_error: ParcelForAnotherError) -> str:
    return _(
        "The hand-off is sealed for another laptop or another clinic; nothing could be read of "
        "it. Take it to the laptop that it is meant for."
    )


def _too_large(error: ParcelTooLargeError) -> str:
    return _(
        "The hand-off is larger than {most} megabytes, which no honest one is; nothing was taken "
        "from it. Hand over fewer clients at once."
    ).format(most=error.most_bytes // 1024 // 1024)


SENTENCES: Sentences = {
    NotAParcelError: _not_a_parcel,
    ParcelTruncatedError: _truncated,
    ParcelDamagedError: _damaged,
    ParcelNewerError: _newer,
    ParcelOlderError: _older,
    ParcelForAnotherError: _for_another,
    ParcelTooLargeError: _too_large,
}
