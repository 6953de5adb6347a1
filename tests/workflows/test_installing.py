"""Newer rules are installed whole and from headquarters, or not at all; and taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.bundles import signed_pack
from clinic_app.bundles.pack_errors import (
    PackFileNewerError,
    PackSignatureError,
    PackTruncatedError,
)
from clinic_app.clock import Today
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.errors import FileMissingError
from clinic_app.screening.strict_toml import PackError, PackProblem
from clinic_app.workflows import installing, unlocking
from clinic_app.workflows.installing import Arrival, Looking
from clinic_app.workflows.rules import shipped_rules
from clinic_app.workflows.rules_errors import (
    NoRuleKeyError,
    NoRulePackThereError,
    NothingToRollBackError,
    RulesNotNewerError,
    ScenariosFailError,
)
from clinic_app.workflows.session import Session

Signed = Callable[..., bytes]
Files = Callable[..., dict[str, bytes]]
KEY = SigningKey(b"p" * 32)


def walked(looking: Looking) -> Arrival:
    """Take every step, and return what they lead to."""
    while True:
        try:
            next(looking)
        except StopIteration as end:
            arrival: Arrival = end.value
            return arrival


def look_at(session: Session, signed_file: bytes) -> Arrival:
    file = session.vault.folder / "brought.rulepack"
    file.write_bytes(signed_file)
    return walked(installing.look_at(session, file))


def test_newer_rules_are_installed_and_the_difference_is_told(
    enrolled: Session, signed: Signed
) -> None:
    arrival = look_at(enrolled, signed())

    assert arrival.scenarios == 1
    assert "Lebanon: extension to 2028-05-27 (91 FR 99999) added" in arrival.changes
    assert all(change.startswith("Lebanon") for change in arrival.changes)

    after = installing.install(enrolled, arrival)

    assert after.rules.pack.version == "2026.12"
    (kept,) = installing.installed(after)
    assert (kept.version, kept.stamp.worker_id) == ("2026.12", enrolled.worker.id)


def test_installed_rules_are_at_work_at_the_next_unlocking(
    enrolled: Session, signed: Signed
) -> None:
    installing.install(enrolled, look_at(enrolled, signed()))
    folder = enrolled.vault.folder
    enrolled.lock()

    again = unlocking.unlock(
        folder, "correct horse battery staple gravel moth", "mirlande", Today(date(2026, 12, 1))
    )

    assert again.rules.pack.version == "2026.12"
    again.lock()


def test_roll_back_brings_the_rules_before(enrolled: Session, signed: Signed) -> None:
    first = installing.install(enrolled, look_at(enrolled, signed()))
    second = installing.install(first, look_at(first, signed("2026.13")))

    back_once = installing.roll_back(second)
    back_twice = installing.roll_back(back_once)

    assert back_once.rules.pack.version == "2026.12"
    assert back_twice.rules == shipped_rules()
    assert [pack.rolled_back is not None for pack in installing.installed(enrolled)] == [True] * 2
    with pytest.raises(NothingToRollBackError):
        installing.roll_back(back_twice)


def test_rules_that_were_rolled_back_can_be_installed_again(
    enrolled: Session, signed: Signed
) -> None:
    installing.roll_back(installing.install(enrolled, look_at(enrolled, signed())))

    again = installing.install(enrolled, look_at(enrolled, signed()))

    assert again.rules.pack.version == "2026.12"


def test_a_clinic_without_headquarters_installs_nothing(session: Session, signed: Signed) -> None:
    with pytest.raises(NoRuleKeyError):
        look_at(session, signed())


def test_rules_of_another_headquarters_are_refused(enrolled: Session, signed: Signed) -> None:
    with pytest.raises(PackSignatureError):
        look_at(enrolled, signed(seed=b"x" * 32))


def test_rules_that_were_not_copied_whole_are_refused(enrolled: Session, signed: Signed) -> None:
    with pytest.raises(PackTruncatedError):
        look_at(enrolled, signed()[:-9])


@pytest.mark.parametrize("version", ["2026.11", "2026.9", "2025.12", "unnumbered"])
def test_rules_that_are_not_newer_are_refused(
    enrolled: Session, signed: Signed, version: str
) -> None:
    with pytest.raises(RulesNotNewerError):
        look_at(enrolled, signed(version))


def test_rules_that_rest_on_older_sources_are_refused(enrolled: Session, pack_files: Files) -> None:
    files = pack_files()
    seen = b"latest_source_seen = 2026-08-21"
    files["pack.toml"] = files["pack.toml"].replace(seen, b"latest_source_seen = 2026-08-20")

    with pytest.raises(RulesNotNewerError):
        look_at(enrolled, signed_pack.write(files, KEY))


def test_rules_whose_own_scenario_does_not_come_out_are_refused(
    enrolled: Session, signed: Signed
) -> None:
    with pytest.raises(ScenariosFailError) as caught:
        look_at(enrolled, signed(country=""))
    assert (caught.value.count, caught.value.first) == (1, "LB-later")
    assert installing.installed(enrolled) == ()


def test_rules_in_a_newer_format_are_refused(enrolled: Session, pack_files: Files) -> None:
    files = pack_files()
    files["pack.toml"] = files["pack.toml"].replace(b"format = 1", b"format = 2")

    with pytest.raises(PackFileNewerError):
        look_at(enrolled, signed_pack.write(files, KEY))


@pytest.mark.parametrize(
    "missing", ["pack.toml", "scenarios.toml", "fees.toml", "words/en.toml", "countries/LB.toml"]
)
def test_rules_with_a_part_missing_are_refused(
    enrolled: Session, pack_files: Files, missing: str
) -> None:
    files = pack_files()
    del files[missing]

    with pytest.raises((PackError, ScenariosFailError)):
        look_at(enrolled, signed_pack.write(files, KEY))


def test_of_several_files_on_a_stick_the_newest_good_one_is_taken(
    enrolled: Session, signed: Signed, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    (stick / "deeper").mkdir(parents=True)
    (stick / "a.rulepack").write_bytes(signed("2026.13"))
    (stick / "deeper" / "b.rulepack").write_bytes(signed("2026.12"))
    (stick / "c.rulepack").write_bytes(signed("2027.1", seed=b"x" * 32))

    assert walked(installing.look_in(enrolled, stick)).rules.pack.version == "2026.13"


def test_a_stick_says_why_its_file_is_refused(
    enrolled: Session, signed: Signed, tmp_path: Path
) -> None:
    with pytest.raises(NoRulePackThereError):
        walked(installing.look_in(enrolled, tmp_path))
    with pytest.raises(FileMissingError):
        walked(installing.look_in(enrolled, tmp_path / "no such folder"))
    (tmp_path / "a.rulepack").write_bytes(signed("2026.11"))
    with pytest.raises(RulesNotNewerError):
        walked(installing.look_in(enrolled, tmp_path))


def test_rules_looked_at_twice_are_installed_once(enrolled: Session, signed: Signed) -> None:
    arrival = look_at(enrolled, signed())
    installing.install(enrolled, arrival)

    with pytest.raises(RulesNotNewerError):
        installing.install(enrolled, arrival)


def test_a_program_that_brings_newer_rules_uses_its_own(
    enrolled: Session, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    installing.install(enrolled, look_at(enrolled, signed()))
    newer = replace(shipped_rules(), pack=replace(shipped_rules().pack, version="2027.1"))
    monkeypatch.setattr(installing, "shipped_rules", lambda: newer)

    with enrolled.reading() as opened:
        assert installing.rules_at_work(opened) == newer


def test_an_installed_pack_that_this_program_cannot_read_is_passed_over(
    enrolled: Session, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    installing.install(enrolled, look_at(enrolled, signed()))

    def refuse(*_given: object) -> object:
        raise PackError("words/en.toml", "sheet.new_key", PackProblem.KEY_MISSING)

    monkeypatch.setattr(installing, "_read", refuse)

    with enrolled.reading() as opened:
        assert installing.rules_at_work(opened) == shipped_rules()


def test_a_clinic_that_changed_its_headquarters_works_by_the_rules_of_the_program(
    enrolled: Session, signed: Signed
) -> None:
    installing.install(enrolled, look_at(enrolled, signed()))
    with enrolled.transaction() as opened:
        held = opened.enrolment.get()
        assert held is not None
        opened.enrolment.pin(replace(held, pack_key=SigningKey(b"x" * 32).public))

    with enrolled.reading() as opened:
        assert installing.rules_at_work(opened) == shipped_rules()


def test_checking_can_be_followed_and_given_up(enrolled: Session, signed: Signed) -> None:
    file = enrolled.vault.folder / "brought.rulepack"
    file.write_bytes(signed())
    looking = installing.look_at(enrolled, file)

    assert next(looking) == (0, 1)
    looking.close()

    assert installing.installed(enrolled) == ()


def test_rules_looked_at_before_the_clinic_moved_to_another_headquarters_are_not_installed(
    enrolled: Session, signed: Signed
) -> None:
    arrival = look_at(enrolled, signed())
    with enrolled.transaction() as opened:
        held = opened.enrolment.get()
        assert held is not None
        opened.enrolment.pin(replace(held, pack_key=SigningKey(b"q" * 32).public))

    with pytest.raises(PackSignatureError):
        installing.install(enrolled, arrival)

    assert installing.installed(enrolled) == ()
