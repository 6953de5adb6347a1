"""The audit log: what looks and prints are written into it, and how it is read and checked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic_app.records.audit import About, Act, Link
from clinic_app.records.client import Client
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import clients
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are asked for; what is empty leaves everything in.

    Attributes:
        client_code: A client's come-back code, of now or from before: everything about them and
            their records.
        days: Of so many days until now.
    """

    worker_id: str = ""
    act: Act | None = None
    client_code: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry, with the name of the worker as it is today."""

    link: Link
    worker_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainCheck:
    """Whether the log is what was written.

    Attributes:
        entries: How many it has.
        first_broken: The place of the first entry that is not what was written.
        lost_closes: Closes that were made when the log held entries that it lost since.
    """

    entries: int
    first_broken: int | None
    lost_closes: tuple[int, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was changed and nothing lost."""
        return self.first_broken is None and not self.lost_closes


def note(session: Session, act: Act, about: About, subject_id: str) -> None:
    """Write down that something was looked at, printed or saved as a file.

    Where the disk was full at unlocking, what is only looked at is not written down.

    Raises:
        ClinicError: Whatever the vault refuses; then it must not be shown either.
    """
    if act is Act.VIEWED and session.is_only_read:
        return
    with session.transaction() as opened:
        session.note(opened, act, about, subject_id)


def lines(session: Session, wanted: Wanted) -> tuple[LogLine, ...]:
    """Return the newest 500 entries that are wanted, newest first."""
    with session.reading() as opened:
        names = {worker.id: worker.name for worker in opened.workers.all()}
        found = opened.audit.found(
            worker_id=wanted.worker_id or None,
            act=wanted.act,
            subject_ids=_subjects(opened, wanted.client_code),
            since=_since(session.moment(), wanted.days),
        )
    return tuple(LogLine(link, names.get(link.entry.worker_id, "")) for link in found)


def check(session: Session) -> ChainCheck:
    """Reckon the whole chain again, from the first entry to the newest."""
    with session.reading() as opened:
        newest = opened.audit.newest()
        return ChainCheck(
            entries=0 if newest is None else newest.seq,
            first_broken=opened.audit.first_broken(),
            lost_closes=opened.audit.closes_out_of_chain(),
        )


def _since(now: datetime, days: int | None) -> datetime | None:
    return None if days is None else now - timedelta(days=days)


def _subjects(opened: OpenVault, client_code: str) -> tuple[str, ...] | None:
    if not client_code.strip():
        return None
    found = clients.coded(opened, client_code)
    return tuple(subject for client in found for subject in _subjects_of(opened, client))


def _subjects_of(opened: OpenVault, client: Client) -> tuple[str, ...]:
    screenings = (screening.id for screening in opened.screenings.of_client(client.id))
    services = (service.id for service in opened.services.of_client(client.id))
    papers = (paper.id for paper in opened.shown_papers.of_client(client.id))
    return (*opened.merges.ids_of(client.id), *screenings, *services, *papers)
