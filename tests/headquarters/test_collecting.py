"""Collecting: each bundle counts once, contradictions count nowhere, receipts say what was done."""

import gc
import os
import random
import tempfile
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from clinic_app.bundles import payload, receipt, seal_file
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.files import listing
from clinic_app.files.errors import FileMissingError
from clinic_app.headquarters import collecting, enrolling
from clinic_app.headquarters.collecting import Collected, Collection, collect
from clinic_app.headquarters.errors import FileIsLinkError, FolderNotReadError, LedgerDamagedError
from clinic_app.headquarters.inbox_errors import InnerFolderNotReadError
from clinic_app.headquarters.ledger.bundle_book import BundleBook
from clinic_app.headquarters.ledger.tables import BUNDLES, SET_ASIDE
from clinic_app.headquarters.ledger.values import change_in, label_numbered, spelled
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.taking_in import Batch, FileResult
from clinic_app.tallies.disclosure import ReleaseLedger
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month, months

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ALWAYS = (Month(2026, 1), Month(2030, 12))
THIRTY = (Month(2026, 1), Month(2028, 6))


class Clinic(Protocol):
    enrolment: Enrolment
    key: SigningKey
    is_training: bool
    first: Month
    ledger: ReleaseLedger

    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


Enrol = Callable[[str], Clinic]


def put(folder: Path, *files: SealedFile) -> None:
    for file in files:
        (folder / file.name).write_bytes(file.data)


def said(collected: Collected) -> list[tuple[str, str]]:
    return [(result.status.value, result.reason) for result in collected.results]


def helped(headquarters: Headquarters) -> dict[str, int]:
    with headquarters.ledger.transaction() as opened:
        return {
            label_numbered(month): change.net
            for _clinic_id, lines in opened.counts.lines(*ALWAYS)
            for month, told in zip(lines.months, lines.numbers, strict=True)
            if (change := change_in(told, HeadlineCount.HELPED)) is not None
        }


def receipts_in(folder: Path, headquarters: Headquarters) -> dict[str, receipt.Receipt]:
    return {
        path.name: receipt.read(path.read_bytes(), headquarters.keys.signing.public)
        for path in folder.rglob("*.receipt")
    }


def test_what_reports_list_is_what_they_add_up(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    january, _february, march = (clinic.close(helped=total, referrals=7) for total in (34, 30, 51))
    for file in (march, january):
        put(inbox, file)
        collect(headquarters, inbox, AT)

    with headquarters.ledger.reading() as opened:
        rows = opened._connection.exec_driver_sql("SELECT * FROM counts ORDER BY year, month")
        added_up = [
            spelled(
                row[f"{one.value}_{side}"] for one in HeadlineCount for side in ("net", "total")
            )
            for row in rows.mappings()
        ]
        (_clinic_id, lines), *others = opened.counts.lines(*ALWAYS)

    assert others == []
    assert list(lines.numbers) == added_up
    assert lines.numbers[1].startswith("-4,30,")
    assert lines.files == tuple(Path(file.name).stem for file in (january, march, march))


def test_a_bundle_is_taken_in(headquarters: Headquarters, enrolled: Enrol, inbox: Path) -> None:
    file = enrolled("BOS-1").close(helped=34)
    put(inbox, file)

    collected = collect(headquarters, inbox, AT)

    (result,) = collected.results
    assert (result.status, result.clinic, result.month, result.seq) == (
        ReceiptStatus.ACCEPTED,
        "BOS-1",
        "2026-01",
        1,
    )
    assert result.sha256 == file.sha256
    assert collected.count(ReceiptStatus.ACCEPTED) == 1
    assert helped(headquarters) == {"2026-01": 34}


def test_taken_in_twice_it_counts_once(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    file = enrolled("BOS-1").close(helped=34)
    put(inbox, file)
    collect(headquarters, inbox, AT)
    (inbox / "BOS-1 (1).tally").write_bytes(file.data)

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("seen", ""), ("seen", "")]
    assert helped(headquarters) == {"2026-01": 34}


def test_two_copies_in_one_folder_count_once(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    file = enrolled("BOS-1").close(helped=34)
    put(inbox, file)
    (inbox / "x.sync-conflict-20261102-090000-ABCDEFG.tally").write_bytes(file.data)

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("accepted", ""), ("seen", "")]
    assert helped(headquarters) == {"2026-01": 34}


def test_a_changed_byte_is_refused(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    file = enrolled("BOS-1").close(helped=34)
    changed = bytearray(file.data)
    changed[len(changed) // 2] ^= 1
    (inbox / file.name).write_bytes(changed)

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("rejected", "damaged")]
    assert helped(headquarters) == {}
    (only,) = receipts_in(inbox, headquarters).values()
    assert (only.status, only.reason, only.code) == (ReceiptStatus.REJECTED, "damaged", "")


def test_the_newest_alone_brings_the_months_before(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    for total in (10, 30):
        clinic.close(helped=total)
    put(inbox, clinic.close(helped=25))

    collect(headquarters, inbox, AT)

    assert helped(headquarters) == {"2026-01": 10, "2026-02": 20, "2026-03": -5}


def test_an_older_one_that_comes_later_is_superseded(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    older, newer = clinic.close(helped=10), clinic.close(helped=30)
    put(inbox, newer)
    collect(headquarters, inbox, AT)
    put(inbox, older)

    collected = collect(headquarters, inbox, AT)

    assert sorted(said(collected)) == [("seen", ""), ("superseded", "")]
    assert helped(headquarters) == {"2026-01": 10, "2026-02": 20}


def test_a_gap_of_more_than_two_years_is_filled_by_an_older_one(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    files = [clinic.close(helped=total) for total in range(1, 31)]
    put(inbox, files[29])
    collect(headquarters, inbox, AT)
    assert "2026-01" not in helped(headquarters)
    put(inbox, files[9])

    collect(headquarters, inbox, AT)

    assert len(helped(headquarters)) == 30
    assert sum(helped(headquarters).values()) == 30


def fork_of(clinic: Clinic, **totals: int) -> SealedFile:
    """Close the newest month once more, as a vault that was put back would."""
    clinic.ledger = ReleaseLedger(clinic.ledger.entries[:-1])
    return clinic.close(**totals)


def test_the_same_close_with_other_content_is_a_conflict(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, clinic.close(helped=34))
    collect(headquarters, inbox, AT)
    fork = fork_of(clinic, helped=35)
    put(inbox, fork)

    collected = collect(headquarters, inbox, AT)

    assert ("conflict", "other_content_for_this_close") in said(collected)
    assert helped(headquarters) == {"2026-01": 34}
    with headquarters.ledger.transaction() as opened:
        assert opened.counts.conflicts() == {"BOS-1": 1}
    assert ("conflict", "other_content_for_this_close") in said(collect(headquarters, inbox, AT))


def test_what_is_built_on_a_fork_is_a_conflict(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, clinic.close(helped=34))
    collect(headquarters, inbox, AT)
    fork_of(clinic, helped=35)
    put(inbox, clinic.close(helped=40))

    collected = collect(headquarters, inbox, AT)

    assert ("conflict", "earlier_close_changed") in said(collected)
    assert helped(headquarters) == {"2026-01": 34}


def test_a_bundle_that_names_another_past_is_a_conflict(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, clinic.close(helped=34))
    collect(headquarters, inbox, AT)
    (entry,) = clinic.ledger.entries
    clinic.ledger = ReleaseLedger((replace(entry, payload_sha256="ab" * 32),))
    put(inbox, clinic.close(helped=40))

    collected = collect(headquarters, inbox, AT)

    assert ("conflict", "does_not_follow") in said(collected)


def test_months_that_moved_are_a_conflict(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, clinic.close(helped=1))
    collect(headquarters, inbox, AT)
    clinic.ledger, clinic.first = ReleaseLedger(), Month(2025, 12)
    for total in range(30):
        file = clinic.close(helped=total)
    put(inbox, file)

    collected = collect(headquarters, inbox, AT)

    assert ("conflict", "does_not_follow") in said(collected)
    assert helped(headquarters) == {"2026-01": 1}


def test_the_same_content_sealed_again_changes_nothing(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    file = clinic.close(helped=34)
    again = seal_file.seal(payload.read(file.payload), clinic.key, clinic.enrolment.sealing_key)
    put(inbox, file, again)

    collected = collect(headquarters, inbox, AT)

    assert sorted(said(collected)) == [("accepted", ""), ("seen", "")]
    assert helped(headquarters) == {"2026-01": 34}


def test_an_unknown_key_is_kept_apart_until_it_is_accepted(
    headquarters: Headquarters, issued: Enrol, inbox: Path, tmp_path: Path
) -> None:
    clinic = issued("BOS-1")
    put(inbox, clinic.close(helped=34))
    collected = collect(headquarters, inbox, AT)
    assert said(collected) == [("rejected", "unknown_key")]
    assert helped(headquarters) == {}
    enrolling.accept(headquarters, clinic.answer(), AT)
    other = tmp_path / "another stick"
    other.mkdir()

    later = collect(headquarters, other, AT)

    assert said(later) == [("accepted", "")]
    assert helped(headquarters) == {"2026-01": 34}
    assert len(receipts_in(other, headquarters)) == 1
    assert said(collect(headquarters, other, AT)) == []


def test_one_that_was_set_aside_and_lies_there_still_is_told_once_with_one_code(
    headquarters: Headquarters, issued: Enrol, inbox: Path
) -> None:
    clinic = issued("BOS-1")
    (below := inbox / "boston").mkdir()
    put(below, first := clinic.close(helped=34))
    collect(headquarters, inbox, AT)
    enrolling.accept(headquarters, clinic.answer(), AT)
    put(inbox, clinic.close(helped=40))
    told: list[FileResult] = []

    collected = collect(headquarters, inbox, AT, told.append)

    assert said(collected) == [("accepted", ""), ("accepted", "")]
    assert collected.count(ReceiptStatus.ACCEPTED) == 2
    assert collected.count(ReceiptStatus.SEEN) == 0
    assert tuple(told) == collected.results
    (beside,) = receipts_in(below, headquarters).values()
    assert (beside.sha256, beside.code) == (told[0].sha256, told[0].code)
    assert beside.sha256 == first.sha256
    put(inbox, first)  # another copy, once the first is taken in
    assert [status for status, _reason in said(collect(headquarters, inbox, AT))] == ["seen"] * 3


def test_a_key_speaks_only_for_its_own_clinic(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    thief, victim = enrolled("BOS-1"), enrolled("BOS-2")
    victim.key = thief.key
    put(inbox, victim.close(helped=34))

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("rejected", "wrong_clinic")]
    assert helped(headquarters) == {}


@pytest.mark.parametrize(("is_training_here", "reason"), [(0, "training"), (1, "not_training")])
def test_training_and_real_never_mix(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, is_training_here: int, reason: str
) -> None:
    clinic = enrolled("BOS-1")
    clinic.is_training = not is_training_here
    put(inbox, clinic.close(helped=34))

    collected = collect(replace(headquarters, is_training=bool(is_training_here)), inbox, AT)

    assert said(collected) == [("rejected", reason)]
    assert helped(headquarters) == {}


def test_another_headquarters_bundle_is_refused(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    tally = payload.read(clinic.close(helped=34).payload)
    put(inbox, seal_file.seal(tally, clinic.key, OpeningKey.generate().public))

    assert said(collect(headquarters, inbox, AT)) == [("rejected", "wrong_headquarters")]


def test_half_written_hidden_and_other_files_are_passed_over(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    file = enrolled("BOS-1").close(helped=34)
    for name in (
        "a.tally.tmp",
        "a.tally.part",
        "~a.tally",
        ".syncthing.a.tally",
        "._a.tally",
        "note.txt",
        ".hidden/a.tally",
    ):
        path = inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.data)

    assert collect(headquarters, inbox, AT).results == ()
    assert helped(headquarters) == {}


def test_folders_below_and_strange_names_are_read_and_never_followed_out(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    below = inbox / "BOS-1"
    below.mkdir()
    first, second = clinic.close(helped=1), clinic.close(helped=2)
    (below / "..%2f..%2fetc.TALLY").write_bytes(first.data)
    (inbox / "a..b=cmd|'.tally").write_bytes(second.data)
    (inbox / "folder.tally").mkdir()
    (inbox / "link.tally").symlink_to(inbox / "nowhere")

    collected = collect(headquarters, inbox, AT)

    assert sorted(said(collected)) == [
        ("accepted", ""),
        ("accepted", ""),
        ("rejected", "not_read"),
    ]
    assert sorted(receipts_in(inbox, headquarters)) == sorted(
        file.name.replace(".tally", ".receipt") for file in (first, second)
    )


def test_a_link_is_rejected_and_nothing_is_told_of_the_file_it_points_at(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(enrolled("BOS-1").close(helped=1).data)
    (inbox / "link.tally").symlink_to(elsewhere)

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("rejected", "not_read")]
    assert isinstance(collected.results[0].error, FileIsLinkError)
    assert [path.name for path in inbox.iterdir()] == ["link.tally"]
    assert helped(headquarters) == {}


def test_a_file_too_large_is_not_read(headquarters: Headquarters, inbox: Path) -> None:
    (inbox / "large.tally").write_bytes(bytes(2 * 1024 * 1024))

    assert said(collect(headquarters, inbox, AT)) == [("rejected", "too_large")]


def test_a_folder_that_is_not_there_is_said_to_be_that(
    headquarters: Headquarters, inbox: Path
) -> None:
    with pytest.raises(FileMissingError):
        collect(headquarters, inbox / "gone", AT)


def test_a_receipt_lies_beside_its_bundle_and_can_be_checked(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    file = enrolled("BOS-1").close(helped=34)
    put(inbox, file)

    (result,) = collect(headquarters, inbox, AT).results

    name = file.name.replace(".tally", ".receipt")
    said_there = receipts_in(inbox, headquarters)[name]
    assert said_there.sha256 == file.sha256
    assert said_there.status is ReceiptStatus.ACCEPTED
    assert said_there.at == AT
    assert said_there.code == result.code != ""


def test_a_receipt_that_says_as_much_is_left_as_it_is(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    put(inbox, enrolled("BOS-1").close(helped=34))
    collect(headquarters, inbox, AT)
    (path,) = inbox.glob("*.receipt")
    before = path.read_bytes()

    collect(headquarters, inbox, AT.replace(hour=20))
    assert path.read_bytes() == before

    path.write_bytes(b"torn")
    collect(headquarters, inbox, AT)
    assert receipts_in(inbox, headquarters)[path.name].status is ReceiptStatus.SEEN


def test_receipts_that_cannot_be_written_lose_nothing(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    file = enrolled("BOS-1").close(helped=34)
    put(inbox, file)
    blocked = inbox / file.name.replace(".tally", ".receipt")
    blocked.mkdir()

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("accepted", "")]
    assert collected.receipts_missing is not None
    assert collected.receipts_missing.missing == 1
    blocked.rmdir()
    assert collect(headquarters, inbox, AT).receipts_missing is None
    assert len(receipts_in(inbox, headquarters)) == 1


def test_a_stick_pulled_while_reading_loses_and_doubles_nothing(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = enrolled("BOS-1")
    files = [clinic.close(helped=total) for total in (1, 2, 3)]
    put(inbox, *files)
    monkeypatch.setattr(collecting, "FILES_PER_BATCH", 1)

    collection = Collection(headquarters, inbox, AT)
    for done, _of in collection.steps():
        if done == 1:
            for file in files[1:]:
                (inbox / file.name).unlink()

    assert said(collection.collected()) == [
        ("accepted", ""),
        ("rejected", "not_read"),
        ("rejected", "not_read"),
    ]
    put(inbox, *files)
    assert said(collect(headquarters, inbox, AT)) == [
        ("seen", ""),
        ("accepted", ""),
        ("accepted", ""),
    ]
    assert sum(helped(headquarters).values()) == 3


def test_whoever_stops_between_two_steps_keeps_what_came_in_with_its_receipts(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, *(clinic.close(helped=total) for total in (1, 2, 3)))
    monkeypatch.setattr(collecting, "FILES_PER_BATCH", 1)
    told: list[FileResult] = []

    collection = Collection(headquarters, inbox, AT, told.append)
    steps = collection.steps()
    while next(steps) != (2, 3):
        pass
    assert isinstance(steps, Generator)
    steps.close()

    assert said(collection.collected()) == [("accepted", "")] * 2
    assert tuple(told) == collection.collected().results
    assert sorted(receipts_in(inbox, headquarters)) == [f"{one.stem}.receipt" for one in told]


def test_a_folder_below_that_cannot_be_read_is_told_and_the_rest_is_taken_in(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clinic's folder on a drive that many share kept every other clinic's bundles out."""
    clinic = enrolled("BOS-1")
    files = [clinic.close(helped=total) for total in (1, 2)]
    put(inbox, *files)
    (inbox / "A locked one").mkdir()
    look = os.scandir

    def refused(folder: Path) -> object:
        if folder.name == "A locked one":
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr("os.scandir", refused)

    collected = collect(headquarters, inbox, AT)

    *read, last = collected.results
    assert [one.status for one in read] == [ReceiptStatus.ACCEPTED] * 2
    assert isinstance(last.error, InnerFolderNotReadError)
    assert (last.name, collected.receipts_missing) == ("A locked one", None)


def test_a_folder_that_goes_away_while_its_names_are_read_is_told_and_what_came_in_stays(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So with more names than are read at once, and where each clinic has a folder of its own."""
    clinic = enrolled("BOS-1")
    files = [clinic.close(helped=total) for total in (1, 2, 3)]
    put(inbox, *files)
    monkeypatch.setattr(collecting, "FILES_PER_BATCH", 1)
    monkeypatch.setattr(listing, "_NAMES_AT_ONCE", 2)

    collection = Collection(headquarters, inbox, AT)
    for done, _of in collection.steps():
        if done == 1:
            inbox.rename(inbox.with_name("pulled"))

    *_read, last = collection.collected().results
    assert said(collection.collected()) == [("accepted", ""), *[("rejected", "not_read")] * 2]
    assert isinstance(last.error, FolderNotReadError)
    assert last.name == inbox.name
    inbox.mkdir()
    put(inbox, *files)
    assert said(collect(headquarters, inbox, AT))[0] == ("seen", "")
    assert sum(helped(headquarters).values()) == 3


def test_of_many_files_each_is_told_and_the_first_of_each_kind_are_kept(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, *(clinic.close(helped=total) for total in (1, 2, 3)))
    for number in range(3):
        (inbox / f"Z{number}.tally").write_bytes(b"rubbish %d" % number)
    monkeypatch.setattr(collecting, "MOST_KEPT", 2)
    told: list[FileResult] = []

    collected = collect(headquarters, inbox, AT, told.append)

    statuses = [one.status.value for one in told]
    assert statuses == ["accepted"] * 3 + ["rejected"] * 3
    assert collected.results == (*told[:2], *told[3:5])
    assert collected.left_out == 2
    assert collected.count(ReceiptStatus.ACCEPTED) == 3
    assert collected.count(ReceiptStatus.REJECTED) == 3


def test_what_is_kept_of_a_refused_file_holds_nothing_of_the_files_beside_it(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    put(inbox, enrolled("BOS-1").close(helped=34))
    (inbox / "Z.tally").write_bytes(b"rubbish")
    for name in ("Z.newkey", "Z.reply"):
        (inbox / name).write_bytes(b"rubbish")

    collected = collect(headquarters, inbox, AT)

    gc.collect()
    errors = [collected.results[1].error, *(note.error for note in collected.notes)]
    assert len(errors) == 3
    assert all(error is not None and error.__traceback__ is None for error in errors)
    assert not [one for one in gc.get_objects() if type(one) is Batch]


def test_ten_thousand_files_of_rubbish_do_no_harm(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    for number in range(10_000):
        (inbox / f"{number}.tally").write_bytes(b"rubbish")
    put(inbox, enrolled("BOS-1").close(helped=34))

    collected = collect(headquarters, inbox, AT)

    assert collected.count(ReceiptStatus.ACCEPTED) == 1
    assert collected.count(ReceiptStatus.REJECTED) == 10_000
    assert len(receipts_in(inbox, headquarters)) == 2


def test_raw_bundles_are_kept_for_ever(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    file = clinic.close(helped=34)
    put(inbox, file)
    collect(headquarters, inbox, AT)
    fork = fork_of(clinic, helped=1)
    put(inbox, fork)
    collect(headquarters, inbox, AT)

    with headquarters.ledger.reading() as opened:
        taken_in = opened._connection.execute(select(BUNDLES.c.raw)).scalars().all()
        set_aside = opened._connection.execute(select(SET_ASIDE.c.raw)).scalars().all()
    assert (taken_in, set_aside) == ([file.data], [fork.data])


def everything(headquarters: Headquarters) -> tuple[object, ...]:
    with headquarters.ledger.transaction() as opened:
        read_from = [opened.counts.newest_until(one) for one in months(*THIRTY)]
        said = list(opened.counts.lines(*ALWAYS)), list(map(list, read_from))
        return said, opened.counts.conflicts()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each gives a new one
@given(
    totals=st.lists(st.integers(0, 50), min_size=1, max_size=30),
    chance=st.randoms(use_true_random=False),
)
def test_order_and_duplicates_do_not_matter(
    fresh_sqlite: Callable[[], Headquarters],
    issue_at: Callable[[Headquarters, str], Clinic],
    totals: list[int],
    chance: random.Random,
) -> None:
    check_any_order(fresh_sqlite, issue_at, totals, chance)


@pytest.mark.parametrize("seed", range(3))
def test_order_and_duplicates_do_not_matter_on_a_server(
    fresh_postgresql: Callable[[], Headquarters],
    issue_at: Callable[[Headquarters, str], Clinic],
    seed: int,
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same shuffle each time
    check_any_order(fresh_postgresql, issue_at, [chance.randrange(50) for _ in range(30)], chance)


def check_any_order(
    fresh: Callable[[], Headquarters],
    issue_at: Callable[[Headquarters, str], Clinic],
    totals: list[int],
    chance: random.Random,
) -> None:
    with tempfile.TemporaryDirectory() as place:
        first, second = fresh(), fresh()
        clinic = issue_at(first, "BOS-1")
        number = clinic.enrolment.number
        with second.ledger.transaction() as opened:
            opened.enrolments.issue(code="BOS-1", name="Clinic BOS-1", number=number, at="")
        for headquarters in (first, second):
            enrolling.accept(headquarters, clinic.answer(), AT)
        files = [clinic.close(helped=total) for total in totals]
        received = chance.choices(files, k=chance.randint(1, len(files)))

        for headquarters in (first, second):
            arriving = received * 2
            chance.shuffle(arriving)
            while arriving:
                stick = Path(tempfile.mkdtemp(dir=place))
                count = chance.randint(1, len(arriving))
                put(stick, *arriving[:count])
                arriving = arriving[count:]
                collect(headquarters, stick, AT)

        assert everything(first) == everything(second)
        assert sum(helped(first).values()) == truth_of(received)


def truth_of(received: list[SealedFile]) -> int:
    """Add up every close that any received bundle spells out, each once."""
    closes = {
        close.seq: close.headlines[HeadlineCount.HELPED].net
        for file in received
        for close in payload.read(file.payload).closes
    }
    return sum(closes.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each gives a new one
@given(
    forks=st.lists(st.integers(0, 5), min_size=2, max_size=4),
    chance=st.randoms(use_true_random=False),
)
def test_contradictions_are_never_added_up(
    fresh_sqlite: Callable[[], Headquarters],
    issue_at: Callable[[Headquarters, str], Clinic],
    forks: list[int],
    chance: random.Random,
) -> None:
    with tempfile.TemporaryDirectory() as place:
        headquarters = fresh_sqlite()
        clinic = issue_at(headquarters, "BOS-1")
        enrolling.accept(headquarters, clinic.answer(), AT)
        files = []
        for total in forks:
            clinic.ledger = ReleaseLedger()
            files += [clinic.close(helped=total), clinic.close(helped=total + 1)]
        chance.shuffle(files)
        for number, file in enumerate(files):
            stick = Path(place) / str(number)
            stick.mkdir()
            put(stick, file)
            collect(headquarters, stick, AT)

        assert sum(helped(headquarters).values()) in {
            total + more for total in forks for more in (0, 1)
        }


def test_a_ledger_that_keeps_what_is_deleted_is_damaged_and_ends_collecting(
    sqlite_headquarters: Headquarters,
    issue_at: Callable[[Headquarters, str], Clinic],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    clinic = issue_at(sqlite_headquarters, "BOS-1")
    put(inbox, clinic.close(helped=5))
    collect(sqlite_headquarters, inbox, AT)
    enrolling.accept(sqlite_headquarters, clinic.answer(), AT)
    with sqlite_headquarters.ledger.reading() as opened:
        waiting = opened.bundles.waiting(10, ())
    monkeypatch.setattr(BundleBook, "waiting", lambda *_asked: waiting)

    with pytest.raises(LedgerDamagedError):
        collect(sqlite_headquarters, inbox, AT)
