"""A real headquarters, made once and copied for each test, and clinics that report to it."""

import itertools
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clinic_app.bundles import enrolment_file, payload, seal_file
from clinic_app.bundles.enrolment_file import Enrolment, EnrolmentAnswer
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.signing import SigningKey
from clinic_app.headquarters import address, enrolling, place
from clinic_app.headquarters.ledger.ledger import Ledger
from clinic_app.headquarters.ledger.server import PostgresServer
from clinic_app.headquarters.ledger.sqlite_file import SqliteFile
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.headlines import FIRST_HEADLINES, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import ReleasedTally

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PASSPHRASE = "a passphrase of several words"


@dataclass
class Clinic:
    """A clinic that closes months; :meth:`close` gives one bundle after the other.

    Its program may be one that does not count yet what was added later.
    """

    enrolment: Enrolment
    key: SigningKey
    first: Month = field(default_factory=lambda: Month(2026, 1))
    is_training: bool = False
    is_older: bool = False
    ledger: ReleaseLedger = field(default_factory=ReleaseLedger)

    def close(self, **totals: int) -> SealedFile:
        """Close the next month with these totals so far."""
        raw = RawTally(
            self.first.plus(len(self.ledger.entries)),
            dict.fromkeys(HeadlineCount, 0)
            | {HeadlineCount(name): total for name, total in totals.items()},
        )
        origin = Origin(
            clinic=self.enrolment.clinic,
            station="0" * 16,
            is_training=self.is_training,
            draw_key=bytes(32),
        )
        tally = release(raw, self.ledger, origin)
        if self.is_older:
            tally = without_later_headlines(tally)
        self.ledger = self.ledger.with_release(
            tally, payload.sha256(payload.write(tally)), origin.policy
        )
        return seal_file.seal(tally, self.key, self.enrolment.sealing_key)

    def answer(self) -> bytes:
        """Answer the enrolment."""
        said = EnrolmentAnswer(
            clinic=self.enrolment.clinic,
            number=self.enrolment.number,
            station="0" * 16,
            signing_key=self.key.public,
        )
        return enrolment_file.write_answer(said, self.key)


def without_later_headlines(tally: ReleasedTally) -> ReleasedTally:
    """Return *tally* as a program released it that did not have them."""
    closes = [
        replace(close, headlines={one: close.headlines[one] for one in FIRST_HEADLINES})
        for close in tally.closes
    ]
    return replace(tally, closes=tuple(closes))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Headquarters:
    headquarters, _code = place.create(
        tmp_path_factory.mktemp("made") / "hq",
        name="Coalition",
        passphrase=PASSPHRASE,
        is_training=False,
        cost=LEAST_COST,
    )
    return headquarters


@pytest.fixture
def fresh_sqlite(made: Headquarters, tmp_path: Path) -> Callable[[], Headquarters]:
    """Give empty copies of one headquarters, each with a ledger in its folder."""
    numbers = itertools.count()

    def make() -> Headquarters:
        folder = tmp_path / f"file{next(numbers)}"
        shutil.copytree(made.folder, folder)
        return replace(made, folder=folder, ledger=Ledger.open(SqliteFile(folder)))

    return make


@pytest.fixture
def fresh_postgresql(
    made: Headquarters, tmp_path: Path, new_database: Callable[[], str]
) -> Callable[[], Headquarters]:
    """Give empty copies of one headquarters, each with a ledger on the server."""
    numbers = itertools.count()

    def make() -> Headquarters:
        folder = tmp_path / f"server{next(numbers)}"
        folder.mkdir()
        shutil.copy(made.folder / place.KEYS_NAME, folder)
        url = new_database()
        address.write(folder, url, made.keys.opening)
        with made.ledger.reading() as opened:
            about = opened.about()
        ledger = Ledger.create(PostgresServer(folder, url), about)
        return replace(made, folder=folder, ledger=ledger)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def headquarters(request: pytest.FixtureRequest) -> Headquarters:
    """An empty headquarters; a test that takes it runs on either database."""
    make: Callable[[], Headquarters] = request.getfixturevalue(f"fresh_{request.param}")
    return make()


@pytest.fixture
def sqlite_headquarters(fresh_sqlite: Callable[[], Headquarters]) -> Headquarters:
    return fresh_sqlite()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def issue_at() -> Callable[[Headquarters, str], Clinic]:
    """Give a clinic the enrolment file of a headquarters; its answer is not accepted yet."""

    def issue(headquarters: Headquarters, code: str) -> Clinic:
        file = enrolling.issue(headquarters, code, f"Clinic {code}", AT)
        return Clinic(enrolment_file.read_enrolment(file), SigningKey.generate())

    return issue


@pytest.fixture
def issued(
    headquarters: Headquarters, issue_at: Callable[[Headquarters, str], Clinic]
) -> Callable[[str], Clinic]:
    """Give a clinic its enrolment file; its answer is not accepted yet."""
    return lambda code: issue_at(headquarters, code)


@pytest.fixture
def enrolled(
    headquarters: Headquarters, issued: Callable[[str], Clinic]
) -> Callable[[str], Clinic]:
    """Enrol a clinic, with its key accepted."""

    def enrol(code: str) -> Clinic:
        clinic = issued(code)
        enrolling.accept(headquarters, clinic.answer(), AT)
        return clinic

    return enrol


@pytest.fixture
def chromium(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run headless Chromium with the words given; its own business goes nowhere.

    ``.ci/run`` installs it; on a computer without it a report is not seen as a browser shows it.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("Chromium is not on this computer")
    always = (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    )

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - a program of the system, on a file of our own
            [program, *always, *words], capture_output=True, check=True, timeout=120, text=True
        )

    return run
