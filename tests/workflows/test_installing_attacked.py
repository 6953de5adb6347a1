"""Whatever lies on the stick, the rules at work stay as they were and the reason is said.

The files here come over the whole way: found in a folder, read, checked, and refused.
"""

import errno
import os
import zlib
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinic_app.bundles import canonical, signed_pack
from clinic_app.bundles.pack_errors import PackContentError, PackTruncatedError, SignedPackError
from clinic_app.crypto.signing import SigningKey
from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileMissingError, FileTooLargeError, FileUnreadableError
from clinic_app.messages.explaining import explain
from clinic_app.screening.scenario_values import ScenarioError
from clinic_app.screening.strict_toml import PackError
from clinic_app.workflows import installing
from clinic_app.workflows.installing import Arrival, Looking
from clinic_app.workflows.session import Session

Signed = Callable[..., bytes]
Files = Callable[..., dict[str, bytes]]
KEY = SigningKey(b"p" * 32)
TRIED = 60


def refused(session: Session, folder: Path) -> ClinicError:
    """Look in *folder* to the end; return why nothing there may be installed."""
    before = installing.installed(session), session.rules.pack.version
    with pytest.raises(ClinicError) as caught:
        deque(installing.look_in(session, folder))
    with session.reading() as opened:
        assert installing.rules_at_work(opened).pack.version == before[1]
    assert installing.installed(session) == before[0] == ()
    assert explain(caught.value)
    return caught.value


def walked(looking: Looking) -> Arrival:
    """Take every step, and return what they lead to."""
    while True:
        try:
            next(looking)
        except StopIteration as end:
            arrival: Arrival = end.value
            return arrival


def brought(folder: Path, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "tps.rulepack").write_bytes(content)
    return folder


def signed_by_headquarters(listed: list[dict[str, object]], content: bytes) -> bytes:
    """Return a file with a true signature, whatever it holds."""
    packed = zlib.compress(content)
    told = {"files": listed, "packed": len(packed), "signature": "Ed25519", "version": 1}
    header = canonical.write(told)
    whole = b"clinic-app rules\x00" + len(header).to_bytes(4) + header + packed
    return whole + KEY.sign(b"clinic-app rule pack", whole)


def test_a_file_cut_anywhere_is_refused(enrolled: Session, signed: Signed, tmp_path: Path) -> None:
    whole = signed()

    for length in range(0, len(whole), max(1, len(whole) // TRIED)):
        error = refused(enrolled, brought(tmp_path / "stick", whole[:length]))
        assert isinstance(error, SignedPackError)
        assert length < 21 or isinstance(error, PackTruncatedError)


def test_a_file_with_a_byte_changed_anywhere_is_refused(
    enrolled: Session, signed: Signed, tmp_path: Path
) -> None:
    whole = signed()

    for at in range(0, len(whole), max(1, len(whole) // TRIED)):
        changed = bytearray(whole)
        changed[at] ^= 0x80
        error = refused(enrolled, brought(tmp_path / "stick", bytes(changed)))
        assert isinstance(error, SignedPackError)


def test_a_file_with_something_behind_it_is_refused(
    enrolled: Session, signed: Signed, tmp_path: Path
) -> None:
    for more in (b"\x00", signed()[:100], signed()):
        assert isinstance(
            refused(enrolled, brought(tmp_path / "stick", signed() + more)), SignedPackError
        )


@pytest.mark.parametrize(
    "path",
    ["../../vault.db", "/etc/passwd", "C:/x.toml", "a/../../x.toml", "run.py", "a/b/c.toml"],
)
def test_files_outside_are_refused_though_headquarters_signed_them(
    enrolled: Session, tmp_path: Path, path: str
) -> None:
    listed: list[dict[str, object]] = [{"path": path, "sha256": "0" * 64, "size": 2}]
    folder = brought(tmp_path / "stick", signed_by_headquarters(listed, b"ab"))
    before = sorted(tmp_path.rglob("*"))

    assert isinstance(refused(enrolled, folder), PackContentError)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_bomb_is_not_unpacked(enrolled: Session, tmp_path: Path) -> None:
    listed: list[dict[str, object]] = [{"path": "pack.toml", "sha256": "0" * 64, "size": 100}]
    bomb = signed_by_headquarters(listed, bytes(100_000_000))
    assert len(bomb) < signed_pack.MOST_FILE_BYTES

    assert isinstance(refused(enrolled, brought(tmp_path / "stick", bomb)), PackContentError)


def test_a_huge_file_is_not_read(enrolled: Session, signed: Signed, tmp_path: Path) -> None:
    folder = brought(tmp_path / "stick", signed())
    with (folder / "tps.rulepack").open("r+b") as file:
        file.truncate(3 * 1024**3)

    assert isinstance(refused(enrolled, folder), FileTooLargeError)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes that lie in a folder")
def test_a_pipe_keeps_nobody_waiting(enrolled: Session, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tps.rulepack")

    assert isinstance(refused(enrolled, tmp_path), FileUnreadableError)


def test_a_stick_that_is_pulled_while_it_is_read_is_told(
    enrolled: Session, signed: Signed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = brought(tmp_path / "stick", signed())
    really_open = Path.open

    def pulled(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.suffix == ".rulepack":
            raise OSError(errno.EIO, "Input/output error")
        return really_open(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", pulled)

    assert isinstance(refused(enrolled, folder), FileUnreadableError)


def test_a_stick_that_is_gone_between_finding_and_reading_is_told(
    enrolled: Session, signed: Signed, tmp_path: Path
) -> None:
    folder = brought(tmp_path / "stick", signed())
    steps = installing.look_in(enrolled, folder)
    (folder / "tps.rulepack").unlink()
    folder.rmdir()

    with pytest.raises(FileMissingError):
        next(steps)


def test_a_stick_that_is_pulled_after_the_reading_does_no_harm(
    enrolled: Session, signed: Signed, tmp_path: Path
) -> None:
    """The bytes that were checked are the bytes that are kept."""
    folder = brought(tmp_path / "stick", signed())
    steps = installing.look_in(enrolled, folder)
    next(steps)
    (folder / "tps.rulepack").write_bytes(signed("2027.1", seed=b"x" * 32))

    assert walked(steps).signed_file == signed()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("countries/LB.toml", b"\xff\xfe"),
        ("countries/LB.toml", b"a = " + b"[" * 20_000),
        ("countries/LB.toml", b"a = " + b"9" * 5_000),
        ("countries/LB.toml", b"__import__('os').system('true')"),
        ("countries/LB.toml", b""),
        ("pack.toml", b"\x00" * 1000),
        ("scenarios.toml", b"a = " + b"[" * 20_000),
        ("scenarios.toml", b"case = []"),
        ("words/en.toml", b"language = 'en'"),
        ("fees.toml", b"fee = 3"),
    ],
    ids=str,
)
def test_signed_nonsense_is_refused(
    enrolled: Session, pack_files: Files, tmp_path: Path, file: str, content: bytes
) -> None:
    nonsense = signed_pack.write({**pack_files(), file: content}, KEY)

    error = refused(enrolled, brought(tmp_path / "stick", nonsense))

    assert isinstance(error, (PackError, ScenarioError))
