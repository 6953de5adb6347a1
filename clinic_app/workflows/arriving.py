"""Putting what arrived into the vault: a client with everything, or an event.

The order is that of the promises which the vault keeps: a decision belongs to a screening that
stands, and a client who was corrected and then withdrawn is no longer corrected here. So what
both say comes first, and they are withdrawn last. What is here already is compared version by
version.
"""

from collections.abc import Mapping
from dataclasses import replace

from clinic_app.hand_off.content import Unit
from clinic_app.hand_off.errors import ParcelDamagedError
from clinic_app.hand_off.record_parts import WHOLE, Record, kind_of, parts_of
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.laptop import Laptop
from clinic_app.records.merge import Merge
from clinic_app.records.pair import PairAnswer
from clinic_app.records.retention import Hold
from clinic_app.records.screening import Decision, Screening
from clinic_app.records.versions import History
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.store_errors import ConsentRefusedError, RecordMissingError
from clinic_app.workflows import adding_arrived, waiting_records
from clinic_app.workflows.adding_arrived import STORES, Refusals, record_in
from clinic_app.workflows.holds import refuse_held
from clinic_app.workflows.moving import history_now, new_version, records_of
from clinic_app.workflows.session import Session
from clinic_app.workflows.who_holds import holder_after

_OWN_PARTS = frozenset({"code", "household_id"})
"""Of a client: each laptop has its own, and nobody need be asked."""


def take_unit(session: Session, opened: OpenVault, sender: Laptop, unit: Unit) -> int:
    """Put one unit in; return 1 where a client was given another code for it.

    What a third laptop holds stays with it: only a copy that was restored can send it, and what
    is new in that one is kept until the third hands over. A day laptop gives what it held under
    an earlier key as the same station, and the main laptop what the one held that it replaces.
    One that was replaced gives nobody: the next one may hold them, and is handed over to.

    Raises:
        ParcelDamagedError: Its records are none, or not those of one client or event.
    """
    is_event = unit.histories[0].kind == "event"
    holders, about = (
        (opened.event_holders, About.KYR_EVENT) if is_event else (opened.holders, About.CLIENT)
    )
    known = {record.id: record for record in _known(opened, unit.id, is_event=is_event)}
    stays, moves, is_unsure = holder_after(opened, sender, unit, holders, is_known=bool(known))
    merged = tuple(_merged(opened, known, history) for history in unit.histories)
    tried = tuple(map(waiting_records.to_try, merged, unit.histories))
    if known:
        holders.give(unit.id, "", moves)  # first: what another laptop holds cannot be changed
    records = tuple(record for record in tried if record is not None)
    new_codes, refused = _put(opened, unit, known, records)
    _keep_histories(opened, unit, known, tuple(zip(merged, tried, strict=True)), refused)
    holders.give(unit.id, stays, moves, is_unsure=is_unsure)
    session.note(opened, Act.TAKEN_IN, about, unit.id)
    return new_codes


def _known(opened: OpenVault, unit_id: str, *, is_event: bool) -> tuple[Record, ...]:
    try:
        return (opened.kyr_events.get(unit_id),) if is_event else records_of(opened, unit_id)
    except RecordMissingError:
        return ()


def _merged(opened: OpenVault, known: dict[str, Record], arrived: History) -> History:
    record = known.get(arrived.record_id)
    if record is None:
        return waiting_records.merged(opened, arrived)
    merged = history_now(opened, record, arrived.unit_id).merged(arrived)
    for name in _OWN_PARTS.intersection(merged.open_parts):
        merged = merged.picked(name, merged.parts[name].value, new_version())
    return merged


def _keep_histories(
    opened: OpenVault,
    unit: Unit,
    known: dict[str, Record],
    tried: tuple[tuple[History, Record | None], ...],
    refused: frozenset[str],
) -> None:
    """Keep what is known of each record after it was tried, or was not."""
    for history, record in tried:
        told = history
        if record is not None and record.id in known:
            if record.id in refused:
                told = history.showing(parts_of(known[record.id]), new_version())
        elif record is not None and record.id in refused:
            about = waiting_records.about_of(record, _abouts(unit))
            told = waiting_records.waiting(opened, history, about)
        elif record is not None and waiting_records.is_waiting(history):
            told = waiting_records.taken_in(history, parts_of(record)[WHOLE])
        opened.histories.save(told)


def save_record(opened: OpenVault, record: Record, kept: Record) -> None:
    """Keep what became of a record that is here; a decision never changes.

    Raises:
        RecordFinalError: It is final, and would become something else.
        ConsentRefusedError: More would be kept than the client allows.
        AlreadyHeldError: It is a hold that would stand again beside another.
        ClientHeldError: Consent is taken back, and a legal hold keeps what is on file.
    """
    if isinstance(record, Hold) and isinstance(kept, Hold):
        adding_arrived.end_hold(opened, kept, record.lifted)
        return
    if isinstance(record, Client) and record.consent is Consent.REFUSED:
        if _is_taken_back(record, kept):
            refuse_held(opened, record.id)
        _forget_papers(opened, record.id)
    if not isinstance(record, Decision):
        getattr(opened, STORES[type(record)]).save(record)


def become(opened: OpenVault, record: Record, kept: Record) -> None:
    """Let a record that is here become what a person picked; see :func:`save_record`.

    A screening that went on elsewhere before it was withdrawn there goes that way here, too.
    """
    if isinstance(record, Screening) and isinstance(kept, Screening) and not kept.withdrawn:
        save_record(opened, replace(record, withdrawn=None), kept)
    save_record(opened, record, kept)


def _put(
    opened: OpenVault, unit: Unit, known: dict[str, Record], records: tuple[Record, ...]
) -> tuple[int, frozenset[str]]:
    """Write the records; return how many have another code, and which are not written."""
    new_codes, refused, written = 0, set(), []
    abouts = _abouts(unit)
    is_taken_back = _is_taken_back(records[0], known.get(records[0].id))
    for arrived in _in_order(known, records):
        kept = known.get(arrived.id)
        settled = _with_own_household(opened, arrived, kept)
        record = _with_own_code(opened, settled, kept)
        new_codes += record != settled
        try:
            if kept is None:
                adding_arrived.add(opened, record, waiting_records.about_of(record, abouts))
            else:
                if is_taken_back and not isinstance(record, Hold):
                    refuse_held(opened, unit.id)  # nor is a draft emptied then
                save_record(opened, _not_withdrawn_yet(record, kept), kept)
        except Refusals as error:
            if kept is None and isinstance(record, Client | KyrEvent):
                raise ParcelDamagedError from error
            refused.add(record.id)
        else:
            written.append(record)
        if isinstance(record, Client):
            _keep_names(opened, unit, record)
    _withdraw(opened, written)
    return new_codes, frozenset(refused)


def _abouts(unit: Unit) -> Mapping[str, str]:
    """Return what a decision that arrives may be about: the screenings that arrive with it."""
    sittings = [record_in(one) for one in unit.histories if one.kind == kind_of(Screening)]
    return waiting_records.abouts_of(sittings)


def _in_order(known: dict[str, Record], records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Return *records*; of a client who is here and wants no record any more what is here first.

    It is emptied before; what is new was done without a record.
    """
    first, *others = records
    if isinstance(first, Client) and first.id in known and first.consent is Consent.REFUSED:
        here = [one for one in others if one.id in known]
        here.sort(key=lambda one: not isinstance(one, Hold))  # what was lifted keeps nothing
        return (*here, first, *(one for one in others if one.id not in known))
    return records


def _is_taken_back(record: Record, kept: Record | None) -> bool:
    """Whether a client who agreed to a record here wants none any more."""
    if not (isinstance(record, Client) and isinstance(kept, Client)):
        return False
    return (kept.consent, record.consent) == (Consent.GIVEN, Consent.REFUSED)


def _forget_papers(opened: OpenVault, client_id: str) -> None:
    """Forget here too what was shown by a client who wants no record any more.

    Raises:
        ConsentRefusedError: Answers are kept here, so the client is not changed.
    """
    for one in opened.screenings.of_client(client_id):
        if one.client_id == client_id and (tuple(one.answers) or one.outcome is not None):
            raise ConsentRefusedError("answers")
    opened.shown_papers.forget_of(client_id)


def _not_withdrawn_yet(record: Record, kept: Record) -> Record:
    """Return a client or a screening without the withdrawal, which comes after all else.

    What is withdrawn here is refused by itself where it was withdrawn otherwise elsewhere.
    """
    if isinstance(record, Screening | Client) and isinstance(kept, Screening | Client):
        return record if kept.withdrawn else replace(record, withdrawn=None)
    return record


def _withdraw(opened: OpenVault, written: list[Record]) -> None:
    """Withdraw what was written as standing: first the screenings, their client at the end."""
    for kind in (Screening, Client):
        for record in written:
            if isinstance(record, kind) and record.withdrawn is not None:
                getattr(opened, STORES[kind]).save(record)


def _with_own_code(opened: OpenVault, record: Record, kept: Record | None) -> Record:
    """Return a client with a code that nobody else has here; any other record as it is."""
    if not isinstance(record, Client):
        return record
    is_own = isinstance(kept, Client) and kept.code == record.code
    if is_own or opened.clients.by_code(record.code) is None:
        return record
    return replace(record, code=opened.clients.new_code())


def _with_own_household(opened: OpenVault, record: Record, kept: Record | None) -> Record:
    """Return a client in the household as it is called here: after them where nobody of it is."""
    if not isinstance(record, Client):
        return record
    if isinstance(kept, Client):
        return replace(record, household_id=kept.household_id)
    head = opened.households.head_of(record.household_id)
    return replace(record, household_id=head or record.id)


def _keep_names(opened: OpenVault, unit: Unit, client: Client) -> None:
    """Keep every code that the client carries on paper and that is not the present one.

    And what the other laptop calls the household, so that members who come later join it.
    """
    arrived = record_in(unit.histories[0])
    for code in (*unit.codes, *((arrived.code,) if isinstance(arrived, Client) else ())):
        if code != client.code:
            opened.former_codes.add(code, client.id)
    if isinstance(arrived, Client) and not opened.households.head_of(arrived.household_id):
        opened.households.lead_to(arrived.household_id, client.household_id)


def undo_merges(opened: OpenVault, merges: tuple[Merge, ...]) -> None:
    """Let files be two again that turned out not to be of one person; before they are put in."""
    for merge in merges:
        known = {one.id: one for one in opened.merges.touching(merge.kept_id)}
        if merge.undone is not None and merge.id in known and known[merge.id].undone is None:
            opened.merges.undo(merge.id, merge.undone)
            for client_id in (merge.kept_id, merge.merged_id):
                opened.pairs.compare_again(client_id)


def take_merges(opened: OpenVault, merges: tuple[Merge, ...]) -> None:
    """Let files stand for others as they do on the laptop they came from; after they are there.

    Where somebody said otherwise here meanwhile, that stands. What a close made final there is
    final here.
    """
    for merge in merges:
        known = {one.id: one for one in opened.merges.touching(merge.merged_id)}
        if merge.id in known:
            if merge.way_back is None and known[merge.id].way_back is not None:
                opened.merges.forget_way_back(merge.id)
            continue
        both = (merge.kept_id, merge.merged_id)
        is_taken = merge.merged_id in opened.merges.all_merged()
        stands_apart = merge.merged_id not in opened.merges.ids_of(merge.kept_id)
        may_hold = merge.undone is not None or (not is_taken and stands_apart)
        if may_hold and len(opened.clients.themselves(both)) == len(both):
            opened.merges.add(merge)
            opened.pairs.compare_again(merge.kept_id)


def take_answers(opened: OpenVault, answers: tuple[PairAnswer, ...]) -> None:
    """Keep of whom it was said that they are two people, where both are here.

    Whoever still comes brings the answer along once more.
    """
    here = opened.clients.themselves(
        {client_id for one in answers for client_id in (one.one_id, one.other_id)}
    )
    opened.pairs.take(one for one in answers if {one.one_id, one.other_id} <= here.keys())
