"""From a passphrase that a person types to a key that opens a slot: Argon2id.

Source: RFC 9106.
"""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from clinic_app.crypto.keyring_errors import (
    CostOverCeilingError,
    NotEnoughMemoryError,
    WeakCostError,
)

SALT_BYTES = 16
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """How much work one guess at a passphrase costs."""

    memory_kib: int
    iterations: int
    lanes: int


DEFAULT_COST = Argon2Cost(256 * 1024, 3, 4)
"""Where ``calibrated`` begins: about a second on a donated laptop."""

LEAST_COST = Argon2Cost(64 * 1024, 3, 4)
"""Nothing cheaper is made or opened; a header that asks for less was tampered with.

Source: RFC 9106 §4, second recommended option.
"""

MOST_COST = Argon2Cost(1024 * 1024, 20, 16)
"""Nothing dearer is opened: a hostile header must not hang the computer."""


def derive_key(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """Return the 32-byte key of *passphrase*, the same however its letters were composed.

    Takes a second by design and gives other threads their turn meanwhile.

    Raises:
        WeakCostError: See :func:`check_cost`.
        CostOverCeilingError: See :func:`check_cost`.
        NotEnoughMemoryError: The computer cannot spare *cost*'s memory now.
    """
    check_cost(cost)
    # A lone surrogate can come from a broken input method; it must be wrong, not a crash.
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    argon2id = Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        return argon2id.derive(typed)
    except MemoryError as error:
        raise NotEnoughMemoryError(cost.memory_kib // 1024) from error


def check_cost(cost: Argon2Cost) -> None:
    """Refuse a cost that is too cheap to protect, or too dear to be meant.

    Raises:
        WeakCostError: Below the floor in memory or iterations, or without a lane.
        CostOverCeilingError: Above the ceiling in anything.
    """
    if (
        cost.memory_kib < LEAST_COST.memory_kib
        or cost.iterations < LEAST_COST.iterations
        or cost.lanes < 1
    ):
        raise WeakCostError
    if (
        cost.memory_kib > MOST_COST.memory_kib
        or cost.iterations > MOST_COST.iterations
        or cost.lanes > MOST_COST.lanes
    ):
        raise CostOverCeilingError


def calibrated(
    target_ms: int = 1000, measure_ms: Callable[[Argon2Cost], float] | None = None
) -> Argon2Cost:
    """Return the cost that takes about *target_ms* on this computer, within floor and ceiling.

    Memory is given up last: it is what makes guessing dear on graphics cards.

    Args:
        target_ms: How long one unlocking may take.
        measure_ms: How long one derivation takes; None measures it.
    """
    measure = _measured_ms if measure_ms is None else measure_ms
    cost = DEFAULT_COST
    taken_ms = measure(cost)
    while taken_ms > target_ms and cost.memory_kib > LEAST_COST.memory_kib:
        cost = replace(cost, memory_kib=cost.memory_kib // 2)
        taken_ms = measure(cost)
    affordable = int(cost.iterations * target_ms / max(taken_ms, 1))
    iterations = min(max(affordable, LEAST_COST.iterations), MOST_COST.iterations)
    return replace(cost, iterations=iterations)


def _measured_ms(cost: Argon2Cost) -> float:
    started = time.perf_counter()
    derive_key("a passphrase to measure with", bytes(SALT_BYTES), cost)
    return (time.perf_counter() - started) * 1000
