"""What may be found in a folder of bundles beside bundles."""

from clinic_app.bundles.errors import BundleError


class InnerFolderNotReadError(BundleError):
    """A folder in the one that is collected from cannot be looked into; the rest of it is."""

    reason = "not_read"
