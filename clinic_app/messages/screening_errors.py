"""Words for what the room ``screening`` expects may fail."""

from clinic_app.messages.sentences import Sentences
from clinic_app.screening.scenario_values import ScenarioError
from clinic_app.screening.strict_toml import PackError, PackProblem
from clinic_app.translation import gettext as _


def _pack(error: PackError) -> str:
    says = {
        PackProblem.FILE_MISSING: _("A part of the rule pack is missing: {place}."),
        PackProblem.NOT_TOML: _("The rule pack cannot be read at {place}."),
        PackProblem.UNKNOWN_KEY: _("The rule pack has a key that does not exist: {place}."),
        PackProblem.KEY_MISSING: _("The rule pack lacks a key: {place}."),
        PackProblem.WRONG_VALUE: _("The rule pack has a value of the wrong kind: {place}."),
        PackProblem.ENDS_BEFORE_START: _("In the rule pack something ends too early: {place}."),
        PackProblem.NOT_FOUND: _("The rule pack names something that it does not have: {place}."),
        PackProblem.GIVEN_TWICE: _("The rule pack says the same thing twice: {place}."),
        PackProblem.DOES_NOT_BELONG: _("The rule pack contradicts itself: {place}."),
    }
    place = f"{error.file}, {error.key}" if error.key else error.file
    what = says[error.problem].format(place=place)
    return what + " " + _("Nothing was changed; ask whoever made the pack for a whole one.")


def _scenario(error: ScenarioError) -> str:
    says = {
        PackProblem.NOT_TOML: _("The scenario file cannot be read as TOML{place}."),
        PackProblem.UNKNOWN_KEY: _("The scenario file has a key that does not exist{place}."),
        PackProblem.KEY_MISSING: _("The scenario file lacks a key{place}."),
        PackProblem.ENDS_BEFORE_START: _("In the scenario file an entry is before birth{place}."),
    }
    other = _("The scenario file has a value of the wrong kind{place}.")
    place = f": {error.key}" if error.key else ""
    what = says.get(error.problem, other).format(place=place)
    if error.is_of_one_case:
        return what + " " + _("That case was not screened; correct it and run it again.")
    return what + " " + _("Nothing was screened; correct that place and run it again.")


SENTENCES: Sentences = {PackError: _pack, ScenarioError: _scenario}
