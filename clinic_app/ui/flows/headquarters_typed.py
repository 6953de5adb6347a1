"""What is half-typed at headquarters: sealed while it is locked, and typed again afterwards.

Sealed to the headquarters' own key, it tells nothing to whoever takes the computer meanwhile.
"""

import msgspec

from clinic_app.crypto.sealing import SealBrokenError, seal
from clinic_app.headquarters.keys import HeadquartersKeys
from clinic_app.ui.flows.headquarters_desk import HeadquartersDesk
from clinic_app.ui.screens.headquarters_inbox import HeadquartersInboxScreen
from clinic_app.ui.words import headquarters_words as words

_INFO = b"clinic-app headquarters half-typed"


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the places of a desk, and which of them was shown.

    Attributes:
        inbox: What the inbox says until something is looked at again.
        question: The clinic, the month and the words.
        enrolled: Code and name of the next clinic.
        revoked: The clinic that is chosen, and the reason.
        leaving: Its last month, and why it left.
        settled: The bundle that is chosen, and what was found out.
        unlocked: The month, and the reason.
    """

    place: int
    inbox: str
    question: tuple[str, str, str]
    enrolled: tuple[str, str]
    revoked: tuple[str, str]
    leaving: tuple[str, str]
    settled: tuple[str, str]
    unlocked: tuple[str, str]


def sealed(desk: HeadquartersDesk) -> bytes:
    """Return what is half-typed at *desk*, for nobody but its headquarters."""
    asking, clinics, apart, months = desk.asking.screen, desk.clinics, desk.apart, desk.months
    typed = Typed(
        place=desk.screen.place,
        inbox=_inbox_words(desk.inbox),
        question=(asking.clinic.currentText(), asking.month.text(), asking.words.text()),
        enrolled=(clinics.code.text(), clinics.name.text()),
        revoked=(clinics.chosen, clinics.reason.text()),
        leaving=(clinics.leaving.month.text(), clinics.leaving.reason.text()),
        settled=(apart.chosen, apart.words.text()),
        unlocked=(months.month.text(), months.reason.text()),
    )
    return seal(msgspec.json.encode(typed), desk.headquarters.keys.opening.public, _INFO)


def unsealed(kept: bytes, keys: HeadquartersKeys) -> Typed | None:
    """Return what was kept; None where there is nothing, or another headquarters' words."""
    try:
        return msgspec.json.decode(keys.opening.open(kept, _INFO), type=Typed)
    except SealBrokenError:
        return None


def type_again(desk: HeadquartersDesk, typed: Typed) -> None:
    """Draw *typed* at a desk that was just opened, as if it were typed now."""
    asking, clinics, months = desk.asking.screen, desk.clinics, desk.months
    desk.inbox.show_nothing(typed.inbox)
    clinic, month, asked = typed.question
    asking.clinic.addItem(clinic)  # until the list comes, in which it stays chosen
    asking.clinic.setCurrentText(clinic)
    asking.month.setText(month)
    asking.words.setText(asked)
    code, name = typed.enrolled
    clinics.code.setText(code)
    clinics.name.setText(name)
    chosen, reason = typed.revoked
    clinics.choose(chosen)
    clinics.reason.setText(reason)
    month, reason = typed.leaving
    clinics.leaving.month.setText(month)
    clinics.leaving.reason.setText(reason)
    desk.apart.type_again(*typed.settled)
    month, reason = typed.unlocked
    months.month.setText(month)
    months.reason.setText(reason)
    desk.screen.open(typed.place)


def _inbox_words(inbox: HeadquartersInboxScreen) -> str:
    if inbox.is_collecting:
        return words.inbox_cut_off()
    return words.inbox_not_shown() if inbox.model.rowCount() else inbox.summary.text()
