"""Fees, forms, evidence and client words: read strictly, the same in every language."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clinic_app.paths import resources
from clinic_app.screening.engine import TEST_NAMES
from clinic_app.screening.outcome import Code, Headline, Track
from clinic_app.screening.pack_file import parse_pack
from clinic_app.screening.paper_check import parse_paper
from clinic_app.screening.paper_pack import PaperPack
from clinic_app.screening.paper_words import gaps_of, texts
from clinic_app.screening.strict_toml import PackError, PackProblem
from clinic_app.workflows.rule_packs import shipped_pack

PACK = resources() / "rule_packs" / "tps"
NOTES_OF_THE_LAW = {
    "other_designations",
    "discretion",
    "risk_of_filing",
    "other_relief",
    "adjudication_hold",
}
"""Always advisory: told to the worker and not listed on a client's sheet."""


def shipped_files() -> dict[str, bytes]:
    paths: list[Path] = [PACK / name for name in ("fees.toml", "forms.toml", "evidence.toml")]
    for folder in ("words", "sheets"):
        paths += sorted((PACK / folder).glob("*.toml"))
    return {path.relative_to(PACK).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def paper() -> PaperPack:
    return parse_paper(shipped_files())


def changed(name: str, change: Callable[[str], str]) -> dict[str, bytes]:
    files = shipped_files()
    before = files[name].decode()
    after = change(before)
    assert after != before
    return {**files, name: after.encode()}


def fee_on(paper: PaperPack, fee_id: str, day: date) -> tuple[int, int | None, bool | None] | None:
    fee = next(fee for fee in paper.fees.fee if fee.id == fee_id)
    amount = fee.on(day)
    if amount is None:
        return None
    return amount.cents, amount.cents_online, amount.can_be_waived


FEES = {
    "i821_initial": ((5000, None, True), (50000, None, False), (51000, None, False)),
    "i821_reregistration": ((0, None, None), (0, None, None), (0, None, None)),
    "biometrics": ((3000, None, True), (3000, None, True), (3000, None, True)),
    "ead_initial_hr1": (None, (55000, None, False), (56000, None, False)),
    "ead_renewal_hr1": (None, (27500, None, False), (28000, None, False)),
    "ead_ordinary": ((52000, 47000, True), (52000, 47000, True), (52000, 47000, True)),
    "i601": ((105000, None, True), (105000, None, True), (105000, None, True)),
    "i131": ((63000, None, None), (63000, None, None), (63000, None, None)),
}
"""The fee table of the source: before 2025-07-22, until the end of 2025, from 2026 on."""


@pytest.mark.parametrize("fee_id", FEES)
def test_every_fee_is_that_of_the_source_on_both_sides_of_each_change(
    paper: PaperPack, fee_id: str
) -> None:
    before, between, after = FEES[fee_id]

    assert fee_on(paper, fee_id, date(2025, 7, 21)) == before
    assert fee_on(paper, fee_id, date(2025, 7, 22)) == between
    assert fee_on(paper, fee_id, date(2025, 12, 31)) == between
    assert fee_on(paper, fee_id, date(2026, 1, 1)) == after


def test_no_fee_is_left_out_or_added(paper: PaperPack) -> None:
    assert {fee.id for fee in paper.fees.fee} == set(FEES)
    assert paper.fees.as_of == date(2026, 11, 23)
    assert any("UNSETTLED" in note.text for note in paper.fees.notes)


def test_every_form_of_the_source_is_there(paper: PaperPack) -> None:
    assert [form.id for form in paper.forms.form] == [
        "I-821",
        "I-765",
        "I-912",
        "I-601",
        "I-131",
        "G-28",
        "G-1145",
        "AR-11",
        "I-290B",
    ]


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_code_headline_and_item_has_words(paper: PaperPack, language: str) -> None:
    words = paper.words[language]

    assert set(words.code) == set(Code)
    assert set(words.headline) == set(Headline)
    assert set(words.bring) == {item.id for item in paper.evidence.item}
    assert all(words.date.of_deadline(track) for track in Track)
    assert set(TEST_NAMES) - set(words.topic) == NOTES_OF_THE_LAW


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_country_of_the_pack_has_a_name(paper: PaperPack, language: str) -> None:
    files = {"pack.toml": (PACK / "pack.toml").read_bytes()}
    for path in (PACK / "countries").glob("*.toml"):
        files[path.relative_to(PACK).as_posix()] = path.read_bytes()

    assert set(paper.words[language].country) == {law.iso2 for law in parse_pack(files).countries}
    assert paper.words[language].country_named("Freedonia") == "Freedonia"


@pytest.mark.parametrize("language", ["es", "ht"])
def test_languages_say_the_same_things_with_the_same_gaps(paper: PaperPack, language: str) -> None:
    source, words = dict(texts(paper.source)), dict(texts(paper.words[language]))

    assert words.keys() == source.keys()
    assert {key: gaps_of(text) for key, text in words.items()} == {
        key: gaps_of(text) for key, text in source.items()
    }


PROMISES = {
    "en": r"qualif|eligib|entitled|guarantee|you (can|may|will) (get|have|obtain) tps",
    "es": r"califica|elegib|tiene derecho|cumple los requisitos|garantiz",
    "ht": r"kalifye|elijib|gen dwa jwenn|garanti",
}


@pytest.mark.parametrize("language", PROMISES)
def test_no_word_that_a_client_reads_promises_anything(paper: PaperPack, language: str) -> None:
    told = [text.casefold() for _key, text in texts(paper.words[language])]

    assert [text for text in told if re.search(PROMISES[language], text)] == []


@pytest.mark.parametrize("language", ["es", "ht"])
def test_no_translation_is_called_reviewed_before_somebody_reviewed_it(
    paper: PaperPack, language: str
) -> None:
    assert not paper.words[language].is_reviewed


def test_court_matters_are_told_in_words_that_name_no_crime(paper: PaperPack) -> None:
    sensitive = re.compile(r"felon|misdemean|drug|convict|persecut|terror|torture", re.IGNORECASE)

    assert [text for text in paper.source.code.values() if sensitive.search(text)] == []


def test_a_day_is_written_as_its_language_writes_it(paper: PaperPack) -> None:
    day = date(2026, 2, 3)

    assert paper.words["en"].dates.written(day) == "February 3, 2026"
    assert paper.words["es"].dates.written(day) == "3 de febrero de 2026"
    assert paper.words["ht"].dates.written(day) == "3 fevriye 2026"


@pytest.mark.parametrize("name", sorted(shipped_files()))
def test_a_key_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_paper(changed(name, lambda text: f"invented = 1\n{text}"))

    assert (caught.value.file, caught.value.problem) == (name, PackProblem.UNKNOWN_KEY)


@pytest.mark.parametrize("name", ["fees.toml", "forms.toml", "evidence.toml", "words/en.toml"])
def test_a_missing_file_is_refused(name: str) -> None:
    files = shipped_files()
    del files[name]

    with pytest.raises(PackError) as caught:
        parse_paper(files)

    assert (caught.value.file, caught.value.problem) == (name, PackProblem.FILE_MISSING)


DAMAGES: dict[str, tuple[str, str, str, PackProblem]] = {
    "a fee twice": (
        "fees.toml",
        'id = "i131"',
        'id = "i601"',
        PackProblem.GIVEN_TWICE,
    ),
    "a date that does not exist": (
        "fees.toml",
        "last = 2025-12-31",
        "last = 2025-12-32",
        PackProblem.NOT_TOML,
    ),
    "two amounts on one day": (
        "fees.toml",
        "first = 2026-01-01",
        "first = 2025-12-31",
        PackProblem.DOES_NOT_BELONG,
    ),
    "an amount that ends before it starts": (
        "fees.toml",
        "last = 2025-12-31",
        "last = 2025-07-01",
        PackProblem.ENDS_BEFORE_START,
    ),
    "an amount below zero": (
        "fees.toml",
        "cents = 30_00",
        "cents = -3000",
        PackProblem.WRONG_VALUE,
    ),
    "a code that does not exist": (
        "fees.toml",
        'codes = ["WAIVER_I601"]',
        'codes = ["WAIVER"]',
        PackProblem.WRONG_VALUE,
    ),
    "an edition that nobody has seen": (
        "forms.toml",
        'id = "I-821"',
        'id = "I-821"\nedition = 2026-01-20',
        PackProblem.KEY_MISSING,
    ),
    "a day of seeing without an edition": (
        "forms.toml",
        'id = "I-821"',
        'id = "I-821"\nedition_seen = 2026-11-20',
        PackProblem.KEY_MISSING,
    ),
    "an edition seen after the forms were looked at": (
        "forms.toml",
        'id = "I-821"',
        'id = "I-821"\nedition = 2026-01-20\nedition_seen = 2026-11-24',
        PackProblem.WRONG_VALUE,
    ),
    "an item that proves nothing": (
        "evidence.toml",
        'proof = "late_basis"',
        'proof = "nothing"',
        PackProblem.NOT_FOUND,
    ),
    "a code without words": (
        "words/en.toml",
        'CR_BREAK = "',
        'LPR2 = "',
        PackProblem.WRONG_VALUE,
    ),
    "an item without words": (
        "words/en.toml",
        'photos = "',
        'pictures = "',
        PackProblem.KEY_MISSING,
    ),
    "a language with a text less": (
        "words/ht.toml",
        'photos = "',
        'pictures = "',
        PackProblem.KEY_MISSING,
    ),
    "a language with another gap": (
        "words/es.toml",
        "{phone}",
        "{day}",
        PackProblem.WRONG_VALUE,
    ),
    "a gap with a format": (
        "words/es.toml",
        "{phone}",
        "{phone:>9}",
        PackProblem.WRONG_VALUE,
    ),
    "a brace that does not close": (
        "words/es.toml",
        "{phone}",
        "{phone",
        PackProblem.WRONG_VALUE,
    ),
    "eleven months": (
        "words/ht.toml",
        '"janvye", ',
        "",
        PackProblem.WRONG_VALUE,
    ),
    "a day without its year": (
        "words/ht.toml",
        "{day} {month} {year}",
        "{day} {month}",
        PackProblem.WRONG_VALUE,
    ),
    "a file that calls itself another language": (
        "words/ht.toml",
        'language = "ht"',
        'language = "fr"',
        PackProblem.DOES_NOT_BELONG,
    ),
    "an empty text": (
        "words/es.toml",
        'label = "Para usted"',
        'label = ""',
        PackProblem.WRONG_VALUE,
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_pack_is_refused_and_its_file_named(damage: str) -> None:
    name, old, new, problem = DAMAGES[damage]

    with pytest.raises(PackError) as caught:
        parse_paper(changed(name, lambda text: text.replace(old, new)))

    assert (caught.value.file, caught.value.problem) == (name, problem)


def test_a_language_with_a_text_more_is_refused() -> None:
    files = changed(
        "words/ht.toml",
        lambda text: text.replace("[topic]", '[topic]\nweather = "tan"'),
    )

    with pytest.raises(PackError) as caught:
        parse_paper(files)

    assert caught.value.key == "topic.weather"
    assert caught.value.problem is PackProblem.UNKNOWN_KEY


def test_every_row_names_where_it_comes_from(paper: PaperPack) -> None:
    amounts = [amount for fee in paper.fees.fee for amount in fee.amounts]

    assert all(amount.citation for amount in amounts)
    assert all(proof.citation and proof.accepted for proof in paper.evidence.proof)
    assert all(note.citation for note in (*paper.fees.notes, *paper.evidence.notes))


def test_an_edition_is_kept_with_the_day_on_which_it_was_seen() -> None:
    seen = 'id = "I-821"\nedition = 2026-01-20\nedition_seen = 2026-11-23'

    paper = parse_paper(changed("forms.toml", lambda text: text.replace('id = "I-821"', seen)))

    (form,) = (form for form in paper.forms.form if form.id == "I-821")
    assert (form.edition, form.edition_seen) == (date(2026, 1, 20), date(2026, 11, 23))


def test_no_edition_is_named_that_no_source_names(paper: PaperPack) -> None:
    assert all(form.edition is None for form in paper.forms.form)


def test_what_the_source_gives_no_tag_is_to_be_confirmed(paper: PaperPack) -> None:
    fees = {fee.id: [amount.tag.value for amount in fee.amounts] for fee in paper.fees.fee}

    assert fees == {
        "i821_initial": ["K", "V", "V"],
        "i821_reregistration": ["K"],
        "biometrics": ["V"],
        "ead_initial_hr1": ["V", "V"],
        "ead_renewal_hr1": ["V", "V"],
        "ead_ordinary": ["K"],
        "i601": ["K"],
        "i131": ["K"],
    }
    read = {"identity", "general"}
    assert {proof.id for proof in paper.evidence.proof if proof.tag.value == "V"} == read
    assert {form.id for form in paper.forms.form if form.tag.value == "V"} == {"I-601"}


def test_every_name_in_latin_letters_that_our_words_give_a_country_leads_to_it(
    paper: PaperPack,
) -> None:
    laws = shipped_pack()
    latin = ("en", "es", "ht", "fr", "pt", "so")
    told = [pair for language in latin for pair in paper.words[language].country.items()]

    assert len(told) > len(laws.countries)
    for iso2, name in told:
        law = laws.country(name)
        assert law is not None, name
        assert law.iso2 == iso2
