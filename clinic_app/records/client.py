"""A client as the clinic keeps one."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.tallies.breakdowns import Gender


class Consent(Enum):
    """Whether the client allows the clinic to keep a record."""

    GIVEN = "given"
    REFUSED = "refused"  # tally only: no name, no birth date, no phone, no answers are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One person.

    Attributes:
        id: Random, 32 hex digits; never printed.
        code: The come-back code, four or more Crockford base32 symbols, such as ``7K3F``;
            unique in the vault and printed on what the client takes home.
        name: As the client wants it written; empty where consent is refused.
        household_id: The same for everybody of one household: the id of the client who was
            registered first; a client alone carries its own id.
        birth_date: None where unknown or not kept.
        language: BCP 47 tag of the language the client reads, such as ``ht``.
        gender: As the client said; None for one who did not.
        county: Where the client lives, five digits; empty where not said. Both are only ever
            counted in a crowd, and kept of a client who refuses a record too.
        come_back_on: The next date agreed with the client.
        come_back_note: What for, in the worker's words.
    """

    id: str
    code: str
    name: str
    household_id: str
    birth_date: date | None
    language: str
    needs_interpreter: bool
    consent: Consent
    phone: str = ""
    gender: Gender | None = None
    county: str = ""
    come_back_on: date | None = None
    come_back_note: str = ""
    registered: Stamp
    withdrawn: Withdrawal | None = None
