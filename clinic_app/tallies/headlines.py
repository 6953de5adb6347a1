"""Every number that may leave a clinic, each defined once."""

from enum import StrEnum


class HeadlineCount(StrEnum):
    """A headline: an exact number that leaves the clinic by declared policy.

    The names are a public interface: bundles and reports carry them. Days are clinic days,
    and a withdrawn record, or any record of a withdrawn client, counts nowhere.

    Source:
        What programs and 8 CFR 1292.14(b)(2) ask for; the exception for exact headlines is
        the count policy of this program.
    """

    HELPED = "helped"
    """Clients for whom at least one I-821 was prepared, initial, late or re-registration.

    A client counts once, however often seen.
    """

    SCREENED = "screened"
    """Clients with at least one finished screening who are not helped.

    A client who is helped later moves from here to helped, so this can go down.
    """

    SERVED_AT_NO_COST = "served_at_no_cost"
    """Clients with at least one service that cost them nothing. A client counts once."""

    SCREENINGS = "screenings"
    """Screenings finished; a client screened three times gives three."""

    APPLICATIONS_PREPARED = "applications_prepared"
    """Services: an application was prepared, on any form."""

    REFERRALS = "referrals"
    """Services: a client was referred to somebody else."""

    APPEARANCES = "appearances"
    """Services: a representative appeared for a client, before anybody."""

    APPEARANCES_DHS = "appearances_dhs"
    """Of the appearances, those before the Department of Homeland Security."""

    APPEARANCES_COURT = "appearances_court"
    """Of the appearances, those before an immigration court."""

    APPEARANCES_BOARD = "appearances_board"
    """Of the appearances, those before the Board of Immigration Appeals."""

    ADVICE = "advice"
    """Services: a representative gave advice."""

    SERVICES_AT_NO_COST = "services_at_no_cost"
    """Services of any kind that cost the client nothing."""

    FORM_I_821 = "form_i_821"
    """Of the applications prepared, those on Form I-821, however filed."""

    I_821_INITIAL = "i_821_initial"
    """Of the I-821, initial registrations."""

    I_821_LATE_INITIAL = "i_821_late_initial"
    """Of the I-821, late initial registrations."""

    I_821_REREGISTRATION = "i_821_reregistration"
    """Of the I-821, re-registrations."""

    FORM_I_765 = "form_i_765"
    """Of the applications prepared, those on Form I-765."""

    FORM_I_912 = "form_i_912"
    """Of the applications prepared, those on Form I-912."""

    FORM_I_601 = "form_i_601"
    """Of the applications prepared, those on Form I-601."""

    FORM_I_131 = "form_i_131"
    """Of the applications prepared, those on Form I-131."""

    FORM_G_28 = "form_g_28"
    """Of the applications prepared, those on Form G-28."""

    FORM_OTHER = "form_other"
    """Of the applications prepared, those on any other form."""

    KYR_EVENTS = "kyr_events"
    """Know Your Rights events finished."""

    KYR_ATTENDANCE = "kyr_attendance"
    """Heads counted at finished events. An attendance, not a person: nobody is linked."""

    KYR_TRAINED = "kyr_trained"
    """Heads trained at finished events to hold sessions themselves; never from attendance."""

    REPRESENTATIVES_PARTIAL = "representatives_partial"
    """Active representatives whose partial accreditation is in force on the month's last day.

    A renewal takes the place of what it renewed, and stands in a month before it as well that is
    closed only afterwards.
    """

    REPRESENTATIVES_FULL = "representatives_full"
    """Active representatives whose full accreditation is in force on the month's last day.

    A renewal stands in a month before it likewise.
    """

    REPRESENTATIVES_NEW = "representatives_new"
    """First accreditations granted since the clinic's first closed month.

    A renewal takes the place of the first accreditation in the records; from then on it is
    counted as renewed and no longer as new.
    """

    REPRESENTATIVES_RENEWED = "representatives_renewed"
    """Renewals granted since the clinic's first closed month."""

    REPRESENTATIVES_EXPIRING = "representatives_expiring"
    """Of the representatives whose accreditation is in force on the month's last day, those whose
    accreditation ends within 180 days after it, and who must ask for its renewal."""

    SERVED_IN_YEAR = "served_in_year"
    """Clients with a finished screening or any service in a calendar year.

    A client counts once in each such year, on the first such day of it.
    """

    SERVED_IN_YEAR_AT_NO_COST = "served_in_year_at_no_cost"
    """Clients with a service in a calendar year that cost them nothing; counted likewise."""


STANDING = frozenset(
    {
        HeadlineCount.REPRESENTATIVES_PARTIAL,
        HeadlineCount.REPRESENTATIVES_FULL,
        HeadlineCount.REPRESENTATIVES_EXPIRING,
    }
)
"""Headlines that say what stands on a day; every other one adds up over a period."""

YEARLY = frozenset({HeadlineCount.SERVED_IN_YEAR, HeadlineCount.SERVED_IN_YEAR_AT_NO_COST})
"""Headlines that count a person once in each calendar year."""

LEFT_FOR_OTHERS = frozenset({HeadlineCount.SCREENED, HeadlineCount.REPRESENTATIVES_NEW})
"""Headlines that also fall when nothing was corrected: whoever is helped was screened before, and
whoever has an accreditation renewed was newly accredited before."""

ADDED_LATER = frozenset({HeadlineCount.REPRESENTATIVES_EXPIRING}) | YEARLY
"""Headlines that closes of earlier versions lack: there they are unknown, and never 0."""

FIRST_HEADLINES = frozenset(HeadlineCount) - ADDED_LATER
"""The headlines of every close."""

EDITIONS = (FIRST_HEADLINES, frozenset(HeadlineCount) - YEARLY, frozenset(HeadlineCount))
"""The headlines that versions of the program released together, the oldest first."""
