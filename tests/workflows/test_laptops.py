"""Which laptop keeps the ledger, and who is let in: files, fingerprints, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clinic_app.bundles import laptop_file
from clinic_app.bundles.errors import NoteDamagedError, NoteNewerError, WrongNoteError
from clinic_app.bundles.laptop_file import Introduction
from clinic_app.crypto.keyring_errors import FieldChangedError
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.messages.explaining import explain
from clinic_app.records.audit import About, Act
from clinic_app.records.laptop import Part
from clinic_app.records.worker import Role
from clinic_app.vault.laptop_tables import OWN_PART
from clinic_app.workflows import (
    closing,
    enrolment,
    handing_over,
    installing,
    kyr,
    laptops,
    taking_in,
)
from clinic_app.workflows.errors import NotCoordinatorError
from clinic_app.workflows.laptop_errors import (
    AnswerForAnotherError,
    DayLaptopError,
    LaptopKindError,
    LaptopOfAnotherClinicError,
    MainLaptopError,
    NotMainLaptopError,
    OwnNoteError,
)
from clinic_app.workflows.rules_errors import RulesAtDayLaptopError
from clinic_app.workflows.session import Session

KEY = SigningKey(b"k" * 32)
INVITATION = Introduction(
    clinic="STMARK",
    name="Main office · 1234",
    station="0123456789abcdef",
    is_training=False,
    to="",
    signing_key=KEY.public,
    sealing_key=OpeningKey(b"o" * 32).public,
)


def invitation(**changes: object) -> bytes:
    return laptop_file.write_introduction(replace(INVITATION, **changes), KEY)  # type: ignore[arg-type]


def test_both_sides_read_the_same_two_fingerprints(
    three_laptops: tuple[Session, Session, Session],
) -> None:
    main, day, _other = three_laptops
    invited = laptops.read_invitation(day, laptops.invite(main))
    answered = laptops.read_answer(main, laptops.join(day, invited.unverified))

    at_main, at_day = laptops.look(main), laptops.look(day)
    assert (at_main.part, at_day.part) == (Part.MAIN, Part.DAY)
    assert invited.fingerprint == at_main.fingerprint
    assert answered.fingerprint == at_day.fingerprint
    assert [print_of for _laptop, print_of, _held in at_day.others] == [at_main.fingerprint]
    assert at_day.fingerprint in [print_of for _laptop, print_of, _held in at_main.others]
    assert at_main.may


def test_the_same_files_again_change_nothing(
    three_laptops: tuple[Session, Session, Session],
) -> None:
    main, day, _other = three_laptops
    before = laptops.look(main), laptops.look(day)

    laptops.accept(main, laptops.join(day, laptops.invite(main)))

    assert (laptops.look(main), laptops.look(day)) == before


def test_a_laptop_that_works_alone_is_neither(session: Session) -> None:
    seen = laptops.look(session)

    assert (seen.part, seen.fingerprint, seen.others) == (None, "", ())
    assert closing.closes_at(session) == ""


def test_who_was_let_in_stands_in_the_audit_log(session: Session) -> None:
    laptops.join(session, invitation())

    with session.reading() as opened:
        (laptop,) = opened.laptops.all()
        added = opened.audit.found(act=Act.ADDED, subject_ids=(laptop.id,))
        changed = opened.audit.found(act=Act.CHANGED)
    assert [link.entry.about for link in added] == [About.LAPTOP]
    assert [link.entry.about for link in changed] == [About.LAPTOP]


def test_a_day_laptop_closes_enrols_and_invites_nothing(
    session: Session, headquarters_file: Callable[[str], bytes]
) -> None:
    laptops.join(session, invitation())

    assert closing.open_months(session) == ()
    assert closing.closes_at(session) == "Main office · 1234"
    for refused in (
        lambda: closing.preview(session, "2026-10"),
        lambda: enrolment.take(session, headquarters_file("STMARK")),
        lambda: laptops.invite(session),
    ):
        with pytest.raises(DayLaptopError) as told:
            refused()
        assert told.value.main == "Main office · 1234"


def test_a_day_laptop_that_is_brought_rules_is_not_sent_to_be_enrolled(
    session: Session, tmp_path: Path
) -> None:
    laptops.join(session, invitation())
    (tmp_path / "new.rules").write_bytes(b"rules")

    with pytest.raises(RulesAtDayLaptopError) as refused:
        next(installing.look_at(session, tmp_path / "new.rules"))

    assert "update it here" in explain(refused.value)


def test_a_laptop_that_keeps_a_ledger_never_becomes_a_day_laptop(
    enrolled: Session, three_laptops: tuple[Session, Session, Session]
) -> None:
    main, _day, _other = three_laptops

    for session in (enrolled, main):
        with pytest.raises(MainLaptopError):
            laptops.read_invitation(session, invitation())
        with pytest.raises(MainLaptopError):
            laptops.join(session, invitation())


def test_whoever_invited_by_mistake_and_let_in_nobody_follows_an_invitation(
    three_laptops: tuple[Session, Session, Session], session: Session
) -> None:
    main, day, _other = three_laptops
    in_vain = laptops.invite(session)
    laptops.join(day, in_vain)

    answer = laptops.join(
        session, laptops.read_invitation(session, laptops.invite(main)).unverified
    )
    laptops.accept(main, answer)

    seen = laptops.look(session)
    assert (seen.part, [one.part for one, *_rest in seen.others]) == (Part.DAY, [Part.MAIN])
    kyr.finish(session, kyr.begin(session, "Library", ("ht",)).id)
    file = handing_over.hand_over(session).sealed
    assert file is not None
    assert taking_in.take_in(main, file).hand_off.units == 1
    with pytest.raises(NotMainLaptopError):
        laptops.accept(session, laptops.join(day, in_vain))


def test_files_of_others_are_refused(three_laptops: tuple[Session, Session, Session]) -> None:
    main, day, _other = three_laptops

    with pytest.raises(LaptopOfAnotherClinicError):
        laptops.read_invitation(day, invitation(clinic="ELSE"))
    with pytest.raises(LaptopKindError):
        laptops.join(day, invitation(is_training=True))
    with pytest.raises(OwnNoteError):
        laptops.accept(main, _answer_of(day, station=main.clinic.station_id))
    with pytest.raises(AnswerForAnotherError):
        laptops.read_answer(main, _answer_of(day, to="0" * 32))
    with pytest.raises(NotMainLaptopError):
        laptops.accept(day, _answer_of(day))


def test_an_invitation_is_no_answer_and_a_changed_one_is_neither(
    three_laptops: tuple[Session, Session, Session],
) -> None:
    main, day, _other = three_laptops

    with pytest.raises(WrongNoteError):
        laptops.accept(main, laptops.invite(main))
    with pytest.raises(WrongNoteError):
        laptops.join(day, b"{}")
    with pytest.raises(NoteDamagedError):
        laptops.join(day, laptops.invite(main).replace(b"STMARK", b"STMARX"))
    with pytest.raises(NoteNewerError):
        laptops.join(day, invitation().replace(b'"version":1', b'"version":2'))


def test_only_a_coordinator_says_who_belongs_to_the_clinic(session: Session) -> None:
    helper = replace(session, worker=replace(session.worker, role=Role.REPRESENTATIVE))

    for refused in (
        lambda: laptops.invite(helper),
        lambda: laptops.join(helper, invitation()),
        lambda: laptops.accept(helper, invitation()),
    ):
        with pytest.raises(NotCoordinatorError):
            refused()


def swap_key(session: Session, column: str) -> None:
    """Write another key for a laptop, as whoever holds the database key could by hand."""
    with session.transaction() as opened:
        connection = opened.laptops._connection
        connection.exec_driver_sql(f"UPDATE laptops SET {column} = ?", (bytes(range(32)),))  # noqa: S608


def test_no_client_is_sealed_to_a_key_that_nobody_compared(
    three_laptops: tuple[Session, Session, Session],
) -> None:
    _main, day, _other = three_laptops
    kyr.finish(day, kyr.begin(day, "Harbor school", ("ht",)).id)
    swap_key(day, "sealing_key")

    with pytest.raises(FieldChangedError):
        handing_over.hand_over(day)


def test_nothing_is_taken_in_and_nobody_let_in_beside_a_key_that_nobody_compared(
    three_laptops: tuple[Session, Session, Session],
) -> None:
    main, day, _other = three_laptops
    answer = laptops.join(day, laptops.invite(main))
    swap_key(main, "signing_key")

    with pytest.raises(FieldChangedError):
        taking_in.take_in(main, b"whatever is signed with it")
    with main.transaction() as opened:
        opened.laptops._connection.exec_driver_sql("UPDATE laptops SET id = 'x' || id")
    with pytest.raises(FieldChangedError):
        laptops.accept(main, answer)


def test_laptops_that_were_let_in_before_their_keys_were_kept_are_still_known(
    three_laptops: tuple[Session, Session, Session],
) -> None:
    main, _day, _other = three_laptops
    with main.transaction() as opened:
        seals = opened.laptops._seals
        own = opened.laptops.own()
        assert own is not None
        place = ("own_part", "secrets", own.station_id)
        sealed = seals.seal(REPRESENTATIVE_KEY, place, own.signing_seed + own.opening_secret)
        opened.laptops._connection.execute(OWN_PART.update(), {"secrets": sealed})

        opened.laptops.refuse_swapped_keys()
        assert opened.laptops.own() == own


def _answer_of(_day: Session, **changes: object) -> bytes:
    return invitation(**{"to": "1" * 32, **changes})


def test_the_fingerprint_is_that_of_the_key_that_signs(session: Session) -> None:
    assert laptops.read_invitation(session, invitation()).fingerprint == fingerprint(KEY.public)
