"""Two months with every edge there is, and beside each act what it counts, as on a sheet of paper.

The sums at the end were added up by hand, not by the program; the bundle must say the same.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.screening import Ruling, Screening
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, ServiceKind
from clinic_app.records.worker import Accreditation, AccreditationLevel, Role, Worker
from clinic_app.workflows import (
    clients,
    closing,
    decisions,
    first_start,
    forgetting,
    kyr,
    merging,
    screenings,
    services,
    workers,
)
from clinic_app.workflows.session import Session

IN_SEPTEMBER = {
    "helped": 3,  # mother and child, and whoever came screened from elsewhere
    "screened": 8,  # three times, twice as one, two as two, forgotten later, nameless, 2 more
    "screenings": 12,
    "served_at_no_cost": 2,
    "served_in_year": 11,  # everybody above
    "served_in_year_at_no_cost": 2,  # mother and child
    "services_at_no_cost": 3,
    "applications_prepared": 4,
    "form_i_821": 3,
    "form_i_912": 1,
    "i_821_initial": 2,
    "i_821_late_initial": 1,
    "referrals": 1,
    "kyr_events": 2,
    "kyr_attendance": 52,  # 12 + 3 + 7 heads, and 30
    "kyr_trained": 6,
    "representatives_full": 1,
    "representatives_partial": 1,
}
THROUGH_OCTOBER = IN_SEPTEMBER | {
    "helped": 5,  # two of those screened in September
    "screened": 5,  # less two helped, one of a pair, one registered twice; one draft is finished
    "screenings": 13,  # a third one, the draft; less the one of the client registered twice
    "served_at_no_cost": 3,
    "served_in_year": 10,  # the draft is finished; less one of a pair and one registered twice
    "served_in_year_at_no_cost": 3,
    "services_at_no_cost": 5,
    "applications_prepared": 8,
    "form_i_821": 6,
    "form_i_765": 1,
    "i_821_initial": 3,
    "i_821_reregistration": 2,
    "appearances": 1,
    "appearances_court": 1,
    "kyr_events": 3,  # one more was counted late; the wrong one is out and held again
    "kyr_attendance": 52,  # 10 late heads, and 20 in the place of 30
    "kyr_trained": 7,  # 4, and 3 in the place of 2
    "representatives_partial": 2,
    "representatives_new": 1,
}


def test_two_months_are_what_a_person_counts(tmp_path: Path) -> None:
    clinic = a_clinic(tmp_path)
    people = september(clinic)
    first = closed(clinic.on(date(2026, 10, 2)), "2026-09")
    october(clinic, people)
    second = closed(clinic.on(date(2026, 11, 2)), "2026-10")

    assert counted(first, "total") == IN_SEPTEMBER
    assert counted(second, "total") == THROUGH_OCTOBER
    assert counted(second, "net") == {
        name: change
        for name, total in THROUGH_OCTOBER.items()
        if (change := total - IN_SEPTEMBER.get(name, 0))
    }
    for stream, headline in (
        ("helped", "helped"),
        ("screened", "screened"),
        ("kyr", "kyr_attendance"),
        ("trained", "kyr_trained"),
    ):
        said = second["streams"][stream]
        assert (said["N"], said["n"]) == tuple(
            second["headlines"][headline][it] for it in TOTAL_NET
        )
        for table in said["tables"].values():
            assert sum(table["shown"].values()) + table["not_yet_shown"] == said["N"]


TOTAL_NET = ("total", "net")
Days = Callable[[int], Session]


@dataclass(frozen=True)
class Clinic:
    session: Session
    volunteer: Worker

    def on(self, day: date) -> Session:
        """The representative's day."""
        return replace(self.session, today=Today(day))

    def days_of(self, month: int) -> tuple[Days, Days]:
        """The representative's days of a month, and the volunteer's."""

        def at(day: int) -> Session:
            return self.on(date(2026, month, day))

        return at, lambda day: replace(at(day), worker=self.volunteer)


@dataclass(frozen=True)
class People:
    """Of September, who come again in October."""

    thrice: Client
    two_as_two: tuple[Client, Client]
    forgotten: Client
    draft: Screening
    comes_back: Client
    twice: Client
    from_elsewhere: Client
    wrong_event: KyrEvent
    late_event: KyrEvent


def september(clinic: Clinic) -> People:
    at, table = clinic.days_of(9)
    # Screened three times, by two workers, over two months: one person, and helped in the end.
    thrice = registered(table(3), "Rosalie Dorvil")
    screened(table(3), thrice)
    screened(at(10), thrice)
    served(at(10), thrice, ServiceKind.REFERRAL, referred_to="County legal aid")
    # A household: each is a person, and helped on the day of the screening.
    mother = registered(table(4), "Yolette Cazeau")
    child = registered(table(4), "Ti Jak Cazeau", member_of=mother)
    for one in (mother, child):
        screened(table(4), one)
        applied(at(4), one, FilingKind.INITIAL, at_no_cost=True)
    served(at(4), mother, ServiceKind.APPLICATION_PREPARED, form=Form.I_912, at_no_cost=True)
    # Registered twice by two workers and merged: one person, two screenings.
    one, same = registered(table(5), "Wislene Fontus"), registered(at(12), "Vislin Fontus")
    screened(table(5), one)
    screened(at(12), same)
    merging.merge(at(14), one.id, same.id, ())
    # Two until somebody finds out in October.
    two_as_two = registered(table(6), "Abel Sarmento"), registered(table(7), "Quique Barros")
    for each in two_as_two:
        screened(table(7), each)
    forgotten = registered(table(8), "Nadege Pierrilus")
    screened(table(8), forgotten)
    nameless = registered(table(9), "Somebody", consent=Consent.REFUSED)
    screenings.finish_without_record(table(9), nameless.id, "HT", Answers())
    draft = screenings.begin(table(11), registered(table(11), "Obed Lascases").id, "HT")
    # The only screening is taken out: nobody, and nothing.
    taken_out = registered(table(15), "Ismael Duvert")
    screenings.withdraw(at(15), screened(table(15), taken_out).id, "another client's answers")
    comes_back = registered(table(16), "Marlene Oxil")
    decisions.decide(at(16), screened(table(16), comes_back).id, Ruling.MORE_PAPERS, "passport")
    clients.set_come_back(at(16), comes_back.id, date(2026, 10, 14), "the passport")
    twice = registered(table(17), "Gerta Blanchet")
    screened(table(17), twice)
    # Screened at another clinic: helped here, and never screened.
    from_elsewhere = registered(table(18), "Kettly Roumain")
    applied(at(18), from_elsewhere, FilingKind.LATE_INITIAL)
    talk(table(20), 4, Attendance("ht", 12, 3), Attendance("es", 7))
    late = kyr.begin(table(25), "Lincoln school", ("pt",))
    wrong = talk(table(27), 2, Attendance("ht", 30))
    return People(
        thrice, two_as_two, forgotten, draft, comes_back, twice, from_elsewhere, wrong, late
    )


def october(clinic: Clinic, people: People) -> None:
    at, table = clinic.days_of(10)
    kyr.save(table(3), people.late_event.with_heads(Attendance("pt", 10)))
    kyr.finish(table(3), people.late_event.id)
    screened(table(6), people.thrice)
    applied(at(7), people.thrice, FilingKind.INITIAL, at_no_cost=True)
    served(at(7), people.thrice, ServiceKind.APPLICATION_PREPARED, form=Form.I_765, at_no_cost=True)
    stands, taken_in = people.two_as_two
    merging.merge(at(9), stands.id, taken_in.id, ())
    # What the forgotten one counted goes on counting.
    forgetting.forget(at(12), people.forgotten.id, lambda _done, _total: False)
    screenings.finish(table(13), people.draft.id)
    applied(at(14), people.comes_back, FilingKind.REREGISTRATION)
    clients.withdraw(at(15), people.twice.id, "a test of the program")
    # Helped again: one person more nowhere, one application more.
    applied(at(16), people.from_elsewhere, FilingKind.REREGISTRATION)
    served(
        at(16),
        people.from_elsewhere,
        ServiceKind.APPEARANCE,
        before=AppearanceBefore.IMMIGRATION_COURT,
    )
    kyr.withdraw(table(16), people.wrong_event.id, "thirty was the number of chairs")
    talk(table(16), 3, Attendance("ht", 20))
    hired(at(20), "Dee Corambert", accredited(AccreditationLevel.PARTIAL, date(2026, 10, 20)))


def a_clinic(folder: Path) -> Clinic:
    session = first_start.create_clinic(
        folder / "vault",
        clinic_name="Harbor clinic",
        clinic_code="HARBOR",
        site="Church hall",
        phone="",
        worker_name="Ana Belarde",
        accreditation=accredited(AccreditationLevel.FULL, date(2025, 3, 1)),
        sign_in_name="ana",
        passphrase="gravel moth lantern copper violin sage",
        today=Today(date(2026, 9, 1)),
        cost=LEAST_COST,
    ).session
    hired(session, "Bo Vale", accredited(AccreditationLevel.PARTIAL, date(2025, 3, 1)))
    return Clinic(session, hired(session, "Cleo Doriro", None))


def accredited(level: AccreditationLevel, granted: date) -> Accreditation:
    return Accreditation(level=level, granted=granted, expires=granted.replace(year=2028))


def hired(session: Session, name: str, held: Accreditation | None) -> Worker:
    role = Role.VOLUNTEER if held is None else Role.REPRESENTATIVE
    words = "tackle plum orbit saddle frost ninety"
    return workers.add(
        session, name, held, workers.SignIn(name=name[:2].lower(), passphrase=words, role=role)
    )


def registered(
    session: Session,
    name: str,
    *,
    member_of: Client | None = None,
    consent: Consent = Consent.GIVEN,
) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=consent,
        phone="",
        member_of=member_of,
    )


def screened(session: Session, client: Client) -> Screening:
    return screenings.finish(session, screenings.begin(session, client.id, "HT").id)


def applied(
    session: Session, client: Client, filing: FilingKind, *, at_no_cost: bool = False
) -> None:
    served(
        session,
        client,
        ServiceKind.APPLICATION_PREPARED,
        form=Form.I_821,
        filing=filing,
        at_no_cost=at_no_cost,
    )


def served(session: Session, client: Client, kind: ServiceKind, **said: Any) -> None:
    nothing: dict[str, Any] = dict.fromkeys(("form", "filing", "before"))
    words = nothing | {"referred_to": "", "at_no_cost": False} | said
    services.record(session, client.id, kind=kind, **words)


def talk(session: Session, trained: int, *heads: Attendance) -> KyrEvent:
    event = kyr.begin(session, "Church hall", tuple(row.language for row in heads))
    for row in heads:
        event = event.with_heads(row)
    kyr.save(session, replace(event, trained=trained))
    return kyr.finish(session, event.id)


def closed(session: Session, label: str) -> Mapping[str, Any]:
    shown = closing.preview(session, label)
    closing.close(session, label, shown)
    close: Mapping[str, Any] = json.loads(shown.payload)["closes"][-1]
    return close


def counted(close: Mapping[str, Any], which: str) -> dict[str, int]:
    """Return what is not 0."""
    return {name: one[which] for name, one in close["headlines"].items() if one[which]}
