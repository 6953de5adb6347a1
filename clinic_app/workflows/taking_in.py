"""Taking in what another laptop handed over: all of a file or nothing, and each file once.

A file is known by its hash, so the same file twice changes nothing. Its clients belong to this
laptop from then on. The word that goes back names every file taken in so far, so that a word
which is lost is made good by the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from clinic_app.bundles import laptop_file
from clinic_app.bundles.errors import NoteError, NoteKind, WrongNoteError
from clinic_app.bundles.laptop_file import TakenIn
from clinic_app.crypto.sealed_file import OpenedSeal
from clinic_app.crypto.signing import key_id
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.hand_off import content, parcel_file
from clinic_app.hand_off.content import Parcel
from clinic_app.hand_off.errors import ParcelDamagedError, ParcelForAnotherError
from clinic_app.hand_off.record_parts import Record
from clinic_app.records.audit import About, Act
from clinic_app.records.laptop import Direction, HandOff, Laptop, Part
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.worker import Role, Worker
from clinic_app.screening.rule_pack import RulePack
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress, never
from clinic_app.vault.refusing import refused_as
from clinic_app.workflows import newer_records, own_laptop
from clinic_app.workflows.adding_arrived import record_in
from clinic_app.workflows.arriving import take_answers, take_merges, take_unit, undo_merges
from clinic_app.workflows.laptop_errors import (
    HandOffForkedError,
    HandOffMissingError,
    HandOffStoppedError,
    LaptopKindError,
    LaptopOfAnotherClinicError,
    LaptopUnknownError,
    OlderThanLaptopError,
)
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one file.

    Attributes:
        is_again: It was taken in before, and nothing was changed.
        forgotten: How many clients were left out, because they were deleted here for good.
        new_codes: How many clients were given another come-back code, because somebody here has
            theirs; the old one still finds them.
        disputed: Of how many pairs of files it was said here that they are one person's, and
            there that they are not, or the other way round; nobody has settled it.
        older_rules: How many screenings that are new here were finished by older rules than those
            at work here: nobody was told yet what has changed for them since.
    """

    hand_off: HandOff
    laptop: Laptop
    is_again: bool
    new_codes: int
    forgotten: int = 0
    disputed: int = 0
    older_rules: int = 0


def take_in(session: Session, unverified: bytes, *, progress: Progress = never) -> Taken:
    """Take in one file.

    Args:
        session: Of a worker with the representative key.
        unverified: The file.
        progress: See :data:`Progress`.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open legal notes.
        ParcelError: It is no hand-off for this laptop, or not whole; one of its kinds.
        LaptopError: It is not taken in; one of its kinds.
        HandOffStoppedError: *progress* said so; everything is as it was.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    with session.transaction() as opened:
        _signing_key, opening_key = own_laptop.own_keys(opened)
        arrived = parcel_file.open_parcel(unverified, opening_key)
        laptop = opened.laptops.find(key_id(arrived.signer))
        if laptop is None:
            raise LaptopUnknownError
        known = opened.hand_offs.find(arrived.sha256)
        if known is not None:
            return Taken(hand_off=known, laptop=laptop, is_again=True, new_codes=0)
        parcel = content.read(arrived.content)
        _check(opened, laptop, parcel)
        hand_off = _kept(session, opened, laptop, arrived, parcel)
        parcel, forgotten = _without_forgotten(opened, parcel)
        before = len(opened.pairs.disputed())
        with refused_as(ParcelDamagedError):
            older_rules = _by_older_rules(session, opened, parcel)
            new_codes = _take_all(session, opened, laptop, parcel, progress)
        disputed = len(opened.pairs.disputed()) - before
    return Taken(
        hand_off=hand_off,
        laptop=laptop,
        is_again=False,
        new_codes=new_codes,
        forgotten=forgotten,
        disputed=max(0, disputed),
        older_rules=older_rules,
    )


def acknowledgement(session: Session, laptop_id: str) -> bytes:
    """Return the word for a laptop that what came from it was taken in.

    Raises:
        RecordMissingError: No such laptop was accepted.
        LaptopError: This laptop has no part, or was restored.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    with session.reading() as opened:
        signing_key, _opening_key = own_laptop.own_keys(opened)
        laptop = opened.laptops.get(laptop_id)
        files = tuple(
            (one.number, one.sha256)
            for one in opened.hand_offs.all()
            if one.laptop_id == laptop.id
            and one.own_id == key_id(signing_key.public)
            and one.direction is Direction.IN
        )
        told = TakenIn(opened.clinic.get().code, laptop.id, files)
        return laptop_file.write_taken_in(told, signing_key)


def take_acknowledgement(session: Session, unverified: bytes) -> tuple[HandOff, ...]:
    """Take in another laptop's word; return the hand-offs that it acknowledges newly.

    Their files are let go of; what was handed over stays readable here. A file that these records
    know nothing of is kept in mind until they are put back or are another station: they are older.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open legal notes.
        NoteError: It is no such word, or of none of the laptops that were accepted here.
        ParcelForAnotherError: It is for another laptop.
        OlderThanLaptopError: It names a file that these records know nothing of; what they know of
            is acknowledged.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    with session.transaction() as opened:
        signing_key, _opening_key = own_laptop.own_keys(opened)
        _refuse_for_another(opened, unverified, signing_key.public)
        laptop, told = _who_says(opened, unverified)
        waiting = [
            one
            for one in opened.hand_offs.all()
            if one.direction is Direction.OUT
            and one.laptop_id == laptop.id
            and one.acknowledged is None
            and (one.number, one.sha256) in told.files
        ]
        for one in waiting:
            opened.hand_offs.acknowledge(one.sha256, session.stamp())
        if waiting:
            session.note(opened, Act.TAKEN_IN, About.LAPTOP, laptop.id)
        missing = newer_records.noticed(session, opened, laptop, told)
    if missing:
        raise OlderThanLaptopError(laptop.name, missing)
    return tuple(waiting)


def _refuse_for_another(opened: OpenVault, unverified: bytes, own: bytes) -> None:
    """Refuse a word for another laptop; for one unknown here only if it is whole.

    One that would be for this laptop, had no byte of it been damaged, is told as damaged. A day
    laptop knows the main one and not the others, so what these say to that cannot be proved here.
    One to a key that this laptop had before a restore is for it.
    """
    clinic, to = laptop_file.addressee(unverified)
    if to == key_id(own) or to in opened.hand_offs.own_ids():
        return
    is_known = any(laptop.id == to for laptop in opened.laptops.all())
    if clinic == opened.clinic.get().code and not is_known:
        try:
            laptop_file.read_taken_in(unverified, own)  # what this laptop wrote itself
        except NoteError:
            _who_says(opened, unverified)
    raise ParcelForAnotherError


def _who_says(opened: OpenVault, unverified: bytes) -> tuple[Laptop, TakenIn]:
    refused: NoteError = WrongNoteError(NoteKind.TAKEN_IN)
    for laptop in reversed(opened.laptops.all()):
        try:
            return laptop, laptop_file.read_taken_in(unverified, laptop.signing_key)
        except NoteError as error:
            refused = error
    raise refused


def _check(opened: OpenVault, laptop: Laptop, parcel: Parcel) -> None:
    clinic = opened.clinic.get()
    if parcel.is_training != clinic.is_training:
        raise LaptopKindError
    if parcel.clinic != clinic.code:
        raise LaptopOfAnotherClinicError(parcel.clinic, clinic.code)
    own_id = own_laptop.own_id(opened)
    newest, previous = opened.hand_offs.newest(own_id, laptop.id, Direction.IN)
    is_main = laptop.part is Part.MAIN
    if parcel.number <= newest:
        raise HandOffForkedError(parcel.number, laptop.id, is_main=is_main)
    if parcel.number > newest + 1:
        raise HandOffMissingError(newest + 1)
    if parcel.previous not in {"", previous}:
        raise HandOffForkedError(newest, laptop.id, is_main=is_main)


def _kept(
    session: Session, opened: OpenVault, laptop: Laptop, arrived: OpenedSeal, parcel: Parcel
) -> HandOff:
    hand_off = HandOff(
        sha256=arrived.sha256,
        own_id=own_laptop.own_id(opened),
        laptop_id=laptop.id,
        direction=Direction.IN,
        number=parcel.number,
        units=len(parcel.units),
        sealed=None,
        stamp=session.stamp(),
    )
    opened.hand_offs.add(hand_off)
    return hand_off


def _without_forgotten(opened: OpenVault, parcel: Parcel) -> tuple[Parcel, int]:
    """Return a parcel without whom the main laptop deleted for good, and how many those are.

    A day laptop deletes only copies, so whoever is handed out to it again comes back there.
    """
    gone = opened.purges.gone() if own_laptop.main_of(opened) is None else frozenset()
    units = tuple(unit for unit in parcel.units if unit.id not in gone)
    merges = tuple(one for one in parcel.merges if not {one.kept_id, one.merged_id} & gone)
    answers = tuple(one for one in parcel.answers if not {one.one_id, one.other_id} & gone)
    log = tuple(entry for entry in parcel.log if entry.subject_id not in gone)
    kept = replace(parcel, units=units, merges=merges, answers=answers, log=log)
    return kept, len(parcel.units) - len(units)


def _by_older_rules(session: Session, opened: OpenVault, parcel: Parcel) -> int:
    """Return how many screenings, not finished here yet, were so by older rules than ours."""
    at_work, found = session.rules.pack, 0
    for unit in parcel.units:
        finished = {one.id for one in _finished(map(record_in, unit.histories), at_work)}
        if finished and opened.clients.themselves((unit.id,)):
            here = opened.screenings.of_client(unit.id)
            finished -= {one.id for one in here if one.state is ScreeningState.FINISHED}
        found += len(finished)
    return found


def _finished(records: Iterable[Record], at_work: RulePack) -> Iterator[Screening]:
    """Yield the screenings that stand with a result of older rules."""
    for one in records:
        if not isinstance(one, Screening) or one.outcome is None or one.withdrawn is not None:
            continue
        if at_work.comes_after(one.outcome.pack_version):
            yield one


def _take_all(
    session: Session, opened: OpenVault, laptop: Laptop, parcel: Parcel, progress: Progress
) -> int:
    """Take every unit in; return how many clients were given another code."""
    known = {worker.id for worker in opened.workers.all()}
    for worker_id, name in parcel.workers.items():
        if worker_id not in known:  # without a passphrase or an accreditation: counted nowhere
            opened.workers.add(
                Worker(id=worker_id, name=name, role=Role.VOLUNTEER, is_active=False)
            )
    new_codes = 0
    undo_merges(opened, parcel.merges)
    for done, unit in enumerate(parcel.units):
        if progress(done, len(parcel.units)):
            raise HandOffStoppedError
        new_codes += take_unit(session, opened, laptop, unit)
    take_merges(opened, parcel.merges)
    take_answers(opened, parcel.answers)
    opened.audit.take_in(parcel.log)
    session.note(opened, Act.TAKEN_IN, About.LAPTOP, laptop.id)
    return new_codes
