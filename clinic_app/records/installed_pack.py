"""A rule pack that was installed at this clinic."""

from dataclasses import dataclass

from clinic_app.records.stamp import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledPack:
    """One installation. The same file may be installed, rolled back and installed again.

    Attributes:
        id: Random, 32 hex digits.
        version: As the pack names itself.
        sha256: Of the signed file, 64 hex digits.
        stamp: Who installed it, when.
        rolled_back: Who went back to the rules before, when; None while it stands.
    """

    id: str
    version: str
    sha256: str
    stamp: Stamp
    rolled_back: Stamp | None = None
