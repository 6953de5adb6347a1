"""Whoever was deleted for good stays gone, also where an older backup brought them back."""

import logging

from clinic_app.errors import ClinicError
from clinic_app.records.retention import Lifting
from clinic_app.translation import gettext as _
from clinic_app.vault import gone_list
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import gone_lists
from clinic_app.workflows.laptop_errors import ForgetAtMainError
from clinic_app.workflows.own_laptop import main_of, refuse_forgetting
from clinic_app.workflows.purging import People, purge_restored
from clinic_app.workflows.session import Session

_LOG = logging.getLogger(__name__)


def purge_again(session: Session) -> None:
    """Delete those again who are on the list and back in the records; write down who is not on it.

    A hold that stood when the backup was made was lifted before the person was deleted; so it is
    lifted again, by whoever may, and until then keeps them. What a disk refuses here is tried again
    at the next opening, and keeps nobody from their records.
    """
    listed = gone_list.read(session.vault, session.vault.folder)
    with session.reading() as opened:
        known = opened.purges.gone()
        back = _come_back(opened, listed)
    try:
        if back:
            _delete(session, back)
        if back or not known <= listed:
            gone_lists.remember(session)
    except ClinicError as error:
        _LOG.warning("who came back was not deleted again: %s", type(error).__name__)


def _come_back(opened: OpenVault, listed: frozenset[str]) -> tuple[str, ...]:
    """Return who came back with an older backup.

    A day laptop deletes copies alone, and the main laptop may hand the same people out to it again.
    Whoever is there although these very records know of the deletion was taken in since; whom the
    laptop holds, or what is on its way to the main one, was never what was deleted.
    """
    back = opened.purges.come_back(listed)
    if main_of(opened) is None:
        return back
    since = opened.purges.gone()
    return tuple(one for one in back if one not in since and _is_mere_copy(opened, one))


def _is_mere_copy(opened: OpenVault, client_id: str) -> bool:
    try:
        refuse_forgetting(opened, client_id)
    except ForgetAtMainError:
        return False
    return True


def _delete(session: Session, back: tuple[str, ...]) -> None:
    def who(opened: OpenVault) -> People:
        held = {one for one in back if _standing(opened, one)}
        if session.may_sign:
            for one in held:
                _lift(session, opened, one)
            held.clear()
        return [(one,) for one in back if one not in held]

    purge_restored(session, who)


def _standing(opened: OpenVault, client_id: str) -> tuple[str, ...]:
    holds = opened.holds.of_client(client_id)
    return tuple(hold.id for hold in holds if hold.lifted is None)


def _lift(session: Session, opened: OpenVault, client_id: str) -> None:
    reason = _("Lifted before the person was deleted; an older backup brought it back.")
    for hold_id in _standing(opened, client_id):
        opened.holds.lift(hold_id, Lifting(reason, session.stamp()))
