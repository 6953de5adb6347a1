"""Forms and fees on a client's sheet: chosen by track, age, findings and the day of filing."""

from clinic_app.printing.pack_words import learn_filled
from clinic_app.printing.sheet import Block, Fact, Facts, Note, Section, Text, Words
from clinic_app.screening.outcome import Track
from clinic_app.screening.paper_check import young_key
from clinic_app.screening.paper_pack import Fee, FeeAmount, FilingForm, FormNeed
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.workflows.telling import Pick, Telling, one_after_other

_CENTS = 100
_SEMICOLONS = {"\u060c": "\u061b", "\u1363": "\u1364", "\u104a": "\u104a"}
"""By the comma: Arabic, Ethiopic; Burmese has but one."""


def money_section(telling: Telling) -> Section:
    """Say which forms and fees a filing takes, or that nothing is to be paid."""
    heading = telling.say(lambda words: words.sheet.fees)
    if not telling.is_filing:
        return Section(heading, (Text(telling.say(lambda words: words.fee.none_to_file)),))
    due = _due(telling)
    told = [*_forms(telling), *_payment(telling, due)]
    blocks: list[Block] = [Text(one_after_other(told))] if told else []
    if due:
        blocks.append(Facts(tuple(_row(telling, fee, amount) for fee, amount in due)))
        blocks.append(Text(_as_of(telling)))
    elif telling.outcome.track is Track.ALREADY_PENDING:
        blocks.append(Text(telling.say(lambda words: words.fee.pending)))
    else:
        blocks.append(Text(telling.say(lambda words: words.fee.no_fee_today)))
    if telling.today >= telling.paper.fees.change_expected:
        blocks.append(Note(telling.say(lambda words: words.fee.may_have_changed)))
    return Section(heading, tuple(blocks))


def _forms(telling: Telling) -> list[Words]:
    forms = [form.id for form in telling.paper.forms.form if _is_needed(telling, form)]
    if not forms:
        return []
    named = tuple(map(_in_every_language, forms))
    return [telling.listed(named, lambda words: words.fee.forms, "forms")]


def _in_every_language(form: str) -> Pick:
    return lambda _words: form


def _is_needed(telling: Telling, form: FilingForm) -> bool:
    if form.needs is FormNeed.NEVER or telling.outcome.track not in form.tracks:
        return False
    return form.needs is not FormNeed.CODE or _is_found(telling, form.codes)


def _is_found(telling: Telling, codes: tuple[str, ...]) -> bool:
    return bool(telling.codes.intersection(codes))


def _due(telling: Telling) -> list[tuple[Fee, FeeAmount]]:
    """Return the fees of the day, with amounts; one that did not exist yet is left out."""
    due = []
    for fee in telling.paper.fees.fee:
        amount = fee.on(telling.today)
        is_ours = telling.outcome.track in fee.tracks
        is_found = not fee.codes or _is_found(telling, fee.codes)
        if is_ours and is_found and amount is not None:
            due.append((fee, amount))
    return due


def _row(telling: Telling, fee: Fee, amount: FeeAmount) -> Fact:
    key = fee.id
    if fee.from_age is not None and telling.age is not None and telling.age < fee.from_age:
        key = young_key(fee)
    what = [telling.say(lambda words: words.fee_of[key])]
    if fee.is_unsettled_on(telling.today):
        what.append(telling.say(lambda words: words.fee.unsettled))
    if amount.can_be_waived is True:
        what.append(telling.say(lambda words: words.fee.can_be_waived))
    if amount.can_be_waived is False:
        what.append(telling.say(lambda words: words.fee.cannot_be_waived))
    own = _semicolon(telling.paper.words[telling.language]).join(words.own for words in what)
    said = telling.beside(own, lambda source: _semicolon(source).join(one.english for one in what))
    dollars = _dollars(amount)
    learn_filled(dollars, said.own, said.english)
    return Fact(Words(dollars), said)


def _semicolon(words: LanguageWords) -> str:
    """Return what stands between two sayings, as the script of the language's comma writes it."""
    comma = words.list.between.strip()
    return f"{_SEMICOLONS.get(comma, ';')} "


def _dollars(amount: FeeAmount) -> str:
    written = _written(amount.cents)
    if amount.cents_online is None:
        return written
    return f"{written} / {_written(amount.cents_online)}"


def _written(cents: int) -> str:
    """Write an amount the way every fee schedule of the United States does."""
    dollars, rest = divmod(cents, _CENTS)
    return f"${dollars:,}.{rest:02}" if rest else f"${dollars:,}"


def _payment(telling: Telling, due: list[tuple[Fee, FeeAmount]]) -> list[Words]:
    """Say how money is paid, where any is."""
    to_pay = sum(amount.cents > 0 for _fee, amount in due)
    said = [telling.say(lambda words: words.fee.separate)] if to_pay > 1 else []
    ended = telling.paper.fees.checks_ended
    if to_pay and ended is not None and telling.today >= ended:
        said.append(telling.say(lambda words: words.fee.no_checks))
    return said


def _as_of(telling: Telling) -> Words:
    return telling.say(
        lambda words: words.fee.as_of, made=telling.paper.fees.as_of, day=telling.today
    )
