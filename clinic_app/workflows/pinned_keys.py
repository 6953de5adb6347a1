"""Headquarters as a representative took it in: nothing else is believed or sealed for."""

from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.carrying_errors import KeysNotPinnedError, NotEnrolledError


def pinned(opened: OpenVault) -> StoredEnrolment | None:
    """Return the enrolment; None for a clinic that is not enrolled yet.

    Raises:
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
    """
    held = opened.enrolment.get()
    if held is not None and not held.is_pinned:
        raise KeysNotPinnedError
    return held


def enrolled(opened: OpenVault) -> StoredEnrolment:
    """Return the enrolment.

    Raises:
        NotEnrolledError: There is no headquarters yet.
        KeysNotPinnedError: See :func:`pinned`.
    """
    held = pinned(opened)
    if held is None:
        raise NotEnrolledError
    return held
