"""The certificate that goes with a translation. Source: 8 CFR 103.2(b)(3)."""

from clinic_app.printing.sheet import Blanks, Section, Sheet, SheetKind, Text, Words
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import foot


def certificate_sheet(language: str, rules_line: str) -> Sheet:
    """Decide what the certificate says; the translator fills it in. It knows no client.

    Args:
        language: The English name of the language that is translated from.
        rules_line: Which rules ask for it, and how old they are.
    """
    certify = _(
        "I certify that I am competent to translate from {language} into English, and that the "
        "attached English translation of the document named above is complete and accurate."
    ).format(language=language)
    person = (_("Name of the translator"), _("Address"), _("Signature"), _("Date"))
    return Sheet(
        kind=SheetKind.TAKE_HOME,
        language="en",
        label=Words(_("Goes with the translation")),
        issuer=_("One for each document"),
        title=Words(_("Certificate of translation")),
        subject=_("Certificate of translation"),
        sections=(
            Section(
                Words(_("Document")),
                (Blanks((Words(_("Title of the document, and whose it is")),)),),
            ),
            Section(Words(_("Certificate")), (Text(Words(certify), is_strong=True),)),
            Section(Words(_("Translator")), (Blanks(tuple(Words(one) for one in person)),)),
        ),
        footer=foot(
            _("8 CFR 103.2(b)(3). No notary is needed. Attach it to the full translation."),
            rules_line,
        ),
        page_words=_("Page {page} of {count}"),
    )
