"""Every field of every record has a class: what may be counted is a list, never a habit.

A field that is not in the list breaks the build; whoever adds one decides here whether it may
ever be counted, and then adds it to the narrow door and to the promises of the count.
"""

from dataclasses import fields
from enum import Enum

import pytest

from clinic_app.records.client import Client
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.screening import Decision, Screening
from clinic_app.records.service import Service
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Accreditation, FormerAccreditation, Worker


class Class(Enum):
    """What may become of a field."""

    WHOSE = "whose"  # a name, number or id that points to somebody: never leaves
    WORDS = "words"  # typed freely: never leaves
    INNER = "inner"  # for the clinic's own work: never leaves
    DAY = "day"  # decides in which month something counts: leaves as a month
    LABEL = "label"  # leaves as a listed label, in a crowd
    COUNT = "count"  # is added up: leaves as a headline
    STANDS = "stands"  # decides whether anything counts at all


RECORDS: dict[type, dict[str, Class]] = {
    Client: {
        "id": Class.WHOSE,
        "code": Class.WHOSE,
        "name": Class.WHOSE,
        "household_id": Class.WHOSE,
        "birth_date": Class.LABEL,
        "language": Class.LABEL,
        "needs_interpreter": Class.INNER,
        "consent": Class.INNER,
        "phone": Class.WHOSE,
        "gender": Class.LABEL,
        "county": Class.LABEL,
        "come_back_on": Class.INNER,
        "come_back_note": Class.WORDS,
        "registered": Class.INNER,
        "withdrawn": Class.STANDS,
    },
    Screening: {
        "id": Class.WHOSE,
        "client_id": Class.WHOSE,
        "country": Class.LABEL,
        "as_of": Class.INNER,
        "answers": Class.INNER,
        "question_id": Class.INNER,
        "state": Class.STANDS,
        "outcome": Class.INNER,
        "started": Class.INNER,
        "finished": Class.DAY,
        "is_sealed": Class.INNER,
        "withdrawn": Class.STANDS,
    },
    Decision: {
        "id": Class.WHOSE,
        "screening_id": Class.WHOSE,
        "ruling": Class.INNER,
        "note": Class.WORDS,
        "stamp": Class.INNER,
        "same_worker": Class.INNER,
        "is_sealed": Class.INNER,
        "is_unbound": Class.INNER,
    },
    Service: {
        "id": Class.WHOSE,
        "client_id": Class.WHOSE,
        "kind": Class.COUNT,
        "form": Class.COUNT,
        "filing": Class.COUNT,
        "before": Class.COUNT,
        "referred_to": Class.WORDS,
        "at_no_cost": Class.COUNT,
        "stamp": Class.DAY,
        "withdrawn": Class.STANDS,
    },
    KyrEvent: {
        "id": Class.WHOSE,
        "day": Class.DAY,
        "title": Class.WORDS,
        "attendance": Class.COUNT,
        "trained": Class.COUNT,
        "is_finished": Class.STANDS,
        "county": Class.LABEL,
        "stamp": Class.INNER,
        "withdrawn": Class.STANDS,
    },
    Attendance: {"language": Class.LABEL, "adults": Class.COUNT, "children": Class.COUNT},
    Worker: {
        "id": Class.WHOSE,
        "name": Class.WHOSE,
        "slot_id": Class.WHOSE,
        "role": Class.INNER,
        "accreditation": Class.COUNT,
        "is_active": Class.STANDS,
        "back_since": Class.DAY,
        "former": Class.COUNT,
    },
    FormerAccreditation: {
        "accreditation": Class.COUNT,
        "since": Class.DAY,
        "until": Class.DAY,
    },
    Accreditation: {
        "level": Class.COUNT,
        "granted": Class.DAY,
        "expires": Class.DAY,
        "is_renewal": Class.COUNT,
    },
    Stamp: {
        "at": Class.INNER,
        "day": Class.DAY,
        "day_source": Class.INNER,
        "worker_id": Class.WHOSE,
        "site": Class.WORDS,
    },
    Withdrawal: {"reason": Class.WORDS, "stamp": Class.INNER},
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_has_a_class(record: type) -> None:
    assert {field.name for field in fields(record)} == set(RECORDS[record])
