"""Records that are newer than these, of which another laptop of the clinic knows.

Where a whole folder was put back from an older copy, its key file is as old as its records and
tells nothing. But what was handed over since, another laptop has taken in: its word names a file
that these records never made.
"""

from clinic_app.bundles.laptop_file import TakenIn
from clinic_app.records.laptop import Direction, HandOff, Laptop
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import own_laptop
from clinic_app.workflows.session import Session


def noticed(session: Session, opened: OpenVault, laptop: Laptop, told: TakenIn) -> int:
    """Return the number of the newest file that *laptop* took in and these records do not know.

    It is kept in mind; 0 where there is none.

    Args:
        session: Whoever brought the word.
        opened: Of a worker with the representative key.
        laptop: Whose word it is.
        told: What it says; where it is to a key of before a restore, nothing is concluded.
    """
    own_id = own_laptop.own_id(opened)
    if told.to != own_id:
        return 0
    unknown = [(number, sha256) for number, sha256 in told.files if not _knows(opened, sha256)]
    if not unknown:
        return 0
    number, sha256 = max(unknown)
    if opened.hand_offs.find(sha256) is None:
        newest, _hash = opened.hand_offs.newest(own_id, laptop.id, Direction.OUT)
        opened.hand_offs.add(
            HandOff(
                sha256=sha256,
                own_id=own_id,
                laptop_id=laptop.id,
                direction=Direction.OUT,
                number=max(number, newest + 1),
                units=0,
                sealed=None,
                stamp=session.stamp(),
                acknowledged=session.stamp(),
            )
        )
    return number


def are_known(opened: OpenVault) -> bool:
    """Whether another laptop has taken in what these records, as this station, know nothing of."""
    keys = opened.hand_offs.own_ids_of_unknown()
    is_ours = bool(keys) and own_laptop.current_part(opened) is not None
    return is_ours and own_laptop.own_id(opened) in keys


def _knows(opened: OpenVault, sha256: str) -> bool:
    found = opened.hand_offs.find(sha256)
    return found is not None and not found.is_unknown
