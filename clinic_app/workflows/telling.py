"""What is said to one client about one screening: texts of the pack with their gaps filled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from clinic_app.printing.pack_words import learn_filled, learn_joined
from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import Words
from clinic_app.records.client import Client
from clinic_app.records.clinic import Clinic
from clinic_app.screening.asked_days import asked_days, standing_of
from clinic_app.screening.corrections import Paper, PaperKind
from clinic_app.screening.designation import Standing, StandingKind
from clinic_app.screening.evidence_months import Coverage
from clinic_app.screening.outcome import Headline, Outcome, Track
from clinic_app.screening.paper_pack import SOURCE_LANGUAGE, PaperPack
from clinic_app.screening.paper_words import LanguageWords
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.what_would_change import Change
from clinic_app.workflows.rules_line import RulesSeen, rules_seen

_OF_THE_PACK = frozenset({"topics", "forms", "version", "looked", "as_of", "made", "day"})
"""Gaps that rules or the calendar fill; first and last days, and months, may be a client's own."""

_TYPED = frozenset({"note", "phone", "place"})
"""Gaps that a worker's own words fill, which may be in another script than the sentence."""

Pick = Callable[[LanguageWords], str]
"""Picks one text out of a language's words."""


def one_after_other(said: list[Words]) -> Words:
    """Join texts into one paragraph, language by language."""
    english = " ".join(words.english for words in said).strip()
    own = " ".join(words.own for words in said)
    learn_joined(own, *(words.own for words in said))
    return Words(own, english)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One client's outcome, and the language it is told in.

    Attributes:
        today: The day the sheet is made; fees are those of this day.
        changes: What would change a finding.
        months: Which months papers show that the client has laid on the table; None where
            nobody asks for months.
    """

    client: Client
    clinic: Clinic
    outcome: Outcome
    pack: RulePack
    paper: PaperPack
    language: str
    today: date
    changes: tuple[Change, ...] = ()
    months: Coverage | None = None

    @property
    def is_bilingual(self) -> bool:
        """Whether the English stands beside words that nobody has reviewed."""
        own = self.paper.words[self.language]
        return self.language != SOURCE_LANGUAGE and not own.is_reviewed

    @property
    def is_filing(self) -> bool:
        """Whether there is a route on which an application may be filed or kept."""
        is_barred = self.outcome.headline is Headline.LIKELY_NOT_ELIGIBLE
        return not is_barred and self.outcome.track is not Track.NONE

    @property
    def seen(self) -> RulesSeen:
        """How old the rules of the country are on the day the sheet is made."""
        return rules_seen(self.pack, self.today, self.outcome.country)

    @property
    def codes(self) -> frozenset[str]:
        """Codes of all findings, notes included."""
        return frozenset(
            finding.code.value for finding in self.outcome.findings if finding.code is not None
        )

    @property
    def papers(self) -> Mapping[PaperKind, Paper]:
        """Papers that would change a finding and were not shown yet, by kind."""
        found = (change.paper for change in self.changes if not change.is_shown)
        return {paper.kind: paper for paper in found if paper is not None}

    @property
    def codes_without_paper(self) -> frozenset[str]:
        """Codes of the findings that no paper of their own is asked for, or was shown."""
        listed = {kind for item in self.paper.evidence.item for kind in item.papers}
        asked = {
            change.code for change in self.changes if change.paper and change.paper.kind in listed
        }
        return frozenset(code for code in self.codes if code not in asked)

    @property
    def age(self) -> int | None:
        """Full years on the day of the sheet; None where the birth date is not known."""
        born = self.client.birth_date
        if born is None:
            return None
        had_birthday = (self.today.month, self.today.day) >= (born.month, born.day)
        return self.today.year - born.year - (0 if had_birthday else 1)

    @cached_property
    def standing(self) -> Standing | None:
        """Where the designation that was tested stands; None where there is none."""
        return standing_of(self.outcome, self.pack)

    @property
    def tps_until(self) -> date | None:
        """Last day that the designation is known to last; None where that is not certain."""
        standing = self.standing
        is_in_force = standing is not None and standing.kind is StandingKind.IN_FORCE
        return standing.through if standing is not None and is_in_force else None

    @cached_property
    def _law_days(self) -> Mapping[str, date | None]:
        asked = asked_days(self.outcome, self.pack)
        return {"cr_date": asked.cr_since, "cpp_date": asked.cpp_since}

    def say(self, pick: Pick, **gaps: str | date) -> Words:
        """Say one text in the client's language, the English beside it where that is due.

        Args:
            pick: The text.
            gaps: What fills its gaps beside the country and the days of the law; a day is
                written in each language.
        """
        own = self._filled(self.paper.words[self.language], pick, gaps)
        said = self.beside(own, lambda words: self._filled(words, pick, gaps))
        if gaps.keys() <= _OF_THE_PACK:
            learn_filled(said.own, said.english)
        return said

    def beside(self, own: str, english: Pick) -> Words:
        """Put the English beside *own* where that is due."""
        return Words(own, english(self.paper.source) if self.is_bilingual else "")

    def listed(self, picks: tuple[Pick, ...], sentence: Pick, gap: str) -> Words:
        """Say a sentence with a list in its gap, each language with its own items."""

        def told(words: LanguageWords) -> str:
            items = words.list.between.join(dict.fromkeys(pick(words) for pick in picks))
            return self._filled(words, sentence, {gap: items})

        said = self.beside(told(self.paper.words[self.language]), told)
        if gap in _OF_THE_PACK:
            learn_filled(said.own, said.english)
        return said

    def written(self, day: date) -> Words:
        """Write a day out."""
        own = self.paper.words[self.language].dates.written(day)
        return self.beside(own, lambda words: words.dates.written(day))

    def _filled(self, words: LanguageWords, pick: Pick, gaps: Mapping[str, str | date]) -> str:
        filling = {
            key: words.dates.written(day) if day is not None else words.sheet.the_set_day
            for key, day in self._law_days.items()
        }
        filling["country"] = words.country_named(self.outcome.country)
        for key, value in gaps.items():
            if isinstance(value, date):
                filling[key] = words.dates.written(value)
            else:
                filling[key] = isolated(value) if key in _TYPED else value
        return pick(words).format(**filling)
