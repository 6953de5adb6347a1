"""``python -m clinic_app`` and the ``clinic-app`` command."""

import sys

from clinic_app.startup import run


def main() -> None:
    """Start the program and leave with its exit status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
