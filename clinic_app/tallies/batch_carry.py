"""BATCH-CARRY: count once, in a crowd.

Nobody is counted under a label until a crowd of k shares it; until then they are only in the
total, as "not yet shown". What is shown moves by whole crowds, never by fewer, and leaves a
pool of at least F behind, so that neither a later close nor a subtraction gives anybody away.
A table waits until enough people have come, so that no few of them move it.

Two secret coins decide whether a crowd waits anyway, and whether a smaller one is shown: without
them the rule itself tells ("not shown, so at most ten each; three labels, thirty waiting: ten
each"). Every draw is an HMAC under a key that never leaves the vault, over the table, the label,
the batch, the number of the close and what is counted: the same close gives the same bytes, so
asking again teaches nothing; and where anybody came or left, everything is drawn anew, so
subtracting the close of a copy of the records teaches nothing either.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Draw = Callable[[int, str, str], int]
"""From a bound, a purpose and a label to a secret number from 0 up to, without, the bound."""

LEAST_SMALLEST_CROWD = 5
"""No policy may lower k further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPolicy:
    """How large a crowd must be, and how often it waits. Headquarters' enrolment may name it.

    Attributes:
        smallest_crowd: k: no shown number, and no step of one, is smaller.
        pool_floor: F: as many stay "not yet shown" whenever something new is shown.
        least_arrivals: nmin: a table waits until so many have come since it was last looked at.
        jitter: J: a label waits for k to k + J people, secretly.
        skip_in: A crowd waits anyway once in so many times.
        wide_in: Once in so many times a smaller crowd is shown than could be.

    Source:
        The default k is the CMS cell size suppression policy: no cell of 1 to 10.
    """

    smallest_crowd: int = 11
    pool_floor: int = 11
    least_arrivals: int = 11
    jitter: int = 5
    skip_in: int = 4
    wide_in: int = 8


DEFAULT_POLICY = CountPolicy()
"""In force until headquarters names another."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another table of the same people allows.

    Attributes:
        room: Of so many more a label may become known; None where no other table tells of them.
        spare: Of a label, how many more may be shown of whom it is known already.
    """

    room: int | None = None
    spare: Mapping[str, int] = field(default_factory=dict)

    def limit(self, room: int, label: str) -> int:
        """Return how many may be shown under *label* where the table itself has *room*."""
        if self.room is None:
            return room
        return min(room, self.room + self.spare.get(label, 0))


Others = Callable[[Mapping[str, int]], Elsewhere]
"""From what a table would show to what other tables of the same people allow beyond that."""


def no_others(_shown: Mapping[str, int]) -> Elsewhere:
    """Return what is allowed where no other table tells of the same people."""
    return Elsewhere()


@dataclass(frozen=True, slots=True)
class Carried:
    """What a ledger keeps of one table of one stream.

    Attributes:
        shown: R: what was shown so far; a label that was not is absent.
        batches: How often the table has moved.
        looked_at: The stream's size when enough people had come to look at the table.
    """

    shown: Mapping[str, int] = field(default_factory=dict)
    batches: int = 0
    looked_at: int = 0

    def after(self, shown: Mapping[str, int], total: int, policy: CountPolicy) -> "Carried":
        """Return what is kept once *shown* was released of *total* people."""
        is_due = abs(total - self.looked_at) >= policy.least_arrivals
        return Carried(
            shown, self.batches + (shown != self.shown), total if is_due else self.looked_at
        )


def secret_draw(key: bytes, *where: str) -> Draw:
    """Return the draws of one table at one close.

    Args:
        key: The clinic's, 32 bytes; it never leaves the vault.
        *where: Stream, table, batch, number of the close, and what is counted.
    """
    place = "\x1f".join(where)

    def draw(bound: int, purpose: str, label: str) -> int:
        message = f"{place}\x1f{purpose}\x1f{label}".encode()
        # 256 bits over a bound of thousands: no number is noticeably likelier than another
        return int.from_bytes(hmac.digest(key, message, hashlib.sha256)) % bound

    return draw


def next_shown(
    counts: Mapping[str, int],
    carried: Carried,
    policy: CountPolicy,
    draw: Draw,
    others: Others = no_others,
) -> dict[str, int]:
    """Return what a table shows at the next close.

    Args:
        counts: The true cumulative count of each label; everybody has one.
        carried: What the ledger keeps of the table.
        policy: Headquarters' policy.
        draw: The secret draws of this table at this close.
        others: What other tables of the same people allow.

    Returns:
        The shown number of each label that is shown: no zero, nothing below k.
    """
    shown = dict(carried.shown)
    arrived = sum(counts.values()) - carried.looked_at
    if abs(arrived) < policy.least_arrivals:
        return shown
    waiting = {
        label: counts.get(label, 0) - shown.get(label, 0) for label in sorted({*counts, *shown})
    }
    order = _in_secret_order(waiting, draw)
    if not any(counts.values()):
        return _of_nobody(shown, policy, draw)
    for label in order:
        taken = _taken_back(shown.get(label, 0), -waiting[label], label, policy, draw)
        if taken:
            shown[label] -= taken
            break  # a second that fell would bound what is left for the others
    if arrived > 0:
        room = sum(counts.values()) - sum(shown.values()) - policy.pool_floor
        for label in order:
            if not _is_let_go(waiting[label], label, policy, draw):
                continue
            allowed = others(shown).limit(room, label)
            crowd = _drawn(min(waiting[label], allowed), label, policy, draw)
            shown[label] = shown.get(label, 0) + crowd
            room -= crowd
    return {label: number for label, number in shown.items() if number}


def _in_secret_order(labels: Mapping[str, int], draw: Draw) -> list[str]:
    remaining = list(labels)
    return [
        remaining.pop(draw(len(remaining), "order", str(len(remaining))))
        for _ in range(len(remaining))
    ]


def _taken_back(shown: int, over: int, label: str, policy: CountPolicy, draw: Draw) -> int:
    """Return how many of *shown* are taken back where *over* of them were no such people.

    Only for mistakes in bulk, and for people who left a stream in bulk. A number that fell tells
    that no more are there than stay shown: so as many stay as the pool holds, or a crowd.
    """
    if not _is_let_go(over, label, policy, draw):
        return 0
    stays = max(policy.smallest_crowd, policy.pool_floor)
    return _drawn(min(over, shown - stays), label, policy, draw)


def _of_nobody(shown: Mapping[str, int], policy: CountPolicy, draw: Draw) -> dict[str, int]:
    """Return what stays shown of a stream that is empty, as its headline says already."""
    return {
        label: number
        for label, number in shown.items()
        if not _is_let_go(number, label, policy, draw)
    }


def _is_let_go(crowd: int, label: str, policy: CountPolicy, draw: Draw) -> bool:
    """Whether *crowd* is large enough to move, and the coin does not make it wait anyway."""
    is_enough = crowd >= _threshold(label, policy, draw)
    return is_enough and draw(policy.skip_in, "skip", label) != 0


def _drawn(top: int, label: str, policy: CountPolicy, draw: Draw) -> int:
    """Return a secret crowd of at most *top*, near it but for one time in so many; 0 for none."""
    least = policy.smallest_crowd
    if top < least:
        return 0
    is_wide = draw(policy.wide_in, "wide", label) == 0
    lowest = least if is_wide else max(least, top - least + 1)
    return lowest + draw(top - lowest + 1, "crowd", label)


def _threshold(label: str, policy: CountPolicy, draw: Draw) -> int:
    return policy.smallest_crowd + draw(policy.jitter + 1, "threshold", label)
