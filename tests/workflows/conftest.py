"""A real vault, made once; each test works at a copy of it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.bundles import enrolment_file
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.records.worker import Accreditation, AccreditationLevel, Role, Worker
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.workflows import enrolment, first_start, laptops, unlocking, workers
from clinic_app.workflows.session import Session

DAY = date(2026, 11, 2)
PASSPHRASE = "correct horse battery staple gravel moth"
ACCREDITED = Accreditation(
    level=AccreditationLevel.PARTIAL, granted=date(2025, 3, 1), expires=date(2028, 2, 29)
)


@dataclass(frozen=True)
class Crew:
    """Sessions of three workers at one vault."""

    volunteer: Session
    representative: Session
    second: Session


@dataclass(frozen=True)
class MadeClinic:
    folder: Path
    recovery_code: str


def _made(folder: Path) -> first_start.NewClinic:
    return first_start.create_clinic(
        folder,
        clinic_name="St. Mark's Legal Clinic",
        clinic_code="stmark",
        site="Church hall",
        phone="555 0100",
        worker_name="Mirlande Baptiste",
        accreditation=ACCREDITED,
        sign_in_name="mirlande",
        passphrase=PASSPHRASE,
        today=Today(DAY),
        cost=LEAST_COST,
    )


@pytest.fixture(scope="session")
def made_clinic(tmp_path_factory: pytest.TempPathFactory) -> MadeClinic:
    """A locked vault with one representative."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    made = _made(folder)
    made.session.lock()
    return MadeClinic(folder, made.recovery_code)


@pytest.fixture(scope="session")
def made_crew(tmp_path_factory: pytest.TempPathFactory, made_clinic: MadeClinic) -> Path:
    """A locked vault with two representatives and a volunteer."""
    folder = tmp_path_factory.mktemp("crew") / "vault"
    shutil.copytree(made_clinic.folder, folder)
    session = unlocking.unlock(folder, PASSPHRASE, "mirlande", Today(DAY))
    helps = workers.SignIn(
        name="tomas", passphrase="another passphrase of many words", role=Role.VOLUNTEER
    )
    workers.add(session, "Tomas Vale", None, helps)
    signs = workers.SignIn(
        name="ana", passphrase="a third passphrase of many words", role=Role.REPRESENTATIVE
    )
    workers.add(session, "Ana Ruelo", ACCREDITED, signs)
    session.lock()
    return folder


@pytest.fixture
def clinic_folder(made_clinic: MadeClinic, tmp_path: Path) -> Path:
    """A copy of the locked vault with one representative."""
    folder = tmp_path / "vault"
    shutil.copytree(made_clinic.folder, folder)
    return folder


@pytest.fixture
def session(clinic_folder: Path) -> Iterator[Session]:
    """The only representative at work."""
    opened = unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", Today(DAY))
    yield opened
    opened.lock()


@pytest.fixture
def crew(made_crew: Path, tmp_path: Path) -> Iterator[Crew]:
    """Two representatives and a volunteer, all at one vault."""
    folder = tmp_path / "crew"
    shutil.copytree(made_crew, folder)
    opened = unlocking.unlock(folder, PASSPHRASE, "mirlande", Today(DAY))
    by_name = {worker.name: worker for worker in workers.every(opened)}

    def at_work(name: str) -> Session:
        worker: Worker = by_name[name]
        return replace(opened, worker=worker)

    yield Crew(at_work("Tomas Vale"), at_work("Mirlande Baptiste"), at_work("Ana Ruelo"))
    opened.lock()


@pytest.fixture(scope="session")
def headquarters_key() -> SigningKey:
    """The key with which an invented headquarters signs."""
    return SigningKey(b"h" * 32)


@pytest.fixture(scope="session")
def headquarters_file(headquarters_key: SigningKey) -> Callable[[str], bytes]:
    """What that headquarters writes to enrol the clinic with a code."""

    def write(code: str) -> bytes:
        told = Enrolment(
            clinic=code,
            clinic_name="St. Mark's Legal Clinic",
            headquarters="Coalition",
            number="0123456789abcdef",
            is_training=False,
            sealing_key=OpeningKey(b"o" * 32).public,
            signing_key=headquarters_key.public,
            pack_key=SigningKey(b"p" * 32).public,
            smallest_crowd=11,
        )
        return enrolment_file.write_enrolment(told, headquarters_key)

    return write


@pytest.fixture
def enrolled(session: Session, headquarters_file: Callable[[str], bytes]) -> Session:
    """The only representative at work in a clinic that has a headquarters."""
    enrolment.take(session, headquarters_file("STMARK"))
    return session


NAMES = ("main", "day", "other")


@pytest.fixture(scope="session")
def made_laptops(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with three locked vaults that know each other, and their recovery codes."""
    folder = tmp_path_factory.mktemp("laptops")
    made = {name: _made(folder / name) for name in NAMES}
    main = made["main"].session
    for name in NAMES[1:]:
        laptops.accept(main, laptops.join(made[name].session, laptops.invite(main)))
    for one in made.values():
        one.session.lock()
    return folder, {name: one.recovery_code for name, one in made.items()}


@pytest.fixture(scope="session")
def open_laptops(
    made_laptops: tuple[Path, dict[str, str]],
) -> Callable[[Path], tuple[Session, Session, Session]]:
    """Copy the three into a new folder and open them, the main one first; to be locked after."""

    def opened(folder: Path) -> tuple[Session, Session, Session]:
        template, codes = made_laptops
        shutil.copytree(template, folder)
        main, day, other = (_at_work(folder / name, codes[name]) for name in NAMES)
        return main, day, other

    return opened


@pytest.fixture
def three_laptops(
    open_laptops: Callable[[Path], tuple[Session, Session, Session]], tmp_path: Path
) -> Iterator[tuple[Session, Session, Session]]:
    """Three laptops of one clinic, for one test alone."""
    found = open_laptops(tmp_path / "laptops")
    yield found
    for session in found:
        session.lock()


def _at_work(folder: Path, code: str) -> Session:
    """Return the coordinator at a vault; the recovery code opens it without a second's wait."""
    vault = open_vault_by_recovery_code(folder, code)
    with vault.reading() as opened:
        (worker,) = (one for one in opened.workers.all() if one.slot_id)
        return Session(vault, worker, opened.clinic.get(), Today(DAY))
