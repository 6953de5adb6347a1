"""Papers that a client lays on the table: written down, put right, and what months they show."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from clinic_app.crypto.slots import SCREENING_KEY
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.screening.asked_days import asked_days
from clinic_app.screening.evidence_months import Coverage, Span, coverage
from clinic_app.screening.outcome import Headline, Outcome
from clinic_app.screening.paper_pack import RESIDENCE, PaperPack
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.shown_already import ShownDays
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.clients import standing_client
from clinic_app.workflows.elsewhere import refuse_elsewhere
from clinic_app.workflows.errors import PaperInFutureError, PaperNumberError
from clinic_app.workflows.screenings import newest_kept
from clinic_app.workflows.session import Session
from clinic_app.workflows.sweep import as_it_stands
from clinic_app.workflows.withdrawing import withdrawal

_CORRECTED = "corrected"
_TAKEN_BACK = "taken back"
_NUMBER = re.compile(r"\d(?:[ -]?\d){6,}", re.ASCII)
_DAY = re.compile(r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4})\b", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersOnFile:
    """What a client has shown so far.

    Attributes:
        papers: In the order of adding, those withdrawn included.
        months: None where no route that is open asks for months.
    """

    client: Client
    papers: tuple[ShownPaper, ...]
    months: Coverage | None


def add(session: Session, client_id: str, seen: PaperSeen) -> ShownPaper:
    """Write down a paper that a client has shown.

    Raises:
        PaperInFutureError: It begins after today.
        PaperNumberError: The note looks like the number of a paper, which is never kept.
        ConsentRefusedError: The client wants no record.
        RecordWithdrawnError: The client was withdrawn.
        KeyNotHeldError: The worker's role does not screen.
    """
    session.vault.require(SCREENING_KEY)
    with session.transaction() as opened:
        return _kept(session, opened, client_id, _checked(session, seen))


def correct(session: Session, paper_id: str, seen: PaperSeen) -> ShownPaper:
    """Withdraw a paper that was written down wrong, and add it as it is.

    Raises:
        RecordWithdrawnError: It, or the client, was withdrawn.
        ClinicError: As :func:`add`; then the wrong one still stands.
    """
    session.vault.require(SCREENING_KEY)
    with session.transaction() as opened:
        wrong = opened.shown_papers.get(paper_id)
        _withdrawn(session, opened, wrong, _CORRECTED)
        return _kept(session, opened, wrong.client_id, _checked(session, seen))


def take_back(session: Session, paper_id: str) -> ShownPaper:
    """Withdraw a paper; :func:`put_back` undoes it.

    Raises:
        RecordWithdrawnError: It was withdrawn before.
    """
    session.vault.require(SCREENING_KEY)
    with session.transaction() as opened:
        return _withdrawn(session, opened, opened.shown_papers.get(paper_id), _TAKEN_BACK)


def put_back(session: Session, paper_id: str) -> ShownPaper:
    """Write a withdrawn paper down again.

    Raises:
        RecordWithdrawnError: The client was withdrawn.
    """
    session.vault.require(SCREENING_KEY)
    with session.transaction() as opened:
        paper = opened.shown_papers.get(paper_id)
        return _kept(session, opened, paper.client_id, paper.seen)


def on_file(session: Session, client_id: str) -> PapersOnFile:
    """Return what a client has shown, and the months that it shows.

    Raises:
        KeyNotHeldError: The worker's role does not screen.
    """
    session.vault.require(SCREENING_KEY)
    with session.reading() as opened:
        client = opened.clients.get(client_id)
        papers = opened.shown_papers.of_client(client_id)
        newest = newest_kept(opened.screenings.of_client(client_id))
        outcome = None if newest is None else as_it_stands(opened, newest).outcome
    rules, months = session.rules, None
    if outcome is not None:
        months = months_shown(outcome, rules.pack, rules.paper, papers, session.today.day)
    return PapersOnFile(client=client, papers=papers, months=months)


def days_of(session: Session, client_id: str) -> tuple[ShownDays, ...]:
    """Return the days of the papers that a client has shown."""
    with session.reading() as opened:
        return days_shown(opened.shown_papers.of_client(client_id), session.rules.paper)


def standing(papers: Iterable[ShownPaper]) -> tuple[PaperSeen, ...]:
    """Return what was seen of the papers that were not withdrawn, in their order."""
    return tuple(
        paper.seen for paper in papers if paper.withdrawn is None and paper.seen is not None
    )


def days_shown(papers: Iterable[ShownPaper], paper: PaperPack) -> tuple[ShownDays, ...]:
    """Return the days of the papers that stand, with what each proves by the pack's lists."""
    proofs = {kind.id: kind.proof for kind in paper.evidence.kind}
    return tuple(
        ShownDays(proofs[seen.kind], seen.first, seen.last)
        for seen in standing(papers)
        if seen.kind in proofs
    )


def months_shown(
    outcome: Outcome,
    pack: RulePack,
    paper: PaperPack,
    papers: Iterable[ShownPaper],
    today: date,
) -> Coverage | None:
    """Return which months since the day of residence the papers show.

    None where nobody is asked for months: no route is open, or it is one that goes without.
    """
    is_barred = outcome.headline is Headline.LIKELY_NOT_ELIGIBLE
    asked = asked_days(outcome, pack)
    since = asked.cr_since
    if is_barred or since is None or not paper.evidence.asks_residence_on(outcome.track):
        return None
    shown = (one for one in days_shown(papers, paper) if one.proof == RESIDENCE)
    spans = (Span(one.first, one.last) for one in shown)
    return coverage(since, today, spans, present_on=asked.cpp_since)


def _checked(session: Session, seen: PaperSeen) -> PaperSeen:
    seen = replace(seen, note=seen.note.strip())
    if seen.first > session.today.day:
        raise PaperInFutureError
    if _NUMBER.search(_DAY.sub("", seen.note)):
        raise PaperNumberError
    return seen


def _kept(
    session: Session, opened: OpenVault, client_id: str, seen: PaperSeen | None
) -> ShownPaper:
    standing_client(opened, client_id)
    paper = ShownPaper(
        id=secrets.token_hex(16), client_id=client_id, seen=seen, stamp=session.stamp()
    )
    opened.shown_papers.add(paper)
    session.note(opened, Act.ADDED, About.SHOWN_PAPER, paper.id)
    return paper


def _withdrawn(session: Session, opened: OpenVault, paper: ShownPaper, reason: str) -> ShownPaper:
    refuse_elsewhere(opened, paper.client_id)
    gone = replace(paper, withdrawn=withdrawal(session, reason, paper.withdrawn))
    opened.shown_papers.save(gone)
    session.note(opened, Act.WITHDRAWN, About.SHOWN_PAPER, paper.id)
    return gone
