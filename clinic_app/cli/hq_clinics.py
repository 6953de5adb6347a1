"""``clinic-app hq enrol``, ``accept``, ``clinics``, ``revoke``, ``leaves``: who reports."""

import argparse
from pathlib import Path

from clinic_app import clock
from clinic_app.bundles import signed_note
from clinic_app.cli import comparing, hq_words
from clinic_app.cli.hq_command import command, unlocked
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.headquarters import enrolling, leaving, policy
from clinic_app.messages.leaving_words import leaves_words, returns_words
from clinic_app.messages.renamed_words import renamed_words
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    for add in (_add_enrol, _add_accept, _add_clinics, _add_revoke, _add_leaves, _add_policy):
        add(actions)


def run_enrol(arguments: argparse.Namespace) -> int:
    """Write an enrolment file for one clinic."""
    headquarters = unlocked(arguments)
    renamed = enrolling.renamed(headquarters, arguments.code, arguments.name)
    enrolment = enrolling.issue(headquarters, arguments.code, arguments.name, clock.now())
    if renamed is not None:
        print(renamed_words(renamed))
    write_atomically(arguments.out, enrolment)
    print(_("Written: {file}. Give it to the clinic.").format(file=arguments.out))
    print(hq_words.own_fingerprint(headquarters))
    return 0


def run_accept(arguments: argparse.Namespace) -> int:
    """Pin the key of a clinic's answer; with a fingerprint, only where it is this one."""
    headquarters = unlocked(arguments)
    answer = read_bounded(arguments.answer, signed_note.MOST_BYTES)
    clinic = enrolling.look_at(headquarters, answer)
    is_compared = bool(arguments.fingerprint.strip())
    if is_compared:
        comparing.compare(clinic.fingerprint, arguments.fingerprint)
    enrolling.accept(headquarters, answer, clock.now())
    print(_("Accepted: {code}, {name}.").format(code=clinic.code, name=clinic.name))
    if not is_compared:
        print(
            _("Compare over the phone, the clinic: {fingerprint}").format(
                fingerprint=clinic.fingerprint
            )
        )
    return 0


def run_clinics(arguments: argparse.Namespace) -> int:
    """List the clinics, each with how far its enrolment is."""
    headquarters = unlocked(arguments)
    listed, left = enrolling.listed(headquarters), leaving.leavings(headquarters)
    print(hq_words.clinic_lines(listed, left))
    return 0


def run_revoke(arguments: argparse.Namespace) -> int:
    """Let no key of a clinic speak any more."""
    enrolling.revoke(unlocked(arguments), arguments.code, arguments.reason, clock.now())
    print(_("Revoked. Nothing that the clinic signs counts until it is enrolled anew."))
    return 0


def run_leaves(arguments: argparse.Namespace) -> int:
    """Say that a clinic reports no more after a month, or take that back."""
    last = None if arguments.after is None else Month.from_label(arguments.after)
    headquarters, code, reason = unlocked(arguments), arguments.code, arguments.reason
    if last is None:
        print(returns_words(leaving.take_back(headquarters, code, reason, clock.now())))
    else:
        print(leaves_words(leaving.leave(headquarters, code, last, reason, clock.now())))
    return 0


def run_policy(arguments: argparse.Namespace) -> int:
    """Say how large a crowd must be, or decide on another size."""
    headquarters = unlocked(arguments)
    if arguments.smallest_crowd is not None:
        policy.decide(headquarters, arguments.smallest_crowd, arguments.reason or "", clock.now())
        print(_("Decided. Every clinic needs a new enrolment file for it."))
    print(
        _("Nobody is counted under a label before {count} people share it.").format(
            count=policy.in_force(headquarters).smallest_crowd
        )
    )
    return 0


def _add_enrol(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(commands, "enrol", _("write the enrolment file of one clinic"))
    parser.add_argument("code", metavar="CODE", help=_("the clinic's code, such as BOS-1"))
    parser.add_argument("--name", required=True, help=_("the clinic's name"))
    parser.add_argument("--out", type=Path, metavar="FILE", required=True)
    parser.set_defaults(run=run_enrol)


def _add_accept(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(commands, "accept", _("accept a clinic's key from its answer"))
    parser.add_argument("answer", type=Path, metavar="ANSWER")
    comparing.add_option(parser)
    parser.set_defaults(run=run_accept)


def _add_clinics(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command(actions, "clinics", _("list the clinics and their keys")).set_defaults(run=run_clinics)


def _add_revoke(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(actions, "revoke", _("let no key of a clinic speak any more"))
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--reason", metavar="WORDS", required=True)
    parser.set_defaults(run=run_revoke)


def _add_leaves(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = _("say that a clinic left for good and reports no more, or take that back")
    parser = command(actions, "leaves", words)
    parser.add_argument("code", metavar="CODE")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--after", metavar="MONTH", help=_("the last month that it reports"))
    which.add_argument("--take-back", action="store_true", help=_("it did not leave"))
    parser.add_argument("--because", "--reason", dest="reason", metavar="WORDS", required=True)
    parser.set_defaults(run=run_leaves)


def _add_policy(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = command(actions, "policy", _("how large a crowd must be, the same for all clinics"))
    parser.add_argument("--smallest-crowd", type=int, metavar="K", help=_("from 5 on"))
    parser.add_argument("--reason", metavar="WORDS", help=_("needed with --smallest-crowd"))
    parser.set_defaults(run=run_policy)
