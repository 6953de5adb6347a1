"""A client is forgotten: nothing of the name is left in any page, and every number stays."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from clinic_app.crypto.keyring_errors import KeyNotHeldError
from clinic_app.files.errors import DiskFullError
from clinic_app.printing.sheet import Note
from clinic_app.records.audit import Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.retention import PurgeCause
from clinic_app.records.screening import Ruling
from clinic_app.records.service import FilingKind, Form, ServiceKind
from clinic_app.records.worker import Role
from clinic_app.vault import wiping
from clinic_app.vault.engine import PAGE_BYTES, apart
from clinic_app.vault.errors import VaultInUseError, WorkStoppedError
from clinic_app.vault.opening import open_vault
from clinic_app.vault.store_errors import ClientHeldError, RecordMissingError
from clinic_app.workflows import (
    backups,
    clients,
    closing,
    decisions,
    forgetting,
    holds,
    merging,
    proof_sheet,
    screenings,
    services,
    unlocking,
    workers,
)
from clinic_app.workflows.audit import Wanted, lines
from clinic_app.workflows.retention_errors import (
    AlreadyHeldError,
    HoldReasonMissingError,
    NotHeldError,
)
from clinic_app.workflows.session import Session

PASSPHRASE = "correct horse battery staple gravel moth"
WORDS = "a long passphrase of the greeter"
RESERVED = 80
NAME = "Widline Canary-7f3a"


def on(_done: int, _total: int) -> bool:
    """Go on."""
    return False


def register(session: Session, name: str = NAME, member_of: Client | None = None) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="305 555 0177",
        member_of=member_of,
    )


@pytest.fixture
def client(session: Session) -> Client:
    """Somebody with one of everything that the day leaves."""
    found = register(session)
    clients.set_come_back(session, found.id, session.today.day, f"{NAME} brings the passport")
    done = screenings.begin(session, found.id, "Haiti")
    done = screenings.finish(session, done.id)
    decisions.decide(session, done.id, Ruling.DECLINE, f"{NAME} was told why")
    services.record(
        session,
        found.id,
        kind=ServiceKind.APPLICATION_PREPARED,
        form=Form.I_821,
        filing=FilingKind.INITIAL,
        at_no_cost=True,
    )
    return clients.get(session, found.id)


def pages(session: Session) -> bytes:
    """Decrypt every page that the files hold: of the database and its log, in use or not.

    Source: SQLCipher, "Design": AES-256-CBC, the vector in the 80 reserved bytes at the end of a
    page; SQLite, "WAL file format": a head of 32 bytes, 24 before each page.
    """
    plain = b""
    with session.vault.alone() as (database, key):
        log = database.with_name(database.name + "-wal")
        for path, head, before in ((database, 0, 0), (log, 32, 24)):
            content = path.read_bytes()[head:]
            for at in range(before, len(content), before + PAGE_BYTES):
                page = content[at : at + PAGE_BYTES]
                vector = page[-RESERVED : -RESERVED + 16]
                is_first = path == database and at == 0
                decryptor = Cipher(AES(key.key), CBC(vector)).decryptor()
                plain += decryptor.update(page[16 if is_first else 0 : -RESERVED])
    return plain


def is_found(name: str, content: bytes) -> bool:
    shapes = (name, name.lower(), name.split("-", maxsplit=1)[0].lower())
    return any(
        shape.encode(coding) in content for shape in shapes for coding in ("utf-8", "utf-16-le")
    )


def test_no_page_and_no_log_of_the_database_tells_the_name_any_more(
    session: Session, client: Client
) -> None:
    other = register(session, "Rosa Other")
    holds.set_hold(session, client.id, f"{NAME} sues")
    holds.lift_hold(session, client.id, f"{NAME} settled")
    assert is_found(NAME, pages(session))
    for typed in ("canary", "5550177", client.code):
        assert client in clients.search(session, typed)

    purge = forgetting.forget(session, client.id, on)

    content = pages(session)
    assert purge.is_wiped
    assert purge.rows == {
        "clients": 1,
        "screenings": 1,
        "decisions": 1,
        "services": 1,
        "legal_holds": 1,
        "clients_to_compare": 1,
    }
    assert not is_found(NAME, content)
    assert is_found("Rosa Other", content)
    for path in session.vault.folder.iterdir():
        if path.name.endswith("-wal"):
            assert path.stat().st_size <= 4 * PAGE_BYTES  # nothing of before the purge
    assert [clients.search(session, one) for one in ("canary", client.code)] == [(), ()]
    assert clients.get(session, other.id).name == "Rosa Other"


def test_every_number_of_every_month_stays(enrolled: Session, client: Client) -> None:
    later = replace(
        enrolled, today=replace(enrolled.today, day=enrolled.today.day.replace(month=12))
    )
    before = closing.preview(later, "2026-11")

    forgetting.forget(later, client.id, on)

    assert closing.preview(later, "2026-11").payload == before.payload
    assert b'"helped"' in before.payload


def test_a_person_goes_with_every_file_that_was_taken_into_theirs(
    enrolled: Session, client: Client
) -> None:
    other = register(enrolled, "Widlyne Canary-7f3a")
    screenings.finish(enrolled, screenings.begin(enrolled, other.id, "Haiti").id)
    holds.set_hold(enrolled, other.id, "A suit is pending.")
    merging.merge(enrolled, client.id, other.id, frozenset())
    later = replace(enrolled, today=replace(enrolled.today, day=date(2026, 12, 2)))
    before = closing.preview(later, "2026-11")

    with pytest.raises(ClientHeldError):
        forgetting.forget(later, client.id, on)
    holds.lift_hold(later, client.id, "It is settled.")
    purge = forgetting.forget(later, other.id, on)

    assert (purge.people, purge.rows["clients"], purge.rows["merges"]) == (1, 2, 1)
    assert closing.preview(later, "2026-11").payload == before.payload
    assert not is_found(NAME, pages(enrolled))
    for one in (client, other):
        with pytest.raises(RecordMissingError):
            clients.get(enrolled, one.id)


def test_a_legal_hold_forbids_it_and_says_so(session: Session, client: Client) -> None:
    hold = holds.set_hold(session, client.id, "A suit is pending.")

    assert forgetting.preview(session, client.id).standing_hold == hold
    with pytest.raises(ClientHeldError):
        forgetting.forget(session, client.id, on)
    with pytest.raises(AlreadyHeldError):
        holds.set_hold(session, client.id, "Again.")
    holds.lift_hold(session, client.id, "It is settled.")
    with pytest.raises(NotHeldError):
        holds.lift_hold(session, client.id, "Again.")
    assert forgetting.preview(session, client.id).standing_hold is None
    assert forgetting.forget(session, client.id, on).cause is PurgeCause.ASKED


def test_a_hold_keeps_the_name_also_from_whoever_takes_consent_back(session: Session) -> None:
    kept = register(session)
    holds.set_hold(session, kept.id, "A suit is pending.")
    told: dict[str, Any] = {
        "name": "",
        "birth_date": None,
        "language": "ht",
        "needs_interpreter": False,
        "consent": Consent.REFUSED,
        "phone": "",
        "gender": None,
        "county": "",
    }

    with pytest.raises(ClientHeldError):
        clients.correct(session, kept.id, **told)
    assert clients.get(session, kept.id).name == NAME
    holds.lift_hold(session, kept.id, "It is settled.")
    assert clients.correct(session, kept.id, **told).name == ""


def test_a_hold_needs_a_reason_both_ways(session: Session, client: Client) -> None:
    with pytest.raises(HoldReasonMissingError):
        holds.set_hold(session, client.id, "  ")
    holds.set_hold(session, client.id, "A suit is pending.")
    with pytest.raises(HoldReasonMissingError):
        holds.lift_hold(session, client.id, "")


def test_the_log_tells_who_held_and_who_deleted_and_still_holds_together(
    session: Session, client: Client
) -> None:
    holds.set_hold(session, client.id, "A suit is pending.")
    holds.lift_hold(session, client.id, "It is settled.")
    forgetting.forget(session, client.id, on)

    told = [line.link.entry for line in lines(session, Wanted())]
    newest = [(entry.act, entry.subject_id) for entry in told[:3]]
    assert newest == [
        (Act.PURGED, client.id),
        (Act.HOLD_LIFTED, client.id),
        (Act.HOLD_SET, client.id),
    ]
    with session.reading() as opened:
        assert opened.audit.first_broken() is None


def test_the_preview_says_what_goes_and_what_stays(session: Session, client: Client) -> None:
    register(session, "Jean Member", member_of=client)
    backups.make(session, None)

    found = forgetting.preview(session, client.id)

    assert found.rows["clients"] == 1
    assert found.housemates == 1
    assert len(found.backups) == 1
    forgetting.forget(session, client.id, on)
    with pytest.raises(RecordMissingError):
        forgetting.preview(session, client.id)


def test_a_backup_from_before_the_client_came_is_not_among_those_that_hold_them(
    session: Session,
) -> None:
    backups.make(session, None)
    later = replace(session, moment=lambda: session.moment() + timedelta(days=1))

    assert forgetting.preview(session, register(later).id).backups == ()


def test_whoever_stops_before_the_end_has_deleted_nothing(session: Session, client: Client) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return done > total // 2

    with pytest.raises(WorkStoppedError):
        forgetting.forget(session, client.id, stop)

    assert len(told) > 1
    assert clients.get(session, client.id) == client
    assert len(screenings.of_client(session, client.id)) == 1


def test_a_full_disk_leaves_the_rest_to_the_next_opening(
    session: Session,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(path: Path, _key: object) -> None:
        raise DiskFullError(path)

    with monkeypatch.context() as patched:
        patched.setattr(wiping, "_rewrite", full)
        purge = forgetting.forget(session, client.id, on)
        assert not purge.is_wiped
        session.lock()
        open_vault(session.vault.folder, PASSPHRASE, "mirlande").lock()  # full again: it opens

    again = unlocking.unlock(session.vault.folder, PASSPHRASE, "mirlande", session.today)
    with again.reading() as opened:
        (found,) = opened.purges.all()
    assert found.is_wiped
    assert not is_found(NAME, pages(again))
    again.lock()


def test_a_reader_of_old_pages_keeps_the_purge_due(session: Session, client: Client) -> None:
    with session.vault.alone() as (database, key), apart(database, key) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM clients").fetchone()
        with apart(database, key) as impatient:
            impatient.execute("PRAGMA busy_timeout = 1")
            with pytest.raises(VaultInUseError):
                wiping.write_anew(impatient, database)
        reader.execute("COMMIT")

    assert forgetting.forget(session, client.id, on).is_wiped


@pytest.fixture
def volunteer(
    session: Session, client: Client, clinic_folder: Path
) -> Iterator[tuple[Session, str]]:
    sign_in = workers.SignIn(name="greta", passphrase=WORDS, role=Role.VOLUNTEER)
    workers.add(session, "Greta Hale", None, sign_in)
    holds.set_hold(session, client.id, "A suit is pending.")
    session.lock()
    opened = unlocking.unlock(clinic_folder, WORDS, "greta", session.today)
    yield opened, client.id
    opened.lock()


def test_a_volunteer_sees_that_a_hold_stands_but_not_why_and_deletes_nobody(
    volunteer: tuple[Session, str],
) -> None:
    session, client_id = volunteer

    hold = forgetting.preview(session, client_id).standing_hold

    assert hold is not None
    assert (hold.is_sealed, hold.reason) == (True, "")
    with pytest.raises(KeyNotHeldError):
        holds.set_hold(session, client_id, "Mine.")
    with pytest.raises(KeyNotHeldError):
        holds.lift_hold(session, client_id, "Mine.")
    with pytest.raises(KeyNotHeldError):
        forgetting.forget(session, client_id, on)


def test_the_proof_tells_when_and_how_much_and_what_is_still_to_be_destroyed(
    session: Session, client: Client
) -> None:
    older = backups.make(session, None).backup
    purge = forgetting.forget(session, client.id, on)
    backups.make(replace(session, moment=lambda: session.moment() + timedelta(hours=1)), None)

    document = pypdfium2.PdfDocument(proof_sheet.make(session, purge.id))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()

    assert "Canary" not in text
    assert client.code not in text
    assert "1 screening, with its answers and findings" in text
    assert session.worker.name in text
    assert proof_sheet.proof_of(session, purge.id).remaining == (older,)
    assert text.count("The backup of") == 1


def test_until_the_file_is_written_anew_the_proof_says_that_it_is_due(
    session: Session, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _key: object) -> None:
        raise DiskFullError(path)

    monkeypatch.setattr(wiping, "_rewrite", full)
    purge = forgetting.forget(session, client.id, on)

    sheet = proof_sheet.proof_sheet(session.clinic, proof_sheet.proof_of(session, purge.id))

    notes = [one for one in sheet.sections[0].blocks if isinstance(one, Note)]
    assert "still to be written anew" in notes[0].words.own


def test_an_older_vault_learns_to_forget(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "vault" / "samples" / "schema_0008"
    folder = shutil.copytree(sample, tmp_path / "clinic")

    vault = open_vault(folder, "correct horse battery staple", "Ana")

    with vault.transaction() as opened:
        assert opened.purges.would_go(("c1",))["clients"] == 1
    vault.lock()
