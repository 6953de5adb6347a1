"""A whole network whose bundles are lost, doubled, reordered and forked: what was received counts.

Clinics close their year once, which takes long; then it is carried in ever other ways, each to a
headquarters that knows the clinics and holds nothing yet. The searches are as long as
CLINIC_APP_EXAMPLES says.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.bundles import payload, receipt
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.headquarters import enrolling
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.ledger.ledger import Ledger
from clinic_app.headquarters.ledger.sqlite_file import SqliteFile
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.disclosure import ReleaseLedger
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
JANUARY, DECEMBER = Month(2026, 1), Month(2026, 12)
TAKEN_IN = {ReceiptStatus.ACCEPTED, ReceiptStatus.SUPERSEDED}
RUNS = max(5, settings.default.max_examples // 4) if settings.default else 5
CLINICS = 35
YEARS = 1 + RUNS // 500
"""So many different years are carried about, each in many ways."""


class Clinic(Protocol):
    ledger: ReleaseLedger

    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


Issue = Callable[[Headquarters, str], Clinic]


@dataclass(frozen=True)
class Sent:
    """A file that left a clinic, and the changes of its closes as the clinic meant them."""

    code: str
    file: SealedFile
    helped: dict[Month, int]


@dataclass
class Network:
    """Clinics that closed month after month, and every file that ever left them."""

    headquarters: Headquarters
    sent: dict[str, Sent] = field(default_factory=dict)
    forked: set[str] = field(default_factory=set)

    def close_a_year(self, clinic: Clinic, code: str, chance: random.Random) -> None:
        """Close twelve months; counts also go down, and now and then a vault is put back."""
        helped = 0
        earlier = clinic.ledger
        for _month in range(12):
            if chance.random() < 0.03 and len(clinic.ledger.entries) > 1:
                clinic.ledger = earlier  # an older copy of the vault: its next close is a fork
                self.forked.add(code)
            earlier = clinic.ledger
            helped = max(0, helped + chance.randint(-5, 30))
            file = clinic.close(helped=helped, screened=chance.randint(0, 9))
            closes = payload.read(file.payload).closes
            said = {one.month: one.headlines[HeadlineCount.HELPED].net for one in closes}
            self.sent[file.sha256] = Sent(code, file, said)

    def said_by(self, files: set[str]) -> set[bytes]:
        """Return what *files* say."""
        return {self.sent[one].file.payload for one in files}


def closed_year(headquarters: Headquarters, issue_at: Issue, seed: int) -> Network:
    """Let 35 clinics enrol and live through a year."""
    chance = random.Random(seed)  # noqa: S311 - the same year each time
    network = Network(headquarters)
    for number in range(CLINICS):
        clinic = issue_at(headquarters, f"C-{number}")
        enrolling.accept(headquarters, clinic.answer(), AT)
        network.close_a_year(clinic, f"C-{number}", chance)
    return network


@pytest.fixture(scope="session")
def year(
    made: Headquarters, issue_at: Issue, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[int], Network]:
    """Give one closed year after the other; headquarters knows its clinics, and holds nothing."""

    @cache
    def closed(seed: int) -> Network:
        folder = tmp_path_factory.mktemp("year") / "hq"
        shutil.copytree(made.folder, folder)
        ledger = Ledger.open(SqliteFile(folder))
        return closed_year(replace(made, folder=folder, ledger=ledger), issue_at, seed)

    return closed


def sticks(files: Sequence[Sent], chance: random.Random) -> list[list[Sent]]:
    """Carry the files: a fifth is lost, a third goes twice, none keeps its place."""
    carried = [file for file in files if chance.random() > 0.2]
    carried += [file for file in carried if chance.random() < 0.33]
    chance.shuffle(carried)
    cuts = sorted(chance.randrange(len(carried) + 1) for _cut in range(chance.randrange(4)))
    return [
        carried[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(carried)], strict=True)
    ]


def carry(
    network: Network, headquarters: Headquarters, codes: set[str], chance: random.Random
) -> None:
    """Carry what *codes* sent, and compare headquarters with what it received."""
    received: set[str] = set()
    taken_in: set[str] = set()
    files = [one for one in network.sent.values() if one.code in codes]
    with tempfile.TemporaryDirectory() as place:
        for number, carried in enumerate(sticks(files, chance)):
            stick = Path(place) / str(number)
            stick.mkdir()
            for copy, one in enumerate(carried):
                (stick / f"{copy}_{one.file.name}").write_bytes(one.file.data)
                received.add(one.file.sha256)
            results = collect(headquarters, stick, AT).results
            taken_in |= {one.sha256 for one in results if one.status in TAKEN_IN}
            acknowledged = receipts_in(stick, headquarters)
            # A vault that was put back may close with the very same content: sealed anew it is
            # another file, and headquarters holds what it says.
            assert network.said_by(acknowledged) <= network.said_by(taken_in)
    assert {one for one in received if network.sent[one].code not in network.forked} <= taken_in
    compare(headquarters, [network.sent[one] for one in sorted(taken_in)])


def receipts_in(stick: Path, headquarters: Headquarters) -> set[str]:
    """Return which files the receipts on a stick say are held."""
    read = (
        receipt.read(path.read_bytes(), headquarters.keys.signing.public)
        for path in stick.glob("*.receipt")
    )
    return {one.sha256 for one in read if one.status.is_held}


def compare(headquarters: Headquarters, files: Sequence[Sent]) -> None:
    """Every close that was received counts once, and no other does."""
    truth: dict[tuple[str, Month], int] = {}
    for one in files:
        for month, net in one.helped.items():
            assert truth.setdefault((one.code, month), net) == net
    report = draw_up(headquarters, JANUARY, DECEMBER)
    found = {
        (clinic.code, month): change.net
        for clinic in report.clinics
        for month in report.months
        if (change := clinic.change(month, HeadlineCount.HELPED)) is not None
    }
    assert found == truth
    assert (report.total(HeadlineCount.HELPED) or 0) == sum(truth.values())


def test_the_same_content_sealed_twice_is_held_and_counts_once(
    sqlite_headquarters: Headquarters, issue_at: Issue, inbox: Path
) -> None:
    clinic = issue_at(sqlite_headquarters, "BOS-1")
    enrolling.accept(sqlite_headquarters, clinic.answer(), AT)
    before = clinic.ledger
    first = clinic.close(helped=20)
    clinic.ledger = before  # a vault that was put back, and closes with the very same content
    second = clinic.close(helped=20)
    for file in (first, second):
        (inbox / file.name).write_bytes(file.data)

    results = collect(sqlite_headquarters, inbox, AT).results

    assert {one.sha256 for one in results if one.status.is_held} == {first.sha256, second.sha256}
    said = {Month(2026, 1): 20}
    compare(sqlite_headquarters, [Sent("BOS-1", file, said) for file in (first, second)])


@settings(max_examples=RUNS)
@given(
    seed=st.integers(0, YEARS - 1),
    chance=st.randoms(use_true_random=True),
    size=st.sampled_from([*range(1, 6)] * 8 + [CLINICS]),
)
def test_what_was_received_counts_once_whatever_happened_on_the_way(
    year: Callable[[int], Network], seed: int, chance: random.Random, size: int
) -> None:
    network = year(seed)
    codes = set(chance.sample(sorted({one.code for one in network.sent.values()}), size))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "hq"
        shutil.copytree(network.headquarters.folder, folder)
        ledger = Ledger.open(SqliteFile(folder))

        carry(network, replace(network.headquarters, folder=folder, ledger=ledger), codes, chance)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_thirty_five_clinics_live_through_a_year(
    request: pytest.FixtureRequest, issue_at: Issue, database: str
) -> None:
    make: Callable[[], Headquarters] = request.getfixturevalue(f"fresh_{database}")
    network = closed_year(make(), issue_at, seed=35)
    codes = {one.code for one in network.sent.values()}

    carry(network, network.headquarters, codes, random.Random(35))  # noqa: S311 - the same way
