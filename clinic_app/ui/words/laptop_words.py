"""What the clinic's laptops are to each other, and what went between them, in words."""

from collections.abc import Sequence

from clinic_app.messages.let_go_words import (
    coordinator_words,
    representative_words,
    staying_words,
)
from clinic_app.records.laptop import Direction, HandOff, Laptop, Part, replaced_among
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.laptops_view import HandOffLine, LaptopLine, LaptopsView
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.workflows.laptops import LaptopsSeen


def laptops_view(seen: LaptopsSeen, *, is_coordinator: bool) -> LaptopsView:
    """Return what the screen draws."""
    others = {laptop.id: laptop for laptop, _print, _held in seen.others}
    replaced = replaced_among(others.values())
    has_part = seen.part is not None and not seen.is_restored
    can_give_up = is_coordinator and has_part and seen.may
    return LaptopsView(
        state=_state(seen),
        detail=" ".join((_detail(seen), *_asked_of(seen, is_coordinator=is_coordinator))),
        fingerprint=seen.fingerprint if has_part else "",
        laptops=tuple(
            LaptopLine(
                laptop_id=laptop.id,
                name=laptop.name,
                part=_part(laptop),
                fingerprint=fingerprint,
                holds=_holds(laptop, held, is_replaced=laptop.id in replaced),
                can_be_lost=can_give_up and laptop.part is Part.DAY and laptop.lost is None,
            )
            for laptop, fingerprint, held in seen.others
        ),
        hand_offs=tuple(_hand_off_line(one, others) for one in seen.hand_offs),
        is_alone=is_coordinator and (not has_part or seen.part is Part.DAY or not seen.others),
        can_invite=is_coordinator and seen.part is not Part.DAY,
        can_hand_over=has_part and seen.part is Part.DAY and seen.may,
        can_take_in=has_part and bool(seen.others) and seen.may,
        can_hand_out=has_part
        and seen.part is Part.MAIN
        and seen.may
        and any(_is_at_work(laptop, replaced) for laptop in others.values()),
        can_write_again=has_part and seen.part is Part.MAIN and seen.may and bool(_waiting(seen)),
        versions=_versions(seen.open_versions) if seen.may else "",
    )


def _is_at_work(laptop: Laptop, replaced: frozenset[str]) -> bool:
    return laptop.part is Part.DAY and laptop.lost is None and laptop.id not in replaced


def handed_over_words(made: Sequence[HandOff], files: int, names: Sequence[str]) -> str:
    """Return what was done, and to which laptops the stick goes."""
    units = units_words(sum(one.units for one in made))
    match made:
        case ():
            first = _("Nothing new to hand over.")
        case (one,):
            first = _("Number {number} is handed over: {units}.").format(
                number=one.number, units=units
            )
        case _:
            first = _("Numbers {first} to {last} are handed over: {units}.").format(
                first=made[0].number, last=made[-1].number, units=units
            )
    second = ngettext(
        "{count} file is written and verified: take the stick out, and take it in at {laptops}.",
        "{count} files are written and verified: take the stick out, and take them in at "
        "{laptops}.",
        files,
    ).format(count=files, laptops=_quoted(names))
    return _("{first} {second}").format(first=first, second=second)


def written_again_words(seen: LaptopsSeen) -> str:
    """Return what was written once more, and where it goes."""
    waiting = _waiting(seen)
    return ngettext(
        "{count} file is written again and verified: take the stick out, and take it in at "
        "{laptops}.",
        "{count} files are written again and verified: take the stick out, and take them in at "
        "{laptops}.",
        len(waiting),
    ).format(count=len(waiting), laptops=_quoted(waited_for_by(seen)))


def waited_for_by(seen: LaptopsSeen) -> list[str]:
    """Return the names of the laptops to which files are on their way."""
    ids = {one.laptop_id for one in _waiting(seen)}
    return [laptop.name for laptop, _print, _held in seen.others if laptop.id in ids]


def _waiting(seen: LaptopsSeen) -> tuple[HandOff, ...]:
    return tuple(one for one in seen.hand_offs if one.sealed is not None)


def _waited_for_by_main(seen: LaptopsSeen) -> int:
    mains = [laptop.id for laptop, _print, _held in seen.others if laptop.part is Part.MAIN]
    return sum(one.laptop_id == mains[-1] for one in _waiting(seen))


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(_("“{name}”").format(name=one) for one in names)


def _versions(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "&Pick: {count} record has two versions", "&Pick: {count} records have two versions", count
    ).format(count=count)


def _state(seen: LaptopsSeen) -> str:
    if seen.is_restored:
        return _("These records were restored: this laptop has to be made known again")
    match seen.part:
        case Part.MAIN:
            return _("This is the main laptop")
        case Part.DAY:
            return _("This is a day laptop")
        case _:
            return _("This laptop works alone")


def _detail(seen: LaptopsSeen) -> str:
    if seen.is_restored and seen.part is Part.MAIN:
        return _("Invite the day laptops again; they hand over anew what came after the backup.")
    if seen.is_restored:
        return _(
            "Take in a new invitation from the main laptop. Until then nothing is handed over."
        )
    match seen.part:
        case Part.MAIN:
            return _(
                "It keeps the clinic's counts and closes its months. Day laptops hand over to it."
            )
        case Part.DAY:
            words = _("Months are closed on the main laptop. Everything is handed over to it.")
            if seen.here or seen.events_here:
                words = _(
                    "Months are closed on the main laptop. Not handed over yet: {clients}, "
                    "{counts}."
                ).format(clients=_clients(seen.here), counts=_counts(seen.events_here))
            stays = staying_words(seen.events_open, seen.let_go, _waited_for_by_main(seen))
            return " ".join((words, *stays))
        case _:
            return _(
                "With several laptops, one is the main one: it invites the others. They hand their "
                "clients over to it, by stick, and it alone closes months."
            )


def _asked_of(seen: LaptopsSeen, *, is_coordinator: bool) -> tuple[str, ...]:
    if seen.part is None or seen.is_restored:
        return () if is_coordinator else (coordinator_words(),)
    return () if seen.may else (representative_words(),)


def _part(laptop: Laptop) -> str:
    return _("main laptop") if laptop.part is Part.MAIN else _("day laptop")


def _holds(laptop: Laptop, held: int, *, is_replaced: bool) -> str:
    if laptop.lost is not None:
        return _("lost since {day}").format(day=day_words(laptop.lost.day))
    if is_replaced:
        words = _("an earlier key, by which it holds {clients}")
        return words.format(clients=_clients(held)) if held else _("an earlier key")
    return _clients(held) if held else ""


def _hand_off_line(one: HandOff, others: dict[str, Laptop]) -> HandOffLine:
    is_out = one.direction is Direction.OUT
    way = _("to {name}") if is_out else _("from {name}")
    return HandOffLine(
        day=day_words(one.stamp.day),
        way=way.format(name=others[one.laptop_id].name),
        number=str(one.number),
        units=units_words(one.units),
        state=_hand_off_state(one, others[one.laptop_id]),
    )


def _hand_off_state(one: HandOff, to: Laptop) -> str:
    if one.direction is Direction.IN:
        return _("taken in")
    if one.is_unknown:
        return _("taken in there, and not in these records")
    if one.acknowledged is None and one.sealed is None:
        is_anew = to.part is Part.MAIN
        return _("handed over anew") if is_anew else _("given up: the laptop is lost")
    if one.acknowledged is None:
        return _("on its way: no word yet")
    return _("taken in there, {day}").format(day=day_words(one.acknowledged.day))


def units_words(count: int) -> str:
    """Return how many clients and head counts a hand-off holds."""
    return ngettext("{count} client or count", "{count} clients and counts", count).format(
        count=count
    )


def _clients(count: int) -> str:
    return ngettext("{count} client", "{count} clients", count).format(count=count)


def _counts(count: int) -> str:
    return ngettext("{count} KYR count", "{count} KYR counts", count).format(count=count)
