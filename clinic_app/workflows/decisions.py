"""The representative decides about a finished screening, and signs."""

import secrets
from collections.abc import Iterable

from clinic_app.records.audit import About, Act
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.worker import Worker
from clinic_app.screening.outcome import Code, Finding
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.clients import standing_client, words_to_keep
from clinic_app.workflows.clock_doubt import newest_day
from clinic_app.workflows.errors import (
    AlreadyDecidedError,
    NotFinishedError,
    RecordWithdrawnError,
    SameWorkerError,
    SourceNotNamedError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.sweep import as_it_stands
from clinic_app.workflows.workers import can_sign_on, refuse_unless_signer


def decide(session: Session, screening_id: str, ruling: Ruling, note: str) -> Decision:
    """Sign a decision about a finished screening.

    After "more papers" a later decision may follow; any other one stands. Where the rules could
    not confirm the designation, accepting is the representative's own confirmation, for this
    country as of the day of this screening: the note says which source it rests on.

    Raises:
        NotARepresentativeError: The worker holds no accreditation or lacks the representative
            key, or was switched off.
        AccreditationNotYetError: It begins later than today.
        AccreditationExpiredError: It ran out.
        ClockBehindError: It ran out, though not by the computer's clock, which is behind.
        NotFinishedError: The screening is a draft.
        RecordWithdrawnError: The screening or the client was withdrawn.
        AlreadyDecidedError: A decision stands.
        SameWorkerError: The worker prepared the screening, and somebody else could sign.
        SourceNotNamedError: It is accepted though the designation is unconfirmed, without a note.
    """
    with session.transaction() as opened:
        signer = refuse_unless_signer(session, opened)
        screening = _open_screening(opened, screening_id)
        client = standing_client(opened, screening.client_id)
        is_same = _has_prepared(signer, screening)
        if is_same and _others_can_sign(session, opened, signer):
            raise SameWorkerError
        is_confirming = ruling is Ruling.ACCEPT and _rests_on_word(opened, screening)
        if is_confirming and not note.strip():
            raise SourceNotNamedError
        decision = Decision(
            id=secrets.token_hex(16),
            screening_id=screening_id,
            ruling=ruling,
            note=words_to_keep(client, note),
            stamp=session.stamp(),
            same_worker=is_same,
        )
        opened.decisions.add(decision)
        session.note(opened, Act.SIGNED_OFF, About.SCREENING, screening_id)
    return decision


def needs_source(findings: Iterable[Finding]) -> bool:
    """Whether accepting rests on the representative's own confirmation of the designation."""
    return any(
        finding.code is Code.STATUS_UNCONFIRMED and not finding.is_advisory for finding in findings
    )


def of_screening(session: Session, screening_id: str) -> tuple[Decision, ...]:
    """Return the decisions about a screening, oldest first."""
    with session.reading() as opened:
        return opened.decisions.of_screening(screening_id)


def _open_screening(opened: OpenVault, screening_id: str) -> Screening:
    screening = opened.screenings.get(screening_id)
    if screening.withdrawn is not None:
        raise RecordWithdrawnError
    if screening.state is not ScreeningState.FINISHED:
        raise NotFinishedError
    earlier = opened.decisions.of_screening(screening_id)
    if earlier and earlier[-1].ruling is not Ruling.MORE_PAPERS:
        raise AlreadyDecidedError
    return screening


def _rests_on_word(opened: OpenVault, screening: Screening) -> bool:
    outcome = as_it_stands(opened, screening).outcome
    return outcome is not None and needs_source(outcome.findings)


def _has_prepared(signer: Worker, screening: Screening) -> bool:
    stamps = (screening.started, screening.finished)
    return any(stamp is not None and stamp.worker_id == signer.id for stamp in stamps)


def _others_can_sign(session: Session, opened: OpenVault, signer: Worker) -> bool:
    """Whether somebody else could: in force today, and able to open the vault."""
    day = newest_day(session, opened)
    return any(
        other.id != signer.id and other.slot_id and can_sign_on(other, day)
        for other in opened.workers.all()
    )
