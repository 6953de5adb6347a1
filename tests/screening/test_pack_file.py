"""A rule pack is read strictly: one wrong key, date or id, and none of it is used."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.messages.explaining import explain
from clinic_app.paths import resources
from clinic_app.screening.pack_file import parse_pack
from clinic_app.screening.strict_toml import PackError, PackProblem

PACK = resources() / "rule_packs" / "tps"
HAITI, LEBANON = "countries/HT.toml", "countries/LB.toml"


def pack_files(folder: Path = PACK) -> dict[str, bytes]:
    """Give the shipped pack, cut to two countries."""
    return {name: (folder / name).read_bytes() for name in ("pack.toml", HAITI, LEBANON)}


def refused(files: dict[str, bytes]) -> tuple[str, str, PackProblem]:
    with pytest.raises(PackError) as caught:
        parse_pack(files)
    error = caught.value
    assert error.file in explain(error)
    assert error.key in explain(error)
    return error.file, error.key, error.problem


def changed(file: str, old: str, new: str) -> dict[str, bytes]:
    files = pack_files()
    text = files[file].decode()
    assert old in text
    return {**files, file: text.replace(old, new, 1).encode()}


def test_a_pack_of_two_countries_is_read() -> None:
    pack = parse_pack(pack_files())

    assert [law.name for law in pack.countries] == ["Haiti", "Lebanon"]
    assert pack.country("ht") == pack.country("HAITI") == pack.countries[0]
    assert pack.country("Guatemala") is None


def test_a_country_is_found_by_alias() -> None:
    files = changed(LEBANON, "aliases = []", 'aliases = ["Liban"]')

    found = parse_pack(files).country("liban")

    assert found is not None
    assert found.iso2 == "LB"


def test_files_that_others_read_are_left_alone() -> None:
    assert parse_pack({**pack_files(), "fees.toml": b"\xff"}) == parse_pack(pack_files())


def test_a_pack_without_its_head_is_refused() -> None:
    files = pack_files()
    del files["pack.toml"]

    assert refused(files) == ("pack.toml", "", PackProblem.FILE_MISSING)


def test_a_pack_without_countries_is_refused() -> None:
    files = {"pack.toml": pack_files()["pack.toml"]}

    assert refused(files) == ("pack.toml", "countries", PackProblem.FILE_MISSING)


@pytest.mark.parametrize(
    ("unverified", "key"),
    [
        (b"\xff\xfe", ""),
        (b"country = ", ""),
        (b'country = "Haiti"\niso2 = \n', "line 2"),
        (b"a = " + b"[" * 100_000, ""),
        (b"a = " + b"9" * 5_000, ""),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(unverified: bytes, key: str) -> None:
    files = {**pack_files(), HAITI: unverified}

    assert refused(files) == (HAITI, key, PackProblem.NOT_TOML)


def test_every_cut_of_a_country_file_is_refused() -> None:
    whole = pack_files()
    text = whole[LEBANON]

    for at in range(0, len(text) - 200, 97):
        with pytest.raises(PackError):
            parse_pack({**whole, LEBANON: text[:at]})


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "problem"),
    [
        pytest.param(
            HAITI, "published = 2024-07-01", "publised = 2024-07-01", "events[5].publised",
            PackProblem.UNKNOWN_KEY, id="a misspelt key",
        ),
        pytest.param(
            HAITI, 'iso2 = "HT"', 'iso2 = "HT"\niso3 = "HTI"', "iso3",
            PackProblem.UNKNOWN_KEY, id="a key of no table",
        ),
        pytest.param(
            HAITI, 'court = "D.D.C. (Reyes, J.)"\n', "", "orders[2].court",
            PackProblem.KEY_MISSING, id="a key that must be there",
        ),
        pytest.param(
            HAITI, "published = 2024-07-01", 'published = "2024-07-01"', "events[5].published",
            PackProblem.WRONG_VALUE, id="a date in quotes",
        ),
        pytest.param(
            HAITI, "published = 2024-07-01", "published = 2024-07-01T00:00:00",
            "events[5].published", PackProblem.WRONG_VALUE, id="a date with an hour",
        ),
        pytest.param(
            HAITI, 'type = "extension"', 'type = "prolongation"', "events[3].type",
            PackProblem.WRONG_VALUE, id="a type of no notice",
        ),
        pytest.param(
            HAITI, 'confidence = "medium"', 'confidence = "sure"', "current_state.confidence",
            PackProblem.WRONG_VALUE, id="a confidence that nobody defined",
        ),
        pytest.param(
            HAITI, 'iso2 = "HT"', 'iso2 = "Haiti"', "iso2",
            PackProblem.WRONG_VALUE, id="a code that is none",
        ),
        pytest.param(
            HAITI, 'iso2 = "HT"', 'iso2 = "HX"', "iso2",
            PackProblem.DOES_NOT_BELONG, id="a code that is not the file's name",
        ),
        pytest.param(
            "pack.toml", "format = 1", "format = 2", "format",
            PackProblem.WRONG_VALUE, id="a format of later",
        ),
        pytest.param(
            HAITI, "published = 2024-07-01", "published = 2024-02-30", "line 106",
            PackProblem.NOT_TOML, id="a day that does not exist",
        ),
        pytest.param(
            "pack.toml", "latest_source_seen = 2026-08-21", "latest_source_seen = 2026-11-24",
            "as_of", PackProblem.ENDS_BEFORE_START, id="a source newer than the pack",
        ),
        pytest.param(
            "pack.toml", 'id = "ead_rules"', 'id = "mullin_v_doe"', "global_notes.mullin_v_doe",
            PackProblem.GIVEN_TWICE, id="a note given twice",
        ),
    ],
)  # fmt: skip
def test_a_key_or_value_that_is_wrong_is_refused_by_name(
    file: str, old: str, new: str, key: str, problem: PackProblem
) -> None:
    assert refused(changed(file, old, new)) == (file, key, problem)


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        pytest.param(
            'id = "HT-2024-R"', 'id = "HT-2024-E"', "events.HT-2024-E",
            PackProblem.GIVEN_TWICE, id="an event id given twice",
        ),
        pytest.param(
            'name = "Haiti 2021"', 'name = "Haiti 2010"', "lines.Haiti 2010",
            PackProblem.GIVEN_TWICE, id="a line given twice",
        ),
        pytest.param(
            'line = "Haiti 2021"\nas_of', 'line = "Haiti 2020"\nas_of', "current_state.line",
            PackProblem.NOT_FOUND, id="today's word on no line",
        ),
        pytest.param(
            "last_confirmed = 2026-08-19", "last_confirmed = 2026-11-24",
            "current_state.last_confirmed", PackProblem.ENDS_BEFORE_START,
            id="a source newer than today's word",
        ),
        pytest.param(
            'line = "Haiti 2010"', 'line = "Haiti 2020"', "HT-2010-D.line",
            PackProblem.NOT_FOUND, id="an event of no line",
        ),
        pytest.param(
            '[[lines]]\nname = "Haiti 2021"',
            '[[lines]]\nname = "Haiti 2021"\n[[lines]]\nname = "Haiti 2030"',
            "lines.Haiti 2030", PackProblem.NOT_FOUND, id="a line without events",
        ),
        pytest.param(
            'replaced_by = "Haiti 2021"', 'replaced_by = "Haiti 2020"',
            "lines.Haiti 2010.replaced_by", PackProblem.NOT_FOUND, id="replaced by no line",
        ),
        pytest.param(
            'replaced_by = "Haiti 2021"', 'replaced_by = "Haiti 2010"',
            "lines.Haiti 2010.replaced_by", PackProblem.DOES_NOT_BELONG, id="replaced by itself",
        ),
        pytest.param(
            "last = 2021-08-02", "last = 2011-07-22", "lines.Haiti 2010.incomplete",
            PackProblem.ENDS_BEFORE_START, id="a gap that ends before it starts",
        ),
        pytest.param(
            "last = 2011-01-18", "last = 2010-01-20", "lines.Haiti 2010.older_windows",
            PackProblem.ENDS_BEFORE_START, id="an older window that ends before it starts",
        ),
        pytest.param(
            "effective_end = 2026-02-03", "effective_end = 2024-08-03", "HT-2024-E.effective_end",
            PackProblem.ENDS_BEFORE_START, id="a period that ends before it starts",
        ),
        pytest.param(
            "effective_end = 2026-02-03\n", "", "HT-2024-E.effective_end",
            PackProblem.KEY_MISSING, id="an extension without an end",
        ),
        pytest.param(
            "cr_since = 2024-06-03\n", "", "HT-2024-R.cr_since",
            PackProblem.KEY_MISSING, id="a redesignation without a CR date",
        ),
        pytest.param(
            "termination_effective = 2026-02-03\n", "", "HT-2025-T2.termination_effective",
            PackProblem.KEY_MISSING, id="a termination without a day",
        ),
        pytest.param(
            "termination_effective = 2026-02-03", "termination_effective = 2025-11-27",
            "HT-2025-T2.termination_effective", PackProblem.ENDS_BEFORE_START,
            id="a termination before its publication",
        ),
        pytest.param(
            "last = 2024-08-30", "last = 2024-06-30", "HT-2024-E.reregistration",
            PackProblem.ENDS_BEFORE_START, id="a re-registration that ends before it starts",
        ),
        pytest.param(
            "lengthened = { last = 2024-08-03", "lengthened = { last = 2023-03-26",
            "HT-2023-E.reregistration_lengthened", PackProblem.ENDS_BEFORE_START,
            id="a lengthening that shortens",
        ),
        pytest.param(
            "reregistration = { first = 2023-01-26, last = 2023-03-27 }\n", "",
            "HT-2023-E.reregistration", PackProblem.KEY_MISSING,
            id="a lengthening of no re-registration",
        ),
        pytest.param(
            'partly_vacates = ["HT-2024-E", "HT-2024-R"]', "partly_vacates = []",
            "HT-2025-V.partly_vacates", PackProblem.KEY_MISSING, id="a vacatur of nothing",
        ),
        pytest.param(
            'partly_vacates = ["HT-2024-E", "HT-2024-R"]', 'partly_vacates = ["HT-2024-X"]',
            "HT-2025-V.partly_vacates", PackProblem.NOT_FOUND, id="a vacatur of no event",
        ),
        pytest.param(
            'partly_vacates = ["HT-2024-E", "HT-2024-R"]', 'partly_vacates = ["HT-2010-D"]',
            "HT-2025-V.partly_vacates", PackProblem.DOES_NOT_BELONG,
            id="a vacatur across lines",
        ),
        pytest.param(
            'partly_vacates = ["HT', 'vacates = "HT-2025-V"\npartly_vacates = ["HT',
            "HT-2025-V.vacates", PackProblem.DOES_NOT_BELONG, id="a vacatur of itself",
        ),
        pytest.param(
            'acts_on = ["HT-2018-T"]', 'acts_on = ["HT-2018-X"]', "orders[0].acts_on",
            PackProblem.NOT_FOUND, id="an order on no event",
        ),
        pytest.param(
            'acts_on = ["HT-2018-T"]', 'acts_on = ["HT-2018-T", "HT-2018-T"]',
            "orders[0].acts_on.HT-2018-T", PackProblem.GIVEN_TWICE,
            id="an order on one event twice",
        ),
        pytest.param(
            'acts_on = ["HT-2018-T"]', "acts_on = []", "orders[0].acts_on",
            PackProblem.KEY_MISSING, id="an order with an effect on nothing",
        ),
        pytest.param(
            "from = 2018-10-03\n", "", "orders[0].from",
            PackProblem.KEY_MISSING, id="a dated order with an effect from no day",
        ),
        pytest.param(
            "from = 2018-10-03", "from = 2018-10-02", "orders[0].from",
            PackProblem.ENDS_BEFORE_START, id="an order that works before it was made",
        ),
        pytest.param(
            "from = 2018-10-03", "from = 2018-10-03\nuntil = 2018-10-02", "orders[0].until",
            PackProblem.ENDS_BEFORE_START, id="an order over before it works",
        ),
        pytest.param(
            "initial_registration = { first = 2024-07-01, last = 2026-02-03 }",
            "initial_registration = { first = 2024-07-01, last = 2024-06-30 }",
            "HT-2024-R.initial_registration", PackProblem.ENDS_BEFORE_START,
            id="a window that ends before it starts",
        ),
        pytest.param(
            "initial_registration = { first = 2024-07-01, last = 2026-02-03 }",
            "initial_registration = { first = 2024-07-01, last = 2026-02-03 }\n"
            "initial_registration_first_end = 2025-01-01",
            "HT-2024-R.initial_registration_lengthened", PackProblem.KEY_MISSING,
            id="a first end that nothing lengthened",
        ),
        pytest.param(
            "initial_registration = { first = 2024-07-01, last = 2026-02-03 }",
            "initial_registration = { first = 2024-07-01, last = 2026-02-03 }\n"
            "initial_registration_first_end = 2025-01-01\n"
            "initial_registration_lengthened = { last = 2026-02-04, published = 2024-12-01, "
            'fr_citation = "89 FR 1" }',
            "HT-2024-R.initial_registration_lengthened", PackProblem.DOES_NOT_BELONG,
            id="a lengthening to another day than the window's",
        ),
        pytest.param(
            "initial_registration = { first = 2024-07-01, last = 2026-02-03 }",
            "initial_registration_first_end = 2025-01-01\n"
            "initial_registration_lengthened = { last = 2026-02-04, published = 2024-12-01, "
            'fr_citation = "89 FR 1" }',
            "HT-2024-R.initial_registration_lengthened", PackProblem.KEY_MISSING,
            id="a lengthening of no window",
        ),
    ],
)  # fmt: skip
def test_parts_that_do_not_fit_together_are_refused_by_name(
    old: str, new: str, key: str, problem: PackProblem
) -> None:
    assert refused(changed(HAITI, old, new)) == (HAITI, key, problem)


@settings(max_examples=300)
@given(
    at=st.integers(0, (PACK / LEBANON).stat().st_size),
    cut=st.integers(0, 40),
    put=st.binary(max_size=12) | st.sampled_from([b"2026-01-01", b"[[events]]", b'"', b"= true"]),
)
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(
    at: int, cut: int, put: bytes
) -> None:
    files = pack_files()
    damaged = files[LEBANON][:at] + put + files[LEBANON][at + cut :]

    with suppress(PackError):
        assert len(parse_pack({**files, LEBANON: damaged}).countries) == 2


def test_an_event_id_of_another_country_is_refused() -> None:
    files = changed(LEBANON, 'id = "LB-2026-A"', 'id = "HT-2024-R"')

    assert refused(files) == ("pack.toml", "events.HT-2024-R", PackProblem.GIVEN_TWICE)


def test_two_countries_of_one_name_are_refused() -> None:
    files = changed(LEBANON, "aliases = []", 'aliases = ["HAITI"]')

    assert refused(files) == ("pack.toml", "countries.haiti", PackProblem.GIVEN_TWICE)


def test_an_undated_order_may_work_from_no_known_day() -> None:
    files = changed(HAITI, "dated = 2018-10-03\n", "")
    text = files[HAITI].decode().replace("from = 2018-10-03\n", "", 1)

    orders = parse_pack({**files, HAITI: text.encode()}).countries[0].orders

    assert (orders[0].dated, orders[0].first) == (None, None)
