"""``clinic-app screen FILE.toml``: run scenarios and say how each comes out."""

import argparse
import sys
from pathlib import Path

from clinic_app.messages.explaining import explain
from clinic_app.screening.engine import TEST_NAMES
from clinic_app.screening.outcome import Finding
from clinic_app.screening.scenario import ScenarioResult, as_json
from clinic_app.screening.scenario_values import ScenarioError
from clinic_app.translation import gettext as _
from clinic_app.workflows.scenarios import screen_file


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    words = _("run the scenarios of a file")
    parser = commands.add_parser("screen", help=words, description=words, allow_abbrev=False)
    parser.add_argument("file", type=Path, metavar="FILE.toml")
    parser.add_argument(
        "--pack", type=Path, metavar="DIR", help=_("a rule pack; ours where none is named")
    )
    parser.add_argument("--json", action="store_true", help=_("a list, for programs"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every result; 1 where one is not what its scenario expects.

    A case that cannot be read is explained on stderr and ends with 3; the others are run.

    Raises:
        ClinicError: The scenario file or the rule pack cannot be used.
    """
    told = screen_file(arguments.file, arguments.pack)
    unread = [each for each in told if isinstance(each, ScenarioError)]
    results = tuple(each for each in told if isinstance(each, ScenarioResult))
    if arguments.json:
        print(as_json(results))
    else:
        for result in results:
            print("\n".join(_lines(result)), end="\n\n")
    for error in unread:
        sys.stderr.write(explain(error) + "\n")
    if unread:
        return 3
    return 1 if any(result.differences for result in results) else 0


def _lines(result: ScenarioResult) -> list[str]:
    outcome, scenario = result.outcome, result.scenario
    facts = [outcome.headline.value, outcome.track.value]
    if outcome.designation is not None:
        facts.append(outcome.designation)
    if outcome.deadline is not None:
        facts.append(outcome.deadline.isoformat())
    lines = [f"{scenario.id}  {scenario.title}", f"    {'  '.join(facts)}"]
    if outcome.deadline_text:
        lines.append(f"    {outcome.deadline_text}")
    lines += [line for finding in outcome.findings for line in _finding_lines(finding)]
    if outcome.missing:
        lines.append("    " + _("missing: {keys}").format(keys=", ".join(outcome.missing)))
    lines += ["    " + _("NOT AS EXPECTED: {what}").format(what=d) for d in result.differences]
    return lines


def _finding_lines(finding: Finding) -> list[str]:
    mark = "note" if finding.is_advisory else finding.status.value
    code = "" if finding.code is None else f" [{finding.code}]"
    name = TEST_NAMES[finding.test]
    cites = "; ".join(finding.citations)
    if not finding.is_confirmed:
        cites += " " + _("(wording to be confirmed)")
    return [f"    {mark:<13}{name}{code}: {finding.text}", f"    {'':<13}{cites}"]
