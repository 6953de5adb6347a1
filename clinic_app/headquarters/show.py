"""What one bundle says, without taking it in."""

import hashlib
import re
from dataclasses import dataclass

import msgspec

from clinic_app.bundles.file_name import BUNDLE_SUFFIX
from clinic_app.bundles.seal_file import OpenedFile, open_file
from clinic_app.crypto.signing import fingerprint
from clinic_app.headquarters.place import Headquarters

_NAME = re.compile(r"([A-Z0-9-]+)_[0-9]{4}-[0-9]{2}_([0-9]{1,9})_([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Shown:
    """An opened bundle, and whether its key is pinned to the clinic that it names."""

    file: OpenedFile
    is_signer_accepted: bool

    def as_json(self) -> str:
        """Return the payload as it is, and beside it what surrounds it."""
        content = msgspec.json.decode(self.file.payload)
        content["file"] = {
            "is_signer_accepted": self.is_signer_accepted,
            "payload_sha256": self.file.payload_sha256,
            "sha256": self.file.sha256,
            "signer": fingerprint(self.file.signer),
        }
        return msgspec.json.format(msgspec.json.encode(content), indent=2).decode()


def show(headquarters: Headquarters, unverified: bytes) -> Shown:
    """Open one bundle; nothing is counted.

    Raises:
        BundleError: It is damaged, or sealed for somebody else.
    """
    file = open_file(unverified, headquarters.keys.opening)
    with headquarters.ledger.reading() as opened:
        signer = opened.enrolments.signers().get(file.signer)
    is_accepted = signer is not None and signer.last is None and signer.code == file.tally.clinic
    return Shown(file, is_accepted)


def kept(headquarters: Headquarters, name: str) -> bytes | None:
    """Return the bundle that a report calls *name*, as it was taken in; None for any other name."""
    found = _NAME.fullmatch(name.removesuffix(BUNDLE_SUFFIX))
    if found is None:
        return None
    with headquarters.ledger.reading() as opened:
        raw = opened.sources.kept(found[1], int(found[2]))
    is_it = raw is not None and hashlib.sha256(raw).hexdigest().startswith(found[3])
    return raw if is_it else None
