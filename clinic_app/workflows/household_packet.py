"""Everything that a household takes home, in one go: each person's sheets behind their own cover.

A cover is paper of the clinic: it says whose pile begins and is pulled out before the piles are
handed over. Each person's sheets are in the language that they read.
"""

from clinic_app.printing.sheet import Banner, CheckList, Section, Sheet, SheetKind, Words
from clinic_app.records.client import Client
from clinic_app.records.clinic import Clinic
from clinic_app.translation import gettext as _
from clinic_app.workflows import clients
from clinic_app.workflows.client_papers import papers_of
from clinic_app.workflows.file_frame import file_sheet
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.rules_line import rules_line
from clinic_app.workflows.session import Session


def packet_of(session: Session, client: Client) -> tuple[Paper, ...]:
    """Return the packet of a client's household; none for somebody who is alone."""
    others = clients.household(session, client)
    standing = tuple(one for one in (client, *others) if one.withdrawn is None)
    if not others:
        return ()
    return (
        Paper(
            title=_("Packet for the household"),
            purpose=_("Each person's sheets to take home behind a cover, in their language."),
            kind=SheetKind.FILE,
            file_name=f"household-{client.code}",
            sheets=lambda _language: tuple(
                sheet for one in standing for sheet in _pile(session, one)
            ),
            is_taken_apart=True,
        ),
    )


def _pile(session: Session, client: Client) -> tuple[Sheet, ...]:
    _client, found = papers_of(session, client.id)
    kept = tuple(paper for paper in found if paper.kind is SheetKind.TAKE_HOME)
    sheets = tuple(sheet for paper in kept for sheet in paper.sheets(_spoken(paper, client)))
    titles = tuple(paper.title for paper in kept)
    cover = cover_sheet(session.clinic, client, titles, rules_line(session))
    return (cover, *sheets)


def _spoken(paper: Paper, client: Client) -> str:
    return client.language if client.language in paper.languages else paper.languages[0]


def cover_sheet(clinic: Clinic, client: Client, titles: tuple[str, ...], rules_line: str) -> Sheet:
    """Decide what the cover of one person's pile says."""
    return file_sheet(
        clinic,
        client,
        title=_("Cover: pull out before handing over"),
        about=(),
        rules_line=rules_line,
        sections=(
            Section(Words(""), (Banner(Words(client.code)),)),
            Section(Words(_("In this pile")), (CheckList(tuple(map(Words, titles))),)),
        ),
    )
