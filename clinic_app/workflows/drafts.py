"""What is being typed, kept while it is typed: a lock or a power cut takes no word.

A draft lies in the encrypted records, apart from them: it is counted nowhere, and only the worker
who typed it gets it back.
"""

from clinic_app.records.draft import Draft, Pane
from clinic_app.workflows.session import Session


def keep(session: Session, panes: tuple[Pane, ...]) -> None:
    """Keep what stands in the window of the session's worker; nothing where *panes* is empty.

    Raises:
        ClinicError: Whatever the vault refuses; what was kept before stays.
    """
    with session.transaction() as opened:
        if panes:
            opened.drafts.keep(session.worker.id, Draft(session.moment(), panes))
        else:
            opened.drafts.forget(session.worker.id)


def left(session: Session) -> Draft | None:
    """Return what the session's worker left half-typed; None where nothing was."""
    with session.reading() as opened:
        return opened.drafts.of(session.worker.id)
