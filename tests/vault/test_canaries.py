"""Whatever stands in a text field of a record, nothing of it is in what would leave."""

import base64
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import payload
from clinic_app.bundles.file_name import bundle_name
from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.service import Form, Service, ServiceKind
from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Accreditation, AccreditationLevel, Worker
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.tallies.batch_carry import CountPolicy
from clinic_app.tallies.counting import count
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.month import Month
from clinic_app.vault.open_vault import OpenVault

Trial = Callable[[], AbstractContextManager[OpenVault]]

OCTOBER = Month(2026, 10)
DAY = date(2026, 10, 5)
POLICY = CountPolicy(smallest_crowd=5, pool_floor=5, least_arrivals=1, jitter=0, skip_in=10**6)
"""As much is shown as any policy allows, so that a planted label would be."""

CANARIES = st.from_regex(r"\A[A-Z][a-z]{3,9}-[0-9a-f]{6}\Z")
PEOPLE = 40


class Planted:
    """A clinic with one canary in every text field, and crowds large enough to be shown."""

    def __init__(self, canary: str) -> None:
        self.canary = canary
        self.stamp = Stamp(
            at=datetime(2026, 10, 5, 12, tzinfo=UTC),
            day=DAY,
            day_source=DaySource.COMPUTER,
            worker_id=f"w{canary}",
            site=canary,
        )

    def keep(self, opened: OpenVault) -> None:
        held = Accreditation(
            level=AccreditationLevel.FULL, granted=DAY, expires=DAY, is_renewal=False
        )
        opened.workers.add(
            Worker(id=f"w{self.canary}", name=self.canary, accreditation=held, is_active=True)
        )
        for number in range(PEOPLE):
            opened.clients.add(self._client(number))
            opened.screenings.add(self._screening(number))
            opened.services.add(self._service(number))
            opened.shown_papers.add(self._paper(number))
        opened.kyr_events.add(self._event())

    def _client(self, number: int) -> Client:
        return Client(
            id=f"c{number}{self.canary}",
            code=f"C0D{number}",
            name=self.canary,
            household_id=f"c{number}{self.canary}",
            birth_date=date(1990, 2, 28),
            language=self.canary,
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone=self.canary,
            come_back_on=DAY,
            come_back_note=self.canary,
            registered=self.stamp,
        )

    def _screening(self, number: int) -> Screening:
        return Screening(
            id=f"s{number}{self.canary}",
            client_id=f"c{number}{self.canary}",
            country=self.canary,
            as_of=DAY,
            answers=Answers().with_answer("nationality", self.canary),
            question_id=self.canary,
            state=ScreeningState.FINISHED,
            outcome=Outcome(
                country=self.canary,
                as_of=DAY,
                pack_version=self.canary,
                track=Track.NONE,
                designation=None,
                deadline=None,
                findings=(),
            ),
            started=self.stamp,
            finished=self.stamp,
        )

    def _service(self, number: int) -> Service:
        is_help = number % 2 == 0
        kind = ServiceKind.APPLICATION_PREPARED if is_help else ServiceKind.REFERRAL
        return Service(
            id=f"v{number}{self.canary}",
            client_id=f"c{number}{self.canary}",
            kind=kind,
            form=Form.I_821 if is_help else None,
            referred_to="" if is_help else self.canary,
            at_no_cost=True,
            stamp=self.stamp,
        )

    def _paper(self, number: int) -> ShownPaper:
        return ShownPaper(
            id=f"p{number}{self.canary}",
            client_id=f"c{number}{self.canary}",
            seen=PaperSeen(kind=self.canary, first=DAY, last=DAY, note=self.canary),
            stamp=self.stamp,
        )

    def _event(self) -> KyrEvent:
        return KyrEvent(
            id=f"e{self.canary}",
            day=DAY,
            title=self.canary,
            attendance=(Attendance(self.canary, 30, 12), Attendance("ht", 60)),
            trained=9,
            is_finished=True,
            stamp=self.stamp,
        )


def disguises(canary: str) -> Iterator[bytes]:
    """Yield the canary as it is, in base64 at each offset, and compressed."""
    raw = canary.encode()
    yield raw
    yield raw.lower()
    for ahead in range(3):
        whole = base64.b64encode(b"\x00" * ahead + raw)
        yield whole[4 : len(whole) - 4]
    yield zlib.compress(raw)[2:-4]


@given(canary=CANARIES)
def test_no_planted_text_is_in_what_would_leave(trial: Trial, canary: str) -> None:
    with trial() as opened:
        Planted(canary).keep(opened)
        (raw,) = count(opened.countable(), (OCTOBER,), counting_since=OCTOBER)
    origin = Origin(
        clinic="BOS-1", station="0" * 16, is_training=False, draw_key=bytes(32), policy=POLICY
    )

    tally = release(raw, ReleaseLedger(), origin)

    content = payload.write(tally)
    leaving = content + bundle_name(tally, payload.sha256(content)).encode()
    assert b'"other":' in content  # the planted country and language stand in a crowd
    assert not [one for one in disguises(canary) if one in leaving]


@pytest.mark.parametrize("text", ["Canary-7f3a21"])
def test_a_disguise_would_be_found(text: str) -> None:
    for ahead in range(3):
        hidden = base64.b64encode(b"x" * ahead + text.encode() + b"y" * 7)
        assert any(one in hidden for one in disguises(text))
