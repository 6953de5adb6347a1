"""A passphrase is stretched the same way each time, never too cheaply, never for ever."""

from dataclasses import replace

import pytest

from clinic_app.crypto import passphrases
from clinic_app.crypto.keyring_errors import (
    CostOverCeilingError,
    NotEnoughMemoryError,
    WeakCostError,
)
from clinic_app.crypto.passphrases import (
    DEFAULT_COST,
    LEAST_COST,
    MOST_COST,
    Argon2Cost,
    calibrated,
    check_cost,
    derive_key,
)

MEASURED_MS = passphrases._measured_ms
"""Before the tests' own stands in its place."""

SALT = bytes(range(16))


def test_letters_composed_otherwise_are_the_same_passphrase() -> None:
    composed = derive_key("caf\u00e9 au lait", SALT, LEAST_COST)

    assert derive_key("cafe\u0301 au lait", SALT, LEAST_COST) == composed
    assert derive_key("cafe au lait", SALT, LEAST_COST) != composed


def test_half_a_character_is_a_wrong_passphrase_and_no_crash() -> None:
    assert len(derive_key("\ud83d", SALT, LEAST_COST)) == 32


@pytest.mark.parametrize(
    "cost", [LEAST_COST, DEFAULT_COST, MOST_COST, replace(LEAST_COST, lanes=1)]
)
def test_a_cost_between_floor_and_ceiling_is_accepted(cost: Argon2Cost) -> None:
    check_cost(cost)


@pytest.mark.parametrize(
    "cost",
    [
        replace(LEAST_COST, memory_kib=LEAST_COST.memory_kib - 1),
        replace(LEAST_COST, iterations=2),
        replace(LEAST_COST, lanes=0),
        Argon2Cost(-1, -1, -1),
    ],
)
def test_a_cost_below_the_floor_is_refused(cost: Argon2Cost) -> None:
    with pytest.raises(WeakCostError):
        derive_key("a passphrase", SALT, cost)


@pytest.mark.parametrize(
    "cost",
    [
        replace(MOST_COST, memory_kib=MOST_COST.memory_kib + 1),
        replace(MOST_COST, iterations=21),
        replace(MOST_COST, lanes=17),
    ],
)
def test_a_cost_above_the_ceiling_is_refused_before_any_work(cost: Argon2Cost) -> None:
    with pytest.raises(CostOverCeilingError):
        derive_key("a passphrase", SALT, cost)


def test_a_computer_without_the_memory_says_how_much_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Starved:
        def __init__(self, **_settings: object) -> None: ...

        def derive(self, _typed: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(passphrases, "Argon2id", Starved)

    with pytest.raises(NotEnoughMemoryError) as caught:
        derive_key("a passphrase", SALT, DEFAULT_COST)

    assert caught.value.mebibytes == 256


@pytest.mark.parametrize(
    ("ms_per_mebibyte_and_pass", "expected"),
    [
        pytest.param(1000 / 256 / 3, DEFAULT_COST, id="a second at the start"),
        pytest.param(
            500 / 256 / 3, replace(DEFAULT_COST, iterations=6), id="twice as fast: more passes"
        ),
        pytest.param(
            2000 / 256 / 3,
            replace(DEFAULT_COST, memory_kib=128 * 1024),
            id="twice as slow: less memory",
        ),
        pytest.param(1000.0, LEAST_COST, id="a very slow computer stays at the floor"),
        pytest.param(
            0.001, replace(DEFAULT_COST, iterations=20), id="a very fast one at the ceiling"
        ),
    ],
)
def test_the_cost_is_fitted_to_the_computer(
    ms_per_mebibyte_and_pass: float, expected: Argon2Cost
) -> None:
    def measured(cost: Argon2Cost) -> float:
        return ms_per_mebibyte_and_pass * (cost.memory_kib / 1024) * cost.iterations

    assert calibrated(1000, measured) == expected


def test_a_real_computer_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "DEFAULT_COST", LEAST_COST)
    monkeypatch.setattr(passphrases, "_measured_ms", MEASURED_MS)

    cost = calibrated(target_ms=1)

    assert cost == LEAST_COST
