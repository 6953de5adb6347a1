"""What legal tests, routes and decisions are called, in a worker's words."""

from clinic_app.records.screening import Ruling
from clinic_app.screening.engine import TEST_NAMES
from clinic_app.screening.outcome import Status, Track
from clinic_app.screening.rule_pack import RulePack
from clinic_app.translation import gettext as _


def test_words(test: str) -> str:
    """Return what a legal test is called."""
    return TEST_NAMES.get(test, test.replace("_", " ").capitalize())


def country_words(country: str, pack: RulePack) -> str:
    """Return a country's name; what was typed for one that is not in the rules."""
    law = pack.country(country)
    return law.name if law is not None else country


def status_word(status: Status) -> str:
    """Return what a test says, in a word or two."""
    match status:
        case Status.MET:
            return _("met")
        case Status.NOT_MET:
            return _("not met")
        case Status.NEEDS_REVIEW:
            return _("needs review")
        case Status.UNKNOWN:
            return _("unknown")


def track_words(track: Track) -> str:
    """Return what a filing route is called."""
    match track:
        case Track.INITIAL:
            return _("Initial registration")
        case Track.LATE_INITIAL:
            return _("Late initial registration")
        case Track.REREGISTRATION:
            return _("Re-registration")
        case Track.ALREADY_PENDING:
            return _("An application is already pending")
        case Track.ALREADY_GRANTED:
            return _("TPS is already granted")
        case Track.NONE:
            return _("No filing route")


def ruling_words(ruling: Ruling) -> str:
    """Return what was decided."""
    match ruling:
        case Ruling.ACCEPT:
            return _("Accepted")
        case Ruling.MORE_PAPERS:
            return _("More papers are needed")
        case Ruling.REFER:
            return _("Referred to somebody else")
        case Ruling.DECLINE:
            return _("Declined")
