"""What a worker held before, kept when what they hold changes, or when they leave or come back.

A month is closed days or weeks after its end: who was accredited on its last day must not depend
on what was granted, or who left, since.
"""

from dataclasses import replace
from datetime import date

from clinic_app.records.worker import Accreditation, FormerAccreditation, Worker


def follows(held: Accreditation | None, new: Accreditation | None) -> bool:
    """Whether *new* takes the place of what is *held*, and does not merely correct it."""
    return held is not None and (new is None or new.granted > held.granted)


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
    held, new = kept.accreditation, changed.accreditation
    ends = day if new is None else new.granted
    former = tuple(replace(one, until=min(one.until, ends)) for one in kept.former)
    if kept.is_active and held is not None:
        last = FormerAccreditation(accreditation=held, since=kept.back_since, until=ends)
        former = (*former, last)
    is_back_later = kept.back_since is not None and kept.back_since > ends
    return replace(changed, former=former, back_since=kept.back_since if is_back_later else None)


def _corrected(kept: Worker, changed: Worker) -> Worker:
    """What began later than the new one was never before it: so a mistake is taken back, too."""
    held, new = kept.accreditation, changed.accreditation
    if new is None:
        return changed
    former = []
    for one in kept.former:
        if one.accreditation == held:
            former.append(replace(one, accreditation=new))
        elif one.accreditation.granted < new.granted:
            is_followed = held is not None and one.until == held.granted
            until = new.granted if is_followed else min(one.until, new.granted)
            former.append(replace(one, until=until))
    return replace(changed, former=tuple(former))


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
