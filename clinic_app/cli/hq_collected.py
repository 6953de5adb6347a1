"""What ``clinic-app hq collect`` says: of each file as soon as it is known, and in the end."""

import argparse
from collections.abc import Callable
from datetime import datetime

import msgspec

from clinic_app.bundles.errors import NoteKind
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.status_words import status_words
from clinic_app.cli.hq_words import complain
from clinic_app.headquarters.collecting import Collected, Collection
from clinic_app.headquarters.notes_in import NoteResult
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.taking_in import FileResult
from clinic_app.messages.explaining import explain
from clinic_app.translation import gettext as _


def collect_as_lines(
    headquarters: Headquarters, arguments: argparse.Namespace, at: datetime
) -> Collected:
    """Collect, and print a line for each file, and how many ended how."""

    def tell(result: FileResult) -> None:
        print(_line(result))
        _complain_of(result)

    collected = _collected(headquarters, arguments, at, tell)
    for note in collected.notes:
        if note.error is None:
            print(_note_line(note))
    counts = (f"{status_words(status)}: {collected.count(status)}" for status in ReceiptStatus)
    print(", ".join(counts))
    return collected


def collect_as_json(
    headquarters: Headquarters, arguments: argparse.Namespace, at: datetime
) -> Collected:
    """Collect, and print an object for programs: whole even where the ledger refuses midway."""
    separator = "\n"
    counts = dict.fromkeys(ReceiptStatus, 0)

    def tell(result: FileResult) -> None:
        nonlocal separator
        print(f"{separator}    {_json(_told(result))}", end="")
        separator = ",\n"
        counts[result.status] += 1
        _complain_of(result)

    print('{\n  "files": [', end="")
    try:
        return _collected(headquarters, arguments, at, tell)
    finally:
        print(f'\n  ],\n  "counts": {_json(counts)}\n}}')


def complaints(collected: Collected) -> tuple[str, ...]:
    """Return what was refused or is missing besides bundles."""
    found = [
        f"{note.name}: {explain(note.error)}" for note in collected.notes if note.error is not None
    ]
    if collected.receipts_missing is not None:
        found.append(explain(collected.receipts_missing))
    return tuple(found)


def _collected(
    headquarters: Headquarters,
    arguments: argparse.Namespace,
    at: datetime,
    tell: Callable[[FileResult], None],
) -> Collected:
    collection = Collection(headquarters, arguments.inbox, at, tell)
    for _done in collection.steps():
        pass
    return collection.collected()


def _complain_of(result: FileResult) -> None:
    if result.error is not None:
        complain((f"{_name(result)}: {explain(result.error)}",))


def _told(result: FileResult) -> dict[str, str | int]:
    return {
        "file": result.name,
        "sha256": result.sha256,
        "clinic": result.clinic,
        "month": result.month,
        "seq": result.seq,
        "status": result.status.value,
        "reason": result.reason,
        "code": result.code,
    }


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _note_line(note: NoteResult) -> str:
    if note.kind is NoteKind.REPLY:
        return _("{file}: {clinic} answered a question").format(file=note.name, clinic=note.clinic)
    return _("{file}: {clinic} has a new key, signed by the one before").format(
        file=note.name, clinic=note.clinic
    )


def _line(result: FileResult) -> str:
    said = status_words(result.status)
    if not result.code:
        return f"{_name(result)}: {said}"
    return _("{file}: {status}, code {code}").format(
        file=_name(result), status=said, code=result.code
    )


def _name(result: FileResult) -> str:
    return result.name or _("set aside before, {clinic} {month}").format(
        clinic=result.clinic, month=result.month
    )
