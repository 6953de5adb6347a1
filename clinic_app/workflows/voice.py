"""How the smaller sheets speak: in the client's language, the English beside it where due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import BigCode, Section, Sheet, SheetKind, Words
from clinic_app.records.clinic import Clinic
from clinic_app.screening.paper_pack import SOURCE_LANGUAGE, PaperPack
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.screening.sheet_words import SheetTexts
from clinic_app.workflows.file_frame import foot
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.rules_line import RulesSeen, rules_seen
from clinic_app.workflows.session import Session

Pick = Callable[[SheetTexts], str]
"""Picks one text out of a language's words."""


_TYPED = frozenset({"phone", "whom", "clinic", "code"})
"""Gaps that keep their own direction in any sentence."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One language of the smaller sheets; English where the pack does not bring it yet.

    Attributes:
        wanted: The language asked for.
        seen: How old the rules are that every one of these sheets comes from.
    """

    paper: PaperPack
    wanted: str
    seen: RulesSeen

    @property
    def language(self) -> str:
        """The language that is spoken."""
        return self.wanted if self.wanted in self.paper.sheets else SOURCE_LANGUAGE

    @property
    def is_bilingual(self) -> bool:
        """Whether the English stands beside words that nobody has reviewed."""
        own = self.paper.sheets[self.language]
        return self.language != SOURCE_LANGUAGE and not own.is_reviewed

    @property
    def notice(self) -> Words | None:
        """What must be said of the translation; None where it was reviewed, and in English."""
        if self.language != self.wanted:
            return self.say(lambda words: words.frame.not_yet, language=language_name(self.wanted))
        return self.say(lambda words: words.frame.not_reviewed) if self.is_bilingual else None

    def say(self, pick: Pick, **gaps: str | date) -> Words:
        """Say one text, its gaps filled; a day is written in each language."""
        own = self._filled(self.language, pick, gaps)
        return Words(own, self._filled(SOURCE_LANGUAGE, pick, gaps) if self.is_bilingual else "")

    def written(self, day: date) -> Words:
        """Write a day out."""
        own = self._day(self.language, day)
        return Words(own, self._day(SOURCE_LANGUAGE, day) if self.is_bilingual else "")

    def sheet(
        self,
        *,
        title: Pick,
        issuer: str,
        sections: tuple[Section, ...],
        about: tuple[Words, ...] = (),
        code: BigCode | None = None,
    ) -> Sheet:
        """Put a sheet to take home together; its subject is its title."""
        frame = self.paper.sheets[self.language].frame
        return Sheet(
            kind=SheetKind.TAKE_HOME,
            language=self.language,
            label=self.say(lambda words: words.frame.label),
            issuer=issuer,
            title=self.say(title),
            subject=title(self.paper.sheets[self.language]),
            about=about,
            code=code,
            notice=self.notice,
            sections=sections,
            footer=foot(frame.footer, self.seen.line(self._words(self.language))),
            page_words=frame.page,
        )

    def _words(self, language: str) -> LanguageWords:
        return self.paper.words.get(language, self.paper.source)

    def _day(self, language: str, day: date) -> str:
        return self._words(language).dates.written(day)

    def _filled(self, language: str, pick: Pick, gaps: dict[str, str | date]) -> str:
        filling = {}
        for key, value in gaps.items():
            if isinstance(value, date):
                filling[key] = self._day(language, value)
            else:
                filling[key] = isolated(value) if key in _TYPED else value
        return pick(self.paper.sheets[language]).format(**filling)


def voice_of(session: Session, language: str) -> Voice:
    """Return how the sheets of a session's clinic speak in one language.

    The age of the rules is that of the whole pack: a ticket or a letter tells no country.
    """
    rules = session.rules
    return Voice(rules.paper, language, rules_seen(rules.pack, session.today.day))


def issuer_of(clinic: Clinic) -> str:
    """Return who hands a sheet out, in one line."""
    return " · ".join(isolated(part) for part in (clinic.name, clinic.phone) if part)


def to_scan(clinic: Clinic, code: str) -> str:
    """Return what a camera reads: the clinic's telephone and the come-back code, nothing else."""
    return f"{clinic.phone} {code}".strip()
