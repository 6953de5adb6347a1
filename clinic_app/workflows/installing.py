"""Newer rules come on a stick: looked at, installed, and taken back with one action.

Installed packs are kept in the vault, each the signed file that came, and the signature is
checked again whenever one is read. The newest that stands is at work, unless the program brings
newer rules of its own.
"""

import secrets
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from clinic_app.bundles import signed_pack
from clinic_app.bundles.pack_errors import PackFileNewerError, SignedPackError
from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileError
from clinic_app.files.listing import settled_files, unread_below
from clinic_app.files.reading import read_bounded
from clinic_app.records.audit import About, Act
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.records.installed_pack import InstalledPack
from clinic_app.screening.pack_file import PACK_FILE
from clinic_app.screening.scenario import Scenario, run
from clinic_app.screening.strict_toml import PackError
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.confirming import with_confirmations
from clinic_app.workflows.own_laptop import main_of
from clinic_app.workflows.pack_changes import changes_in_words
from clinic_app.workflows.pack_files import own_scenarios
from clinic_app.workflows.pinned_keys import pinned
from clinic_app.workflows.rules import Rules, rules_in, shipped_rules
from clinic_app.workflows.rules_errors import (
    NoRuleKeyError,
    NoRulePackThereError,
    NothingToRollBackError,
    RulesAtDayLaptopError,
    RulesNotNewerError,
    ScenariosFailError,
)
from clinic_app.workflows.session import Session

_FORMAT_KEY = "format"
_AT_A_TIME = 40
"""Scenarios between two reports: some milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Rules that were brought and may be installed.

    Attributes:
        signed_file: The bytes that were checked, and that are kept.
        headquarters: Whose signature it bears.
        scenarios: How many of its own scenarios the pack ran; all came out.
        changes: What it says otherwise than the rules at work, in words, each a line.
        unread: A folder that could not be looked into, where newer ones still may lie.
    """

    signed_file: bytes = field(repr=False)
    sha256: str
    rules: Rules = field(repr=False)
    headquarters: str
    scenarios: int
    changes: tuple[str, ...]
    unread: FileError | None = None


Looking = Generator[tuple[int, int], None, Arrival]
"""Yields how many scenarios were run, of how many; returns what may be installed."""


def rules_at_work(opened: OpenVault) -> Rules:
    """Return the rules of this vault: installed, or those of the program where they are newer.

    One that this program cannot read (an older one took it in) and one whose signature is not of
    the headquarters that is pinned now (the clinic changed to another) are passed over; all are
    where headquarters' keys are not known to be those that a representative took in.
    """
    shipped = shipped_rules()
    held = opened.enrolment.get()
    if held is None or not held.is_pinned:
        return shipped
    for pack in _standing(opened):
        try:
            found = _read(opened.rule_packs.signed_file(pack.id), held.pack_key, pack.id)
        except (PackError, SignedPackError):
            continue
        return shipped if shipped.pack.is_newer_than(found.pack) else found
    return shipped


def look_in(session: Session, folder: Path) -> Looking:
    """Find the newest rules in *folder* that may be installed, step by step.

    Raises:
        NoRulePackThereError: There is no file of rules.
        InnerFolderUnreadableError: There is none that is newer, but a folder could not be
            looked into.
        ClinicError: Why the only one, or the last of several, may not be installed.
    """
    refused: ClinicError = NoRulePackThereError()
    best: Arrival | None = None
    passed_over: list[FileError] = []
    for path in settled_files(folder, signed_pack.SUFFIX, passed_over.append):
        try:
            arrival = yield from look_at(session, path)
        except ClinicError as error:
            refused = error
            continue
        if best is None or arrival.rules.pack.is_newer_than(best.rules.pack):
            best = arrival
    unread = unread_below(passed_over)
    if best is not None:
        return replace(best, unread=unread)
    if unread is not None and isinstance(refused, NoRulePackThereError | RulesNotNewerError):
        raise unread
    raise refused


def look_at(session: Session, file: Path) -> Looking:
    """Check rules that were brought, in this order: signature, format, age, scenarios.

    Raises:
        FilesError: The file cannot be read.
        NoRuleKeyError: This clinic has no headquarters.
        RulesAtDayLaptopError: The main laptop alone has one.
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
        SignedPackError: It is not a whole file that headquarters signed.
        PackError: It is signed, and not a rule pack.
        RulesNotNewerError: The rules at work are as new, or newer.
        ScenarioError: Its scenario file is not what one must be.
        ScenariosFailError: Its own scenarios do not come out.
    """
    unverified = read_bounded(file, signed_pack.MOST_FILE_BYTES)
    with session.reading() as opened:
        held, at_work = _pinned(opened), rules_at_work(opened)
    signed = signed_pack.read(unverified, held.pack_key)
    rules = _rules_in(signed.verified_files)
    _check_newer(rules, at_work)
    scenarios = own_scenarios(signed.verified_files)
    yield from _run(scenarios, rules)
    return Arrival(
        signed_file=unverified,
        sha256=signed.sha256,
        rules=rules,
        headquarters=held.headquarters,
        scenarios=len(scenarios),
        changes=changes_in_words(at_work, rules),
    )


def install(session: Session, arrival: Arrival) -> Session:
    """Put rules to work that were looked at; return the session that goes on with them.

    Raises:
        RulesNotNewerError: Others were installed since they were looked at.
        SignedPackError: The clinic moved to another headquarters since, which did not sign them.
        NoRuleKeyError: It has no headquarters any more.
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
    """
    with session.transaction() as opened:
        signed_pack.read(arrival.signed_file, _pinned(opened).pack_key)
        _check_newer(arrival.rules, rules_at_work(opened))
        pack = InstalledPack(
            id=arrival.rules.installation_id,
            version=arrival.rules.pack.version,
            sha256=arrival.sha256,
            stamp=session.stamp(),
        )
        opened.rule_packs.add(pack, arrival.signed_file)
        session.note(opened, Act.ADDED, About.RULES, pack.version)
        rules = with_confirmations(opened, arrival.rules, session.today.day)
    return replace(session, rules=rules)


def as_pinned(session: Session) -> Session:
    """Return the session that goes on with the rules of the headquarters that is pinned now."""
    with session.reading() as opened:
        rules = with_confirmations(opened, rules_at_work(opened), session.today.day)
    return replace(session, rules=rules)


def roll_back(session: Session) -> Session:
    """Go back to the rules before; return the session that goes on with them.

    Raises:
        NothingToRollBackError: The rules at work came with the program.
    """
    with session.transaction() as opened:
        at_work = rules_at_work(opened)
        if not at_work.installation_id:
            raise NothingToRollBackError
        opened.rule_packs.roll_back(at_work.installation_id, session.stamp())
        session.note(opened, Act.WITHDRAWN, About.RULES, at_work.pack.version)
        rules = with_confirmations(opened, rules_at_work(opened), session.today.day)
        return replace(session, rules=rules)


def installed(session: Session) -> tuple[InstalledPack, ...]:
    """Return every installation, newest first, those rolled back included."""
    with session.reading() as opened:
        return opened.rule_packs.all()


def _pinned(opened: OpenVault) -> StoredEnrolment:
    held = pinned(opened)
    if held is None:
        raise NoRuleKeyError if main_of(opened) is None else RulesAtDayLaptopError
    return held


def _standing(opened: OpenVault) -> Iterator[InstalledPack]:
    return (pack for pack in opened.rule_packs.all() if pack.rolled_back is None)


@lru_cache(maxsize=2)
def _read(signed_file: bytes, pack_key: bytes, installation_id: str) -> Rules:
    signed = signed_pack.read(signed_file, pack_key)
    return rules_in(signed.verified_files, installation_id)


def _rules_in(verified_files: Mapping[str, bytes]) -> Rules:
    try:
        return rules_in(verified_files, secrets.token_hex(16))
    except PackError as error:
        if (error.file, error.key) == (PACK_FILE, _FORMAT_KEY):
            raise PackFileNewerError from error
        raise


def _run(scenarios: tuple[Scenario, ...], rules: Rules) -> Iterator[tuple[int, int]]:
    failing: list[str] = []
    for start in range(0, len(scenarios), _AT_A_TIME):
        yield start, len(scenarios)
        results = (run(each, rules.pack) for each in scenarios[start : start + _AT_A_TIME])
        failing += (result.scenario.id for result in results if result.differences)
    if failing:
        raise ScenariosFailError(len(failing), failing[0])


def _check_newer(rules: Rules, at_work: Rules) -> None:
    if not rules.pack.is_newer_than(at_work.pack):
        raise RulesNotNewerError(rules.pack.version, at_work.pack.version)
