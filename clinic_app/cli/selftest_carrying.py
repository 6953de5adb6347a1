"""The self-test's steps from a closed month to headquarters' report, and back."""

import csv
import io
from pathlib import Path

from clinic_app import clock
from clinic_app.bundles.file_name import BUNDLE_SUFFIX
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.cli.selftest_day import HEADS, TRAINED
from clinic_app.cli.selftest_journey import FAMILY_NAME, Journey, check
from clinic_app.cli.selftest_vault import MOST_BYTES
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import make_folder, write_atomically
from clinic_app.headquarters import collecting, enrolling, place
from clinic_app.headquarters.reporting import write_report
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.translation import gettext as _
from clinic_app.workflows import closing, enrolment, receipts, sending
from clinic_app.workflows.clock_doubt import with_day
from clinic_app.workflows.session import Session

PUT_IN = {
    HeadlineCount.HELPED: 1,
    HeadlineCount.SCREENED: 1,
    HeadlineCount.SERVED_AT_NO_COST: 1,
    HeadlineCount.SERVED_IN_YEAR: 2,
    HeadlineCount.SERVED_IN_YEAR_AT_NO_COST: 1,
    HeadlineCount.SCREENINGS: 3,
    HeadlineCount.APPLICATIONS_PREPARED: 2,
    HeadlineCount.REFERRALS: 1,
    HeadlineCount.SERVICES_AT_NO_COST: 2,
    HeadlineCount.FORM_I_821: 1,
    HeadlineCount.I_821_INITIAL: 1,
    HeadlineCount.FORM_I_765: 1,
    HeadlineCount.KYR_EVENTS: 1,
    HeadlineCount.KYR_ATTENDANCE: sum(row.heads for row in HEADS),
    HeadlineCount.KYR_TRAINED: TRAINED,
    HeadlineCount.REPRESENTATIVES_PARTIAL: 2,
    HeadlineCount.REPRESENTATIVES_NEW: 2,
}
"""What the steps before have recorded; every other headline is 0."""


def set_up(journey: Journey) -> str:
    """Make a headquarters, and unlock it again."""
    made, code = place.create(
        journey.headquarters,
        name="Self-test headquarters",
        passphrase=journey.headquarters_passphrase,
        is_training=False,
        cost=LEAST_COST,
    )
    check(is_true=bool(code), found=_("there is no recovery code"))
    again = _headquarters(journey)
    check(
        is_true=enrolling.own_fingerprint(again) == enrolling.own_fingerprint(made),
        found=_("unlocked again it has another key"),
    )
    return again.name


def enrol(journey: Journey) -> str:
    """Carry headquarters' file to the clinic and the clinic's answer back."""
    headquarters = _headquarters(journey)
    at = clock.now()
    file = enrolling.issue(headquarters, "SELFTEST", "Self-test clinic", at)
    answer = enrolment.take(journey.session, file)
    accepted = enrolling.accept(headquarters, answer, at)
    theirs, ours = enrolment.fingerprints(journey.session)
    check(
        is_true=(theirs, ours) == (enrolling.own_fingerprint(headquarters), accepted.fingerprint),
        found=_("the fingerprints read over the phone differ"),
    )
    return accepted.fingerprint


def close_month(journey: Journey) -> str:
    """Close the month of the working day, with exactly what was shown."""
    session = _day_after(journey)
    label = journey.month.label
    months = closing.open_months(session)
    check(is_true=months == (label,), found=_("open: {months}").format(months=", ".join(months)))
    waiting = [
        condition.kind.value
        for condition in closing.conditions(session, label)
        if not condition.is_met
    ]
    check(is_true=not waiting, found=", ".join(waiting))
    preview = closing.preview(session, label)
    closed = closing.close(session, label, preview)
    check(
        is_true=closed.payload == preview.payload,
        found=_("what was sealed is not what was shown"),
    )
    return _("{month}, {count} lines on the page").format(
        month=label, count=len(preview.page.lines)
    )


def write_bundle(journey: Journey) -> str:
    """Write the sealed file into the folder that travels."""
    make_folder(journey.outbox)
    written = sending.write(_day_after(journey), journey.month.label, journey.outbox)
    journey.bundle = written.path
    return journey.bundle.name


def collect(journey: Journey) -> str:
    """Take the file in at headquarters."""
    return _collected(journey, journey.outbox, ReceiptStatus.ACCEPTED)


def collect_again(journey: Journey) -> str:
    """Take the same file in once more."""
    return _collected(journey, journey.outbox, ReceiptStatus.SEEN)


def refuse_changed_byte(journey: Journey) -> str:
    """Bring a copy in which one byte in the middle is another."""
    data = bytearray(read_bounded(journey.bundle, MOST_BYTES))
    data[len(data) // 2] ^= 1
    folder = journey.folder / "changed"
    make_folder(folder)
    write_atomically(folder / ("changed" + BUNDLE_SUFFIX), bytes(data))
    return _collected(journey, folder, ReceiptStatus.REJECTED)


def report(journey: Journey) -> str:
    """Draw up the report and compare every number with what was put in."""
    month = journey.month
    files = write_report(_headquarters(journey), month, month, journey.folder / "report")
    page = _text(next(path for path in files if path.suffix == ".html"))
    found = _totals(next(path for path in files if path.name.endswith("totals.csv")))
    for headline in HeadlineCount:
        wanted = PUT_IN.get(headline, 0)
        words = _("{headline} is {found} and not {wanted}")
        check(
            is_true=found.get(headline.value) == wanted,
            found=words.format(
                headline=headline.value, found=found.get(headline.value), wanted=wanted
            ),
        )
    check(
        is_true="<html" in page and str(PUT_IN[HeadlineCount.KYR_ATTENDANCE]) in page,
        found=_("the page does not say what the table says"),
    )
    return _("{count} numbers compared").format(count=len(HeadlineCount))


def bring_receipt(journey: Journey) -> str:
    """Take the receipt back in at the clinic."""
    session = _day_after(journey)
    receipts.take_in(session, journey.outbox)
    (closed,) = closing.closes(session)
    check(
        is_true=closed.receipt_status == ReceiptStatus.ACCEPTED,
        found=closed.receipt_status or _("none"),
    )
    return closed.receipt_status


def search_for_names(journey: Journey) -> str:
    """Search every file that was left for the family's name, as whoever finds the stick would."""
    journey.lock()
    spelled = [FAMILY_NAME.encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be")]
    searched = 0
    for path in sorted(journey.folder.rglob("*")):
        if not path.is_file() or path == journey.checklist:
            continue
        searched += 1
        data = read_bounded(path, MOST_BYTES)
        check(
            is_true=not any(name in data for name in spelled),
            found=_("the name stands in {file}").format(file=path.name),
        )
    return _("{count} files searched").format(count=searched)


def _headquarters(journey: Journey) -> place.Headquarters:
    return place.unlock(journey.headquarters, journey.headquarters_passphrase)


def _day_after(journey: Journey) -> Session:
    """Return the session of the day on which the month is closed: today."""
    return with_day(journey.session, journey.today)


def _collected(journey: Journey, folder: Path, wanted: ReceiptStatus) -> str:
    collected = collecting.collect(_headquarters(journey), folder, clock.now())
    statuses = [result.status.value for result in collected.results]
    check(
        is_true=statuses == [wanted.value] and collected.receipts_missing is None,
        found=", ".join(statuses) or _("no file"),
    )
    return wanted.value


def _text(path: Path) -> str:
    return read_bounded(path, MOST_BYTES).decode()


def _totals(path: Path) -> dict[str, int]:
    rows = csv.DictReader(io.StringIO(_text(path)))
    return {row["headline"]: int(row["total"] or 0) for row in rows}
