"""What every test needs: Qt without a screen, a setting for searches, newer rules, a server."""

import gc
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, ClassVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hypothesis
import pytest
import sqlalchemy
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy.pool import NullPool

from clinic_app.bundles import signed_pack
from clinic_app.crypto import passphrases
from clinic_app.crypto.signing import SigningKey
from clinic_app.paths import resources
from clinic_app.workflows.pack_files import read_folder
from clinic_app.workflows.rule_packs import shipped_pack

hypothesis.settings.register_profile(
    "quick", max_examples=int(os.environ.get("CLINIC_APP_EXAMPLES", "50")), deadline=None
)
hypothesis.settings.load_profile("quick")


@pytest.fixture(scope="session", autouse=True)
def _window_system(qapp: object) -> None:
    """Let no test start Qt's text engine without widgets: a window could not follow."""


WATCHED_VALUES = 1
ALL_BRANCHES = ("bundles", "crypto", "screening", "tallies")
"""Of these rooms every branch is asked for: what their tests do is watched, but for searches."""


def pytest_collection_finish() -> None:
    """Let nobody look through what is there before the first test for what can be let go."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Let coverage watch what each test does first: it doubles the time of what it watches.

    Another value of a test's parameters, or a search, runs the same lines once more.
    """
    here = Path(__file__).parent
    seen: Counter[str] = Counter()
    for item in sorted(items, key=lambda one: one.nodeid):
        if item.path.relative_to(here).parts[0] in ALL_BRANCHES:
            continue
        name = item.nodeid.partition("[")[0]
        seen[name] += 1
        if seen[name] > WATCHED_VALUES or hypothesis.is_hypothesis_test(item.function):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Keep each watch off what is marked so: in side by side runs pytest-cov stops one of two."""
    if item.get_closest_marker("no_cover") is None:
        return (yield)
    here, threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(here)
        threading.settrace(threads)


class _Argon2idOnce:
    """Argon2id that looks up what it derived already: the same words, salt and cost, the same key.

    Vaults and key files are as real as ever, and other programs open them; a test that opens one
    five times no longer waits five times. It was most of what tests of vaults waited for.
    """

    derived: ClassVar[dict[tuple[object, ...], bytes]] = {}

    def __init__(self, **asked: Any) -> None:
        self._asked = asked

    def derive(self, typed: bytes) -> bytes:
        known = (typed, *sorted(self._asked.items()))
        if known not in self.derived:
            self.derived[known] = Argon2id(**self._asked).derive(typed)
        return self.derived[known]


@pytest.fixture(scope="session", autouse=True)
def _each_passphrase_is_derived_once() -> Iterator[None]:
    """Derive once, at what a passphrase costs at least, as on the slowest computer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrases, "Argon2id", _Argon2idOnce)
        patch.setattr(passphrases, "_measured_ms", lambda _cost: 60_000.0)
        yield


class _CompiledOnce(dict[tuple[Any, ...], Any]):
    """Looks up how a statement is written in SQL, once for all databases of a kind.

    The program writes each anew for every vault that is opened, for what was written remembers
    the values that it was asked with first. Tests open thousands, and waited a quarter of their
    time for it.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(self._alike(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(self._alike(key), compiled)

    @staticmethod
    def _alike(key: tuple[Any, ...]) -> tuple[Any, ...]:
        dialect, *statement = key
        return (type(dialect), dialect.dbapi, dialect.paramstyle, *statement)


@pytest.fixture(scope="session", autouse=True)
def _each_statement_is_compiled_once() -> Iterator[None]:
    known = _CompiledOnce()

    def look_up(connection: sqlalchemy.Connection) -> None:
        connection.execution_options(compiled_cache=known)

    sqlalchemy.event.listen(sqlalchemy.Engine, "engine_connect", look_up)
    yield
    sqlalchemy.event.remove(sqlalchemy.Engine, "engine_connect", look_up)


LATER_EXTENSION = """
[[events]]
id = "LB-2026-X"
line = "Lebanon 2024"
type = "extension"
published = 2026-11-25
fr_citation = "91 FR 99999"
effective_start = 2026-11-28
effective_end = 2028-05-27
confidence = "high"
source = "invented for a test"
"""
A_SCENARIO = """
[[case]]
id = "LB-later"
title = "In force after the extension"
screening_date = 2026-12-01
[case.facts]
country = "Lebanon"
first_entry = 2024-10-01
[case.facts.prior_tps]
granted = true
granted_date = 2025-03-01
designation = "LB-2024-D"
current = true
[case.expected]
outcome = "{outcome}"
"""


@pytest.fixture(scope="session")
def pack_files() -> Callable[..., dict[str, bytes]]:
    """Files of rules after those we ship: Lebanon is extended, and one scenario says so."""

    def files(
        version: str = "2026.12",
        *,
        country: str = LATER_EXTENSION,
        outcome: str = "likely_eligible",
    ) -> dict[str, bytes]:
        found = read_folder(resources() / "rule_packs" / "tps")
        own_version = f'version = "{shipped_pack().version}"'.encode()
        found["pack.toml"] = found["pack.toml"].replace(
            own_version, f'version = "{version}"'.encode()
        )
        found["countries/LB.toml"] += country.encode()
        found["scenarios.toml"] = A_SCENARIO.format(outcome=outcome).encode()
        return {path: at for path, at in found.items() if not path.startswith("scenarios/")}

    return files


@pytest.fixture(scope="session")
def signed(pack_files: Callable[..., dict[str, bytes]]) -> Callable[..., bytes]:
    """Such rules as the signed file that travels; signed by the headquarters of these tests."""

    def write(version: str = "2026.12", *, seed: bytes = b"p" * 32, **changes: str) -> bytes:
        return signed_pack.write(pack_files(version, **changes), SigningKey(seed))

    return write


def _postgres_program(name: str) -> str:
    """Return where PostgreSQL's *name* lies: Debian keeps it off the path."""
    found = shutil.which(name)
    if found is None:
        kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
        found = str(kept[-1]) if kept else None
    if found is None:
        pytest.skip(f"PostgreSQL is not on this computer: no {name} on the path")
    return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """A PostgreSQL server of our own on a socket in a folder; skipped where there is none."""
    programs = {name: _postgres_program(name) for name in ("initdb", "pg_ctl")}
    # A socket's path is short, the server's user must reach the folder, and nothing need last.
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own in it
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=memory if memory.is_dir() else None))
    user = group = None
    if os.geteuid() == 0:  # initdb refuses to run as root
        user, group = "nobody", "nogroup"
        shutil.chown(folder, user, group)

    def run(program: str, *words: str) -> None:
        command = [programs[program], "-D", str(folder / "data"), *words]
        with (folder / "said").open("wb") as said:
            done = subprocess.run(  # noqa: S603 - a program of the system, on a folder of our own
                command, cwd=folder, stdout=said, stderr=said, check=False, user=user, group=group
            )
        assert done.returncode == 0, (folder / "said").read_text()

    run("initdb", "--username=clinic", "--auth=trust", "--no-sync", "--encoding=UTF8")
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", settings, "start")
    yield folder
    run("pg_ctl", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def new_database(postgres: Path) -> Callable[[], str]:
    """Make empty places in one database; each call returns the URL of another.

    Schemas, not databases: one of those has a thousand files, and making it is slow.
    """
    url = f"postgresql+psycopg://clinic@/postgres?host={postgres}"
    numbers = itertools.count()

    def make() -> str:
        name = f"hq{next(numbers)}"
        engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        return f"{url}&options=-csearch_path%3D{name}"

    return make
