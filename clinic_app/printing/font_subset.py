"""A font file that holds the glyphs of one document and no others.

ReportLab makes one too, a number at a time; each sheet of its own file waits for four of them.

Source:
    OpenType 1.9: cmap (format 6), glyf (composite glyphs), head, hhea, hmtx, loca, maxp,
    "Calculating checksums"; ISO 32000-1, 9.9 (which tables a reader of a PDF needs).
"""

import struct
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any

_PUT_TOGETHER = 0x80
"""The first byte of a glyph of other glyphs, and above."""

_FIRST_PART = 10
_MORE_PARTS = 0x20
_LONGER = {0x1: 2, 0x8: 2, 0x40: 4, 0x80: 8}
"""What some flags of a part mean: so many bytes more than six until the next."""

_SHORT = 0x20000
"""Places of glyphs below it are counted in twos."""

_HEAD, _RECORD = 12, 16
_WHOLE_FILE = 0xB1B0AFBA


def subset_of(face: Any, numbers: Sequence[int], *, has_codes: bool = False) -> bytes:
    """Return a font file with some glyphs of *face*, numbered in their order from 1 on.

    Args:
        face: As ReportLab read it.
        numbers: The glyphs, by their number in the whole file.
        has_codes: Whether a code of one byte shows each, counted from 0 in their order.
    """
    kept = list(dict.fromkeys((0, *numbers)))
    places = {number: place for place, number in enumerate(kept)}
    codes = [places[number] for number in numbers]
    outlines = _outlines(face, kept, places)
    starts = tuple(accumulate(map(len, outlines), initial=0))
    is_long = starts[-1] >= _SHORT
    counted = starts if is_long else [start // 2 for start in starts]
    metrics = chain.from_iterable(face.hmetrics[number] for number in kept)
    tables = {
        "glyf": b"".join(outlines),
        "head": _with(_with(face.get_table("head"), 8, ">L", 0), 50, ">H", is_long),
        "hhea": _with(face.get_table("hhea"), 34, ">H", len(kept)),
        "hmtx": struct.pack(f">{2 * len(kept)}H", *metrics),
        "loca": struct.pack(f">{len(starts)}{'HL'[is_long]}", *counted),
        "maxp": _with(face.get_table("maxp"), 4, ">H", len(kept)),
    }
    return _file(tables | ({"cmap": _letters(codes)} if has_codes else {}))


def _outlines(face: Any, kept: list[int], places: dict[int, int]) -> list[bytes]:
    """Return all glyphs; those that others are put together of are added to what is kept."""
    whole, starts = face.get_table("glyf"), face.glyphPos
    outlines = []
    for number in kept:  # grows on the way
        outline = whole[starts[number] : starts[number + 1]]
        if outline and outline[0] >= _PUT_TOGETHER:
            outline = _renumbered(outline, kept, places)
        outlines.append(outline + bytes(-len(outline) % 4))
    return outlines


def _renumbered(outline: bytes, kept: list[int], places: dict[int, int]) -> bytes:
    """Return a glyph of other glyphs with their new numbers."""
    parts, place, flags = bytearray(outline), _FIRST_PART, _MORE_PARTS
    while flags & _MORE_PARTS:
        flags, number = struct.unpack_from(">HH", parts, place)
        if number not in places:
            places[number] = len(kept)
            kept.append(number)
        struct.pack_into(">H", parts, place + 2, places[number])
        place += 6 + sum(more for flag, more in _LONGER.items() if flags & flag)
    return bytes(parts)


def _letters(codes: list[int]) -> bytes:
    head = 0, 1, 1, 0, 0, _HEAD, 6, 10 + 2 * len(codes), 0, 0, len(codes)
    return struct.pack(f">{len(head) + len(codes)}H", *head, *codes)


def _file(tables: dict[str, bytes]) -> bytes:
    """Return a font file of some tables."""
    depth = len(tables).bit_length() - 1
    span = _RECORD << depth
    parts = [struct.pack(">LHHHH", 0x10000, len(tables), span, depth, _RECORD * len(tables) - span)]
    place = _HEAD + _RECORD * len(tables)
    of_tables, heads_place = 0, 0
    for tag, table in sorted(tables.items()):
        checksum = _checksum(table)
        of_tables += checksum
        if tag == "head":
            heads_place = place
        parts.append(struct.pack(">4sLLL", tag.encode(), checksum, place, len(table)))
        place += len(table) + -len(table) % 4
    of_file = _WHOLE_FILE - of_tables - _checksum(b"".join(parts))
    parts += (table + bytes(-len(table) % 4) for _tag, table in sorted(tables.items()))
    return _with(b"".join(parts), heads_place + 8, ">L", of_file & 0xFFFFFFFF)


def _checksum(table: bytes) -> int:
    whole = table + bytes(-len(table) % 4)
    numbers: tuple[int, ...] = struct.unpack(f">{len(whole) // 4}L", whole)
    return sum(numbers) & 0xFFFFFFFF


def _with(table: bytes, place: int, kind: str, value: int) -> bytes:
    """Return a table with another number at a place."""
    number = struct.pack(kind, value)
    return table[:place] + number + table[place + len(number) :]
