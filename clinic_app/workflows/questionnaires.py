"""The questionnaire that the program ships."""

from functools import cache

from clinic_app import paths
from clinic_app.files.reading import read_bounded
from clinic_app.interview.questionnaire import Questionnaire, parse

_MOST_BYTES = 1024 * 1024


@cache
def shipped_questionnaire() -> Questionnaire:
    """Return the questions of a TPS screening; read once."""
    path = paths.resources() / "questionnaires" / "tps.toml"
    return parse(read_bounded(path, _MOST_BYTES))
