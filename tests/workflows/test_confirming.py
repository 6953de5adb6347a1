"""A representative's word on what the rules leave open: kept, believed, taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinic_app.clock import Today
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Consent
from clinic_app.records.screening import Screening
from clinic_app.records.worker import Role
from clinic_app.screening.outcome import Headline
from clinic_app.screening.rule_pack import Window
from clinic_app.screening.scenario_format import answers_of
from clinic_app.vault.store_errors import RecordFinalError, RecordMissingError
from clinic_app.workflows import (
    clients,
    confirming,
    screenings,
    sweep,
    unlocking,
    workers,
)
from clinic_app.workflows.errors import (
    AccreditationExpiredError,
    NotARepresentativeError,
    SourceNotNamedError,
)
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.rules_errors import (
    ConfirmedDaysError,
    NotUnconfirmedError,
    ReadTooLongAgoError,
)
from clinic_app.workflows.session import Session

DAY = date(2026, 11, 26)
THROUGH = date(2027, 4, 19)
PASSPHRASE = "correct horse battery staple gravel moth"
OF_TOMAS = "another passphrase of many words"
HOLDER = {
    "country": "Ukraine",
    "first_entry": date(2022, 3, 1),
    "prior_tps": {
        "granted": True,
        "granted_date": date(2025, 2, 10),
        "designation": "UA-2022-D",
        "current": True,
    },
}


@pytest.fixture
def at_work(clinic_folder: Path) -> Iterator[Session]:
    """The only representative, on a day on which the pack leaves Ukraine open."""
    opened = unlocking.unlock(clinic_folder, PASSPHRASE, "mirlande", Today(DAY))
    yield opened
    opened.lock()


def confirmed(session: Session, **changes: object) -> Session:
    given: dict[str, object] = {
        "source": " 91 FR   99999 ",
        "read_on": DAY,
        "through": THROUGH,
        **changes,
    }
    line = str(given.pop("line", "Ukraine 2022"))
    return confirming.confirm(session, line, **given)  # type: ignore[arg-type]


def screened(session: Session) -> Screening:
    client = clients.register(
        session,
        name="Oksana Prydatko",
        birth_date=None,
        language="uk",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    draft = screenings.begin(session, client.id, "UA")
    answers = answers_of(HOLDER, "facts").without("country")
    screenings.answer_many(session, draft.id, {key: answers[key] for key in answers})
    return screenings.finish(session, draft.id)


def headline(screening: Screening) -> Headline:
    assert screening.outcome is not None
    return screening.outcome.headline


def test_screenings_rest_on_it_after_the_next_unlocking_too(at_work: Session) -> None:
    assert headline(screened(at_work)) is Headline.NEEDS_ATTORNEY_REVIEW

    after = confirmed(at_work)
    assert headline(screened(after)) is Headline.LIKELY_ELIGIBLE
    assert [one.line for one in confirming.unconfirmed(after)] == ["El Salvador 2001", "Sudan 2022"]

    after.lock()
    again = unlocking.unlock(at_work.vault.folder, PASSPHRASE, "mirlande", Today(DAY))
    found = screened(again)
    assert headline(found) is Headline.LIKELY_ELIGIBLE
    assert found.outcome is not None
    assert any("Mirlande Baptiste read it" in one.text for one in found.outcome.findings)
    with again.reading() as opened:
        (kept,) = opened.confirmations.of_pack(shipped_pack().version)
        acts = {(link.entry.act, link.entry.about) for link in opened.audit.found()}
    assert kept.confirmation.source == "91 FR 99999"
    assert kept.confirmation.by == "Mirlande Baptiste"
    assert (Act.SIGNED_OFF, About.RULES) in acts
    again.lock()


def test_taken_back_it_counts_no_more_and_stays_readable(at_work: Session) -> None:
    after = confirmed(at_work)
    (kept,) = confirming.of_rules(after)

    without = confirming.take_back(after, kept.id)

    assert without.rules.pack == shipped_pack()
    (still,) = confirming.of_rules(without)
    assert still.taken_back is not None
    assert still.confirmation == kept.confirmation
    with pytest.raises(RecordFinalError):
        confirming.take_back(without, kept.id)
    with pytest.raises(RecordMissingError):
        confirming.take_back(without, "nothing")
    assert headline(screened(without)) is Headline.NEEDS_ATTORNEY_REVIEW


def test_a_sweep_shows_whom_it_changes_and_the_screening_stays(at_work: Session) -> None:
    before = screened(at_work)
    after = confirmed(at_work)

    for _ in sweep.sweep(after):
        pass

    (call,) = sweep.call_list(after)
    assert (call.told, call.now) == (Headline.NEEDS_ATTORNEY_REVIEW, Headline.LIKELY_ELIGIBLE)
    assert screenings.get(after, before.id) == before


def test_only_somebody_who_may_sign_today_confirms_or_takes_back(at_work: Session) -> None:
    helper = workers.add(
        at_work,
        "Tomas Vale",
        None,
        workers.SignIn(
            name="tomas",
            passphrase="another passphrase of many words",
            role=Role.VOLUNTEER,
        ),
    )
    with pytest.raises(NotARepresentativeError):
        confirmed(replace(at_work, worker=helper))
    (kept,) = confirming.of_rules(confirmed(at_work))
    with pytest.raises(NotARepresentativeError):
        confirming.take_back(replace(at_work, worker=helper), kept.id)
    with pytest.raises(AccreditationExpiredError):
        confirmed(replace(at_work, today=Today(date(2030, 1, 1))))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"line": "Lebanon 2024"}, NotUnconfirmedError),
        ({"line": "Afghanistan 2022"}, NotUnconfirmedError),
        ({"line": "Honduras 1999"}, NotUnconfirmedError),
        ({"line": "Atlantis 1999"}, NotUnconfirmedError),
        ({"source": "  "}, SourceNotNamedError),
        ({"read_on": DAY + timedelta(days=1)}, ReadTooLongAgoError),
        ({"read_on": DAY - timedelta(days=31)}, ReadTooLongAgoError),
        ({"through": DAY - timedelta(days=1)}, ConfirmedDaysError),
        ({"reregistration": Window(THROUGH, DAY)}, ConfirmedDaysError),
    ],
)
def test_what_cannot_be_confirmed_is_refused_and_nothing_is_kept(
    at_work: Session, changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        confirmed(at_work, **changes)

    assert confirming.of_rules(at_work) == ()


def test_the_same_line_is_confirmed_once(at_work: Session) -> None:
    after = confirmed(at_work)

    with pytest.raises(NotUnconfirmedError):
        confirmed(after)


def test_it_expires_as_rules_do(at_work: Session) -> None:
    confirmed(at_work).lock()
    folder = at_work.vault.folder

    late = unlocking.unlock(folder, PASSPHRASE, "mirlande", Today(DAY + timedelta(days=31)))

    assert "Ukraine 2022" in [one.line for one in confirming.unconfirmed(late)]
    assert late.rules.pack == shipped_pack()
    late.lock()


@pytest.mark.parametrize(
    "change",
    [
        "through = '2030-01-01'",
        "source = 'somebody else read it'",
        "stamp_worker_id = (SELECT id FROM workers ORDER BY number DESC LIMIT 1)",
        "screening_seal = NULL, representative_seal = NULL",
    ],
)
@pytest.mark.parametrize("name", ["mirlande", "tomas"])
def test_what_was_written_past_the_program_is_no_representatives_word(
    at_work: Session, change: str, name: str
) -> None:
    helps = workers.SignIn(name="tomas", passphrase=OF_TOMAS, role=Role.VOLUNTEER)
    workers.add(at_work, "Tomas Vale", None, helps)
    after = confirmed(at_work)
    left_open = [one.line for one in confirming.unconfirmed(at_work)]
    with after.transaction() as opened:
        opened._connection.exec_driver_sql("DROP TRIGGER confirmations_stay")
        opened._connection.exec_driver_sql(f"UPDATE confirmations SET {change}")  # noqa: S608 - above
    after.lock()

    words = PASSPHRASE if name == "mirlande" else OF_TOMAS
    again = unlocking.unlock(at_work.vault.folder, words, name, Today(DAY))

    assert confirming.of_rules(again) == ()
    assert [one.line for one in confirming.unconfirmed(again)] == left_open
    again.lock()
