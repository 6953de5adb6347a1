"""A purge takes everything that hangs on a client and nothing else, and puts the guards back."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

import clinic_app.vault
from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.draft import Draft, Pane, Part
from clinic_app.records.rescreening import Rescreening
from clinic_app.records.retention import Hold, Lifting, Purge, PurgeCause
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.service import Service, ServiceKind
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Worker
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.reach import hanging
from clinic_app.vault.store_errors import ClientHeldError, RecordMissingError
from clinic_app.vault.tables import METADATA

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
STAMP = Stamp(
    at=NOW, day=date(2026, 11, 2), day_source=DaySource.COMPUTER, worker_id="w1", site="Hall"
)
CLIENT = Client(
    id="c1",
    code="7K3F",
    name="Widline Canary",
    household_id="c1",
    birth_date=date(1990, 1, 1),
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    phone="305 555 0100",
    registered=STAMP,
)
FINISHED = Screening(
    id="s1",
    client_id="c1",
    country="HT",
    as_of=STAMP.day,
    answers=Answers({"lpr": False}),
    state=ScreeningState.FINISHED,
    outcome=Outcome(
        country="HT",
        as_of=STAMP.day,
        pack_version="1",
        track=Track.NONE,
        designation=None,
        deadline=None,
        findings=(),
    ),
    started=STAMP,
    finished=STAMP,
)
DECISION = Decision(
    id="d1", screening_id="s1", ruling=Ruling.ACCEPT, note="", stamp=STAMP, same_worker=False
)
SERVICE = Service(id="v1", client_id="c1", kind=ServiceKind.ADVICE, at_no_cost=True, stamp=STAMP)
PURGE = Purge(id="p1", cause=PurgeCause.ASKED, people=1, rows={}, stamp=STAMP)
HOLD = Hold(id="h1", client_id="c1", reason="a lawsuit", stamp=STAMP)

STAYS = {
    "workers": "who works here is no client",
    "former_accreditations": "of workers",
    "clinic": "of the clinic",
    "kyr_events": "heads without names",
    "kyr_attendance": "heads without names",
    "closes": "counts that left, in which nobody is shown below a crowd",
    "close_heads": "hashes of the log",
    "former_files": "hashes of files that left",
    "enrolment": "of headquarters",
    "carried_notes": "keys of the clinic, and words between it and headquarters",
    "releases": "counts that left",
    "released_counts": "counts that left",
    "released_tables": "counts that left",
    "released_labels": "counts that left",
    "audit_log": "who did what, with random ids",
    "rule_packs": "the law",
    "confirmations": "the law, as representatives read it",
    "drafts": "no key to a client: those that name one are looked for and dropped",
    "vault_state": "of the key file",
    "known_computers": "of the laptops",
    "purged_people": "random ids of nobody, so that they stay gone",
    "backup_places": "folders of backups",
    "retention": "how long records are kept",
    "purges": "when and how many, never who",
    "purged_rows": "how many of what, never whose",
    "purged_counts": "sums by month",
    "purged_labels": "sums by month",
    "recovery_papers": "who holds the ways back in",
    "own_part": "this laptop's own keys",
    "lost_laptops": "of this clinic",
    "laptops": "of this clinic, with their public keys",
    "hand_offs": "sealed to another laptop, read by nobody here, let go once that one has it",
    "event_holders": "heads without names",
    "kept_keys": "keys",
    "temporary_passphrases": "of workers",
}
"""Every table that a purge leaves alone, with the reason; a new table belongs here or hangs on a
client by a foreign key."""


def tell(_done: int, _total: int) -> None:
    """Be told nothing."""


def purge(opened: OpenVault, *client_ids: str) -> Purge:
    return opened.purges.purge(client_ids, PURGE, tell)


@pytest.fixture
def full(opened: OpenVault) -> OpenVault:
    """A vault with a client who has one of everything, and a second client who has as well."""
    opened.workers.add(Worker(id="w1", name="Ana Example"))
    for ending, code in (("1", "7K3F"), ("2", "8K3F")):
        name = "Widline Canary" if ending == "1" else "Rosa Other"
        own = f"c{ending}"
        opened.clients.add(replace(CLIENT, id=own, household_id=own, code=code, name=name))
        opened.screenings.add(replace(FINISHED, id=f"s{ending}", client_id=own))
        opened.decisions.add(replace(DECISION, id=f"d{ending}", screening_id=f"s{ending}"))
        opened.services.add(replace(SERVICE, id=f"v{ending}", client_id=own))
        outcome = FINISHED.outcome
        assert outcome is not None
        opened.rescreenings.add(
            Rescreening(
                id=f"r{ending}",
                screening_id=f"s{ending}",
                installation_id="",
                outcome=outcome,
                stamp=STAMP,
            )
        )
        opened.holds.add(replace(HOLD, id=f"h{ending}", client_id=own))
        opened.holds.lift(f"h{ending}", Lifting("settled", STAMP))
    return opened


def counted(connection: Connection) -> dict[str, int]:
    return {
        name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608
        for name in METADATA.tables
    }


def guards(connection: Connection) -> list[Any]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    return list(connection.exec_driver_sql(query).all())


def test_every_table_goes_or_says_why_it_stays(connection: Connection) -> None:
    goes = {one.table for one in hanging(connection)}

    assert goes | STAYS.keys() == set(METADATA.tables)
    assert not goes & STAYS.keys()


def test_no_table_but_clients_points_at_itself_and_none_deletes_by_itself() -> None:
    for table in METADATA.tables.values():
        for key in table.foreign_keys:
            assert key.ondelete is None
            if key.column.table is table:
                assert table.name == "clients"
    assert "household_id" in METADATA.tables["clients"].c


def test_everything_of_a_client_goes_and_nothing_of_another(
    full: OpenVault, connection: Connection
) -> None:
    before, kept = counted(connection), guards(connection)

    done = purge(full, "c1")

    after = counted(connection)
    hangs = {one.table for one in hanging(connection)}
    assert {name: before[name] - after[name] for name in hangs if name in done.rows} == done.rows
    assert {"clients", "screenings", "decisions", "services"} <= done.rows.keys()
    assert set(done.rows.values()) == {1}
    own = {"purges", "purged_rows", "purged_counts", "purged_labels", "purged_people"}
    assert all(before[name] == after[name] for name in STAYS if name not in own)
    assert full.purges.all() == (done,)
    assert full.clients.get("c2").name == "Rosa Other"
    assert guards(connection) == kept
    with pytest.raises(RecordMissingError):
        full.clients.get("c1")


def test_what_would_go_is_what_goes(full: OpenVault) -> None:
    expected = full.purges.would_go(("c1",))

    assert purge(full, "c1").rows == expected


def test_nobody_is_found_by_a_purged_name_and_its_letters_are_gone_from_the_index(
    full: OpenVault, connection: Connection
) -> None:
    purge(full, "c1")

    assert full.clients.search("widline") == ()
    assert [one.id for one in full.clients.search("rosa")] == ["c2"]
    blocks = connection.exec_driver_sql("SELECT block FROM client_words_data").scalars()
    assert not any(b"canary" in block for block in blocks)


def test_a_standing_hold_keeps_a_client_from_everything(
    full: OpenVault, connection: Connection
) -> None:
    full.holds.add(replace(HOLD, id="h9"))
    before = counted(connection)

    with pytest.raises(ClientHeldError):
        purge(full, "c1")

    assert counted(connection) == before


def test_not_even_lifted_guards_let_a_standing_hold_go(
    full: OpenVault, connection: Connection
) -> None:
    full.holds.add(replace(HOLD, id="h9"))
    everything = list(METADATA.tables)

    with (
        lifted_guards(connection, deleting=everything, updating=everything),
        pytest.raises(IntegrityError, match="standing_holds_are_kept"),
        connection.begin_nested(),
    ):
        connection.exec_driver_sql("DELETE FROM legal_holds")


def test_a_hold_is_lifted_once_and_its_reasons_are_never_rewritten(
    full: OpenVault, connection: Connection
) -> None:
    for change in ("sealed_reason = x'00'", "lifted_day = '2026-11-03'", "client_id = 'c2'"):
        with pytest.raises(IntegrityError, match="holds_stay"), connection.begin_nested():
            connection.exec_driver_sql(f"UPDATE legal_holds SET {change} WHERE id = 'h1'")  # noqa: S608
    (hold,) = full.holds.of_client("c1")
    assert (hold.reason, hold.lifted) == ("a lawsuit", Lifting("settled", STAMP))


def test_two_holds_of_one_client_never_stand_at_once(full: OpenVault) -> None:
    full.holds.add(replace(HOLD, id="h8"))

    with pytest.raises(IntegrityError):
        full.holds.add(replace(HOLD, id="h9"))


def test_a_purge_that_fails_half_way_leaves_every_guard(
    full: OpenVault, connection: Connection
) -> None:
    kept = guards(connection)

    def fail(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), connection.begin_nested():
        full.purges.purge(("c1",), PURGE, fail)

    assert guards(connection) == kept
    assert full.clients.get("c1").name == "Widline Canary"


def test_without_a_purge_everything_is_guarded_as_before(
    full: OpenVault, connection: Connection
) -> None:
    purge(full, "c1")

    for table, guard in (
        ("screenings", "finished_screenings_are_kept"),
        ("decisions", "decisions_are_kept"),
        ("rescreenings", "rescreenings_are_kept"),
        ("legal_holds", "lifted_holds_are_kept"),
        ("purges", "purges_are_kept"),
    ):
        with pytest.raises(IntegrityError, match=guard), connection.begin_nested():
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - the test's own


def test_only_a_purge_a_move_a_rescue_new_keys_and_a_migration_take_guards_away() -> None:
    folder = Path(clinic_app.vault.__file__).parent
    dropping = {
        path.name
        for path in folder.rglob("*.py")
        if "DROP TRIGGER" in path.read_text("utf-8") and path.parent.name != "versions"
    }
    lifting = {
        path.name
        for path in folder.parent.rglob("*.py")
        if re.search(r"\blifted_guards\(", path.read_text("utf-8"))
    }

    assert dropping == {"lifted_guards.py", "rescue.py", "rewriting.py"}
    late = {"decisions.py", "screenings.py"}  # new rows only: what was so before on another laptop
    picked = {"holds.py"}  # two laptops ended one hold in two ways
    others = {"purges.py", "closes.py", "carried_notes.py"}
    assert lifting == {"lifted_guards.py", *others, *late, *picked}


def test_a_household_goes_on_under_who_came_next_even_where_that_one_is_withdrawn(
    full: OpenVault,
) -> None:
    gone = Withdrawal("wrong", STAMP)
    for own, withdrawn in (("c3", gone), ("c4", None)):
        full.clients.add(
            replace(CLIENT, id=own, code=f"9K{own.upper()}", name="Member", withdrawn=withdrawn)
        )

    purge(full, "c1")

    assert [one.id for one in full.clients.household("c3")] == ["c3", "c4"]


def draft(subject: Collection[str], *values: str) -> Draft:
    parts = tuple(Part(f"field {number}", value) for number, value in enumerate(values))
    return Draft(NOW, (Pane(name="clients.file", subject=tuple(subject), parts=parts),))


@pytest.mark.parametrize(
    ("typed", "is_kept"),
    [
        (draft(["c1"]), False),
        (draft(["s1", "", ""]), False),
        (draft(["c2"], "0", "Rosa"), True),
        (draft([], "Cánary, W."), False),
        (draft([], "wid"), True),
        (draft([], "widl"), False),
        (draft([], "call 3055550100"), False),
        (draft([], "7k3f"), False),
        (draft([], "0100", "2026"), True),
    ],
)
def test_half_typed_words_about_a_purged_client_go_too(
    full: OpenVault,
    typed: Draft,
    is_kept: bool,
) -> None:
    full.drafts.keep("w1", typed)

    purge(full, "c1")

    assert (full.drafts.of("w1") is not None) == is_kept


def test_a_draft_that_nobody_can_read_goes(full: OpenVault, connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO drafts VALUES ('w1', x'0000')")

    purge(full, "c1")

    assert connection.exec_driver_sql("SELECT count(*) FROM drafts").scalar_one() == 0


def test_the_day_of_a_purge_is_a_day_on_which_something_was_saved(full: OpenVault) -> None:
    later = replace(STAMP, day=date(2026, 12, 24))

    full.purges.purge(("c1",), replace(PURGE, stamp=later), tell)

    assert full.last_saved_day() == later.day
