"""Records that arrived and cannot stand beside what is here: kept, sealed, until a person says.

In its history such a record shows nothing, and what arrived stands beside that. So it is asked
about as any value that was written on two laptops: taken in as soon as there is room for it, or
left out for good, which is remembered.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace

from clinic_app.hand_off.record_parts import WHOLE, Record
from clinic_app.records.screening import Decision, Screening
from clinic_app.records.versions import History, Register
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.stores.screenings import digest_of
from clinic_app.workflows import adding_arrived
from clinic_app.workflows.adding_arrived import Refusals, record_in
from clinic_app.workflows.moving import new_version

LEFT_OUT = ""
"""What a history shows of a record that is not here; no record is spelled so."""

_ABOUT = "about"
"""Beside a decision that waits: which screening it is about, as Screenings.digest says."""


def is_waiting(history: History) -> bool:
    """Whether a history is of a record that is not here."""
    return WHOLE in history.parts and history.parts[WHOLE].value == LEFT_OUT


def merged(opened: OpenVault, arrived: History) -> History:
    """Return all that is known of a record that is not here; it waits already, mostly not."""
    known = opened.histories.get(arrived.record_id)
    return known.merged(arrived) if known is not None and is_waiting(known) else arrived


def to_try(history: History, arrived: History) -> Record | None:
    """Return what is to be put in; None where it was left out for good.

    Args:
        history: What is known of the record.
        arrived: What came of it now.
    """
    if not is_waiting(history):
        return record_in(history)
    stands = arrived.parts[WHOLE].value in history.parts[WHOLE].values
    return record_in(arrived) if stands else None


def abouts_of(records: Collection[Record]) -> Mapping[str, str]:
    """Return by its id what a decision about each of these screenings is about."""
    return {one.id: digest_of(one).hex() for one in records if isinstance(one, Screening)}


def about_of(record: Record, abouts: Mapping[str, str]) -> str:
    """Return what a record is about; empty for all but decisions."""
    return abouts.get(record.screening_id, "") if isinstance(record, Decision) else ""


def waiting(opened: OpenVault, history: History, about: str) -> History:
    """Return the history of a record that was refused, which waits from now on.

    What was here before and was forgotten, as papers are of whoever takes consent back, is not
    asked about again.
    """
    if is_waiting(history):
        return history
    known = opened.histories.get(history.record_id)
    if known is not None and _says_all(known, history):
        return left_out(known.merged(history))
    shown = history.showing({WHOLE: LEFT_OUT}, new_version())
    return replace(shown, parts={**shown.parts, _ABOUT: Register.of(about, new_version())})


def taken_in(history: History, value: str) -> History:
    """Return the history of a record that waited and is here now."""
    return _with_whole(history, history.parts[WHOLE].picked(value, new_version()))


def left_out(history: History) -> History:
    """Return the history of a record that waited and is not wanted."""
    return taken_in(history, LEFT_OUT)


def put_in(opened: OpenVault, history: History, value: str) -> None:
    """Keep a record that waited.

    Raises:
        ClinicError: See :func:`clinic_app.workflows.adding_arrived.add`; it waits on.
    """
    kept = taken_in(history, value)
    about = history.parts[_ABOUT].value if _ABOUT in history.parts else ""
    record = record_in(kept)
    adding_arrived.add(opened, record, about)
    if isinstance(record, Screening) and record.withdrawn is not None:
        opened.screenings.save(record)
    opened.histories.save(kept)


def put_in_all(opened: OpenVault, client_id: str) -> None:
    """Keep of a client whatever waited for room that is there now."""
    found = opened.histories.open_of(opened.merges.ids_of(client_id))
    for history in sorted(found, key=lambda one: one.kind == "decision"):  # after what it is about
        values = [one for one in history.parts[WHOLE].values if one] if is_waiting(history) else []
        if len(values) == 1:
            with suppress(*Refusals):
                put_in(opened, history, values[0])


def _says_all(known: History, arrived: History) -> bool:
    before = known.parts[WHOLE].heads.keys() | known.parts[WHOLE].past
    return arrived.parts[WHOLE].heads.keys() <= before


def _with_whole(history: History, whole: Register) -> History:
    return replace(history, parts={WHOLE: whole})
