"""``clinic-app demo DIR``: a training vault of invented families."""

import argparse
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from clinic_app import clock
from clinic_app.files.reading import read_bounded
from clinic_app.messages.cli_errors import NotADayError
from clinic_app.translation import gettext as _
from clinic_app.workflows.demo import PASSPHRASE_FILE, SIGN_IN_NAMES, DemoOrder, fill

MOST_BYTES = 64 * 1024
"""An enrolment file has about one kilobyte."""

_ONE_YEAR = timedelta(days=365)
_LINES = 20
"""How often progress is said, whatever the size."""

_SILENT_SECONDS = 10
"""So long at most nothing is said while people are screened for a goal."""

_MOST = 1_000_000
"""Ten times the largest clinic; with a slip of the hand more the command would never end."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("fill a training vault with invented families")
    parser = commands.add_parser("demo", help=words, description=words, allow_abbrev=False)
    parser.add_argument("folder", type=Path, metavar="DIR", help=_("new or empty"))
    parser.add_argument("--clients", type=_count, required=True, metavar="N")
    parser.add_argument("--events", type=_count, required=True, metavar="M")
    parser.add_argument("--seed", type=int, required=True, metavar="S")
    parser.add_argument("--from", dest="first", metavar="DATE", help=_("a year ago"))
    parser.add_argument("--to", dest="last", metavar="DATE", help=_("today"))
    parser.add_argument(
        "--enrolment", type=Path, metavar="FILE", help=_("of a training headquarters")
    )
    parser.add_argument(
        "--close-months", action="store_true", help=_("close each month, into DIR/outbox")
    )
    parser.add_argument(
        "--corrections",
        type=_share,
        default=0.0,
        metavar="R",
        help=_("share of clients, 0 to 1, of whom something is found wrong later"),
    )
    parser.add_argument(
        "--helped", type=_count, metavar="N", help=_("exactly so many are helped to apply")
    )
    parser.add_argument(
        "--trained", type=_count, metavar="N", help=_("exactly so many are trained")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the vault and say how far it is.

    Raises:
        ClinicError: Whatever the folder, the days or the enrolment file refuse.
    """
    today = clock.today().day
    last = _day(arguments.last) if arguments.last else today
    first = _day(arguments.first) if arguments.first else last - _ONE_YEAR
    file: Path | None = arguments.enrolment
    order = DemoOrder(
        clients=arguments.clients,
        events=arguments.events,
        seed=arguments.seed,
        first=first,
        last=last,
        enrolment=read_bounded(file, MOST_BYTES) if file is not None else None,
        closes_months=arguments.close_months,
        corrections=arguments.corrections,
        helped=arguments.helped,
        trained=arguments.trained,
    )
    said = 0
    screened = _teller(arguments.helped or 0)
    for done, total in fill(arguments.folder, order, today, screened=screened):
        if done * _LINES >= (said + 1) * total:
            said = done * _LINES // total
            print(_("{done} of {total}").format(done=done, total=total), flush=True)
    print(
        _("A training vault is ready. Unlock it as {names}; the passphrase is in {file}.").format(
            names=", ".join(SIGN_IN_NAMES), file=PASSPHRASE_FILE
        )
    )
    return 0


def _teller(goal: int) -> Callable[[int, int], None]:
    """Return what says now and then, on stderr, how far it is until *goal* are helped."""
    said = clock.seconds()

    def tell(count: int, missing: int) -> None:
        nonlocal said
        if clock.seconds() - said < _SILENT_SECONDS:
            return
        said = clock.seconds()
        words = _("Still to be helped to apply: {missing} of {goal}; screened for that: {count}")
        sys.stderr.write(words.format(goal=goal, count=count, missing=missing) + "\n")
        sys.stderr.flush()

    return tell


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise NotADayError(typed) from error


def _count(typed: str) -> int:
    """Read a whole number from 0 on."""
    number = int(typed) if typed.isdecimal() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(_("{typed} is no whole number").format(typed=typed))
    if number > _MOST:
        raise argparse.ArgumentTypeError(_("at most {most} can be made").format(most=_MOST))
    return number


def _share(typed: str) -> float:
    try:
        number = float(typed)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(_("{typed} is no share from 0 to 1").format(typed=typed))
    return number
