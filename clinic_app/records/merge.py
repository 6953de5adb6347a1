"""Two files that turned out to be of one person: which stands, and the way back."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from clinic_app.records.client import Client
from clinic_app.records.stamp import Stamp
from clinic_app.tallies.breakdowns import Gender


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What of a client may be taken from the other file."""

    name: str
    birth_date: date | None
    phone: str
    gender: Gender | None
    language: str
    needs_interpreter: bool
    county: str
    come_back_on: date | None
    come_back_note: str

    @classmethod
    def of(cls, client: Client) -> "Said":
        """Return what *client* says."""
        return cls(**{field.name: getattr(client, field.name) for field in fields(cls)})

    def onto(self, client: Client) -> Client:
        """Return *client* saying this."""
        said: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(client, **said)


@dataclass(frozen=True, slots=True)
class WayBack:
    """What the file that stands said before the merge, and after it."""

    before: Said
    after: Said

    def taken_by(self, client: Client) -> Client:
        """Return *client* as before, but for what was corrected since."""
        now = Said.of(client)
        back = {
            field.name: getattr(self.before, field.name)
            for field in fields(Said)
            if getattr(now, field.name) == getattr(self.after, field.name)
        }
        return replace(now, **back).onto(client)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One file was taken into another.

    Nothing of either is rewritten: the one that was taken in stays as it was, with its records
    and its come-back code, and the other stands for it.

    Attributes:
        kept_id: The client whose file stood then.
        merged_id: The client whose file was taken in.
        way_back: None once a month was closed: then it can no longer be undone.
        undone: None while it holds.
    """

    id: str
    kept_id: str
    merged_id: str
    stamp: Stamp
    way_back: WayBack | None = None
    undone: Stamp | None = None
