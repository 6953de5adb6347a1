"""What each headline is called on paper and screens, at the clinic and at headquarters."""

from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.translation import gettext as _


def headline_words() -> dict[HeadlineCount, str]:
    """Return every headline in the reader's language, in the order of reports."""
    return {
        HeadlineCount.HELPED: _("People helped to apply for TPS"),
        HeadlineCount.SCREENED: _("People screened, not helped to apply"),
        HeadlineCount.SERVED_AT_NO_COST: _("People served at no cost"),
        HeadlineCount.SERVED_IN_YEAR: _("Clients served, each once in a calendar year"),
        HeadlineCount.SERVED_IN_YEAR_AT_NO_COST: _(
            "Clients served at no cost, each once in a calendar year"
        ),
        HeadlineCount.SCREENINGS: _("Screenings held"),
        HeadlineCount.APPLICATIONS_PREPARED: _("Applications prepared, any form"),
        HeadlineCount.REFERRALS: _("Referrals made"),
        HeadlineCount.APPEARANCES: _("Appearances"),
        HeadlineCount.APPEARANCES_DHS: _("Appearances before DHS"),
        HeadlineCount.APPEARANCES_COURT: _("Appearances before an immigration court"),
        HeadlineCount.APPEARANCES_BOARD: _("Appearances before the Board"),
        HeadlineCount.ADVICE: _("Advice given"),
        HeadlineCount.SERVICES_AT_NO_COST: _("Services at no cost"),
        HeadlineCount.FORM_I_821: _("Form I-821 prepared"),
        HeadlineCount.I_821_INITIAL: _("I-821, initial"),
        HeadlineCount.I_821_LATE_INITIAL: _("I-821, late initial"),
        HeadlineCount.I_821_REREGISTRATION: _("I-821, re-registration"),
        HeadlineCount.FORM_I_765: _("Form I-765 prepared"),
        HeadlineCount.FORM_I_912: _("Form I-912 prepared"),
        HeadlineCount.FORM_I_601: _("Form I-601 prepared"),
        HeadlineCount.FORM_I_131: _("Form I-131 prepared"),
        HeadlineCount.FORM_G_28: _("Form G-28 prepared"),
        HeadlineCount.FORM_OTHER: _("Other forms prepared"),
        HeadlineCount.KYR_EVENTS: _("Know Your Rights sessions"),
        HeadlineCount.KYR_ATTENDANCE: _("Know Your Rights attendance, heads"),
        HeadlineCount.KYR_TRAINED: _("Trained to hold sessions, heads"),
        HeadlineCount.REPRESENTATIVES_PARTIAL: _("Representatives, partial accreditation"),
        HeadlineCount.REPRESENTATIVES_FULL: _("Representatives, full accreditation"),
        HeadlineCount.REPRESENTATIVES_NEW: _("Representatives newly accredited"),
        HeadlineCount.REPRESENTATIVES_RENEWED: _("Accreditations renewed"),
        HeadlineCount.REPRESENTATIVES_EXPIRING: _("Accreditations that end within 180 days"),
    }
