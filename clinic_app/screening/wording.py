"""Sources whose exact wording nobody has re-read yet for this program.

A finding that rests on one of them is shown as "wording to be confirmed", whoever writes it:
an attorney reads each once in the eCFR, in the United States Code or in the reports, and takes
it off this list.
"""

from functools import lru_cache

_NOT_REREAD = (
    "8 CFR 1.2",
    "8 CFR 208.4",
    "8 CFR 208.15",
    "8 CFR 244.2(g)",
    "8 CFR 244.3",
    "8 CFR 244.9(a)(2)",
    "8 CFR 244.10",
    "8 CFR 244.11",
    "8 CFR 244.15",
    "8 CFR 244.16",
    "8 CFR 244.17",
    "8 CFR 244.19",
    "8 U.S.C. 1101(a)",
    "8 U.S.C. 1182(a)(2)(A)(ii)",
    "8 U.S.C. 1254a(a)(4)",
    "8 U.S.C. 1254a(a)(5)",
    "8 U.S.C. 1254a(b)(5)(B)",
    "8 U.S.C. 1254a(c)(3)",
    "8 U.S.C. 1254a(c)(4)",
    "8 U.S.C. 1254a(c)(6)",
    "8 U.S.C. 1254a(f)",
    "Matter of ",
)
"""How such a citation begins."""


@lru_cache(maxsize=4096)
def is_reread(citations: tuple[str, ...]) -> bool:
    """Whether the wording of every one of *citations* was re-read."""
    return not any(citation.startswith(_NOT_REREAD) for citation in citations)
