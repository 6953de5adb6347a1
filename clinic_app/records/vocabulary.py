"""The words of many names, each kept once, arranged so that all spellings of one are found."""

from collections import defaultdict

from clinic_app.records.likeness import LONG_WORD, Face, are_spellings
from clinic_app.records.spelling import Word, word_of


class Vocabulary:
    """Every word that was heard.

    Two spellings of one name sound alike, or are long and one letter apart: then both are the
    same once a letter is left out of either. So nobody is missed by looking only there.
    """

    def __init__(self) -> None:
        self._words: dict[str, Word] = {}
        self._sounding: dict[str, set[Word]] = defaultdict(set)
        self._shortened: dict[str, set[Word]] = defaultdict(set)

    def heard(self, folded: str) -> Word:
        """Return one folded word with its sound, and remember it."""
        word = self._words.get(folded)
        if word is None:
            word = self._words[folded] = word_of(folded)
            self._sounding[word.sound].add(word)
            for text in _shortened(word):
                self._shortened[text].add(word)
        return word

    def spellings_in(self, face: Face) -> set[str]:
        """Return how any word of a name is written, itself and all that were heard so far."""
        found = set(face.texts)
        for word in face.words:
            near = set(self._sounding.get(word.sound, ()))
            near.update(*(self._shortened.get(text, ()) for text in _shortened(word)))
            found.update(other.text for other in near if are_spellings(word, other))
        return found


def _shortened(word: Word) -> set[str]:
    """Return *word* and what is left of it without any one letter; nothing of a short one."""
    text = word.text
    if len(text) < LONG_WORD:
        return set()
    return {text, *(text[:place] + text[place + 1 :] for place in range(len(text)))}
