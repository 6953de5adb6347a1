"""Set-up says which Python, which libraries and which pip error; locks name no index."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).parents[2]
INSTALLER = PROJECT / "installer"


def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", INSTALLER / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14)])
def test_a_fitting_python_is_accepted(version: tuple[int, int]) -> None:
    bootstrap().check_python(version, 64)


@pytest.mark.parametrize(
    ("version", "bits", "said"),
    [
        pytest.param((3, 10), 64, "Python 3.10", id="too old"),
        pytest.param((3, 15), 64, "Python 3.15", id="too new"),
        pytest.param((3, 12), 32, "32-bit", id="32-bit"),
    ],
)
def test_an_unfit_python_is_refused_and_the_right_one_named(
    version: tuple[int, int], bits: int, said: str
) -> None:
    module = bootstrap()

    with pytest.raises(module.SetUpError, match=said) as refused:
        module.check_python(version, bits)

    assert "3.11 to 3.14" in str(refused.value)


def test_an_intel_mac_is_told_so_before_anything_is_fetched() -> None:
    module = bootstrap()

    module.check_processor("darwin", "arm64")
    module.check_processor("linux", "x86_64")
    with pytest.raises(module.SetUpError, match="Apple silicon"):
        module.check_processor("darwin", "x86_64")


def test_where_a_fitting_python_is_here_the_line_to_type_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = bootstrap()
    monkeypatch.setattr(module.shutil, "which", {"python3.12": "/usr/bin/python3.12"}.get)
    monkeypatch.setattr(sys, "argv", ["installer/bootstrap.py", "app", "selftest", "a b"])

    with pytest.raises(module.SetUpError) as refused:
        module.check_python((3, 9), 64)

    line = str(refused.value).splitlines()[-1].strip()
    assert line == "/usr/bin/python3.12 installer/bootstrap.py app selftest 'a b'"


def test_a_missing_library_is_named_by_its_package() -> None:
    wanted = {"libc.so.6": "libc6", "libdoes-not-exist.so.9": "libdoes-not-exist9"}

    assert bootstrap().missing_packages(wanted) == ["libdoes-not-exist9"]


def test_the_last_error_of_pip_is_repeated_in_its_own_words() -> None:
    output = "Collecting x\nERROR: Could not fetch\nERROR: No matching distribution\nnotice: y\n"

    assert bootstrap().last_error(output) == "ERROR: No matching distribution"
    assert bootstrap().last_error("") == "(it printed nothing)"


def test_another_lock_makes_another_state(tmp_path: Path) -> None:
    module = bootstrap()
    before = module.lock_state("app")
    changed = tmp_path / "requirements.lock"
    changed.write_text("alembic==0.0.1\n", encoding="utf-8")
    module.LOCKS["app"] = changed

    assert module.lock_state("app") != before


def test_what_lies_in_the_folder_where_somebody_stands_is_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = bootstrap()
    monkeypatch.setattr(module, "_provide_libraries", lambda _options: None)
    monkeypatch.setattr(module, "_provide_environment", lambda _options: Path(sys.executable))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "msgspec.py").write_text("raise SystemExit(9)\n", encoding="utf-8")

    assert module.main(["app", "screen", "--help"]) == 0


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="it is UTF-8 from then on")
def test_the_environment_finds_a_checkout_whose_folder_has_an_accent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Python on Windows reads such a file in the system's encoding: it found no program."""
    module = bootstrap()
    python = tmp_path / "bin" / "python"
    packages = tmp_path / "lib" / "python{}.{}".format(*sys.version_info[:2]) / "site-packages"
    packages.mkdir(parents=True)
    monkeypatch.setattr(module.locale, "getencoding", lambda: "cp1252")
    monkeypatch.setattr(module, "PROJECT", Path("/home/José/clinic-app"))

    module._point_at_project(python, tmp_path)

    (pointer,) = packages.iterdir()
    assert pointer.read_text(encoding="cp1252") == "/home/José/clinic-app\n"

    monkeypatch.setattr(module, "PROJECT", Path("/home/Лена/clinic-app"))
    with pytest.raises(module.SetUpError, match="Move it"):
        module._point_at_project(python, tmp_path)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_locked_package_has_a_hash_and_no_host_is_named(name: str) -> None:
    lock = (INSTALLER / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock.strip())

    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?:|file:|--index|--find-links|pypi", lock)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"]
    tested = [*asked, *project["dependency-groups"]["dev"]]

    assert _names(asked) <= _locked("requirements.lock")
    assert _names(tested) <= _locked("requirements-test.lock")


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", line)[0].lower() for line in requirements}


def _locked(name: str) -> set[str]:
    lines = (INSTALLER / name).read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0] for line in lines if "==" in line and not line.startswith(" ")}
