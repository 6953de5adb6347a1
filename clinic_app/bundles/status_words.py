"""What became of a bundle at headquarters, as people read it."""

from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.translation import gettext as _


def status_words(status: ReceiptStatus) -> str:
    """Return one status in the reader's language."""
    match status:
        case ReceiptStatus.ACCEPTED:
            return _("accepted")
        case ReceiptStatus.SEEN:
            return _("seen before")
        case ReceiptStatus.SUPERSEDED:
            return _("superseded by a newer one")
        case ReceiptStatus.CONFLICT:
            return _("conflict: a person must decide")
        case ReceiptStatus.REJECTED:
            return _("rejected")
