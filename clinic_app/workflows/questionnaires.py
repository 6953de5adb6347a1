"""The questionnaire that the program ships."""

from functools import cache

from clinic_app import paths
from clinic_app.files.reading import read_bounded
from clinic_app.interview.questionnaire import Questionnaire, parse
from clinic_app.interview.questionnaire_words import with_words

_MOST_BYTES = 1024 * 1024


@cache
def shipped_questionnaire() -> Questionnaire:
    """Return the questions of a TPS screening in all languages; read once."""
    folder = paths.resources() / "questionnaires"
    questionnaire = parse(read_bounded(folder / "tps.toml", _MOST_BYTES))
    for path in sorted((folder / "words").glob("*.toml")):
        words = read_bounded(path, _MOST_BYTES)
        questionnaire = with_words(questionnaire, path.stem, words)
    return questionnaire
