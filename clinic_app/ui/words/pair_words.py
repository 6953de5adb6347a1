"""What two clients have in common and what not, line by line."""

from clinic_app.bundles.label_words import counties
from clinic_app.records.client import Client
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.pair_view import PairRow, PairView
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.client_words import gender_words
from clinic_app.workflows.duplicates import Filed, Twins
from clinic_app.workflows.languages import language_name


def pair_view(twins: Twins) -> PairView:
    """Return a pair as it is drawn."""
    left, right = twins.left, twins.right
    return PairView(
        left=left.client,
        right=right.client,
        rows=(
            _compared(_("Name"), left.client.name, right.client.name),
            _compared(_("Birth date"), _born(left.client), _born(right.client)),
            _compared(_("Phone"), left.client.phone, right.client.phone),
            _compared(_("Gender"), _gender(left.client), _gender(right.client)),
            _compared(_("Reads"), _language(left.client), _language(right.client)),
            _compared(_("County"), _county(left.client), _county(right.client)),
            PairRow(_("Code"), left.client.code, right.client.code),
            PairRow(_("Registered"), _registered(left.client), _registered(right.client)),
            PairRow(_("In the file"), _filed(left), _filed(right)),
        ),
    )


def _compared(title: str, left: str, right: str) -> PairRow:
    return PairRow(title, left, right, differs=bool(left and right) and left != right)


def _born(client: Client) -> str:
    return day_words(client.birth_date) if client.birth_date is not None else ""


def _gender(client: Client) -> str:
    return gender_words()[client.gender] if client.gender is not None else ""


def _language(client: Client) -> str:
    return language_name(client.language)


def _county(client: Client) -> str:
    return counties()[client.county] if client.county else ""


def _registered(client: Client) -> str:
    return day_words(client.registered.day)


def _filed(one: Filed) -> str:
    screenings = ngettext("{count} screening", "{count} screenings", one.screenings)
    services = ngettext("{count} service", "{count} services", one.services)
    return _("{screenings}, {services}").format(
        screenings=screenings.format(count=one.screenings),
        services=services.format(count=one.services),
    )
