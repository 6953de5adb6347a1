"""An answer may be some day of a month or year, which programs from before cannot read.

No table changes: from this step on they refuse the vault, and say so.
"""

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """See the module docstring."""
