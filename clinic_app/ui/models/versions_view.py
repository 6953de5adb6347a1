"""A value that was written on two laptops, as its screen draws it."""

from dataclasses import dataclass

from clinic_app.workflows.two_versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One of the values that stand.

    Attributes:
        version: The value itself, handed back when it is picked.
        whose: The client, or the event.
        what: Of which record, and which part of it.
        value: In words.
        state: Whether the record shows it now, or it is there to be read only.
        detail: What it says that the record shown does not, one line each; mostly empty.
        refusal: Why it cannot be kept, and what to do instead; empty where it can.
    """

    version: Version
    whose: str
    what: str
    value: str
    state: str
    detail: str = ""
    refusal: str = ""
