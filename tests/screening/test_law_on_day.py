"""What is worked out once for a day is what would be worked out each time."""

from dataclasses import replace
from datetime import date

from clinic_app.screening.designation import standings
from clinic_app.screening.in_force import in_force
from clinic_app.screening.law_on_day import law_on_day
from clinic_app.screening.line_law import line_law
from clinic_app.screening.rule_pack import RulePack

DAY = date(2025, 6, 30)


def test_every_country_comes_to_what_its_notices_say(pack: RulePack) -> None:
    for law in pack.countries:
        found = law_on_day(law, DAY)

        assert found.standings == standings(law, DAY)
        for each in found.standings:
            assert found.findings[each.line] == in_force(each, DAY)
            assert found.lines[each.line] == line_law(law, each, DAY)


def test_a_law_that_says_something_else_is_worked_out_anew(pack: RulePack) -> None:
    law = pack.countries[0]
    known = law_on_day(law, DAY)

    assert law_on_day(law, DAY) is known
    assert law_on_day(replace(law), DAY) is not known
    assert law_on_day(replace(law, events=(), orders=()), DAY).standings != known.standings
    assert law_on_day(law, date(2025, 7, 1)) is not known
