"""Whether the journal beside a database is its own, asked before SQLite sees it.

SQLite replays a journal (``-wal``) over whatever database it lies beside, without asking whose
it is; closing then writes it in for good. A journal of another vault has destroyed a database
that way in our tests. So its first page is authenticated with our key before the file is opened.
An older journal of the same vault cannot be told: only copying the folder as a whole is safe.

Source: SQLite, "WAL-mode File Format"; SQLCipher 4 design, page format.
"""

import hashlib
import hmac
import struct
from pathlib import Path

from clinic_app.files.reading import first_bytes, size_of
from clinic_app.vault.engine import PAGE_BYTES, SALT_BYTES, DatabaseKey

_HEADER_BYTES = 32
_FRAME_HEADER_BYTES = 24
_FIRST_FRAME_ENDS = _HEADER_BYTES + _FRAME_HEADER_BYTES + PAGE_BYTES
_MAGIC = 0x377F0682
_MAC_BYTES = 64
_MAC_SALT_MASK = 0x3A
_MAC_KEY_ITERATIONS = 2


def is_stray(database: Path, key: DatabaseKey) -> bool:
    """Whether SQLite would replay a journal over *database* that *key* did not write.

    Raises:
        FileError: It is no plain file, or the system refused.
    """
    journal = database.with_name(database.name + "-wal")
    if (size_of(journal) or 0) < _FIRST_FRAME_ENDS:
        return False
    unverified = first_bytes(journal, _FIRST_FRAME_ENDS)
    return _is_replayed(unverified) and not _is_ours(unverified[_HEADER_BYTES:], key)


def _is_replayed(journal: bytes) -> bool:
    """Whether SQLite takes the first frame for whole: one that a power cut tore, it ignores."""
    header, frame = journal[:_HEADER_BYTES], journal[_HEADER_BYTES:]
    magic, _, page_bytes = struct.unpack(">III", header[:12])
    if magic & ~1 != _MAGIC or page_bytes != PAGE_BYTES or frame[8:16] != header[16:24]:
        return False
    order = ">" if magic & 1 else "<"
    sums = _summed(header[:24], (0, 0), order)
    if struct.pack(">II", *sums) != header[24:]:
        return False
    sums = _summed(frame[:8] + frame[_FRAME_HEADER_BYTES:], sums, order)
    return struct.pack(">II", *sums) == frame[16:_FRAME_HEADER_BYTES]


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = first + even + second & 0xFFFFFFFF
        second = second + odd + first & 0xFFFFFFFF
    return first, second


def _is_ours(frame: bytes, key: DatabaseKey) -> bool:
    (number,) = struct.unpack(">I", frame[:4])
    page = frame[_FRAME_HEADER_BYTES:]
    salt = bytes(byte ^ _MAC_SALT_MASK for byte in key.salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key.key, salt, _MAC_KEY_ITERATIONS, 32)
    start = SALT_BYTES if number == 1 else 0
    covered = page[start:-_MAC_BYTES] + struct.pack("<I", number)
    return hmac.compare_digest(hmac.digest(mac_key, covered, "sha512"), page[-_MAC_BYTES:])
