"""The laptops of one clinic: which one keeps the ledger, and who was let in as a day laptop.

One laptop is the main one: it invites, takes in and closes. A day laptop answers the invitation
and from then on closes nothing. Each has a signing key and a sealing key of its own, kept under
the representative key, so that a greeter or a volunteer can neither hand over nor take in. Files
are believed by nobody until two people have read the fingerprints to each other.
"""

from dataclasses import dataclass

from clinic_app.bundles import laptop_file
from clinic_app.bundles.laptop_file import Introduction
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey, fingerprint, key_id
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.audit import About, Act
from clinic_app.records.laptop import HandOff, Laptop, OwnPart, Part
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import joining_anew, own_laptop
from clinic_app.workflows.laptop_errors import (
    AnswerForAnotherError,
    LaptopKindError,
    LaptopLostError,
    LaptopOfAnotherClinicError,
    MainLaptopError,
    NotMainLaptopError,
    OwnNoteError,
)
from clinic_app.workflows.own_laptop import current_part, main_of, refuse_day_laptop, waiting
from clinic_app.workflows.session import Session
from clinic_app.workflows.workers import refuse_unless_coordinator


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopsSeen:
    """Where this laptop stands among those of the clinic.

    Attributes:
        part: None for a laptop that works alone.
        fingerprint: Of its own key; empty for one that works alone.
        is_restored: The part is that of the records before a restore: it has to be taken anew.
        others: The laptops whose fingerprints were compared, each with how many clients it holds
            and its own fingerprint.
        hand_offs: Newest first.
        here: How many clients this laptop holds, or a day laptop has still to hand over;
            *events_here*: how many counts, of which *events_open* are not final and stay.
        let_go: How many of those it may not change: it let go of them when it answered anew, or
            what it had handed over is handed over anew.
        open_versions: How many records have values that were written on two laptops.
        may: Whether the worker's passphrase opens what handing over needs.
    """

    part: Part | None
    fingerprint: str
    is_restored: bool
    others: tuple[tuple[Laptop, str, int], ...]
    hand_offs: tuple[HandOff, ...]
    here: int
    events_here: int
    events_open: int
    let_go: int
    open_versions: int
    may: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A note that asks to be believed: who it says it is, and what to compare."""

    name: str
    fingerprint: str
    unverified: bytes


def look(session: Session) -> LaptopsSeen:
    """Return where this laptop stands."""
    with session.reading() as opened:
        own, held = opened.laptops.own(), opened.holders.counts_elsewhere()
        main = main_of(opened)
        main_id = "" if main is None else main.id
        here = opened.holders.count_not_with(main_id)
        return LaptopsSeen(
            part=own.part if own is not None else None,
            fingerprint=fingerprint(own.signing_key) if own is not None else "",
            is_restored=own is not None and own.station_id != opened.clinic.get().station_id,
            others=tuple(
                (one, fingerprint(one.signing_key), held.get(one.id, 0))
                for one in opened.laptops.all()
            ),
            hand_offs=opened.hand_offs.all(),
            here=here,
            events_here=opened.event_holders.count_not_with(main_id),
            events_open=own_laptop.count_open_events(opened),
            let_go=here - opened.holders.count_not_with(""),
            open_versions=opened.histories.count_open(),
            may=session.may_sign,
        )


def invite(session: Session) -> bytes:
    """Return the invitation for day laptops; this laptop is the main one from now on.

    The same laptop gives the same invitation again, to as many day laptops as there are.

    Raises:
        NotCoordinatorError: The session's worker does not say who works here.
        DayLaptopError: This one is a day laptop.
    """
    refuse_unless_coordinator(session)
    with session.transaction() as opened:
        refuse_day_laptop(opened)
        own = current_part(opened)
        if own is None:
            own = _new_part(session, opened, Part.MAIN)
        return _introduction(opened, own, to="")


def read_invitation(session: Session, unverified: bytes) -> Asked:
    """Return who invites, to be compared before :func:`join`.

    Raises:
        NoteError: The file is something else, damaged, or of a newer version.
        LaptopError: This laptop cannot follow it; one of its kinds.
    """
    with session.reading() as opened:
        told = laptop_file.read_invitation(unverified)
        _check(opened, told)
        _refuse_main(opened)
    return Asked(told.name, fingerprint(told.signing_key), unverified)


def join(session: Session, unverified: bytes) -> bytes:
    """Become a day laptop of whoever invites, whose fingerprint was compared; return the answer.

    The same invitation gives the same answer again; under a new key where a file waits that
    the main laptop may have refused: what was handed over is handed over anew. Whoever had a main
    laptop before, and joins another or under another key, holds nobody then who may be held there.

    Raises:
        NotCoordinatorError: The session's worker does not say who works here.
        NoteError: The file is something else, damaged, or of a newer version.
        LaptopError: This laptop cannot follow it; one of its kinds.
    """
    refuse_unless_coordinator(session)
    told = laptop_file.read_invitation(unverified)
    with session.transaction() as opened:
        _check(opened, told)
        _refuse_main(opened)
        own, before = current_part(opened), main_of(opened)
        invited_in_vain = own is not None and own.part is Part.MAIN
        is_new_key = own is None or invited_in_vain or _may_be_refused(opened, told)
        if own is None or is_new_key:
            own = _new_part(session, opened, Part.DAY)
        _keep(session, opened, told, Part.MAIN)
        main = opened.laptops.get(key_id(told.signing_key))
        if before is not None and (is_new_key or before.id != main.id):
            joining_anew.let_go(opened, main, is_new_key=is_new_key)
        return _introduction(opened, own, to=main.id)


def read_answer(session: Session, unverified: bytes) -> Asked:
    """Return who answers, to be compared before :func:`accept`.

    Raises:
        NoteError: The file is something else, damaged, or of a newer version.
        LaptopError: It is not for this laptop; one of its kinds.
    """
    told = laptop_file.read_answer(unverified)
    with session.reading() as opened:
        _check_answer(opened, told)
    return Asked(told.name, fingerprint(told.signing_key), unverified)


def accept(session: Session, unverified: bytes) -> None:
    """Take hand-offs in from whoever answers, whose fingerprint was compared.

    Raises:
        NotCoordinatorError: The session's worker does not say who works here.
        NoteError: The file is something else, damaged, or of a newer version.
        LaptopError: It is not for this laptop; one of its kinds.
    """
    refuse_unless_coordinator(session)
    told = laptop_file.read_answer(unverified)
    with session.transaction() as opened:
        _check_answer(opened, told)
        _keep(session, opened, told, Part.DAY)


def give_up(session: Session, laptop_id: str) -> int:
    """Take back whom a lost day laptop held; return how many clients those are.

    What it did since they were handed out is lost with it. Where it is found again, what it hands
    over is taken in as from a restored copy: both values stand. Nothing goes to it any more; it is
    let in again after it was restored from a backup.

    Raises:
        NotCoordinatorError: The session's worker does not say who works here.
        DayLaptopError: Only the main laptop takes back.
        RecordMissingError: No such laptop was let in.
    """
    refuse_unless_coordinator(session)
    with session.transaction() as opened:
        refuse_day_laptop(opened)
        laptop = opened.laptops.get(laptop_id)
        if laptop.lost is None:
            opened.laptops.give_up(laptop_id, session.stamp())
            session.note(opened, Act.WITHDRAWN, About.LAPTOP, laptop_id)
        client_ids = opened.holders.with_laptop(laptop_id)
        for client_id in client_ids:
            opened.holders.give(client_id, "", opened.holders.moves_of(client_id) + 1)
            session.note(opened, Act.TAKEN_IN, About.CLIENT, client_id)
        opened.hand_offs.let_go(laptop_id)
    return len(client_ids)


def _new_part(session: Session, opened: OpenVault, part: Part) -> OwnPart:
    session.vault.require(REPRESENTATIVE_KEY)
    joining_anew.hand_over_again(opened)
    signing_key, opening_key = SigningKey.generate(), OpeningKey.generate()
    own = OwnPart(
        part=part,
        station_id=opened.clinic.get().station_id,
        signing_key=signing_key.public,
        sealing_key=opening_key.public,
        signing_seed=signing_key.seed,
        opening_secret=opening_key.secret,
        stamp=session.stamp(),
    )
    opened.laptops.save_own(own)
    session.note(opened, Act.CHANGED, About.LAPTOP, key_id(own.signing_key))
    return own


def _may_be_refused(opened: OpenVault, told: Introduction) -> bool:
    """Whether the main laptop that invites once more has not taken in what is handed over."""
    main = main_of(opened)
    return main is not None and main.id == key_id(told.signing_key) and bool(waiting(opened))


def _introduction(opened: OpenVault, own: OwnPart, to: str) -> bytes:
    clinic = opened.clinic.get()
    told = Introduction(
        clinic=clinic.code,
        name=f"{clinic.site} · {clinic.station_id[:4]}",  # where it works, and which one it is
        station=clinic.station_id,
        is_training=clinic.is_training,
        to=to,
        signing_key=own.signing_key,
        sealing_key=own.sealing_key,
    )
    return laptop_file.write_introduction(told, SigningKey(own.signing_seed))


def _check(opened: OpenVault, told: Introduction) -> None:
    clinic = opened.clinic.get()
    if told.is_training != clinic.is_training:
        raise LaptopKindError
    if told.clinic != clinic.code:
        raise LaptopOfAnotherClinicError(told.clinic, clinic.code)
    own = opened.laptops.own()
    if told.station == clinic.station_id or (own and own.signing_key == told.signing_key):
        raise OwnNoteError


def _refuse_main(opened: OpenVault) -> None:
    """Go on only where nobody was let in, no month closed, and nothing else hangs on the ledger."""
    own = current_part(opened)
    is_main = own is not None and own.part is Part.MAIN and opened.laptops.all()
    if is_main or opened.closes.all() or opened.enrolment.get() is not None:
        raise MainLaptopError


def _check_answer(opened: OpenVault, told: Introduction) -> None:
    _check(opened, told)
    own = current_part(opened)
    if own is None or own.part is not Part.MAIN:
        raise NotMainLaptopError
    if told.to != key_id(own.signing_key):
        raise AnswerForAnotherError
    known = opened.laptops.find(key_id(told.signing_key))
    if known is not None and known.lost is not None:
        raise LaptopLostError(known.name)


def _keep(session: Session, opened: OpenVault, told: Introduction, part: Part) -> None:
    laptop = Laptop(
        id=key_id(told.signing_key),
        name=told.name,
        part=part,
        signing_key=told.signing_key,
        sealing_key=told.sealing_key,
        accepted=session.stamp(),
    )
    if opened.laptops.find(laptop.id) is None:
        opened.laptops.add(laptop)
        session.note(opened, Act.ADDED, About.LAPTOP, laptop.id)
    elif part is Part.MAIN and main_of(opened) != opened.laptops.get(laptop.id):
        opened.laptops.accept_again(laptop.id, laptop.accepted)
        session.note(opened, Act.CHANGED, About.LAPTOP, laptop.id)
