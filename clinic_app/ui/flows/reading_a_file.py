"""All that a client's file shows, read at once and written down as looked at."""

from clinic_app.records.audit import About, Act
from clinic_app.screening.rule_pack import RulePack
from clinic_app.ui.models.file_view import FileView
from clinic_app.ui.words.file_words import file_lines
from clinic_app.workflows import (
    audit,
    clients,
    decisions,
    duplicates,
    elsewhere,
    forgetting,
    holds,
    merging,
    screenings,
    services,
    sweep,
)
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.session import Session


def read_file(session: Session, pack: RulePack, client_id: str) -> FileView:
    """Return a client's file as the session's worker may see it.

    Raises:
        RecordMissingError: No client has this id.
    """
    audit.note(session, Act.VIEWED, About.CLIENT, client_id)
    client = clients.get(session, client_id)
    sittings = screenings.of_client(session, client_id)
    decided = {one.id: decisions.of_screening(session, one.id) for one in sittings}
    again = {one.id: sweep.latest(session, one.id) for one in sittings}
    given = services.of_client(session, client_id)
    return FileView(
        client=client,
        language=language_name(client.language),
        household=clients.household(session, client),
        lines=file_lines(sittings, given, decided, pack, again),
        like=duplicates.like(session, client),
        elsewhere=elsewhere.holder_of(session, client_id),
        merged=merging.of_client(session, client.id) if session.may_screen else (),
        is_held=holds.is_held(session, client.id),
        can_screen=session.may_screen,
        can_keep=forgetting.is_offered(session, client.id),
    )
