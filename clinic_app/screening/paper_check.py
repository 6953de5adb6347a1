"""What the tables of a client's sheet must be together: nothing missing, nothing dangling."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum

from clinic_app.screening.outcome import Code, Headline
from clinic_app.screening.paper_pack import (
    EVIDENCE_FILE,
    FEES_FILE,
    FORMS_FILE,
    SHEETS_FOLDER,
    SOURCE_LANGUAGE,
    WORDS_FOLDER,
    Fee,
    FilingForm,
    PaperPack,
    read_paper,
)
from clinic_app.screening.paper_words import (
    GAPS,
    OTHER_TOPIC,
    PAGE_GAPS,
    LanguageWords,
    PaperTable,
    gaps_of,
    texts,
)
from clinic_app.screening.sheet_words import allowed_gaps
from clinic_app.screening.strict_toml import PackError, PackProblem

_MONTHS = 12
_PAGE_KEY = "sheet.page"


def parse_paper(verified_files: Mapping[str, bytes]) -> PaperPack:
    """Read fees, forms, evidence and words of a rule pack.

    Args:
        verified_files: Path inside the pack, with slashes, to bytes. Read are ``fees.toml``,
            ``forms.toml``, ``evidence.toml`` and all of ``words/``.

    Raises:
        PackError: A file is missing or is not what it must be; names file and key. Every
            language says the same things, with the same gaps.
    """
    paper = read_paper(verified_files)
    _check_once(FEES_FILE, (fee.id for fee in paper.fees.fee))
    _check_once(FORMS_FILE, (form.id for form in paper.forms.form))
    _check_once(EVIDENCE_FILE, (item.id for item in paper.evidence.item))
    _check_once(EVIDENCE_FILE, (kind.id for kind in paper.evidence.kind))
    for fee in paper.fees.fee:
        _check_amounts(fee)
    for form in paper.forms.form:
        _check_edition(form, paper.forms.as_of)
    proofs = {proof.id for proof in paper.evidence.proof}
    named = [(item.id, item.proof) for item in paper.evidence.item]
    named += [(kind.id, kind.proof) for kind in paper.evidence.kind]
    for each, proof in named:
        if proof not in proofs:
            raise PackError(EVIDENCE_FILE, f"{each}.proof", PackProblem.NOT_FOUND)
    _check_source(paper)
    for words in paper.words.values():
        _check_language(words, paper.source)
    for sheets in paper.sheets.values():
        file = f"{SHEETS_FOLDER}{sheets.language}.toml"
        _check_said(file, sheets, paper.sheets[SOURCE_LANGUAGE], allowed_gaps)
    return paper


def _check_once(file: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise PackError(file, each, PackProblem.GIVEN_TWICE)
        seen.add(each)


def _check_amounts(fee: Fee) -> None:
    """Refuse amounts below zero, and two amounts of one fee on one day."""
    for amount in fee.amounts:
        if amount.cents < 0 or (amount.cents_online or 0) < 0:
            raise PackError(FEES_FILE, f"{fee.id}.cents", PackProblem.WRONG_VALUE)
        if amount.first and amount.last and amount.last < amount.first:
            raise PackError(FEES_FILE, f"{fee.id}.last", PackProblem.ENDS_BEFORE_START)
    for earlier, later in zip(fee.amounts, fee.amounts[1:], strict=False):
        if earlier.last is None or later.first is None or later.first <= earlier.last:
            raise PackError(FEES_FILE, f"{fee.id}.first", PackProblem.DOES_NOT_BELONG)


def _check_edition(form: FilingForm, as_of: date) -> None:
    """Refuse an edition that nobody says to have seen, or says to have seen after today."""
    if (form.edition is None) != (form.edition_seen is None):
        raise PackError(FORMS_FILE, f"{form.id}.edition_seen", PackProblem.KEY_MISSING)
    if form.edition_seen is not None and form.edition_seen > as_of:
        raise PackError(FORMS_FILE, f"{form.id}.edition_seen", PackProblem.WRONG_VALUE)


def _file_of(words: LanguageWords) -> str:
    return f"{WORDS_FOLDER}{words.language}.toml"


def _check_source(paper: PaperPack) -> None:
    """Refuse a source language without words for something that a sheet may say."""
    words = paper.source
    shown = [fee for fee in paper.fees.fee if fee.tracks]
    needed: dict[str, tuple[set[str], Iterable[str]]] = {
        "headline": ({headline.value for headline in Headline}, _values(words.headline)),
        "code": ({code.value for code in Code}, _values(words.code)),
        "bring": ({item.id for item in paper.evidence.item}, words.bring),
        "kind": ({kind.id for kind in paper.evidence.kind}, words.kind),
        "fee_of": (
            {fee.id for fee in shown}
            | {young_key(fee) for fee in shown if fee.from_age is not None},
            words.fee_of,
        ),
        "topic": ({OTHER_TOPIC}, words.topic),
    }
    for table, (keys, held) in needed.items():
        for key in sorted(keys - set(held)):
            raise PackError(_file_of(words), f"{table}.{key}", PackProblem.KEY_MISSING)


def _values(keys: Iterable[Enum]) -> Iterable[str]:
    return (str(key.value) for key in keys)


def _check_language(words: LanguageWords, source: LanguageWords) -> None:
    """Refuse a language that says more, less or something with other gaps than the source."""
    file = _file_of(words)
    if len(words.dates.months) != _MONTHS:
        raise PackError(file, "dates.months", PackProblem.WRONG_VALUE)
    if _gaps(file, "dates.pattern", words.dates.pattern) != {"day", "month", "year"}:
        raise PackError(file, "dates.pattern", PackProblem.WRONG_VALUE)
    _check_said(file, words, source, lambda key: PAGE_GAPS if key == _PAGE_KEY else GAPS)


def _check_said(
    file: str, words: PaperTable, source: PaperTable, allowed: Callable[[str], frozenset[str]]
) -> None:
    """Refuse a text that is missing, empty, not in the source, or has other gaps than there."""
    said, wanted = dict(texts(words)), dict(texts(source))
    for key in sorted(wanted.keys() - said.keys()):
        raise PackError(file, key, PackProblem.KEY_MISSING)
    for key in sorted(said.keys() - wanted.keys()):
        raise PackError(file, key, PackProblem.UNKNOWN_KEY)
    for key, text in said.items():
        gaps = _gaps(file, key, text)
        if not text or gaps != _gaps(file, key, wanted[key]) or not gaps <= allowed(key):
            raise PackError(file, key, PackProblem.WRONG_VALUE)


def _gaps(file: str, key: str, text: str) -> frozenset[str]:
    try:
        return gaps_of(text)
    except ValueError as error:
        raise PackError(file, key, PackProblem.WRONG_VALUE) from error


def young_key(fee: Fee) -> str:
    """Return the key of the words for somebody too young to pay a fee unasked."""
    return f"{fee.id}_young"
