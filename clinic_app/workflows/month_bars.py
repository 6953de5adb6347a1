"""A bar of months as it is printed, from what papers show."""

from collections.abc import Callable
from datetime import date

from clinic_app.printing.sheet import BarYear, BoxState, MonthBar, Words
from clinic_app.screening.evidence_months import Coverage, MonthState, runs_of
from clinic_app.screening.paper_words import LanguageWords

Say = Callable[[Callable[[LanguageWords], str]], Words]
"""Says one text of the pack, in as many languages as the sheet has."""

_MONTHS = range(1, 13)
_BOXES = {
    MonthState.COVERED: BoxState.FILLED,
    MonthState.UNCOVERED: BoxState.EMPTY,
    MonthState.RUNNING: BoxState.DASHED,
    MonthState.OUTSIDE: BoxState.ABSENT,
}


def month_bar(months: Coverage, say: Say) -> MonthBar:
    """Return the bar; the box of the month in hand is explained only where it has no paper."""
    legend = [
        (BoxState.FILLED, say(lambda words: words.months.covered)),
        (BoxState.EMPTY, say(lambda words: words.months.uncovered)),
    ]
    years = tuple(_year(year, months, say) for year in months.years)
    if any(BoxState.DASHED in year.boxes for year in years):
        legend.append((BoxState.DASHED, say(lambda words: words.months.running)))
    return MonthBar(years, tuple(legend))


def _year(year: int, months: Coverage, say: Say) -> BarYear:
    days = [date(year, month, 1) for month in _MONTHS]
    states = [months.state_of(day) for day in days]
    meanings = (
        (MonthState.COVERED, say(lambda words: words.months.covered).own),
        (MonthState.UNCOVERED, say(lambda words: words.months.uncovered).own),
    )
    told = [str(year)]
    for state, meaning in meanings:
        found = [day for day, stands in zip(days, states, strict=True) if stands is state]
        if found:
            told.append(f"{meaning}: {', '.join(run.written for run in runs_of(found))}")
    return BarYear(year, tuple(_BOXES[state] for state in states), ". ".join(told))
