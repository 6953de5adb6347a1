"""What a worker held before, kept when what they hold changes, or when they leave or come back.

A month is closed days or weeks after its end: who was accredited on its last day must not depend
on what was granted, or who left, since.
"""

from dataclasses import replace
from datetime import date

from clinic_app.records.worker import Accreditation, FormerAccreditation, Worker


def follows(held: Accreditation | None, new: Accreditation | None) -> bool:
    """Whether *new* takes the place of what is *held*, and does not merely correct it.

    It does where it was granted later, or is of another level, or is none.
    """
    if held is None or new is None:
        return held is not None
    is_as_old = new.granted == held.granted
    return new.granted > held.granted or (is_as_old and new.level is not held.level)


def with_history(kept: Worker, changed: Worker, day: date, *, is_correction: bool) -> Worker:
    """Return *changed* with what *kept* held before it.

    Args:
        kept: As the records have the worker.
        changed: As they are from now on.
        day: Today.
        is_correction: Whether what follows corrects a mistake: what is held was never held.
    """
    history = replace(changed, back_since=kept.back_since, former=kept.former)
    if changed.accreditation != kept.accreditation:
        is_next = follows(kept.accreditation, changed.accreditation) and not is_correction
        history = _followed(kept, history, day) if is_next else _corrected(kept, history)
    if kept.is_active and not changed.is_active:
        return _left(history, day)
    if changed.is_active and not kept.is_active:
        return _back(history, day)
    return history


def _followed(kept: Worker, changed: Worker, day: date) -> Worker:
    """Where nobody typed another day for another level, it is of today."""
    held, new = kept.accreditation, changed.accreditation
    is_typed = held is not None and new is not None and new.granted > held.granted
    ends = new.granted if new is not None and is_typed else day
    former = tuple(replace(one, until=min(one.until, ends)) for one in kept.former)
    if kept.is_active and held is not None:
        last = FormerAccreditation(accreditation=held, since=kept.back_since, until=ends)
        former = (*former, last)
    since = [ends] if new is not None and not is_typed else []
    if kept.back_since is not None and kept.back_since > ends:
        since.append(kept.back_since)
    return replace(changed, former=former, back_since=max(since, default=None))


def _corrected(kept: Worker, changed: Worker) -> Worker:
    """What began later than the new one was never before it: so a mistake is taken back, too."""
    held, new = kept.accreditation, changed.accreditation
    if new is None:
        return changed
    before, back_since = kept.former, kept.back_since
    if kept.is_active and before and before[-1].accreditation == new:
        before, back_since = before[:-1], before[-1].since
    since = next((one.since for one in before if one.accreditation == held), back_since)
    begins, began = _first(new, since), None if held is None else _first(held, since)
    former = []
    for one in before:
        if one.accreditation == held:
            former.append(replace(one, accreditation=new))
        elif one.accreditation.granted <= new.granted:
            until = begins if one.until == began else min(one.until, begins)
            former.append(replace(one, until=until))
    return replace(changed, former=tuple(former), back_since=back_since)


def _first(held: Accreditation, since: date | None) -> date:
    """Return the first day on which somebody stood with what they held."""
    return held.granted if since is None else max(held.granted, since)


def _left(worker: Worker, day: date) -> Worker:
    if worker.accreditation is None:
        return worker
    last = FormerAccreditation(
        accreditation=worker.accreditation, since=worker.back_since, until=day
    )
    return replace(worker, former=(*worker.former, last), back_since=None)


def _back(worker: Worker, day: date) -> Worker:
    """Whoever is back on the day on which they left never left."""
    if worker.accreditation is None:
        return worker
    last = worker.former[-1] if worker.former else None
    if last is not None and (last.accreditation, last.until) == (worker.accreditation, day):
        return replace(worker, former=worker.former[:-1], back_since=last.since)
    return replace(worker, back_since=day)
