"""Which bundle each figure of a report came in."""

from collections.abc import Iterator

from clinic_app.headquarters.document import Row, Table
from clinic_app.headquarters.totals import MonthState, Report
from clinic_app.translation import gettext as _


def every_source(report: Report) -> Iterator[tuple[str, str, str]]:
    """Yield each clinic's code, the months that came in one bundle, and the bundle's name."""
    for clinic in report.clinics:
        yield from ((clinic.code, told, file) for told, file in clinic.bundles)


def sources(report: Report) -> Table:
    """Return which file each clinic's months came in: every figure is the sum of those."""
    is_whole = report.is_listed
    rows = every_source(report) if is_whole else _newest(report)
    return Table(
        title=_("Where the numbers come from"),
        columns=(_("Clinic"), _("Months"), _("Bundle") if is_whole else _("Newest bundle")),
        words=3,
        rows=tuple(map(Row, rows)),
        explained=_whole_words() if is_whole else _newest_words(),
    )


def _newest(report: Report) -> Iterator[tuple[str, str, str]]:
    for clinic in report.clinics:
        reported = clinic.months_in(MonthState.REPORTED)
        if reported:
            months = _("{count:,}, from {first} to {last}").format(
                count=len(reported), first=reported[0].label, last=reported[-1].label
            )
            yield clinic.code, months, clinic.newest


def _whole_words() -> str:
    return _(
        "A figure of a clinic and a month is what this bundle says of them; every other "
        "figure adds those up. Headquarters keeps each bundle as it came: “hq show”, with the name "
        "of one, says all of it."
    )


def _newest_words() -> str:
    return _(
        "A figure of a clinic and a month is what one bundle says of them; every other figure "
        "adds those up. They are too many to be named here: the files of this report whose "
        "names end in .csv have a list of them, ..._bundles.csv. Headquarters keeps each "
        "bundle as it came: “hq show”, with the name of one, says all of it."
    )
