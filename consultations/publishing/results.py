"""The results of a consultation, counted from the rows as they are now, so that a withdrawal corrects every figure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cities.models import District
from consultations.asking.questions import Question, Questionnaire
from consultations.models import Answer, Consultation, Contribution
from consultations.publishing.figures import Bar, Figures, bars_of, figures_of
from consultations.publishing.small_numbers import FEWEST, places_shown
from consultations.publishing.text_results import TextResults, quoted_results, text_results
from consultations.publishing.written_numbers import whole
from kit.localized import LocalizedText, language_name

FOREMOST = 3


@dataclass(frozen=True)
class Breakdown:
    """The contributions by one of their traits. ``few`` and ``withheld`` name what is not counted apart."""

    bars: tuple[Bar, ...]
    few: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def rows(self) -> list[tuple[str, str, float]]:
        return [(bar.label, whole(bar.count), bar.share) for bar in self.bars]


@dataclass(frozen=True)
class Participation:
    """Who answered: all contributions that count now, and by channel, language and district."""

    total: int
    channels: Breakdown
    languages: Breakdown
    districts: Breakdown | None


@dataclass(frozen=True)
class QuestionResults:
    """What came back to one question: ``figures`` of a closed one, ``texts`` of a free one."""

    question: Question
    answered: int
    figures: Figures | None = None
    texts: TextResults | None = None

    @property
    def foremost(self) -> list[tuple[object, int]]:
        """The answers given most, or the largest themes, with their shares in hundredths: what one looks for first."""
        if self.texts:
            return [(one.theme.title, one.percentage) for one in self.texts.themes[:FOREMOST]]
        bars = sorted(self.figures.bars if self.figures else (), key=lambda bar: -bar.count)
        return [(bar.label, math.floor(100 * bar.share + 0.5)) for bar in bars[:FOREMOST] if bar.count]


@dataclass(frozen=True)
class SectionResults:
    title: LocalizedText
    questions: tuple[QuestionResults, ...]


@dataclass(frozen=True)
class Results:
    participation: Participation
    sections: tuple[SectionResults, ...]

    @property
    def questions(self) -> list[QuestionResults]:
        return [question for section in self.sections for question in section.questions]


def results_of(consultation: Consultation, *, with_themes: bool) -> Results:
    """Every figure of the results. Nine queries at most, however many questions, themes and contributions.

    ``with_themes`` adds what reviewed themes say of the free texts; their counts alone are there without it.
    """
    version = consultation.current_version()
    questionnaire = version.questionnaire if version else Questionnaire(())
    distribution, texts = _answers(consultation)
    themes = text_results(consultation, written=texts) if with_themes else {}
    sections = tuple(
        SectionResults(
            section.title,
            tuple(
                _question_results(
                    question, distribution[question.key], texts[question.key], themes.get(question.key)
                )
                for question in section.questions
            ),
        )
        for section in questionnaire.sections
    )
    return Results(participation_in(consultation), sections)


def results_of_question(
    consultation: Consultation, question: Question, *, with_themes: bool
) -> QuestionResults:
    """What came back to one question, with words of those who answered. Eight queries at most."""
    distribution, texts = _answers(consultation, question.key)
    written = texts[question.key]
    themes = None
    if question.is_free_text and with_themes:
        themes = quoted_results(consultation, question.key, written=written)
    return _question_results(question, distribution[question.key], written, themes)


def participation_in(consultation: Consultation) -> Participation:
    """Who answered, in two queries."""
    channels: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    districts: Counter[int | None] = Counter()
    for channel, language, district, count in (
        consultation.contributions.sent()
        .order_by()
        .values_list("channel", "language", "district")
        .annotate(count=Count("pk"))
    ):
        channels[channel] += count
        languages[language] += count
        districts[district] += count
    names = dict(Contribution.CHANNELS)
    return Participation(
        total=channels.total(),
        channels=_breakdown({capfirst(names.get(key, key)): count for key, count in channels.items()}),
        languages=_breakdown({language_name(key): count for key, count in languages.items()}),
        districts=_by_district(districts),
    )


def _answers(
    consultation: Consultation, key: str = ""
) -> tuple[dict[str, list[tuple[Any, int]]], Counter[str]]:
    """How often each value was given to each question, and how many texts. Grouped by the database, in two queries."""
    answers = Answer.objects.filter(
        contribution__consultation=consultation, contribution__withdrawn_at=None
    ).order_by()
    if key:
        answers = answers.filter(question_key=key)
    distribution: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    given = answers.filter(value__isnull=False).values_list("question_key", "value")
    for key, value, count in given.annotate(count=Count("pk")):
        distribution[key].append((value, count))
    written = answers.with_words().values_list("question_key").annotate(count=Count("pk"))
    return distribution, Counter(dict(written))


def _question_results(
    question: Question, distribution: list[tuple[Any, int]], written: int, texts: TextResults | None
) -> QuestionResults:
    if question.is_free_text:
        return QuestionResults(question, written, texts=texts)
    figures = figures_of(question, distribution)
    return QuestionResults(question, figures.answered, figures=figures)


def _breakdown(counts: dict[str, int]) -> Breakdown:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Breakdown(bars_of(ordered, sum(counts.values())))


def _by_district(counts: Counter[int | None]) -> Breakdown | None:
    """By district, in the city's own order; None when nobody named theirs. Small figures are not given."""
    without = counts.pop(None, 0)
    total = counts.total() + without
    if not counts:
        return None
    shown = places_shown(counts, without=without)
    named, few, withheld = [], [], []
    for district in District.objects.filter(pk__in=counts):
        count = counts[district.pk]
        if district.pk in shown:
            named.append((str(district), count))
        else:
            (few if count < FEWEST else withheld).append(str(district))
    rest = total - sum(count for _name, count in named)
    if rest:
        is_mixed = len(shown) < len(counts)
        label = (
            _("No district given, or one that is not counted apart") if is_mixed else _("No district given")
        )
        named.append((label, rest))
    return Breakdown(bars_of(named, total), tuple(few), tuple(withheld))
