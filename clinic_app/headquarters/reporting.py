"""A report's files in a folder; the same ledger gives the same bytes."""

from pathlib import Path

from clinic_app.files.writing import make_folder, write_atomically
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_csv import labels_csv, months_csv, totals_csv
from clinic_app.headquarters.report_html import report_html
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.month import Month


def write_report(
    headquarters: Headquarters, first: Month, last: Month, folder: Path
) -> tuple[Path, ...]:
    """Write the report from *first* to *last*, both included, and return its files.

    Raises:
        PeriodError: *last* lies before *first*.
        HeadquartersError: The ledger refused.
        FileError: The folder is full, read-only or gone; no half-written file stays.
    """
    report = draw_up(headquarters, first, last)
    period = f"{first.label}_{last.label}"
    contents = {
        f"report_{period}.html": report_html(report),
        f"report_{period}_totals.csv": totals_csv(report),
        f"report_{period}_months.csv": months_csv(report),
        f"report_{period}_labels.csv": labels_csv(report),
    }
    make_folder(folder)
    for name, data in contents.items():
        write_atomically(folder / name, data)
    return tuple(folder / name for name in contents)
