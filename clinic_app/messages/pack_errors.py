"""Words for what may be wrong with a rule pack that somebody brings."""

from clinic_app.bundles.pack_errors import (
    NotASignedPackError,
    PackContentError,
    PackFileNewerError,
    PackSignatureError,
    PackTruncatedError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.workflows.rules_errors import (
    ConfirmedDaysError,
    KeyNotNamedError,
    NoRuleKeyError,
    NoRulePackThereError,
    NothingToRollBackError,
    NotUnconfirmedError,
    ReadTooLongAgoError,
    RulesAtDayLaptopError,
    RulesNotNewerError,
    ScenariosFailError,
)


def _not_a_pack(_error: NotASignedPackError) -> str:
    return _(
        "This file is no signed rule pack; the rules stay as they are. "
        "Look for the file from headquarters whose name ends in .rulepack."
    )


def _newer(_error: PackFileNewerError) -> str:
    return _(
        "These rules were written for a newer version of this program; the rules stay as they "
        "are. Bring the program up to date, then install them."
    )


def _truncated(_error: PackTruncatedError) -> str:
    return _(
        "The rule pack was not copied whole; the rules stay as they are. "
        "Copy it to the stick again."
    )


def _signature(_error: PackSignatureError) -> str:
    return _(
        "The rule pack does not carry the signature of your headquarters, or was changed after "
        "it was signed; the rules stay as they are. Ask headquarters for the file again."
    )


def _content(error: PackContentError) -> str:
    if error.path:
        return _(
            "The rule pack holds something that may not be in one: {path}. "
            "The rules stay as they are; tell headquarters."
        ).format(path=error.path)
    return _(
        "The rule pack is larger than a rule pack may be, or not what its list says. "
        "The rules stay as they are; tell headquarters."
    )


def _no_key(_error: NoRuleKeyError) -> str:
    return _(
        "This clinic is not enrolled at a headquarters, so nobody's signature can be checked; "
        "the rules stay as they are. Enrol it under Clinic, Headquarters, or update the program."
    )


def _at_day_laptop(_error: RulesAtDayLaptopError) -> str:
    return _(
        "Only the main laptop is enrolled at headquarters, so a day laptop can check nobody's "
        "signature; the rules stay as they are. Newer ones come with a newer version of the "
        "program: update it here."
    )


def _key_not_named(_error: KeyNotNamedError) -> str:
    return _(
        "A signed file is believed only with the key of its headquarters, and none is named. "
        "Name headquarters' enrolment file: --enrolment FILE."
    )


def _none_there(_error: NoRulePackThereError) -> str:
    return _(
        "There are no rules in that folder; nothing was changed. "
        "Look for a file whose name ends in .rulepack."
    )


def _not_newer(error: RulesNotNewerError) -> str:
    return _(
        "Rules {version} are not newer than rules {own_version}, which are at work; nothing was "
        "changed. Ask headquarters whether there are newer ones."
    ).format(version=error.version, own_version=error.own_version)


def _scenarios(error: ScenariosFailError) -> str:
    what = ngettext(
        "{count} scenario that these rules bring does not come out, {first}; they were not "
        "installed.",
        "{count} scenarios that these rules bring do not come out, {first} first; they were not "
        "installed.",
        error.count,
    ).format(count=error.count, first=error.first)
    return what + " " + _("Update the program, or tell headquarters.")


def _nothing_to_roll_back(_error: NothingToRollBackError) -> str:
    return _(
        "The rules at work came with the program; there are none before them. Nothing was changed."
    )


def _not_unconfirmed(_error: NotUnconfirmedError) -> str:
    return _(
        "The rules know where this designation stands, or no single notice could settle it; "
        "nothing was confirmed. Look at the list of what they could not confirm."
    )


def _read_too_long_ago(error: ReadTooLongAgoError) -> str:
    return ngettext(
        "The day on which it was read lies in the future, or more than {count} day back; nothing "
        "was confirmed. Read the source again, and write that day.",
        "The day on which it was read lies in the future, or more than {count} days back; nothing "
        "was confirmed. Read the source again, and write that day.",
        error.most_days,
    ).format(count=error.most_days)


def _confirmed_days(_error: ConfirmedDaysError) -> str:
    return _(
        "The last day lies in the past, or the re-registration period ends before it begins; "
        "nothing was confirmed. Copy the days from the source once more."
    )


SENTENCES: Sentences = {
    ConfirmedDaysError: _confirmed_days,
    NotUnconfirmedError: _not_unconfirmed,
    ReadTooLongAgoError: _read_too_long_ago,
    KeyNotNamedError: _key_not_named,
    NoRuleKeyError: _no_key,
    RulesAtDayLaptopError: _at_day_laptop,
    NoRulePackThereError: _none_there,
    NothingToRollBackError: _nothing_to_roll_back,
    RulesNotNewerError: _not_newer,
    ScenariosFailError: _scenarios,
    NotASignedPackError: _not_a_pack,
    PackFileNewerError: _newer,
    PackTruncatedError: _truncated,
    PackSignatureError: _signature,
    PackContentError: _content,
}
