"""The self-test's steps around the vault: made, encrypted, refused, opened."""

from clinic_app.cli.selftest_journey import Journey, check
from clinic_app.crypto.keyring_errors import WrongPassphraseError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files.reading import read_bounded
from clinic_app.messages.cli_errors import StepFailedError
from clinic_app.records.worker import Accreditation, AccreditationLevel, Role
from clinic_app.translation import gettext as _
from clinic_app.workflows import first_start, unlocking, workers

MOST_BYTES = 64 * 1024 * 1024
"""Nothing that the self-test leaves is larger."""

_PLAIN_DATABASE = b"SQLite format 3"


def make_vault(journey: Journey) -> str:
    """Set a clinic up, and lock it again."""
    made = first_start.create_clinic(
        journey.vault,
        clinic_name="Self-test clinic",
        clinic_code="SELFTEST",
        site="",
        phone="555 0100",
        worker_name="Ana Belarde",
        accreditation=_accreditation(journey),
        sign_in_name="ana",
        passphrase=journey.passphrase,
        today=journey.working_day,
        cost=LEAST_COST,
    )
    made.session.lock()
    groups = first_start.recovery_groups(made.recovery_code)
    check(is_true=len(groups) == 8, found=_("the recovery code has not eight groups"))
    return _("with a recovery code of {count} groups").format(count=len(groups))


def look_at_file(journey: Journey) -> str:
    """Look at the database as whoever takes the laptop would."""
    data = read_bounded(journey.vault / "clinic.db", MOST_BYTES)
    check(
        is_true=bool(data) and not data.startswith(_PLAIN_DATABASE),
        found=_("the database can be read without a key"),
    )
    return _("{count} bytes, no readable header").format(count=len(data))


def refuse_wrong_passphrase(journey: Journey) -> str:
    """Try a passphrase that differs in one letter."""
    try:
        opened = unlocking.unlock(
            journey.vault, journey.passphrase + "s", "ana", journey.working_day
        )
    except WrongPassphraseError:
        return _("nothing was opened")
    opened.lock()
    raise StepFailedError(_("a wrong passphrase opened the vault"))


def unlock(journey: Journey) -> str:
    """Open the vault with the right passphrase."""
    journey.session = unlocking.unlock(
        journey.vault, journey.passphrase, "ana", journey.working_day
    )
    return journey.session.worker.name


def add_second(journey: Journey) -> str:
    """Set up a second representative, who signs what the first prepares."""
    passphrase = first_start.suggest_passphrase()
    sign_in = workers.SignIn(name="bo", passphrase=passphrase, role=Role.REPRESENTATIVE)
    worker = workers.add(journey.session, "Bo Corambert", _accreditation(journey), sign_in)
    check(is_true=bool(worker.slot_id), found=_("the second representative cannot unlock"))
    return worker.name


def _accreditation(journey: Journey) -> Accreditation:
    granted = journey.working_day.day.replace(day=1)
    return Accreditation(
        level=AccreditationLevel.PARTIAL,
        granted=granted,
        expires=granted.replace(year=granted.year + 3),
    )
