"""Whatever file of ours a flipped bit or a cut spoils: it reads right, or what it is is told.

After a day on two laptops every file in their folders, on the stick and in the settings is spoiled
and read as the program reads it. A file that no reader here knows fails the test, so that a new
kind cannot be forgotten. A few places of each file in CI; with CLINIC_APP_EXAMPLES=500 every byte
and every length of the small ones and 500 of the others.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from clinic_app import paths
from clinic_app.bundles import enrolment_file, key_note, question, receipt, seal_file
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.bundles.errors import BundleError, NoteError
from clinic_app.bundles.pack_errors import SignedPackError
from clinic_app.bundles.question import Question
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.cli.main import REFUSED
from clinic_app.cli.main import main as command
from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import KeyringNewerError
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.errors import ClinicError
from clinic_app.hand_off.errors import ParcelError
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Consent
from clinic_app.records.screening import Ruling
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.settings import Settings, load, own_computer, save
from clinic_app.vault import gone_list, places
from clinic_app.vault.errors import (
    DatabaseDamagedError,
    HeaderError,
    VaultInUseError,
    WrongPairError,
)
from clinic_app.vault.lock import VaultLock
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.vault.store_errors import VaultNewerError
from clinic_app.workflows import (
    backups,
    clients,
    closing,
    decisions,
    enrolment,
    first_start,
    forgetting,
    handing_over,
    installing,
    kyr,
    laptops,
    own_key,
    questions,
    receipts,
    screenings,
    sending,
    stations,
    stick,
    taking_in,
)
from clinic_app.workflows.backups import ByPaper
from clinic_app.workflows.session import Session

TRIED = int(os.environ.get("CLINIC_APP_EXAMPLES", "50"))
SMALL_BYTES = 4096
PLACES = TRIED if TRIED >= 500 else max(4, TRIED // 8)
PASSPHRASE = "correct horse battery staple gravel moth"
TODAY = Today(date(2026, 11, 25))
HEADQUARTERS, OPENS, RULES = SigningKey(b"h" * 32), OpeningKey(b"o" * 32), SigningKey(b"p" * 32)
Signed = Callable[..., bytes]


@dataclass
class Scene:
    """A folder as it is after the day, and who may open what.

    Attributes:
        codes: Recovery codes of the two laptops, by the names of their folders.
        sessions: At copies of both, so that what stands in a file on the stick can be asked.
    """

    root: Path
    codes: dict[str, str]
    sessions: dict[str, Session] = field(default_factory=dict)

    @property
    def stick(self) -> Path:
        return self.root / "stick"

    def session(self, name: str) -> Session:
        """Return somebody at work at a copy of a laptop's records."""
        if name not in self.sessions:
            folder = self.root.with_name(f"asked-{name}")
            shutil.copytree(self.root / name, folder)
            self.sessions[name] = at_work(folder, self.codes[name])
        return self.sessions[name]


def at_work(folder: Path, code: str) -> Session:
    vault = open_vault_by_recovery_code(folder, code)
    try:
        with vault.reading() as opened:
            (worker,) = (one for one in opened.workers.all() if one.slot_id)
            return Session(vault, worker, opened.clinic.get(), TODAY)
    except ClinicError:
        vault.lock()
        raise


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, signed: Signed) -> Iterator[Scene]:
    root = tmp_path_factory.mktemp("scene") / "all"
    (root / "stick" / "receipts").mkdir(parents=True)
    made = {name: made_at(root / name) for name in ("main", "day")}
    main, day = (made[name].session for name in ("main", "day"))
    enrols(main, root / "stick")
    pairs(main, day, root / "stick")
    works(day, "Widline Desir")
    handing_over.hand_over(day)
    handing_over.write_waiting(day, root / "stick")
    assert not stick.take_in_all(main, root / "stick").problem
    goes = works(main, "Ketsi Belizor")
    backups.make(main, root / "stick")
    forgetting.forget(main, goes, lambda _done, _total: False)
    works(main, "Solanj Kanari")
    closes(main, root / "stick")
    (root / "stick" / "tps.rulepack").write_bytes(signed())
    settings = root / "settings"
    save(settings, Settings(width=900, records_folder=str(root / "main")))
    stations.arrive(main, settings)
    for one in made.values():
        one.session.lock()
    shutil.copytree(root / "main", root / "open", ignore=shutil.ignore_patterns("backups"))
    lock = VaultLock(root / "open")  # what lies there while somebody is at work
    found = Scene(root, {name: one.recovery_code for name, one in made.items()})
    yield found
    lock.release()
    for session in found.sessions.values():
        session.lock()


def made_at(folder: Path) -> first_start.NewClinic:
    return first_start.create_clinic(
        folder,
        clinic_name="St. Mark's clinic",
        clinic_code="MIA-1",
        site="Hall",
        phone="305 555 0100",
        worker_name="Marie Baptiste",
        accreditation=Accreditation(
            level=AccreditationLevel.PARTIAL, granted=date(2026, 1, 2), expires=date(2029, 1, 1)
        ),
        sign_in_name="marie",
        passphrase=PASSPHRASE,
        today=TODAY,
        cost=LEAST_COST,
    )


def enrols(main: Session, folder: Path) -> None:
    told = Enrolment(
        clinic="MIA-1",
        clinic_name="St. Mark's clinic",
        headquarters="Coalition",
        number="0123456789abcdef",
        is_training=False,
        sealing_key=OPENS.public,
        signing_key=HEADQUARTERS.public,
        pack_key=RULES.public,
        smallest_crowd=11,
    )
    written = enrolment_file.write_enrolment(told, HEADQUARTERS)
    (folder / "MIA-1.enrolment.json").write_bytes(written)
    (folder / "MIA-1.answer.json").write_bytes(enrolment.take(main, written))


def pairs(main: Session, day: Session, folder: Path) -> None:
    invitation = laptops.invite(main)
    (folder / "MIA-1.invitation").write_bytes(invitation)
    (folder / "MIA-1.answer").write_bytes(laptops.join(day, invitation))
    laptops.accept(main, (folder / "MIA-1.answer").read_bytes())


def works(session: Session, name: str) -> str:
    client = clients.register(
        session,
        name=name,
        birth_date=date(1988, 4, 1),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="305 555 0199",
    )
    screening = screenings.begin(session, client.id, "HT")
    screenings.answer(session, screening.id, "nationalities", ("HT",))
    screenings.finish(session, screening.id)
    decisions.decide(session, screening.id, Ruling.MORE_PAPERS, "Bring the passport.")
    return client.id


def closes(main: Session, folder: Path) -> None:
    september = replace(main, today=Today(date(2026, 9, 5)))
    kyr.finish(september, kyr.begin(september, "Harbor school", ("ht",)).id)
    asked = Question(
        clinic="MIA-1",
        number="0123456789abcdef",
        month="2026-09",
        words="Was it one evening?",
        at=main.moment(),
    )
    written = question.write_question(asked, HEADQUARTERS)
    (folder / asked.file_name).write_bytes(written)
    questions.take_in(main, folder)
    questions.reply(main, asked.number, "It was.")
    own_key.renew(main)
    for label in reversed(closing.open_months(main)):
        closing.close(main, label, closing.preview(main, label))
        sending.write(main, label, folder)
    newest = closing.closes(main)[0]
    said = Receipt(
        sha256=file_sha256(newest.sealed or b""),
        status=ReceiptStatus.ACCEPTED,
        reason="",
        at=main.moment(),
        code="",
    )
    (folder / "receipts" / "one.receipt").write_bytes(receipt.write(said, HEADQUARTERS))
    receipts.take_in(main, folder / "receipts")


# How the program reads each kind of file, and what may be said of one that is spoiled.

Reader = Callable[[Scene, Path], object]


def everything_in(folder: Path, code: str) -> tuple[object, ...]:
    session = at_work(folder, code)
    try:
        return tuple(shown(session))
    finally:
        session.lock()


def shown(session: Session) -> Iterator[object]:
    yield session.worker, replace(session.clinic, station_id="")
    with session.reading() as opened:
        for client in opened.clients.recent(1_000):
            yield client
            for screening in opened.screenings.of_client(client.id):
                yield screening, opened.decisions.of_screening(screening.id)
        yield opened.closes.all()
        yield opened.enrolment.get()
        yield opened.countable()


def records(scene: Scene, path: Path) -> object:
    """Open a laptop's records, their file or the file of keys being spoiled."""
    name = path.parent.name
    with working_copy(scene, path) as folder:
        return everything_in(folder, scene.codes[name])


def key_copy(scene: Scene, path: Path) -> object:
    """Open records whose key file is lost, with its copy in its place."""
    with working_copy(scene, path) as folder:
        (folder / places.HEADER_COPY_NAME).replace(folder / places.HEADER_NAME)
        return everything_in(folder, scene.codes[path.parent.name])


class working_copy:  # noqa: N801 - as contextlib's are written
    """The vault that a spoiled file lies in, in a place of its own."""

    def __init__(self, scene: Scene, path: Path) -> None:
        self._folder = scene.root.with_name("working")
        self._source = path.parent

    def __enter__(self) -> Path:
        without_backups = shutil.ignore_patterns("backups")
        return Path(shutil.copytree(self._source, self._folder, ignore=without_backups))

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self._folder)


def backup(scene: Scene, path: Path) -> object:
    folder = scene.root.with_name("restored")
    try:
        source, names = backups.found_in(path.parent)
        backups.restore(source, folder, ByPaper("marie", scene.codes["main"]))
        return names, everything_in(folder, scene.codes["main"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def list_of_gone(scene: Scene, path: Path) -> object:
    vault = scene.session("main").vault
    if gone_list.is_closed(vault, path.parent):
        raise ListClosedError
    return gone_list.read(vault, path.parent)


class ListClosedError(ClinicError):
    """What is said on restoring beside a list that does not open."""


def enrolled(_scene: Scene, path: Path) -> object:
    return enrolment_file.read_enrolment(path.read_bytes())


def enrolment_answer(_scene: Scene, path: Path) -> object:
    return enrolment_file.read_answer(path.read_bytes())


def invited(scene: Scene, path: Path) -> object:
    return laptops.join(scene.session("day"), path.read_bytes())


def answered(scene: Scene, path: Path) -> object:
    laptops.accept(scene.session("main"), path.read_bytes())
    return laptops.look(scene.session("main"))


def handed_over(scene: Scene, path: Path) -> object:
    return taking_in.take_in(scene.session("main"), path.read_bytes())


def taken_in(scene: Scene, path: Path) -> object:
    taking_in.take_acknowledgement(scene.session("day"), path.read_bytes())
    return handing_over_left(scene.session("day"))


def handing_over_left(session: Session) -> object:
    with session.reading() as opened:
        return opened.hand_offs.all()


def bundle(_scene: Scene, path: Path) -> object:
    return seal_file.open_file(path.read_bytes(), OPENS).tally


def receipt_back(scene: Scene, path: Path) -> object:
    receipts.take_in(scene.session("main"), path.parent)
    return closing.closes(scene.session("main"))


def rules_brought(scene: Scene, path: Path) -> object:
    looking = installing.look_at(scene.session("main"), path)
    while True:
        try:
            next(looking)
        except StopIteration as end:
            return end.value.sha256


def question_asked(_scene: Scene, path: Path) -> object:
    return question.read_question(path.read_bytes(), HEADQUARTERS.public)


def reply_given(_scene: Scene, path: Path) -> object:
    return question.read_reply(path.read_bytes())


def key_changed(_scene: Scene, path: Path) -> object:
    return key_note.read(path.read_bytes())


def window_left(_scene: Scene, path: Path) -> object:
    found = load(path.parent)
    if found.is_unreadable:
        path.with_name(path.name + ".unreadable").unlink()
        raise SettingsLostError
    return found.settings


def computer_known(_scene: Scene, path: Path) -> object:
    found = own_computer(path.parent)
    aside = path.with_name(path.name + ".unreadable")
    if aside.exists():
        aside.unlink()
        assert not found.places
        raise SettingsLostError
    return found


class SettingsLostError(ClinicError):
    """What the first screen says, or the question whether records were moved or copied."""


def lock_note(_scene: Scene, path: Path) -> object:
    try:
        VaultLock(path.parent).release()
    except VaultInUseError as error:
        if not error.process_id:
            raise
        return explain(error)
    raise AssertionError


def lock_file(_scene: Scene, _path: Path) -> object:
    """Nothing is read of it: that it is locked is what counts."""
    return None


KEYS_SAY: tuple[type[ClinicError], ...] = (HeaderError, KeyringNewerError, VaultNewerError)
READERS: dict[str, tuple[Reader, tuple[type[ClinicError], ...]]] = {
    "clinic.db": (records, (DatabaseDamagedError, WrongPairError)),
    "clinic.vault.json": (records, KEYS_SAY),
    "clinic.vault.json.bak": (key_copy, KEYS_SAY),
    "clinic.gone": (list_of_gone, (ListClosedError,)),
    "clinic.lock": (lock_file, ()),
    "clinic.lock.json": (lock_note, (VaultInUseError,)),
    "backup.db": (backup, (DatabaseDamagedError, WrongPairError)),
    "backup.vault.json": (backup, KEYS_SAY),
    "enrolment.json": (enrolled, (NoteError,)),
    "answer.json": (enrolment_answer, (NoteError,)),
    "invitation": (invited, (NoteError,)),
    "answer": (answered, (NoteError,)),
    "handoff": (handed_over, (ParcelError,)),
    "taken-in": (taken_in, (NoteError,)),
    "tally": (bundle, (BundleError,)),
    "receipt": (receipt_back, (NoteError,)),
    "rulepack": (rules_brought, (SignedPackError,)),
    "question": (question_asked, (NoteError,)),
    "reply": (reply_given, (NoteError,)),
    "newkey": (key_changed, (NoteError,)),
    "window.json": (window_left, (SettingsLostError,)),
    "computer.json": (computer_known, (SettingsLostError,)),
}


def kind_of(path: Path) -> str:
    """Return which kind of file it is, by its whole name or by its ending."""
    return path.name if path.name in READERS else path.name.partition(".")[2]


def files_of(scene: Scene) -> list[Path]:
    """Return one file of each kind in each folder."""
    found: dict[tuple[str, str], Path] = {}
    for path in sorted(scene.root.rglob("*")):
        if path.is_file() and not (path.parent.name == "open" and path.name != "clinic.lock.json"):
            found.setdefault((kind_of(path), path.parent.name), path)
    return list(found.values())


def spoiled(whole: bytes) -> Iterator[bytes]:
    """Yield *whole* with a bit flipped, or its end missing, at chosen places."""
    chance = random.Random(3)  # noqa: S311 - where to spoil
    if len(whole) <= min(SMALL_BYTES, TRIED * 8):
        flips: list[int] = list(range(len(whole)))
        cuts = list(flips)
    else:
        flips = [chance.randrange(len(whole)) for _place in range(PLACES)]
        cuts = [0, len(whole) - 1, *(chance.randrange(len(whole)) for _place in range(PLACES // 2))]
    for at in flips:
        yield whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
    for length in cuts:
        yield whole[:length]


def test_every_kind_of_file_is_there_and_has_its_reader(scene: Scene) -> None:
    assert {kind_of(path) for path in files_of(scene)} == set(READERS)


@pytest.mark.parametrize("kind", READERS)
def test_what_is_spoiled_reads_right_or_is_told(scene: Scene, kind: str) -> None:
    read, may_say = READERS[kind]
    told = tried = 0
    for path in (path for path in files_of(scene) if kind_of(path) == kind):
        whole = path.read_bytes()
        right = read(scene, path)
        try:
            for data in spoiled(whole):
                tried += 1
                path.write_bytes(data)
                told += is_told(partial(read, scene, path), right, may_say)
        finally:
            path.write_bytes(whole)
        assert read(scene, path) == right

    assert told > tried // 4 or kind == "clinic.lock"


BY_COMMAND = {
    "clinic.db": "duplicates {root}/main",
    "clinic.vault.json": "duplicates {root}/main",
    "clinic.gone": "duplicates {root}/main",
    "enrolment.json": "enrol {root}/main {file} --answer {root}/again.json",
    "invitation": "laptops join {root}/day {file} --answer {root}/again.answer",
    "answer": "laptops accept {root}/main {file}",
    "handoff": "laptops take-in {root}/main {root}/stick",
    "taken-in": "laptops take-in {root}/day {root}/stick",
}
"""What a command reads; the window asks the same readers as the test above."""


@pytest.mark.parametrize("kind", BY_COMMAND)
def test_a_command_that_meets_a_spoiled_file_says_a_sentence_or_does_its_work(
    scene: Scene,
    kind: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paths, "settings_folder", lambda: tmp_path / "settings")
    (tmp_path / "words").write_text(PASSPHRASE)
    path = next(one for one in files_of(scene) if kind_of(one) == kind and "open" not in one.parts)
    whole = path.read_bytes()
    spoilt = list(spoiled(whole))
    chosen = random.Random(5).sample(spoilt, min(len(spoilt), max(3, TRIED // 16)))  # noqa: S311 - which
    for number, data in enumerate([whole, *chosen]):
        root = Path(shutil.copytree(scene.root, tmp_path / str(number)))
        file = root / path.relative_to(scene.root)
        file.write_bytes(data)
        words = BY_COMMAND[kind].format(root=root, file=file).split()
        ended = command([*words, "--passphrase-file", str(tmp_path / "words")])
        said = capsys.readouterr()
        shutil.rmtree(root)
        assert "Traceback" not in said.out + said.err
        assert ended in {0, 1} or (ended == REFUSED and said.err.strip()), said
        assert number or ended in {0, 1}, said.err


def is_told(
    read: Callable[[], object], right: object, may_say: tuple[type[ClinicError], ...]
) -> bool:
    try:
        assert read() == right
    except may_say as error:
        assert isinstance(error, (ListClosedError, SettingsLostError)) or explain(error)  # noqa: PT017
        return True
    return False
