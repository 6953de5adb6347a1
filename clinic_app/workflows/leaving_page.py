"""The page of what leaves: read back from the very bytes that are sealed, number for number."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from clinic_app.bundles import payload
from clinic_app.bundles.headline_words import headline_words
from clinic_app.bundles.label_words import label_words, stream_words, table_words
from clinic_app.crypto.signing import grouped
from clinic_app.tallies.headlines import STANDING
from clinic_app.tallies.released import ReleasedTally
from clinic_app.translation import gettext as _


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """One close as it leaves.

    Attributes:
        title: The clinic and the month.
        lines: What is said, in words, and the number.
        hashes: What the hash is of, and its groups; of the contents, and of the sealed file
            once there is one.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    hashes: tuple[tuple[str, str], ...]


def leaving_page(content: bytes, sealed: bytes | None) -> LeavingPage:
    """Return the page of a payload.

    Args:
        content: The canonical bytes; whatever they say is on the page.
        sealed: The file that carries them; None before it is sealed.
    """
    tally = payload.read(content)
    hashes = [(_("Hash of the contents"), grouped(payload.sha256(content)))]
    if sealed is not None:
        hashes.append((_("Hash of the sealed file"), grouped(hashlib.sha256(sealed).hexdigest())))
    title = _("{clinic}, {month}").format(clinic=tally.clinic, month=tally.newest.month.label)
    lines = (*_counts(tally), *_labels(tally), *_surroundings(tally))
    return LeavingPage(title, lines, tuple(hashes))


def not_yet_shown_words() -> str:
    """Return what "not yet shown" means, for screen and paper."""
    return _(
        "Nobody is counted under a label until a crowd shares it. Until then people are only in "
        "the total, as “not yet shown”. A shown number is never restated: a correction goes into "
        "the next report. Attendance and trained are head counts, not people, and nobody is "
        "linked to them."
    )


def _counts(tally: ReleasedTally) -> Iterator[tuple[str, str]]:
    for headline, words in headline_words().items():
        change = tally.newest.headlines.get(headline)
        if change is None:
            continue  # closed before this was counted
        if headline in STANDING:
            yield words, _("{total} on the last day").format(total=change.total)
        else:
            yield (
                words,
                _("{net} this month, {total} in all").format(net=change.net, total=change.total),
            )


def _labels(tally: ReleasedTally) -> Iterator[tuple[str, str]]:
    """Say each crowd that is shown, and of each table how many are not yet in one."""
    streams, tables = stream_words(), table_words()
    for stream, released in tally.newest.streams.items():
        for table, one in released.tables.items():
            whose = _("{stream}, {table}").format(stream=streams[stream], table=tables[table])
            for label, number in one.shown.items():
                words = label_words(table, label)
                yield _("{whose}: {label}").format(whose=whose, label=words), str(number)
            yield _("{whose}: not yet shown").format(whose=whose), str(one.not_yet_shown)


def _surroundings(tally: ReleasedTally) -> Iterator[tuple[str, str]]:
    yield _("Clinic's code"), tally.clinic
    yield _("This laptop's number"), grouped(tally.station)
    yield _("Number of this close"), str(tally.newest.seq)
    yield (
        _("Who is counted"),
        _("invented families") if tally.is_training else _("the clinic's clients"),
    )
    yield _("Smallest group that may be shown"), str(tally.smallest_crowd)
    if tally.prev:
        yield _("Hash of the contents before"), grouped(tally.prev)
    for close in tally.closes[:-1]:
        yield (
            _("Repeated as it left: {month}").format(month=close.month.label),
            _("close {seq}, {count} numbers").format(seq=close.seq, count=len(close.headlines)),
        )
    if tally.before is not None:
        yield _("Older closes, no longer repeated"), str(tally.before.count)
        yield _("Hash of the last of them"), grouped(tally.before.sha256)
