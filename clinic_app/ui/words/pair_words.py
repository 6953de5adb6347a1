"""What two clients have in common and what not, line by line."""

from dataclasses import replace

from clinic_app.bundles.label_words import counties
from clinic_app.records.client import Client
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.file_view import next_date_words
from clinic_app.ui.models.pair_view import PairRow, PairView
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.client_words import gender_words
from clinic_app.workflows.disputes import Dispute
from clinic_app.workflows.duplicates import Filed, Twins
from clinic_app.workflows.languages import language_name


def pair_view(twins: Twins) -> PairView:
    """Return a pair as it is drawn."""
    left, right = twins.left, twins.right
    both = (left.client, right.client)
    return PairView(
        left=left.client,
        right=right.client,
        rows=(
            _row(_("Name"), *(one.name for one in both), "name"),
            _row(_("Birth date"), *map(_born, both), "birth_date"),
            _row(_("Phone"), *(one.phone for one in both), "phone"),
            _row(_("Gender"), *map(_gender, both), "gender"),
            _row(_("Reads"), *(language_name(one.language) for one in both), "language"),
            _row(_("Interpreter"), *map(_interpreter, both), "needs_interpreter"),
            _row(_("County"), *map(_county, both), "county"),
            _row(_("Next date"), *map(next_date_words, both), "come_back_on", "come_back_note"),
            _row(_("Code"), *(one.code for one in both)),
            _row(_("Registered"), *(day_words(one.registered.day) for one in both)),
            _row(_("In the file"), *map(_filed, (left, right))),
        ),
    )


def dispute_view(dispute: Dispute) -> PairView:
    """Return two files about which two laptops said two things; nothing is chosen of either."""
    both = (Filed(dispute.kept, 0, 0), Filed(dispute.other, 0, 0))
    one, two = dispute.one_person, dispute.two_people
    rows = pair_view(Twins(*both)).rows[:-1]  # what is in a file is that of the person now
    return PairView(
        left=dispute.kept,
        right=dispute.other,
        rows=tuple(replace(row, is_offered=False) for row in rows),
        dispute=_(
            "Two laptops answered differently: {one} said on {one_day} that these files are one "
            "person's, {two} said on {two_day} that they are two people's. They count as one "
            "person until that is settled here."
        ).format(
            one=one.worker,
            one_day=day_words(one.day),
            two=two.worker,
            two_day=day_words(two.day),
        ),
    )


def _row(title: str, left: str, right: str, *fields: str) -> PairRow:
    return PairRow(title=title, left=left, right=right, fields=frozenset(fields))


def _born(client: Client) -> str:
    return day_words(client.birth_date) if client.birth_date is not None else ""


def _gender(client: Client) -> str:
    return gender_words()[client.gender] if client.gender is not None else ""


def _interpreter(client: Client) -> str:
    return _("needed") if client.needs_interpreter else _("not needed")


def _county(client: Client) -> str:
    return counties()[client.county] if client.county else ""


def _filed(one: Filed) -> str:
    screenings = ngettext("{count} screening", "{count} screenings", one.screenings)
    services = ngettext("{count} service", "{count} services", one.services)
    return _("{screenings}, {services}").format(
        screenings=screenings.format(count=one.screenings),
        services=services.format(count=one.services),
    )
