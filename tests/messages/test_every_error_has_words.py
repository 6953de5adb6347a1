"""Every expected failure can be said in words; nobody ever reads a class name."""

import importlib
import pkgutil
from collections.abc import Iterator

import clinic_app
from clinic_app.errors import ClinicError
from clinic_app.messages.explaining import _SENTENCES


def _load_everything() -> None:
    for module in pkgutil.walk_packages(clinic_app.__path__, "clinic_app."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)


def _kinds(kind: type[ClinicError]) -> Iterator[type[ClinicError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _kinds(child)


def _is_raised(kind: type[ClinicError]) -> bool:
    """Whether it is a kind of its own and not the common root of a room's errors."""
    return not kind.__subclasses__() and kind.__module__.startswith("clinic_app.")


def test_every_error_that_can_be_raised_has_words() -> None:
    _load_everything()
    spoken = {kind for sentences in _SENTENCES for kind in sentences}

    silent = sorted(
        f"{kind.__module__}.{kind.__name__}"
        for kind in _kinds(ClinicError)
        if _is_raised(kind) and kind not in spoken
    )

    assert silent == []
