"""The certificate that goes with a translation. Source: 8 CFR 103.2(b)(3)."""

from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import Blanks, Block, Points, Section, Sheet, SheetKind, Text, Words
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import foot
from clinic_app.workflows.voice import Voice


def certificate_sheet(voice: Voice, rules_line: str) -> Sheet:
    """Decide what the certificate says; the translator fills it in. It knows no client.

    Which language a document is in, only its translator knows: a Haitian's birth certificate is in
    French.

    Args:
        voice: How the client is told what it is for; the certificate itself is English.
        rules_line: Which rules ask for it, and how old they are.
    """
    certify = _(
        "I certify that I am competent to translate from the language named above into English, "
        "and that the attached English translation of the document named above is complete and "
        "accurate."
    )
    document = (_("Title of the document, and whose it is"), _("Language of the document"))
    person = (_("Name of the translator"), _("Address"), _("Signature"), _("Date"))
    return Sheet(
        kind=SheetKind.TAKE_HOME,
        language="en",
        label=Words(_("Goes with the translation")),
        issuer=_("One for each document"),
        title=Words(_("Certificate of translation")),
        subject=_("Certificate of translation"),
        notice=voice.notice,
        sections=(
            Section(
                Words(_("Document")),
                (Blanks(tuple(Words(one) for one in document)),),
            ),
            Section(Words(_("Certificate")), (Text(Words(certify), is_strong=True),)),
            Section(Words(_("Translator")), (Blanks(tuple(Words(one) for one in person)),)),
            Section(Words(_("For the client")), _told(voice)),
        ),
        footer=foot(
            _("8 CFR 103.2(b)(3). No notary is needed. Attach it to the full translation."),
            rules_line,
        ),
        page_words=_("Page {page} of {count}"),
    )


def _told(voice: Voice) -> tuple[Block, ...]:
    """Tell the client, on a sheet that is read from the left whatever their language."""
    heading = voice.say(lambda words: words.certificate.client)
    said = (
        voice.say(lambda words: words.certificate.who),
        voice.say(lambda words: words.certificate.whole),
        voice.say(lambda words: words.certificate.together),
    )
    own: tuple[Block, ...] = (
        Text(Words(isolated(heading.own)), is_strong=True),
        Points(tuple(Words(isolated(words.own)) for words in said)),
    )
    if not heading.english:
        return own
    english = " ".join(words.english for words in said)
    return (*own, Text(Words(f"{heading.english}: {english}")))
