"""Words for what may go wrong between the laptops of one clinic."""

from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.workflows.laptop_errors import (
    AnswerForAnotherError,
    ClientOutError,
    CodeUnknownError,
    DayLaptopError,
    FileOutError,
    ForgetAtMainError,
    HandedOverError,
    HandOffBrokenError,
    HandOffForkedError,
    HandOffMissingError,
    HandOffStoppedError,
    LaptopAnsweredAnewError,
    LaptopKindError,
    LaptopLostError,
    LaptopOfAnotherClinicError,
    LaptopUnknownError,
    MainLaptopError,
    NoMainLaptopError,
    NothingToHandOverError,
    NotMainLaptopError,
    OlderThanLaptopError,
    OwnNoteError,
    RestoredPartError,
    VersionGoneError,
)


def _handed_over(error: HandedOverError) -> str:
    return _(
        "This record was handed over to the laptop “{laptop}”: it can be read here and changed "
        "only there. Write the change down on that laptop."
    ).format(laptop=error.laptop)


def _client_out(error: ClientOutError) -> str:
    return _(
        "“{code}” was handed over to the laptop “{laptop}”, and a household goes out as a whole; "
        "nobody was handed out. Let that laptop hand over, take it in here, then hand out."
    ).format(code=error.code, laptop=error.laptop)


def _file_out(error: FileOutError) -> str:
    return _(
        "The laptop “{laptop}” holds one of the two files, so they cannot become one yet; nothing "
        "was changed. Let it hand over, take that in, and say it then. That they are two people "
        "can be said now."
    ).format(laptop=error.laptop)


def _day_laptop(error: DayLaptopError) -> str:
    return _(
        "This is a day laptop: only the main laptop “{main}” closes months, enrols and invites. "
        "Hand the records over and go on there."
    ).format(main=error.main)


def _forget_at_main(error: ForgetAtMainError) -> str:
    return _(
        "What this client counted would be lost, for the main laptop has not taken everything in; "
        "nothing was deleted. Hand over, take back the word of “{main}”, and delete it there too."
    ).format(main=error.main)


def _main_laptop(_error: MainLaptopError) -> str:
    return _(
        "This laptop keeps the clinic's counts, so it cannot become a day laptop; nothing was "
        "changed. Choose a laptop that let in no other, closed no month and has no headquarters."
    )


def _no_main(_error: NoMainLaptopError) -> str:
    return _(
        "This laptop is no day laptop, so there is nobody to hand records to. "
        "Take in the main laptop's invitation first."
    )


def _not_main(_error: NotMainLaptopError) -> str:
    return _(
        "This laptop has invited no other, so nothing can be taken in from one. "
        "Invite the day laptop first, or take the stick to the main laptop."
    )


def _restored(_error: RestoredPartError) -> str:
    return _(
        "These records were restored from a backup, so the keys of this laptop may be at work "
        "elsewhere. Invite the other laptops again, or take in a new invitation."
    )


def _of_another_clinic(error: LaptopOfAnotherClinicError) -> str:
    return _(
        "The file comes from a laptop of the clinic {code}, and this one belongs to {own_code}; "
        "nothing was taken from it. Choose the file of a laptop of this clinic."
    ).format(code=error.code, own_code=error.own_code)


def _kind(_error: LaptopKindError) -> str:
    return _(
        "One of the two laptops holds invented families for training and the other real people; "
        "nothing was taken from the file. They never mix: choose another laptop."
    )


def _answer_for_another(_error: AnswerForAnotherError) -> str:
    return _(
        "The answer is meant for another main laptop, or for this one before it was restored; "
        "nothing was changed. Invite the day laptop again."
    )


def _own_note(_error: OwnNoteError) -> str:
    return _(
        "This laptop wrote the file itself; nothing was taken from it. "
        "Take the file to the other laptop."
    )


def _nothing(_error: NothingToHandOverError) -> str:
    return _(
        "There is nothing to hand over: the main laptop has everything that is final. "
        "Register a client, or make the count of an event final first."
    )


def _code_unknown(error: CodeUnknownError) -> str:
    return _(
        "Nobody here has the come-back code {code}; nothing was handed out. "
        "Look the client up, and type the codes with spaces between."
    ).format(code=error.code)


def _lost(error: LaptopLostError) -> str:
    return _(
        "The laptop “{laptop}” was said to be lost, so nobody is handed out to it. Where it was "
        "found, restore its records from a backup and let it in again; or choose another."
    ).format(laptop=error.laptop)


def _answered_anew(error: LaptopAnsweredAnewError) -> str:
    return _(
        "The laptop “{laptop}” answered anew since and has another key, so it could not open what "
        "goes to this one; nobody was handed out. Choose its newest line."
    ).format(laptop=error.laptop)


def _unknown(_error: LaptopUnknownError) -> str:
    return _(
        "The file is signed by a laptop that was never accepted here; nothing was taken from it. "
        "Take in that laptop's answer first, and compare its fingerprint."
    )


def _forked(error: HandOffForkedError) -> str:
    if error.is_main:
        words = _(
            "Another hand-off with the number {number} came from the main laptop before: its "
            "records were copied, or an older copy was put back. Nothing was taken in; take the "
            "stick back and take in the word on it there, which says what to do."
        )
        return words.format(number=error.number)
    return _(
        "Another hand-off with the number {number} came from this laptop before: its records were "
        "copied. Nothing was taken in; let that laptop answer a new invitation, then hand over "
        "again."
    ).format(number=error.number)


def _broken(_error: HandOffBrokenError) -> str:
    return _(
        "The program met a mistake of its own in this file; nothing of it was taken in, and the "
        "others were. Keep the file, and let whoever looks after the program know."
    )


def _missing(error: HandOffMissingError) -> str:
    return _(
        "Hand-off number {number} of this laptop comes first and is not on the stick; nothing of "
        "this one was taken in. Write the hand-offs onto the stick again from that laptop. If it "
        "has that one no more, let it answer a new invitation, then hand over again."
    ).format(number=error.number)


def _older_than_laptop(error: OlderThanLaptopError) -> str:
    return _(
        "“{laptop}” has taken in hand-off number {number} of this laptop, which is not in these "
        "records: an older copy of them was put back. Lock now, and put the newer ones back; if "
        "they are lost, go on with these as a new station: the next unlocking asks."
    ).format(laptop=error.laptop, number=error.number)


def _version_gone(_error: VersionGoneError) -> str:
    return _(
        "This value stands no longer, because somebody picked meanwhile. Look at the list again."
    )


def _stopped(_error: HandOffStoppedError) -> str:
    return _("It was stopped, and everything is as it was. Start again when there is time.")


SENTENCES: Sentences = {
    HandedOverError: _handed_over,
    ClientOutError: _client_out,
    FileOutError: _file_out,
    DayLaptopError: _day_laptop,
    ForgetAtMainError: _forget_at_main,
    MainLaptopError: _main_laptop,
    NoMainLaptopError: _no_main,
    NotMainLaptopError: _not_main,
    RestoredPartError: _restored,
    LaptopOfAnotherClinicError: _of_another_clinic,
    LaptopKindError: _kind,
    AnswerForAnotherError: _answer_for_another,
    OwnNoteError: _own_note,
    NothingToHandOverError: _nothing,
    CodeUnknownError: _code_unknown,
    LaptopLostError: _lost,
    LaptopAnsweredAnewError: _answered_anew,
    LaptopUnknownError: _unknown,
    HandOffForkedError: _forked,
    HandOffBrokenError: _broken,
    HandOffMissingError: _missing,
    OlderThanLaptopError: _older_than_laptop,
    VersionGoneError: _version_gone,
    HandOffStoppedError: _stopped,
}
