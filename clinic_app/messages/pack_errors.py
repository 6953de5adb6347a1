"""Words for what may be wrong with a rule pack that somebody brings."""

from clinic_app.bundles.pack_errors import (
    NotASignedPackError,
    PackContentError,
    PackFileNewerError,
    PackSignatureError,
    PackTruncatedError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _not_a_pack(_error: NotASignedPackError) -> str:
    return _(
        "This file is no signed rule pack; the rules stay as they are. "
        "Look for the file from headquarters whose name ends in .rulepack."
    )


def _newer(_error: PackFileNewerError) -> str:
    return _(
        "These rules were written for a newer version of this program; the rules stay as they "
        "are. Bring the program up to date, then install them."
    )


def _truncated(_error: PackTruncatedError) -> str:
    return _(
        "The rule pack was not copied whole; the rules stay as they are. "
        "Copy it to the stick again."
    )


def _signature(_error: PackSignatureError) -> str:
    return _(
        "The rule pack does not carry the signature of your headquarters, or was changed after "
        "it was signed; the rules stay as they are. Ask headquarters for the file again."
    )


def _content(error: PackContentError) -> str:
    if error.path:
        return _(
            "The rule pack holds something that may not be in one: {path}. "
            "The rules stay as they are; tell headquarters."
        ).format(path=error.path)
    return _(
        "The rule pack is larger than a rule pack may be, or not what its list says. "
        "The rules stay as they are; tell headquarters."
    )


SENTENCES: Sentences = {
    NotASignedPackError: _not_a_pack,
    PackFileNewerError: _newer,
    PackTruncatedError: _truncated,
    PackSignatureError: _signature,
    PackContentError: _content,
}
