"""Files of every format as they were once written: today's program still reads them."""

from pathlib import Path

from clinic_app.bundles import enrolment_file, payload, receipt, seal_file
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.tallies.breakdowns import Stream, Table
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.released import Change

SAMPLES = Path(__file__).parent / "samples"


def test_a_sealed_file_of_version_1_is_read(
    opening_key: OpeningKey, clinic_key: SigningKey
) -> None:
    opened = seal_file.open_file((SAMPLES / "bundle-1.tally").read_bytes(), opening_key)

    assert opened.signer == clinic_key.public
    assert opened.payload == (SAMPLES / "payload-1.json").read_bytes()
    assert opened.tally.newest.headlines[HeadlineCount.HELPED].total == 34


def test_a_payload_of_schema_1_is_read_and_written_back() -> None:
    content = (SAMPLES / "payload-1.json").read_bytes()

    assert payload.write(payload.read(content)) == content


def test_an_enrolment_of_version_1_is_read_and_written_back(headquarters_key: SigningKey) -> None:
    content = (SAMPLES / "enrolment-1.json").read_bytes()

    enrolment = enrolment_file.read_enrolment(content)

    assert enrolment.headquarters == "Coalition"
    assert enrolment_file.write_enrolment(enrolment, headquarters_key) == content


def test_an_answer_of_version_1_is_read_and_written_back(clinic_key: SigningKey) -> None:
    content = (SAMPLES / "answer-1.json").read_bytes()

    answer = enrolment_file.read_answer(content)

    assert answer.clinic == "BOS-1"
    assert enrolment_file.write_answer(answer, clinic_key) == content


def test_a_receipt_of_version_1_is_read_and_written_back(headquarters_key: SigningKey) -> None:
    content = (SAMPLES / "receipt-1.receipt").read_bytes()

    said = receipt.read(content, headquarters_key.public)

    assert said.status is ReceiptStatus.ACCEPTED
    assert receipt.write(said, headquarters_key) == content


def test_a_sealed_file_with_streams_is_read_and_goes_on_from_one_without(
    opening_key: OpeningKey, clinic_key: SigningKey
) -> None:
    """The published test vector of schema 2: keys of 32 letters ``o`` and ``c``."""
    opened = seal_file.open_file((SAMPLES / "bundle-2.tally").read_bytes(), opening_key)
    before, digests = payload.PayloadReader().read((SAMPLES / "payload-1.json").read_bytes())

    assert opened.signer == clinic_key.public
    assert opened.payload == (SAMPLES / "payload-2.json").read_bytes()
    assert payload.write(opened.tally) == opened.payload
    assert opened.tally.closes[:-1] == before.closes
    assert opened.digests.items() > digests.items()
    country = opened.tally.newest.streams[Stream.HELPED].tables[Table.COUNTRY]
    assert sum(country.shown.values()) + country.not_yet_shown == 434


def test_a_sealed_file_of_schema_3_goes_on_from_closes_that_lack_a_headline(
    opening_key: OpeningKey, clinic_key: SigningKey
) -> None:
    """The published test vector of schema 3: keys of 32 letters ``o`` and ``c``."""
    opened = seal_file.open_file((SAMPLES / "bundle-3.tally").read_bytes(), opening_key)
    before = payload.read((SAMPLES / "payload-2.json").read_bytes())

    assert opened.signer == clinic_key.public
    assert opened.payload == (SAMPLES / "payload-3.json").read_bytes()
    assert payload.write(opened.tally) == opened.payload
    assert opened.tally.closes[:-1] == before.closes
    expiring = HeadlineCount.REPRESENTATIVES_EXPIRING
    assert [close.headlines.get(expiring) for close in opened.tally.closes] == [
        *[None] * len(before.closes),
        Change(2, 2),
    ]


def test_a_sealed_file_of_schema_4_goes_on_from_closes_that_lack_what_counts_once_a_year(
    opening_key: OpeningKey, clinic_key: SigningKey
) -> None:
    """The published test vector of schema 4: keys of 32 letters ``o`` and ``c``."""
    opened = seal_file.open_file((SAMPLES / "bundle-4.tally").read_bytes(), opening_key)
    before = payload.read((SAMPLES / "payload-3.json").read_bytes())

    assert opened.signer == clinic_key.public
    assert opened.payload == (SAMPLES / "payload-4.json").read_bytes()
    assert payload.write(opened.tally) == opened.payload
    assert opened.tally.closes[:-1] == before.closes
    served = HeadlineCount.SERVED_IN_YEAR
    assert [close.headlines.get(served) for close in opened.tally.closes] == [
        *[None] * len(before.closes),
        Change(440, 440),
    ]
