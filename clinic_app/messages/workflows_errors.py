"""Words for what the room ``workflows`` expects may fail."""

from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.workflows import errors


def _passphrase_too_weak(error: errors.PassphraseTooWeakError) -> str:
    return _(
        "This passphrase is too easy to guess. "
        "Take the six suggested words, or write at least {count} letters, digits and spaces, "
        "not the same ones over and over."
    ).format(count=error.least_characters)


def _name_missing(error: errors.NameMissingError) -> str:
    match error.of:
        case "clinic":
            return _("The clinic has no name. Write the name as clients know it.")
        case "worker":
            return _("The worker has no name. Write the name as it stands under a decision.")
        case "sign_in":
            return _(
                "There is no short name for unlocking. Write one, such as a first name or initials."
            )
        case "event":
            return _("The session has no place. Write where it is, or who hosts it.")
        case _:
            return _("The name is empty. Write a name, or choose “No, count only”.")


def _clinic_code(_error: errors.ClinicCodeError) -> str:
    return _(
        "This is not a clinic code. "
        "Write 2 to 20 letters, digits and hyphens, as headquarters gave them."
    )


def _folder_not_empty(_error: errors.FolderNotEmptyError) -> str:
    return _(
        "The folder is not empty, so nothing was written there. Name a new or an empty folder."
    )


def _county(_error: errors.CountyError) -> str:
    return _(
        "There is no county of that name in the list. "
        "Type its first letters and choose it, or leave the field empty."
    )


def _birth_date(_error: errors.BirthDateError) -> str:
    return _(
        "The birth date lies in the future, or more than 130 years back. "
        "Look at the year, or leave the field empty where the date is not known."
    )


def _consent_stands(_error: errors.ConsentStandsError) -> str:
    return _(
        "A finished screening of this client is kept, so the record cannot become a count only. "
        "Withdraw the client with the reason instead."
    )


def _answers_not_kept(_error: errors.AnswersNotKeptError) -> str:
    return _(
        "This client wants no record, so no answers are kept. "
        "Screen them in one go, and print the checklist before they leave."
    )


def _paper_in_future(_error: errors.PaperInFutureError) -> str:
    return _("No paper shows a month that is still to come. Look at the first month again.")


def _paper_number(_error: errors.PaperNumberError) -> str:
    return _(
        "The note looks like the number of a paper, and such numbers are never kept. "
        "Write what the paper is instead, such as “from the landlord”."
    )


def _consent_given(_error: errors.ConsentGivenError) -> str:
    return _(
        "This client agreed to a record, so the screening is kept with its answers. "
        "Begin a new screening from the client's file."
    )


def _unknown_country(_error: errors.UnknownCountryError) -> str:
    return _("No country is named. Choose the country whose TPS the client asks about.")


def _already_finished(_error: errors.AlreadyFinishedError) -> str:
    return _(
        "This is finished and never changes. "
        "If it is wrong, withdraw it with a reason and begin a new one."
    )


def _not_finished(_error: errors.NotFinishedError) -> str:
    return _("This screening is still a draft. Finish it first; then decide.")


def _record_withdrawn(_error: errors.RecordWithdrawnError) -> str:
    return _("This record was withdrawn, so nothing more happens to it. Begin a new one instead.")


def _reason_missing(_error: errors.ReasonMissingError) -> str:
    return _("A record is withdrawn only with a reason. Write in a few words what is wrong.")


def _source_not_named(_error: errors.SourceNotNamedError) -> str:
    return _(
        "The rules do not know whether this TPS is in force today, so it goes on only on your "
        "word; nothing was signed. Write which source says so, and of which day."
    )


def _not_a_representative(_error: errors.NotARepresentativeError) -> str:
    return _(
        "Only an accredited representative who works here decides; nothing was signed. "
        "Lock the records and let the representative unlock with their own passphrase."
    )


def _accreditation_not_yet(error: errors.AccreditationNotYetError) -> str:
    return _(
        "The accreditation begins on {day}, so nothing was signed. "
        "Ask another representative, or correct the dates under Clinic."
    ).format(day=error.granted.isoformat())


def _accreditation_expired(error: errors.AccreditationExpiredError) -> str:
    return _(
        "The accreditation ended on {day}, so nothing was signed. "
        "Ask another representative, or write the renewal under Clinic."
    ).format(day=error.expires.isoformat())


def _same_worker(_error: errors.SameWorkerError) -> str:
    return _(
        "Whoever prepared a screening does not sign it where somebody else can; nothing was "
        "signed. Ask the other representative to unlock and decide."
    )


def _already_decided(_error: errors.AlreadyDecidedError) -> str:
    return _(
        "This screening is decided already, and the decision stands. "
        "If it is wrong, withdraw the screening with a reason and screen again."
    )


def _not_two_files(_error: errors.NotTwoFilesError) -> str:
    return _(
        "These are not two files with a record, so nothing was changed. "
        "Go back to the list of possible duplicates and look again."
    )


def _merge_stands(_error: errors.MergeStandsError) -> str:
    return _(
        "This merge can no longer be undone: a month was closed since, or the file was merged "
        "again. If it was wrong, register the other person anew."
    )


def _service_incomplete(error: errors.ServiceIncompleteError) -> str:
    match error.field:
        case "form":
            return _(
                "The form does not fit what was done. "
                "Name a form for an application that was prepared, and for nothing else."
            )
        case "filing":
            return _(
                "The way of filing does not fit the form. "
                "Choose initial, late initial or re-registration for Form I-821 only."
            )
        case "before":
            return _(
                "Before whom does not fit what was done. "
                "Choose the office or court for an appearance, and for nothing else."
            )
        case _:
            return _(
                "Nobody is named for the referral, or somebody is named without one. "
                "Write to whom the client was referred, for a referral only."
            )


def _head_count(_error: errors.HeadCountError) -> str:
    return _(
        "The numbers cannot be right: one is below zero, or more were trained than came. "
        "Correct them, then save again."
    )


def _accreditation_dates(_error: errors.AccreditationDatesError) -> str:
    return _("The accreditation ends before it begins. Correct one of the two dates.")


def _switched_off(_error: errors.WorkerSwitchedOffError) -> str:
    return _(
        "This worker was switched off and cannot open the records. "
        "Ask somebody who works here to switch them on under Clinic."
    )


def _not_coordinator(_error: errors.NotCoordinatorError) -> str:
    return _(
        "Only a coordinator says who works here; nothing was changed. "
        "Lock the records and let the coordinator unlock with their own passphrase."
    )


def _last_worker(_error: errors.LastWorkerError) -> str:
    return _(
        "Nobody switches off themselves, or the last who can open the records. "
        "Add another worker first, and let them do it."
    )


def _come_back_day(_error: errors.ComeBackDayError) -> str:
    return _("The next date has passed already. Write a date from today on.")


def _clock_doubtful(error: errors.ClockDoubtfulError) -> str:
    return _(
        "This computer says {day}, which does not fit {other}, the newest day that the records "
        "or the rules know; nothing was closed. Set the computer's date; if it is right, a "
        "coordinator opens the window and says so."
    ).format(day=error.day.isoformat(), other=error.compared_with.isoformat())


def _demo_days(_error: errors.DemoDaysError) -> str:
    return _(
        "The days of the invented families end before they begin, or lie in the future. "
        "Give --from and --to in order, up to today."
    )


def _demo_goal(_error: errors.DemoGoalError) -> str:
    return _(
        "So many invented clients cannot be helped to apply in these days: no TPS was open to "
        "them. Give other days with --from and --to, and an empty folder."
    )


def _not_enrolled(_error: errors.DemoNotEnrolledError) -> str:
    return _(
        "Closed months are sealed for a headquarters, and none was named. "
        "Give its training enrolment file with --enrolment."
    )


SENTENCES: Sentences = {
    errors.PassphraseTooWeakError: _passphrase_too_weak,
    errors.NameMissingError: _name_missing,
    errors.ClinicCodeError: _clinic_code,
    errors.FolderNotEmptyError: _folder_not_empty,
    errors.BirthDateError: _birth_date,
    errors.CountyError: _county,
    errors.ConsentStandsError: _consent_stands,
    errors.AnswersNotKeptError: _answers_not_kept,
    errors.PaperInFutureError: _paper_in_future,
    errors.PaperNumberError: _paper_number,
    errors.ConsentGivenError: _consent_given,
    errors.UnknownCountryError: _unknown_country,
    errors.AlreadyFinishedError: _already_finished,
    errors.NotFinishedError: _not_finished,
    errors.RecordWithdrawnError: _record_withdrawn,
    errors.ReasonMissingError: _reason_missing,
    errors.SourceNotNamedError: _source_not_named,
    errors.NotARepresentativeError: _not_a_representative,
    errors.AccreditationNotYetError: _accreditation_not_yet,
    errors.AccreditationExpiredError: _accreditation_expired,
    errors.SameWorkerError: _same_worker,
    errors.AlreadyDecidedError: _already_decided,
    errors.NotTwoFilesError: _not_two_files,
    errors.MergeStandsError: _merge_stands,
    errors.ServiceIncompleteError: _service_incomplete,
    errors.HeadCountError: _head_count,
    errors.AccreditationDatesError: _accreditation_dates,
    errors.WorkerSwitchedOffError: _switched_off,
    errors.NotCoordinatorError: _not_coordinator,
    errors.LastWorkerError: _last_worker,
    errors.ComeBackDayError: _come_back_day,
    errors.ClockDoubtfulError: _clock_doubtful,
    errors.DemoDaysError: _demo_days,
    errors.DemoGoalError: _demo_goal,
    errors.DemoNotEnrolledError: _not_enrolled,
}
