"""Where every designation stands on every day that a notice, a court or a period names.

The table below was reasoned out from the notices, line by line. A row holds from its day to the
day before the next row: the standing, how long it lasts as known, "extension" where late initial
registration is open, and the notice or order that the day turns on.
"""

from bisect import bisect_right
from datetime import date, timedelta

import pytest

from clinic_app.screening.designation import standing_on
from clinic_app.screening.rule_pack import CountryLaw, RulePack
from clinic_app.workflows.rule_packs import shipped_pack

NEVER = date.min

TABLE = """
Afghanistan 2022
2022-05-20 in_force 2023-11-20                first day, published that day
2023-09-25 in_force 2025-05-20                AF-2023-E is out, its period has not begun
2023-11-21 in_force 2025-05-20 extension      AF-2023-E begins
2025-05-13 in_force 2025-07-14 extension      AF-2025-T is out: in force to its last day
2025-07-15 contested 2025-07-14               the 4th Cir. holds it off to 2025-07-21
2025-07-22 ended 2025-07-14                   that stay was not continued

Burma 2021
2021-05-25 in_force 2022-11-25
2022-09-27 in_force 2024-05-25
2022-11-26 in_force 2024-05-25 extension
2024-03-25 in_force 2025-11-25 extension
2025-11-25 in_force 2026-01-26 extension      MM-2025-T is out on the period's last day
2026-01-27 contested 2026-01-26               Aung Doe
2026-08-08 ended 2026-08-07                   current_state

Cameroon 2022
2022-06-07 in_force 2023-12-07
2023-10-10 in_force 2025-06-07
2023-12-08 in_force 2025-06-07 extension
2025-06-04 in_force 2025-08-04 extension      CM-2025-T
2025-08-05 ended 2025-08-04                   no court held it off

El Salvador 2001
2001-03-09 in_force 2002-09-09
2002-09-10 unconfirmed 2002-09-09             notices missing here
2016-09-10 in_force 2018-03-09 extension
2018-01-18 in_force 2019-09-09 extension      SV-2018-T
2018-03-10 unconfirmed 2018-03-09             notices missing here
2019-09-10 contested none                     Ramos holds SV-2018-T off; notices missing as well
2023-06-21 unconfirmed 2018-03-09             SV-2023-X rescinds it; notices still missing
2023-09-10 in_force 2025-03-09 extension
2025-01-17 in_force 2026-09-09 extension
2026-09-10 unconfirmed 2026-09-09             a period has ended and nothing was published

Ethiopia 2022
2022-12-12 in_force 2024-06-12
2024-04-15 in_force 2025-12-12
2024-06-13 in_force 2025-12-12 extension
2025-12-13 unconfirmed 2025-12-12             the notice came only on 2025-12-15
2025-12-15 in_force 2026-02-13 extension      ET-2025-T
2026-02-14 contested 2026-02-13               African Communities Together
2026-08-19 ended 2026-08-18                   current_state

Haiti 2010
2010-01-21 in_force 2011-07-22
2011-07-23 unconfirmed 2011-07-22             notices missing here
2019-07-23 contested none                     Ramos holds HT-2018-T off; notices missing as well
2021-08-03 ended none                         Haiti 2021 took its place

Haiti 2021
2021-08-03 in_force 2023-02-03
2023-01-26 in_force 2024-08-03
2023-02-04 in_force 2024-08-03 extension
2024-07-01 in_force 2026-02-03 extension
2025-02-24 in_force 2025-08-03 extension      HT-2025-V cuts the period to twelve months
2025-07-01 in_force 2026-02-03 extension      E.D.N.Y.: HT-2025-V and HT-2025-T1 are void
2026-02-04 contested 2026-02-03               Miot holds HT-2025-T2 off
2026-06-25 contested 2026-07-27               reversed, yet in effect through 2026-07-27
2026-07-28 ended 2026-07-27                   current_state

Honduras 1999
1999-01-05 in_force 2000-07-05
2000-07-06 unconfirmed 2000-07-05             notices missing here
2024-01-06 in_force 2025-07-05 extension
2025-07-06 unconfirmed 2025-07-05             the notice came only on 2025-07-08
2025-07-08 in_force 2025-09-08 extension      HN-2025-T
2025-09-09 contested 2025-09-08               current_state, then N.D. Cal., then current_state

Lebanon 2024
2024-11-27 in_force 2026-05-27
2026-05-28 unconfirmed 2026-05-27             the automatic extension is published tomorrow
2026-05-29 in_force 2026-11-27 extension      LB-2026-A
2026-11-28 unconfirmed 2026-11-27             nothing known after

Nepal 2015
2015-06-24 in_force 2016-12-24
2016-12-25 unconfirmed 2016-12-24             notices missing here
2023-12-25 in_force 2025-06-24 extension
2025-06-06 in_force 2025-08-05 extension      NP-2025-T
2025-08-06 contested 2025-08-05               N.D. Cal., then current_state

Nicaragua 1999
1999-01-05 in_force 2000-07-05
2000-07-06 unconfirmed 2000-07-05             notices missing here
2019-01-06 contested none                     Ramos holds NI-2017-T off; notices missing as well
2023-06-21 unconfirmed 2000-07-05             NI-2023-X rescinds it; notices still missing
2024-01-06 in_force 2025-07-05 extension
2025-07-06 unconfirmed 2025-07-05             the notice came only on 2025-07-08
2025-07-08 in_force 2025-09-08 extension      NI-2025-T
2025-09-09 contested 2025-09-08               current_state, then N.D. Cal., then current_state

Somalia 1991
0001-01-01 unconfirmed none                   older than the pack
2020-03-18 in_force 2021-09-17 extension
2021-07-22 in_force 2023-03-17 extension
2023-03-13 in_force 2024-09-17 extension
2024-07-22 in_force 2026-03-17 extension
2026-03-18 contested 2026-03-17               African Communities Together (Somalia)
2026-08-15 ended 2026-08-14                   current_state

South Sudan 2011
0001-01-01 unconfirmed none                   older than the pack
2020-11-03 in_force 2022-05-02 extension
2022-03-03 in_force 2023-11-03 extension
2023-09-06 in_force 2025-05-03 extension
2025-05-04 unconfirmed 2025-05-03             the automatic extension came only on 2025-05-06
2025-05-06 in_force 2025-11-03 extension      SS-2025-A
2025-11-04 unconfirmed 2025-11-03             the notice came only on 2025-11-06
2025-11-06 in_force 2026-01-05 extension      SS-2025-T
2026-01-06 contested 2026-01-05               African Communities Together
2026-08-08 ended 2026-08-07                   current_state

Sudan 2013
0001-01-01 unconfirmed none                   older than the pack
2013-05-03 in_force 2014-11-02
2014-11-03 unconfirmed 2014-11-02             notices missing here
2022-04-19 ended none                         Sudan 2022 took its place

Sudan 2022
2022-04-19 in_force 2023-10-19
2023-08-21 in_force 2025-04-19
2023-10-20 in_force 2025-04-19 extension
2025-01-17 in_force 2026-10-19 extension
2026-10-20 unconfirmed 2026-10-19             a period has ended and nothing was published

Syria 2012
0001-01-01 unconfirmed none                   older than the pack
2019-10-01 in_force 2021-03-31 extension
2021-03-19 in_force 2022-09-30 extension
2022-08-01 in_force 2024-03-31 extension
2024-01-29 in_force 2025-09-30 extension
2025-09-22 in_force 2025-11-21 extension      SY-2025-T
2025-11-22 contested 2025-11-21               Dahlia Doe
2026-06-25 contested 2026-07-27               reversed, yet in effect through 2026-07-27
2026-07-28 ended 2026-07-27                   current_state

Ukraine 2022
2022-04-19 in_force 2023-10-19
2023-08-21 in_force 2025-04-19
2023-10-20 in_force 2025-04-19 extension
2025-01-17 in_force 2026-10-19 extension
2026-10-20 unconfirmed 2026-10-19             a period has ended and nothing was published

Venezuela 2021
2021-03-09 in_force 2022-09-09
2022-09-08 in_force 2024-03-10
2022-09-10 in_force 2024-03-10 extension
2023-10-03 in_force 2025-09-10 extension
2025-09-08 in_force 2025-11-07 extension      VE21-2025-T
2025-11-08 ended 2025-11-07                   no court held it off

Venezuela 2023
2023-10-03 in_force 2025-04-02
2025-01-17 in_force 2026-10-02                VE23-2025-E is out
2025-02-03 in_force 2025-04-02                VE23-2025-V removes it
2025-02-05 in_force 2025-04-07                VE23-2025-T
2025-04-03 in_force 2025-04-07 extension      N.D. Cal. holds the vacatur off from 2025-03-31
2025-04-08 contested 2025-04-07               and the termination
2025-05-19 ended none                         the Supreme Court stays that order
2025-09-05 contested 2025-04-07               N.D. Cal. sets both aside
2025-10-03 ended none                         the Supreme Court stays that judgment

Yemen 2015
0001-01-01 unconfirmed none                   older than the pack
2020-03-04 in_force 2021-09-03 extension
2021-07-09 in_force 2023-03-03 extension
2023-01-03 in_force 2024-09-03 extension
2024-07-10 in_force 2026-03-03 extension
2026-03-03 in_force 2026-05-04 extension      YE-2026-T is out on the period's last day
2026-05-05 contested 2026-05-04               an order of unknown date
2026-07-21 ended 2026-07-20                   current_state
"""

Row = tuple[date, str, date | None, bool]


def read_table() -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for block in TABLE.strip().split("\n\n"):
        name, *lines = block.splitlines()
        rows[name] = []
        for line in lines:
            first, kind, through, *rest = line.split()
            last = None if through == "none" else date.fromisoformat(through)
            is_extension = rest[:1] == ["extension"]
            rows[name].append((date.fromisoformat(first), kind, last, is_extension))
    return rows


EXPECTED = read_table()


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return shipped_pack()


def law_and_days(pack: RulePack, line: str) -> tuple[CountryLaw, list[date]]:
    """Give the line's country, and every day named there with the days on either side."""
    law = next(law for law in pack.countries if any(each.name == line for each in law.lines))
    named = [law.known.in_effect_through, law.known.as_of]
    for event in law.events:
        named += [event.published, event.effective_start, event.effective_end]
        named += [event.termination_effective]
    for order in law.orders:
        named += [order.dated, order.first, order.until]
    named += [day for each in law.lines for gap in each.incomplete for day in (gap.first, gap.last)]
    days = {day + timedelta(days=step) for day in named if day is not None for step in (-1, 0, 1)}
    return law, sorted(days)


def test_the_table_has_every_line_of_the_pack(pack: RulePack) -> None:
    assert set(EXPECTED) == {line.name for law in pack.countries for line in law.lines}


@pytest.mark.parametrize("line", EXPECTED)
def test_a_line_stands_as_reasoned_on_and_around_every_day_that_its_country_names(
    line: str, pack: RulePack
) -> None:
    law, days = law_and_days(pack, line)
    rows = EXPECTED[line]

    for day in days:
        standing = standing_on(law, line, day)
        at = bisect_right([row[0] for row in rows], day) - 1
        found = standing and (
            standing.kind.value,
            standing.through,
            standing.is_extension,
        )
        assert found == (rows[at][1:] if at >= 0 else None), day


@pytest.mark.parametrize(
    ("line", "row"), [(line, row) for line, rows in EXPECTED.items() for row in rows]
)
def test_every_row_begins_on_a_day_that_something_named(
    line: str, row: Row, pack: RulePack
) -> None:
    """A row of the table that no date stands behind would be a guess."""
    _law, days = law_and_days(pack, line)

    assert row[0] == NEVER or row[0] in days
