"""``clinic-app hq ask`` and ``questions``: what a clinic is asked, and what it answered."""

import argparse

from clinic_app import clock
from clinic_app.cli import hq_words
from clinic_app.cli.hq_command import command, unlocked
from clinic_app.headquarters import asking
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    for add in (_add_ask, _add_questions):
        add(actions)


def run_ask(arguments: argparse.Namespace) -> int:
    """Keep a question to a clinic."""
    month = Month.from_label(arguments.about) if arguments.about else None
    asking.ask(unlocked(arguments), arguments.code, month, arguments.words, clock.now())
    print(_("Asked. The question lies beside the receipts of the clinic's next bundle."))
    return 0


def run_questions(arguments: argparse.Namespace) -> int:
    """List the questions; 1 where one waits for its answer."""
    found = asking.asked(unlocked(arguments))
    print(hq_words.question_lines(found))
    return int(any(not one.answer for one in found))


def _add_ask(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(actions, "ask", _("ask a clinic something"))
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("words", metavar="WORDS")
    parser.add_argument("--about", metavar="MONTH", help=_("the month it is about"))
    parser.set_defaults(run=run_ask)


def _add_questions(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = _("list what clinics were asked and answered")
    command(actions, "questions", words).set_defaults(run=run_questions)
