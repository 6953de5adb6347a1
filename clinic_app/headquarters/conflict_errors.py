"""Why a bundle of an accepted key does not count: a person decides."""

from clinic_app.bundles.errors import BundleError


class CloseContradictedError(BundleError):
    """Another bundle with this number, and another content, was taken in before."""

    reason = "other_content_for_this_close"


class PastContradictedError(BundleError):
    """An earlier close reads differently from what was taken in before."""

    reason = "earlier_close_changed"


class MonthLockedError(BundleError):
    """The bundle brings a month that was approved without it.

    Attributes:
        labels: The months, oldest first.
    """

    reason = "month_locked"

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__(labels)
        self.labels = labels


class ChainBrokenError(BundleError):
    """The bundle does not lead on from what was taken in before."""

    reason = "does_not_follow"


class ConflictsError(BundleError):
    """The bundle does not fit, and so many of its clinic lie apart already that it does not."""

    reason = "too_many_conflicts"
