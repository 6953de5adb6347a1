"""What is shown of a name: whoever fills a stick may write anything there."""

import re

_NO_LETTERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What starts a new line, tells a terminal something, turns the reading direction around, or is
no text at all (bytes that are not UTF-8)."""


def shown_name(name: str) -> str:
    """Return *name* in one line, a question mark for whatever is no letter of it.

    A file's name with a line break could otherwise say that another file was accepted, and a
    headquarters' that its fingerprint was compared.
    """
    return _NO_LETTERS.sub("?", name)
