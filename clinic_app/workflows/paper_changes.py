"""What newer rules say otherwise about fees, forms, evidence and the words of clients' sheets."""

from collections.abc import Iterator

from msgspec.structs import replace

from clinic_app.screening.paper_pack import Fee, FeeAmount, FilingForm, PaperPack
from clinic_app.screening.paper_words import LanguageWords, texts
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext

_CENTS = 100


def paper_changes(before: PaperPack, after: PaperPack) -> Iterator[str]:
    """Yield what *after* says otherwise than *before*, each a line."""
    yield from _fees(before, after)
    if (before.fees.notes, before.fees.checks_ended) != (
        after.fees.notes,
        after.fees.checks_ended,
    ):
        yield _("notes about fees changed")
    yield from _editions(before, after)
    if _but_editions(before) != _but_editions(after):
        yield _("forms changed")
    if (before.evidence.proof, before.evidence.item) != (after.evidence.proof, after.evidence.item):
        yield _("evidence to bring changed")
    if before.evidence.notes != after.evidence.notes:
        yield _("notes for whoever prepares a filing changed")
    yield from _words(before, after)


def _fees(before: PaperPack, after: PaperPack) -> Iterator[str]:
    fees = {fee.id: fee for fee in before.fees.fee}
    for fee in after.fees.fee:
        old = fees.pop(fee.id, None)
        if old is None:
            yield _("fee added: {fee}").format(fee=_named(fee))
        elif old != fee:
            known = set(old.amounts)
            new = [_amount(amount) for amount in fee.amounts if amount not in known]
            yield _("fee changed: {fee}").format(fee="; ".join((_named(fee), *new)))
    for fee in fees.values():
        yield _("fee removed: {fee}").format(fee=_named(fee))


def _editions(before: PaperPack, after: PaperPack) -> Iterator[str]:
    known = {form.id: form.edition for form in before.forms.form}
    for form in after.forms.form:
        if form.edition is not None and form.edition != known.get(form.id):
            yield _("edition of Form {form}: {day}").format(form=form.id, day=form.edition)


def _but_editions(paper: PaperPack) -> tuple[FilingForm, ...]:
    return tuple(replace(form, edition=None, edition_seen=None) for form in paper.forms.form)


def _named(fee: Fee) -> str:
    return f"{fee.form}, {fee.what}"


def _amount(amount: FeeAmount) -> str:
    dollars = f"${amount.cents / _CENTS:,.2f}"
    if amount.first is None:
        return dollars
    return _("{dollars} from {day}").format(dollars=dollars, day=amount.first)


def _words(before: PaperPack, after: PaperPack) -> Iterator[str]:
    for tag, words in after.words.items():
        old = before.words.get(tag)
        if old is None:
            yield _("language added: {language}").format(language=words.own_name)
        elif old != words:
            yield _changed(old, words)
    for tag in before.words.keys() - after.words.keys():
        yield _("language removed: {language}").format(language=before.words[tag].own_name)


def _changed(old: LanguageWords, new: LanguageWords) -> str:
    was, now = dict(texts(old)), dict(texts(new))
    count = sum(was.get(key) != now.get(key) for key in was.keys() | now.keys())
    if new.is_reviewed and not old.is_reviewed:
        return _("words in {language} are reviewed now, by {name}").format(
            language=new.own_name, name=new.reviewer
        )
    return ngettext(
        "{count} text in {language} changed", "{count} texts in {language} changed", count
    ).format(count=count, language=new.own_name)
