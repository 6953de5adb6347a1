"""What is copied onto an application by hand, in the order of its form.

Parts have the names that the forms give them and no item numbers: numbers change with every
edition, and a wrong one is copied faithfully. What the clinic does not keep (addresses, numbers of
papers) is a line to write on. Security questions are never copied: the representative asks them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clinic_app.interview.answers import UNKNOWN, Answers
from clinic_app.interview.questionnaire import Questionnaire
from clinic_app.printing.sheet import Figures, Section, Sheet, Text, Words
from clinic_app.records.client import Client
from clinic_app.records.clinic import Clinic
from clinic_app.screening.outcome import Track
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.translation import gettext as _
from clinic_app.workflows.answer_lines import answer_words, entry_words
from clinic_app.workflows.file_frame import file_sheet
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.outcome_names import track_words

Lines = tuple[tuple[str, str], ...]
"""What is asked, and what to copy; empty where it is written by hand."""

_ENGLISH = "en"

MOST_TRIPS = 4
"""On the form's own page; the rest stands on a continuation sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What may be copied about one client.

    Attributes:
        answers: Those that decide: see :func:`clinic_app.workflows.deciding.deciding`.
    """

    client: Client
    clinic: Clinic
    answers: Answers
    track: Track
    country: str
    questionnaire: Questionnaire
    words: LanguageWords
    rules_line: str

    def said(self, key: str) -> str:
        """Return an answer in words; empty where it was not asked or is not known."""
        question = next(one for one in self.questionnaire.questions if one.id == key)
        answer = self.answers[key]
        return "" if answer is UNKNOWN else answer_words(question, answer, self.words)

    @property
    def born(self) -> str:
        """The birth date in words; empty where it is not known."""
        day = self.client.birth_date
        return self.words.dates.written(day) if day is not None else ""

    @property
    def trips(self) -> tuple[str, ...]:
        """Each trip in words, in the order told."""
        told = self.answers["absences"]
        question = next(one for one in self.questionnaire.questions if one.id == "absences")
        rows = told if isinstance(told, tuple) else ()
        return tuple(entry_words(question, row, self.words) for row in rows)


def data_sheets(form: str, known: Known) -> tuple[Sheet, ...]:
    """Decide what the sheet of a form says, and its continuation sheet where there is more.

    Args:
        form: ``I-821``, ``I-765`` or ``I-912``.
        known: Whose.
    """
    sections = tuple(
        Section(Words(part), (Figures(lines),)) for part, lines in _PARTS[form](known).items()
    )
    ask = Section(
        Words(_("Questions of law")),
        (
            Text(
                Words(
                    _(
                        "Arrests, courts, security and every other yes-or-no question are not "
                        "copied: the representative asks them and writes the answer."
                    )
                ),
                is_strong=True,
            ),
        ),
    )
    about = (_("To copy by hand. Compare with the edition of the form that is in force."),)
    title = _("Data for Form {form}").format(form=form)
    first = file_sheet(
        known.clinic,
        known.client,
        title=title,
        about=about,
        sections=(*sections, ask),
        rules_line=known.rules_line,
    )
    more = known.trips[MOST_TRIPS:] if form == "I-821" else ()
    return (first, _continuation(known, form, more)) if more else (first,)


def _continuation(known: Known, form: str, trips: tuple[str, ...]) -> Sheet:
    lines = [(_("A-number"), ""), (_("Form"), form), (_("Part"), _("Trips outside the country"))]
    told = tuple(
        (_("Trip {number}").format(number=number), trip)
        for number, trip in enumerate(trips, start=MOST_TRIPS + 1)
    )
    return file_sheet(
        known.clinic,
        known.client,
        title=_("Continuation sheet for Form {form}").format(form=form),
        about=(_("Copy this onto the form's page for additional information."),),
        sections=(
            Section(Words(_("Where it belongs")), (Figures(tuple(lines)),)),
            Section(Words(_("Trips outside the country")), (Figures(told),)),
        ),
        rules_line=known.rules_line,
    )


def _names(known: Known) -> Lines:
    return (
        (_("Name as the client writes it"), known.client.name),
        (_("Family name, given name, middle name as in the passport"), ""),
        (_("Other names ever used"), ""),
    )


def _numbers(known: Known) -> Lines:
    return (
        (_("Mailing address"), ""),
        (_("Physical address"), ""),
        (_("A-number"), ""),
        (_("USCIS online account number"), ""),
        (_("Social Security number"), ""),
        (_("Date of birth"), known.born),
        (_("Sex"), ""),
        (_("Marital status"), known.said("marital_status")),
    )


def _origin(known: Known) -> Lines:
    return (
        (_("Country of birth"), known.said("birth_country")),
        (_("City or town of birth"), ""),
        (_("Countries of citizenship or nationality"), known.said("nationalities")),
    )


def _arrival(known: Known) -> Lines:
    return (
        (_("Date of last entry"), known.said("last_entry")),
        (_("Place of last entry"), ""),
        (_("Status at last entry"), ""),
        (_("Form I-94 number"), ""),
        (_("Passport or travel document: number, country, expiry"), ""),
        (_("Status today"), ""),
    )


def _signing(known: Known) -> Lines:
    return (
        (_("Daytime telephone"), known.client.phone),
        (_("E-mail"), ""),
        *_interpreting(known.client),
        (_("Preparer: name, organization"), ""),
    )


def _interpreting(client: Client) -> Lines:
    """Return what the form asks of whoever reads it to the client in another language."""
    if not client.needs_interpreter:
        return ((_("Interpreter, if one helps: name, organization, language"), ""),)
    is_english = client.language == _ENGLISH
    return (
        (_("Interpreter: name, organization, telephone"), ""),
        (
            _("Language that the interpreter reads it in"),
            "" if is_english else language_name(client.language),
        ),
    )


def _trips(known: Known) -> Lines:
    shown = tuple(
        (_("Trip {number}").format(number=number), trip)
        for number, trip in enumerate(known.trips[:MOST_TRIPS], start=1)
    )
    if len(known.trips) > MOST_TRIPS:
        return (*shown, (_("More trips"), _("on the continuation sheet")))
    return shown or ((_("Trips since the date set"), known.said("absences")),)


def _i821(known: Known) -> Mapping[str, Lines]:
    return {
        _("Type of application"): (
            (_("Initial, late initial or re-registration"), track_words(known.track)),
            (_("Country whose TPS is asked for"), known.words.country_named(known.country)),
        ),
        _("Information about you"): (*_names(known), *_numbers(known), *_origin(known)),
        _("Arrival in the United States"): (
            (_("First came to live here"), known.said("first_entry")),
            *_arrival(known),
        ),
        _("Trips outside the country"): _trips(known),
        _("Earlier TPS"): (
            (_("Granted before"), known.said("prior_tps.granted")),
            (_("Granted on"), known.said("prior_tps.granted_date")),
        ),
        _("Biographic information"): ((_("Ethnicity, race, height, weight, eyes, hair"), ""),),
        _("Spouse and children"): (
            (_("Spouse: name, date and country of birth, A-number, marriage"), ""),
            (_("Children: name, date and country of birth, A-number"), ""),
        ),
        _("Contact and signatures"): _signing(known),
    }


def _i765(known: Known) -> Mapping[str, Lines]:
    return {
        _("Reason for applying"): (
            (_("Initial permission, replacement or renewal"), ""),
            (_("Category (a)(12) or (c)(19): the representative says which"), ""),
        ),
        _("Information about you"): (*_names(known), *_numbers(known), *_origin(known)),
        _("Last arrival"): _arrival(known),
        _("Contact and signatures"): _signing(known),
    }


def _i912(known: Known) -> Mapping[str, Lines]:
    return {
        _("Reason for the request"): (
            (_("A means-tested benefit: which, who receives it, since when"), ""),
            (_("Household income at or below 150% of the poverty guidelines"), ""),
            (_("Financial hardship"), ""),
        ),
        _("Information about you"): (*_names(known), *_numbers(known)),
        _("Forms for which it is asked"): ((_("Forms (fees under HR-1 cannot be waived)"), ""),),
        _("Household"): (
            (_("Everybody in the household: name, birth date, relation, income"), ""),
            (_("Yearly income of the household, and its proof"), ""),
            (_("Monthly expenses, and what caused the hardship"), ""),
        ),
        _("Contact and signatures"): _signing(known),
    }


_PARTS = {"I-821": _i821, "I-765": _i765, "I-912": _i912}

FORMS = tuple(_PARTS)
"""Forms that there is a sheet for."""
