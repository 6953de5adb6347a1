"""A service: one thing done for a client on a day."""

from dataclasses import dataclass
from enum import Enum

from clinic_app.records.stamp import Stamp, Withdrawal


class ServiceKind(Enum):
    """What was done. Source: 8 CFR 1292.14(b)(2)."""

    APPLICATION_PREPARED = "application_prepared"
    REFERRAL = "referral"
    APPEARANCE = "appearance"
    ADVICE = "advice"


class Form(Enum):
    """The form of an application that was prepared."""

    I_821 = "I-821"
    I_765 = "I-765"
    I_912 = "I-912"
    I_601 = "I-601"
    I_131 = "I-131"
    G_28 = "G-28"
    OTHER = "other"


class FilingKind(Enum):
    """How an I-821 is filed."""

    INITIAL = "initial"
    LATE_INITIAL = "late_initial"
    REREGISTRATION = "reregistration"


class AppearanceBefore(Enum):
    """Before whom a representative appeared."""

    DHS = "dhs"
    IMMIGRATION_COURT = "immigration_court"
    BOARD = "board"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One thing done for a client on a day (the stamp's day), at the stamp's site.

    Attributes:
        form: Only for an application prepared.
        filing: Only for an I-821.
        before: Only for an appearance.
        referred_to: Only for a referral: to whom, in the worker's words.
        at_no_cost: Whether the client paid nothing.
    """

    id: str
    client_id: str
    kind: ServiceKind
    form: Form | None = None
    filing: FilingKind | None = None
    before: AppearanceBefore | None = None
    referred_to: str = ""
    at_no_cost: bool
    stamp: Stamp
    withdrawn: Withdrawal | None = None
