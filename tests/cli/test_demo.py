"""The demo: invented families through the same workflows, the same counts for the same seed."""

import itertools
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from clinic_app import clock
from clinic_app.cli.main import main
from clinic_app.clock import Today
from clinic_app.records.client import Consent
from clinic_app.records.screening import ScreeningState
from clinic_app.records.service import Form
from clinic_app.screening.outcome import Headline
from clinic_app.tallies.month import Month
from clinic_app.workflows import clients, closing, kyr, unlocking, workers
from clinic_app.workflows.session import Session


@contextmanager
def opened(folder: Path, name: str = "ana") -> Iterator[Session]:
    passphrase = (folder / "passphrase.txt").read_text(encoding="utf-8").strip()
    session = unlocking.unlock(folder, passphrase, name, Today(date(2026, 10, 1)))
    try:
        yield session
    finally:
        session.lock()


def demo(folder: Path, *more: str) -> int:
    words = ["demo", str(folder), "--from", "2026-06-01", "--to", "2026-09-30"]
    return main([*words, *more])


def counts(folder: Path) -> object:
    with opened(folder) as session, session.reading() as records:
        countable = records.countable()
    happened: Counter[tuple[str, Month]] = Counter()
    for happening in countable.happenings:
        happened[happening.headline, Month.of(happening.day)] += happening.times
    cases = Counter(tuple(days) for *days, _traits in countable.cases)
    return happened, cases


def test_there_are_as_many_clients_and_events_as_were_asked_for(clinic: Path) -> None:
    with opened(clinic) as session:
        with session.reading() as records:
            found = records.clients.recent(limit=100)
        events = kyr.events(session)

    assert len(found) == 12
    assert len(events) == 2
    assert all(event.is_finished for event in events)


def test_the_vault_is_training_for_ever_and_each_worker_unlocks_it(clinic: Path) -> None:
    for name, is_representative in (("ana", True), ("bo", True), ("cleo", False)):
        with opened(clinic, name) as session:
            assert session.clinic.is_training
            assert session.worker.is_representative is is_representative
            assert len(workers.every(session)) == 3


def test_the_same_seed_gives_the_same_counts_and_another_gives_others(
    clinic: Path, tmp_path: Path
) -> None:
    again, other = tmp_path / "again", tmp_path / "other"

    assert demo(again, "--clients", "12", "--events", "2", "--seed", "5") == 0
    assert demo(other, "--clients", "12", "--events", "2", "--seed", "6") == 0

    assert counts(again) == counts(clinic)
    assert counts(other) != counts(clinic)


def test_a_larger_clinic_shows_what_a_clinic_meets(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    assert demo(folder, "--clients", "250", "--events", "3", "--seed", "1") == 0

    with opened(folder) as session, session.reading() as records:
        people = records.clients.recent(limit=300)
        drafts, undecided = records.screenings.drafts(), records.screenings.undecided()
        screened = [one for who in people for one in records.screenings.of_client(who.id)]

    assert len(people) == 250
    assert {person.consent for person in people} == set(Consent)
    assert len({person.language for person in people}) >= 4
    assert len({person.household_id for person in people}) < 250
    assert drafts
    assert undecided
    finished = [one for one in screened if one.state is ScreeningState.FINISHED]
    headlines = {one.outcome.headline for one in finished if one.outcome is not None}
    assert headlines == set(Headline)


def test_progress_is_said_and_where_the_passphrase_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo(tmp_path / "d", "--clients", "3", "--events", "1", "--seed", "1")

    text = capsys.readouterr().out
    assert "4 of 4" in text
    assert "passphrase.txt" in text


def test_each_whole_month_is_closed_for_a_training_headquarters(
    tmp_path: Path, enrolment_file: Path
) -> None:
    folder = tmp_path / "closed"

    ended = demo(
        folder,
        *("--clients", "30", "--events", "3", "--seed", "2", "--corrections", "0.3"),
        *("--enrolment", str(enrolment_file), "--close-months"),
    )

    assert ended == 0
    assert len(list((folder / "outbox").glob("*.tally"))) == 4
    assert (folder / "enrolment-answer.json").is_file()
    with opened(folder) as session:
        assert [close.label for close in closing.closes(session)] == [
            "2026-09",
            "2026-08",
            "2026-07",
            "2026-06",
        ]


def test_three_years_are_closed_to_the_last_month(tmp_path: Path, enrolment_file: Path) -> None:
    """The last month is closed on the day after it, by somebody still accredited then."""
    folder = tmp_path / "long"

    ended = demo(
        folder,
        *("--from", "2023-10-01", "--clients", "3", "--events", "1", "--seed", "2"),
        *("--enrolment", str(enrolment_file), "--close-months"),
    )

    assert ended == 0
    with opened(folder) as session:
        assert closing.closes(session)[0].label == "2026-09"


def test_a_headquarters_of_real_people_takes_in_no_invented_ones(
    tmp_path: Path, real_enrolment_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--clients", "1", "--events", "1", "--seed", "1", "--enrolment"]

    assert demo(tmp_path / "d", *words, str(real_enrolment_file)) == 3

    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "d").exists()


def test_corrections_take_something_out_later(tmp_path: Path) -> None:
    folder = tmp_path / "corrected"
    demo(folder, *["--clients", "40", "--events", "0", "--seed", "3", "--corrections", "1"])

    with opened(folder) as session, session.reading() as records:
        people = records.clients.recent(limit=100)
        services = [one for who in people for one in records.services.of_client(who.id)]

    marks = [who.withdrawn for who in people] + [service.withdrawn for service in services]
    taken_out = [mark for mark in marks if mark is not None]
    assert len(taken_out) >= 10
    assert all(mark.reason for mark in taken_out)


@pytest.mark.parametrize(
    "more",
    [
        "--from 2026-09-30 --to 2026-06-01",
        "--from 2026-06-01 --to 2999-01-01",
        "--from 1980-01-01 --to 2026-09-30",
        "--from 2026-02-30 --to 2026-09-30",
        "--from yesterday",
        "--close-months",
        "--enrolment nowhere.json",
        "--from 1991-01-01 --to 1991-03-01 --helped 1",
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_made(
    tmp_path: Path, more: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "d"

    words = ["demo", str(folder), "--clients", "1", "--events", "1", "--seed", "1"]
    ended = main([*words, *more.split()])

    assert ended == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert not (folder / "clinic.db").exists()


def test_a_goal_that_is_reached_before_tps_ends_is_no_impossible_one(tmp_path: Path) -> None:
    """From October 2002 on nobody can be helped for a while; of 40 who come in summer some are."""
    days = ("--from", "2002-07-01", "--to", "2002-10-15")
    words = ["demo", str(tmp_path / "d"), "--clients", "40", "--events", "0", "--seed", "1", *days]

    assert main([*words, "--helped", "2"]) == 0

    with opened(tmp_path / "d") as session, session.reading() as records:
        filed = [
            service.client_id
            for who in records.clients.recent(limit=100)
            for service in records.services.of_client(who.id)
            if service.form is Form.I_821 and service.withdrawn is None
        ]
    assert len(set(filed)) == 2
    assert main([*words[:1], str(tmp_path / "e"), *words[2:], "--helped", "40"]) == 3
    assert not (tmp_path / "e").exists()


@pytest.mark.parametrize(
    ("days", "ended"),
    [
        ("--from 2002-07-01 --to 2002-10-15", 3),  # known before anything is made
        ("--from 2022-01-03 --to 2022-01-05", 0),  # whoever misses comes on the last day
    ],
)
def test_a_goal_that_takes_long_says_how_far_it_is(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    days: str,
    ended: int,
) -> None:
    """The computer's clock runs so fast that each person takes long."""
    monkeypatch.setattr(clock, "seconds", itertools.count(0, 60).__next__)
    words = ["demo", str(tmp_path / "d"), "--clients", "3", "--events", "0", "--seed", "1"]

    assert main([*words, *days.split(), "--helped", "3"]) == ended

    out, err = capsys.readouterr()
    assert "Still to be helped to apply: 3 of 3; screened for that: 1\n" in err
    assert "screened for that" not in out


def test_a_goal_that_is_reached_soon_says_nothing_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "seconds", lambda: 0.0)
    days = ("--from", "2022-01-03", "--to", "2022-01-05")
    words = ["demo", str(tmp_path / "d"), "--clients", "3", "--events", "0", "--seed", "1", *days]

    assert main([*words, "--helped", "3"]) == 0

    assert capsys.readouterr().err == ""


def test_a_folder_with_files_stays_as_it_is(clinic: Path) -> None:
    before = {path.name: path.read_bytes() for path in clinic.iterdir() if path.is_file()}

    assert demo(clinic, *["--clients", "1", "--events", "1", "--seed", "1"]) == 3

    after = {path.name: path.read_bytes() for path in clinic.iterdir() if path.is_file()}
    assert after == before


def test_a_file_in_place_of_the_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("mine", encoding="utf-8")

    assert demo(tmp_path / "d", *["--clients", "1", "--events", "1", "--seed", "1"]) == 3
    assert (tmp_path / "d").read_text(encoding="utf-8") == "mine"


def test_nobody_of_the_invented_is_readable_on_disk(clinic: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(clinic, copy)
    with opened(clinic) as session:
        names = [client.name for client in clients.search(session, "") if client.name]

    text = b"".join(path.read_bytes() for path in copy.rglob("*") if path.is_file())

    assert names
    for name in names:
        assert name.encode() not in text
        assert name.encode("utf-16-le") not in text


@pytest.mark.parametrize(
    ("option", "typed", "words"),
    [
        ("--clients", "-3", "-3 is no whole number"),
        ("--events", "two", "two is no whole number"),
        ("--clients", "²", "² is no whole number"),
        ("--corrections", "2", "2 is no share from 0 to 1"),
        ("--corrections", "nan", "nan is no share from 0 to 1"),
        ("--corrections", "half", "half is no share from 0 to 1"),
    ],
)
def test_a_number_that_is_none_is_named_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, typed: str, words: str
) -> None:
    needed = ["--clients", "1", "--events", "1", "--seed", "1"]

    assert main(["demo", str(tmp_path / "d"), *needed, f"{option}={typed}"]) == 2

    assert words in capsys.readouterr().err
