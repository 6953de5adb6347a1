"""Closing a month: what stands in the way, what would leave, and the seal.

A close is drawn up from what may be counted, shown, and sealed only if it still is what was
shown. It is sealed once; every later copy is the same file.
"""

from dataclasses import dataclass
from enum import Enum

from clinic_app.bundles import payload
from clinic_app.clock import Today
from clinic_app.records.audit import About, Act
from clinic_app.records.clinic import Close
from clinic_app.tallies.disclosure import (
    ReleaseLedger,
)
from clinic_app.tallies.errors import MonthOutOfOrderError
from clinic_app.tallies.month import Month, months
from clinic_app.tallies.released import ReleasedTally
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import duplicates, releasing, sealing
from clinic_app.workflows.carrying_errors import (
    MayNotCloseError,
    MonthNotOpenError,
    PairsOpenError,
    StalePreviewError,
)
from clinic_app.workflows.leaving_page import LeavingPage, leaving_page
from clinic_app.workflows.own_laptop import count_silent, main_of, refuse_day_laptop
from clinic_app.workflows.pinned_keys import pinned
from clinic_app.workflows.session import Session
from clinic_app.workflows.stations import refuse_doubtful_station
from clinic_app.workflows.workers import refuse_out_of_force

__all__ = ["Condition", "ConditionKind", "LeavingPage", "Preview"]


class ConditionKind(Enum):
    """What is looked at before a month is closed."""

    DRAFTS_OPEN = "drafts_open"
    UNDECIDED = "undecided"
    EVENTS_OPEN = "events_open"
    POSSIBLE_DUPLICATES = "possible_duplicates"
    CLIENTS_OUT = "clients_out"
    LAPTOPS_SILENT = "laptops_silent"
    EARLIER_MONTH = "earlier_month"
    NO_HEADQUARTERS = "no_headquarters"


_BLOCKING = frozenset({ConditionKind.POSSIBLE_DUPLICATES, ConditionKind.EARLIER_MONTH})
_OF_LAPTOPS = frozenset({ConditionKind.CLIENTS_OUT, ConditionKind.LAPTOPS_SILENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing to look at.

    Attributes:
        count: How many stand open.
        is_blocking: Whether the month stays open while this is not met.
    """

    kind: ConditionKind
    count: int
    is_blocking: bool

    @property
    def is_met(self) -> bool:
        """Whether nothing stands open."""
        return self.count == 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave: the exact bytes, and the page read back from them."""

    payload: bytes
    page: LeavingPage


def open_months(session: Session) -> tuple[str, ...]:
    """Return the months that are over and not closed, newest first.

    They begin with the month of the first record that counts. A day laptop has none.
    """
    with session.reading() as opened:
        if main_of(opened) is not None:
            return ()
        still_open = _open_months(opened, opened.closes.ledger(), session.today)
    return tuple(month.label for month in reversed(still_open))


def closes_at(session: Session) -> str:
    """Return the name of the main laptop where a day laptop's months are closed; else empty."""
    with session.reading() as opened:
        main = main_of(opened)
    return "" if main is None else main.name


def closes(session: Session) -> tuple[Close, ...]:
    """Return the months closed before, newest first."""
    with session.reading() as opened:
        return opened.closes.all()


def close_of(session: Session, label: str) -> Close:
    """Return the close of one month.

    Raises:
        RecordMissingError: That month is not closed.
    """
    with session.reading() as opened:
        return opened.closes.get(label)


def conditions(session: Session, label: str) -> tuple[Condition, ...]:
    """Return what to look at before the month *label* is closed, in a fixed order.

    Of day laptops nothing is said at a clinic that has none.

    Raises:
        NotAMonthError: *label* is no month.
    """
    last = Month.from_label(label).last
    with session.reading() as opened:
        still_open = _open_months(opened, opened.closes.ledger(), session.today)
        drafts = opened.screenings.count_drafts(last)
        undecided = opened.screenings.count_undecided(last)
        events = [
            event
            for event in opened.kyr_events.all()
            if not event.is_finished and event.withdrawn is None and event.day <= last
        ]
        pairs = opened.pairs.count_open(last)
        out = sum(opened.holders.counts_elsewhere().values())
        silent = count_silent(opened, last)
        is_alone = not opened.laptops.all()
        held = opened.enrolment.get()
    earlier = [month for month in still_open if month.last < last]
    found = (
        (ConditionKind.DRAFTS_OPEN, drafts),
        (ConditionKind.UNDECIDED, undecided),
        (ConditionKind.EVENTS_OPEN, len(events)),
        (ConditionKind.POSSIBLE_DUPLICATES, pairs),
        (ConditionKind.CLIENTS_OUT, out),
        (ConditionKind.LAPTOPS_SILENT, silent),
        (ConditionKind.EARLIER_MONTH, len(earlier)),
        (ConditionKind.NO_HEADQUARTERS, int(held is None or not held.is_pinned)),
    )
    return tuple(
        Condition(kind=kind, count=count, is_blocking=kind in _BLOCKING)
        for kind, count in found
        if not (is_alone and kind in _OF_LAPTOPS)
    )


def preview(session: Session, label: str) -> Preview:
    """Draw up the month *label* and return what would leave; nothing is kept.

    Raises:
        NotAMonthError: *label* is no month.
        MonthNotOpenError: It is closed, not over, or before the first record.
        MonthOutOfOrderError: An earlier month is open.
        CountOutOfRangeError: A total does not fit a bundle.
        LeakFoundError: Something could be worked out from it.
        LedgerNotWholeError: The ledger does not name all that was closed.
        DayLaptopError: Months are closed on another laptop.
        OlderCopyError: Headquarters holds a close that is not in this vault.
        KeysNotPinnedError: Headquarters' keys are not known to be those that were taken in.
        OlderRecordsError: The vault's records were put back from an older copy.
        PerhapsCopiedError: The vault may be a copy of another that closes months too.
    """
    with session.reading() as opened:
        tally = _drawn_up(opened, session, label)
        ledger, policy = opened.closes.ledger(), releasing.policy_of(opened.enrolment.get())
    releasing.refuse_leak(ledger, tally, policy)
    content = payload.write(tally)
    return Preview(content, leaving_page(content, sealed=None))


def close(session: Session, label: str, preview: Preview) -> Close:
    """Close the month *label* with exactly what *preview* showed, and seal it.

    What leaves was attacked when the preview was drawn up; nothing else can be closed.

    Raises:
        MayNotCloseError: A representative must do it.
        AccreditationNotYetError: The representative's accreditation begins later than today.
        AccreditationExpiredError: It ran out.
        PairsOpenError: Two clients may be one person, and nobody said yet whether they are.
        StalePreviewError: Records changed since the preview.
        ClinicError: Whatever :func:`preview` refuses.
    """
    duplicates.finish(session)
    with session.transaction() as opened:
        _check_may_close(opened, session)
        _refuse_open_pairs(opened, Month.from_label(label))
        tally = _drawn_up(opened, session, label)
        if payload.write(tally) != preview.payload:
            raise StalePreviewError
        enrolment = opened.enrolment.get()
        month = tally.newest.month
        closed = Close(
            label=label,
            seq=tally.newest.seq,
            first=month.first,
            last=month.last,
            payload=preview.payload,
            sealed=None,
            file_name="",
            stamp=session.stamp(),
        )
        opened.closes.add(closed)
        if enrolment is not None:
            sealing.seal_waiting(opened, enrolment)
            closed = opened.closes.get(label)
        policy = releasing.policy_of(enrolment)
        ledger = opened.closes.ledger().with_release(tally, payload.sha256(preview.payload), policy)
        opened.closes.add_to_ledger(ledger.entries[-1])
        session.note(opened, Act.CLOSED, About.MONTH, label)
        opened.merges.forget_ways_back()  # what is undone later would change what was reported
        opened.audit.keep_head_of_close(closed.seq)
    session.vault.anchor()
    return closed


def page_of(session: Session, close: Close) -> LeavingPage:  # noqa: ARG001 - as every workflow
    """Return the page of what left with *close*."""
    return leaving_page(close.payload, close.sealed)


def _open_months(opened: OpenVault, ledger: ReleaseLedger, today: Today) -> tuple[Month, ...]:
    """Return the months that are over and not closed, oldest first."""
    newest = ledger.newest
    if newest is not None:
        first = newest.month.plus(1)
    else:
        first_day = opened.first_day()
        if first_day is None:
            return ()
        first = Month.of(first_day)
    return months(first, Month.of(today.day).plus(-1))


def _drawn_up(opened: OpenVault, session: Session, label: str) -> ReleasedTally:
    refuse_doubtful_station(session, opened)
    refuse_day_laptop(opened)
    month = Month.from_label(label)
    ledger, enrolment = opened.closes.ledger(), pinned(opened)
    releasing.refuse_doubtful_ledger(ledger, opened.closes.all(), enrolment)
    still_open = _open_months(opened, ledger, session.today)
    if month not in still_open:
        raise MonthNotOpenError(label)
    if month != still_open[0]:
        raise MonthOutOfOrderError(label, still_open[0].label)
    origin = releasing.origin_of(opened.clinic.get(), enrolment, session.vault.count_key())
    return releasing.drawn_up(opened.countable(), ledger, origin, month)


def _refuse_open_pairs(opened: OpenVault, month: Month) -> None:
    count = opened.pairs.count_open(month.last)
    if count:
        raise PairsOpenError(count)


def _check_may_close(opened: OpenVault, session: Session) -> None:
    active = [worker for worker in opened.workers.all() if worker.is_active]
    accredited = {worker.id: worker.accreditation for worker in active if worker.accreditation}
    if not accredited:
        return
    held = accredited.get(session.worker.id)
    if held is None:
        raise MayNotCloseError
    refuse_out_of_force(session, opened, held)  # closing signs what leaves
