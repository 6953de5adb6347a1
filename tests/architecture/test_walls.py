"""What import-linter cannot see: waiting, one exit for counts, signs on doors, no place names."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ROOMS = PROJECT / "clinic_app"
MODULES = sorted(ROOMS.rglob("*.py"))
TESTS = sorted((PROJECT / "tests").rglob("*.py"))


def calls(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_no_test_waits_by_time(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"qtbot\.wait\(|qWait\(|processEvents\(|\bsleep\(", text)


def test_no_dialog_blocks() -> None:
    blocking = {path.name for path in (ROOMS / "ui").rglob("*.py") if "exec" in set(calls(path))}

    assert blocking <= {"application.py"}  # the program's own event loop


def test_no_key_of_a_button_waits() -> None:
    """A button's own shortcut clicks 100 ms later: ``press_at_once`` does now."""
    assert not {path.name for path in (ROOMS / "ui").rglob("*.py") if "setShortcut" in calls(path)}


@pytest.mark.parametrize("path", sorted(ROOMS.rglob("__init__.py")), ids=lambda p: p.parent.name)
def test_a_room_has_one_line_on_its_door(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) == 1
    assert lines[0].startswith('"""')


def test_only_disclosure_and_bundles_construct_a_released_tally() -> None:
    makers = {
        path.relative_to(ROOMS).as_posix()
        for path in MODULES
        if "ReleasedTally" in set(calls(path))
    }

    assert makers
    assert all(name == "tallies/disclosure.py" or name.startswith("bundles/") for name in makers)


def test_pickle_and_the_like_are_nowhere() -> None:
    risky = re.compile(r"\b(pickle|marshal|shelve|eval\(|exec\(|os\.system)\b")
    text = {path: path.read_text(encoding="utf-8") for path in MODULES}

    found = {path.name for path, code in text.items() if risky.search(code)}

    assert found <= {"application.py"}


def test_threads_are_started_only_by_jobs_and_to_wait_for_the_disk() -> None:
    threaded = {
        path.relative_to(ROOMS).as_posix()
        for path in MODULES
        if {"Thread", "QThread", "ThreadPoolExecutor", "QThreadPool"} & set(calls(path))
    }

    assert threaded <= {"ui/jobs.py", "files/writing_many.py"}


def test_broad_excepts_stand_only_where_bugs_end() -> None:
    broad = {
        path.relative_to(ROOMS).as_posix()
        for path in MODULES
        if re.search(r"except (Base)?Exception", path.read_text(encoding="utf-8"))
    }

    assert broad <= {"ui/jobs.py", "startup.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOMS).as_posix())
def test_a_module_stays_small_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_the_top_level_is_what_the_customer_fixed() -> None:
    listed = subprocess.run(
        ["git", "ls-files"],  # noqa: S607 - git is part of every checkout
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    top = {name.split("/")[0] for name in listed.stdout.splitlines()}
    visible = {name for name in top if not name.startswith(".")}

    assert visible <= {
        "clinic_app",
        "resources",
        "installer",
        "tests",
        "pyproject.toml",
        "README.md",
        "LICENSE",
    }


def test_no_file_of_ours_names_an_index_host() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org")
    written = [*PROJECT.glob("*.md"), *PROJECT.glob("*.toml"), *(PROJECT / "installer").rglob("*")]

    named = [
        path.name
        for path in written
        if path.is_file() and hosts.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert named == []


def test_every_table_of_today_is_behind_the_wall_of_migrations() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    walls = project["tool"]["importlinter"]["contracts"]
    (wall,) = (one for one in walls if one["name"].startswith("A migration"))
    tables = {f"clinic_app.vault.{path.stem}" for path in (ROOMS / "vault").glob("*tables.py")}

    assert tables <= set(wall["forbidden_modules"])


_SWITCHED_OFF = re.compile(r"# (?:noqa|type: ignore).*")
_WITH_A_REASON = re.compile(
    r"# (?:noqa: [A-Z0-9]+(?:, [A-Z0-9]+)* - \w|type: ignore\[[a-z-]+(?:, [a-z-]+)*\] +# \w).+"
)


def test_whatever_is_switched_off_says_why() -> None:
    ours = [*ROOMS.rglob("*.py"), *(PROJECT / "installer").glob("*.py")]

    unexplained = [
        f"{path.name}: {found.group()}"
        for path in ours
        for found in _SWITCHED_OFF.finditer(path.read_text(encoding="utf-8"))
        if not _WITH_A_REASON.fullmatch(found.group())
    ]

    assert unexplained == []
