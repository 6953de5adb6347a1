"""Setting a clinic up: its vault, its first worker, its passphrase and its recovery code."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from clinic_app import clock, paths
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.files.names import kept_name
from clinic_app.records.audit import About, Act
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Accreditation, Role, Worker
from clinic_app.vault.create import create_vault
from clinic_app.workflows.errors import ClinicCodeError, NameMissingError
from clinic_app.workflows.passphrase_rules import check_passphrase
from clinic_app.workflows.session import Session
from clinic_app.workflows.workers import checked_accreditation

_SUGGESTED_WORDS = 6
_CLINIC_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,19}")
_READ_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class NewClinic:
    """A clinic just set up, unlocked.

    Attributes:
        recovery_code: Shown once and printed; nothing keeps it.
    """

    session: Session
    recovery_code: str = field(repr=False)


def create_clinic(
    folder: Path,
    *,
    clinic_name: str,
    clinic_code: str,
    site: str,
    phone: str,
    worker_name: str,
    accreditation: Accreditation | None,
    sign_in_name: str,
    passphrase: str,
    today: Today,
    moment: Callable[[], datetime] = clock.now,
    is_training: bool = False,
    cost: Argon2Cost | None = None,
) -> NewClinic:
    """Make the vault of a new clinic in *folder* and open it.

    Args:
        folder: New, or without a vault.
        clinic_name: As printed on what clients take home.
        clinic_code: As headquarters writes it; letters come out as capitals.
        site: Where this laptop works; empty for the clinic's own name.
        phone: The clinic's; may be empty.
        worker_name: Whoever sets the clinic up.
        accreditation: None for a volunteer.
        sign_in_name: Short, readable before the vault is unlocked: not the full name.
        passphrase: The worker's own.
        today: The clinic's day.
        moment: The computer's clock, aware of its zone; invented days bring their own.
        is_training: Whether the vault holds invented families, for ever.
        cost: Of deriving the passphrase's key.

    Raises:
        NameMissingError: The clinic, the worker or the sign-in name is empty.
        ClinicCodeError: The code is not 2 to 20 letters, digits and hyphens.
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
        VaultExistsError: The folder already holds a vault.
    """
    for what, name in (("clinic", clinic_name), ("worker", worker_name), ("sign_in", sign_in_name)):
        if not kept_name(name):
            raise NameMissingError(what)
    if not is_clinic_code(clinic_code):
        raise ClinicCodeError
    check_passphrase(passphrase)
    worker = Worker(
        id=secrets.token_hex(16),
        name=kept_name(worker_name),
        role=Role.COORDINATOR,
        accreditation=checked_accreditation(accreditation),
    )
    clinic = Clinic(
        name=kept_name(clinic_name),
        code=clinic_code.strip().upper(),
        site=kept_name(site) or kept_name(clinic_name),
        phone=phone.strip(),
        station_id=secrets.token_hex(8),
        is_training=is_training,
    )
    vault, recovery_code = create_vault(
        folder,
        clinic=clinic,
        worker=worker,
        passphrase=passphrase,
        sign_in_name=sign_in_name.strip(),
        cost=cost,
    )
    with vault.transaction() as opened:
        session = Session(vault, opened.workers.get(worker.id), clinic, today, moment=moment)
        session.note(opened, Act.ADDED, About.VAULT)
    return NewClinic(session, recovery_code)


def is_clinic_code(text: str) -> bool:
    """Whether *text* can be a clinic code: 2 to 20 letters, digits and hyphens."""
    return _CLINIC_CODE.fullmatch(text.strip()) is not None


def suggest_passphrase() -> str:
    """Return six random words with single spaces: about 77 bits.

    Source:
        EFF's long word list, 7,776 words; see resources/word_lists.
    """
    return " ".join(secrets.choice(_words()) for _ in range(_SUGGESTED_WORDS))


@cache
def _words() -> tuple[str, ...]:
    listed = paths.resources() / "word_lists" / "eff_large.txt"
    return tuple(listed.read_text(encoding="utf-8").split())


def recovery_groups(code: str) -> tuple[str, ...]:
    """Return the groups of a recovery code, in order, as they are printed."""
    return tuple(code.replace("-", " ").split())


def groups_to_type(code: str) -> tuple[int, int]:
    """Return two random positions (from 0, ascending) of groups to type back."""
    first, second = sorted(secrets.SystemRandom().sample(range(len(recovery_groups(code))), 2))
    return first, second


def is_typed_back(code: str, positions: tuple[int, ...], typed: tuple[str, ...]) -> bool:
    """Whether *typed* holds the groups at *positions*, whatever the case; O is 0, I and L are 1."""
    groups = recovery_groups(code)
    wanted = [_read(groups[position]) for position in positions]
    return [_read(group) for group in typed] == wanted


def _read(group: str) -> str:
    return group.strip().upper().translate(_READ_ALIKE)
