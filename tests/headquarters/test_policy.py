"""The count policy: decided at headquarters, carried by the enrolment file alone."""

from datetime import UTC, datetime

import pytest

from clinic_app.bundles import enrolment_file
from clinic_app.headquarters import enrolling
from clinic_app.headquarters.errors import CrowdNotValidError, ReasonMissingError
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.policy import PolicyInForce, decide, in_force

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def carried(headquarters: Headquarters, code: str) -> int:
    file = enrolling.issue(headquarters, code, "Name", AT)
    return enrolment_file.read_enrolment(file).smallest_crowd


def test_without_a_decision_it_is_the_programs_own(headquarters: Headquarters) -> None:
    assert in_force(headquarters) == PolicyInForce(11, is_decided=False)
    assert carried(headquarters, "BOS-1") == 11


def test_what_is_decided_last_is_carried_to_every_clinic(headquarters: Headquarters) -> None:
    decide(headquarters, 5, "a coalition of small clinics", AT)
    decide(headquarters, 20, "the funder asks for it", AT)

    assert in_force(headquarters) == PolicyInForce(20, is_decided=True)
    assert [carried(headquarters, code) for code in ("BOS-1", "WOR-1")] == [20, 20]


@pytest.mark.parametrize("crowd", [-1, 0, 4, 1001])
def test_a_crowd_is_never_below_five(headquarters: Headquarters, crowd: int) -> None:
    with pytest.raises(CrowdNotValidError):
        decide(headquarters, crowd, "a reason", AT)

    assert in_force(headquarters).smallest_crowd == 11


def test_it_is_decided_with_a_reason(headquarters: Headquarters) -> None:
    with pytest.raises(ReasonMissingError):
        decide(headquarters, 7, " ", AT)
