"""A legal hold that two laptops ended in two ways: what a person picks is what holds."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.records.client import Client, Consent
from clinic_app.records.retention import Hold
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.version_words import version_line
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.progress import never
from clinic_app.vault.store_errors import ClientHeldError
from clinic_app.workflows import (
    clients,
    forgetting,
    handing_out,
    handing_over,
    holds,
    laptops,
    taking_in,
    two_versions,
)
from clinic_app.workflows.retention_errors import AlreadyHeldError
from clinic_app.workflows.session import Session

Three = tuple[Session, Session, Session]
DAY = date(2026, 11, 2)


def a_client(session: Session) -> Client:
    return clients.register(
        session,
        name="Widline Canary",
        birth_date=date(1990, 5, 4),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def out(main: Session, day: Session, client: Client) -> None:
    people = handing_out.households_of(main, (client.code,))
    made = handing_out.hand_out(main, laptops.look(main).others[0][0].id, people)
    assert made.sealed is not None
    taking_in.take_in(day, made.sealed)


def back(day: Session, main: Session) -> None:
    made = handing_over.hand_over(day)
    assert made.sealed is not None
    taking_in.take_in(main, made.sealed)


def of(session: Session, client: Client) -> tuple[Hold, ...]:
    with session.reading() as opened:
        return opened.holds.of_client(client.id)


def ending(session: Session, client: Client) -> str:
    """Return why the only hold was lifted; empty while it stands."""
    (hold,) = of(session, client)
    return hold.lifted.reason if hold.lifted else ""


def lost_and_found(
    three: Three,
    at_main: Callable[[Session, Client], None],
    at_day: Callable[[Session, Client], None],
) -> Client:
    """Return a client under a hold whom both laptops had while one was held for lost."""
    main, day, _other = three
    client = a_client(main)
    holds.set_hold(main, client.id, "A suit.")
    out(main, day, client)
    laptops.give_up(main, laptops.look(main).others[0][0].id)
    at_main(main, client)
    at_day(day, client)
    back(day, main)
    return client


def lift(reason: str) -> Callable[[Session, Client], None]:
    return lambda session, client: holds.lift_hold(session, client.id, reason)


@pytest.mark.parametrize("which", [0, 1])
def test_of_two_liftings_the_one_that_is_picked_holds_on_every_laptop(
    three_laptops: Three, which: int
) -> None:
    main, _day, other = three_laptops
    client = lost_and_found(three_laptops, lift("Won."), lift("Dropped."))
    found = two_versions.look(main)
    assert [(version_line(one).value, one.is_shown) for one in found] == [
        (f"lifted {day_words(DAY)}: Won.", True),
        (f"lifted {day_words(DAY)}: Dropped.", False),
    ]

    two_versions.pick(main, found[which])

    assert two_versions.look(main) == ()
    assert ending(main, client) == ("Won.", "Dropped.")[which]
    people = handing_out.households_of(main, (client.code,))
    made = handing_out.hand_out(main, laptops.look(main).others[1][0].id, people)
    assert made.sealed is not None
    taking_in.take_in(other, made.sealed)
    back(other, main)
    assert ending(main, client) == ending(other, client) == ("Won.", "Dropped.")[which]
    assert two_versions.look(main) == ()


@pytest.fixture
def copied(
    three_laptops: Three, made_laptops: tuple[Path, dict[str, str]], tmp_path: Path
) -> Iterator[Callable[[], Session]]:
    """What restores the day laptop as it is now, as another station that was let in again."""
    main, day, _other = three_laptops
    opened: list[Session] = []

    def copy() -> Session:
        folder = tmp_path / "copied"
        with day.transaction() as store:
            store.clinic.save(store.clinic.get())
        shutil.copytree(day.vault.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
        vault = open_vault_by_recovery_code(folder, made_laptops[1]["day"])
        with vault.transaction() as store:
            clinic = replace(store.clinic.get(), station_id="f" * 16)
            store.clinic.save(clinic)
        session = replace(day, vault=vault, clinic=clinic)
        opened.append(session)
        laptops.accept(main, laptops.join(session, laptops.invite(main)))
        return session

    yield copy
    for session in opened:
        session.lock()


def lifted_but_in_the_copy(three: Three, copied: Callable[[], Session]) -> Client:
    """Return a client whose hold was lifted at the day laptop, and in no copy of it."""
    main, day, _other = three
    client = a_client(day)
    holds.set_hold(day, client.id, "A suit.")
    copy = copied()
    holds.lift_hold(day, client.id, "Won.")
    back(day, main)
    back(copy, main)
    assert ending(main, client) == "Won."
    return client


def test_a_hold_that_is_picked_as_standing_stands_again_on_every_laptop(
    three_laptops: Three, copied: Callable[[], Session]
) -> None:
    main, day, _other = three_laptops
    client = lifted_but_in_the_copy(three_laptops, copied)

    two_versions.pick(main, two_versions.look(main)[1])

    assert two_versions.look(main) == ()
    with pytest.raises(ClientHeldError):
        forgetting.forget(main, client.id, never)
    out(main, day, client)
    assert ending(day, client) == ""
    holds.lift_hold(day, client.id, "Dropped.")
    back(day, main)
    assert ending(main, client) == "Dropped."
    assert two_versions.look(main) == ()


def test_a_hold_does_not_stand_again_beside_another(
    three_laptops: Three, copied: Callable[[], Session]
) -> None:
    main, _day, _other = three_laptops
    client = lifted_but_in_the_copy(three_laptops, copied)
    holds.set_hold(main, client.id, "An inquiry.")
    lifted, standing = two_versions.look(main)

    with pytest.raises(AlreadyHeldError):
        two_versions.pick(main, standing)

    two_versions.pick(main, lifted)
    assert [one.lifted is None for one in of(main, client)] == [False, True]
    assert two_versions.look(main) == ()
