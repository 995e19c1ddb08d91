"""What a reader asks of the guide, as it stands in the page's address: parameters that can be shared and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cities.models import City, District
from cms.guide.matching import AGE, AS_WHO, AUDIENCE, DISTRICT, GOAL, TIME, Situation
from cms.models import GuideEntryPage, Topic
from cms.models.topic import AS_WHO as WHO_CHOICES

KIND, THEME, WORDS, ALL, PAGE = "kind", "theme", "q", "all", "page"
ELSEWHERE = "elsewhere"
FACETS = {THEME: Topic.THEME, GOAL: Topic.GOAL, AUDIENCE: Topic.AUDIENCE, TIME: Topic.TIME}
# What makes a search a question about oneself; the rest alone is browsing.
SITUATION = (AGE, AS_WHO, GOAL, TIME)
BROWSED = (KIND, THEME, AUDIENCE, DISTRICT)
PARAMETERS = (WORDS, KIND, THEME, AUDIENCE, DISTRICT, *SITUATION)
OLDEST, LONGEST = 120, 200


@dataclass
class Vocabulary:
    """The topics and districts that addresses may name. Two queries, when it is read."""

    topics: dict[str, dict[str, Topic]] = field(default_factory=dict)
    districts: dict[str, District] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Vocabulary:
        topics: dict[str, dict[str, Topic]] = defaultdict(dict)
        for topic in Topic.objects.all():
            topics[topic.facet][topic.slug] = topic
        cities = City.objects.filter(guide_entries__live=True)
        districts = District.objects.filter(city__in=cities).select_related("city")
        return cls(topics, {district_key(one): one for one in districts})

    def name_of(self, parameter: str, value: str) -> str:
        """What a value of a parameter is called; empty for one that does not exist."""
        if parameter == WORDS:
            return _("“%(words)s”") % {"words": value}
        if parameter in FACETS:
            return str(self.topics.get(FACETS[parameter], {}).get(value, ""))
        if parameter == DISTRICT:
            return _("Outside of the city") if value == ELSEWHERE else str(self.districts.get(value, ""))
        if parameter == AGE:
            return _("%(age)s years old") % {"age": value} if valid_age(value) is not None else ""
        choices = {KIND: GuideEntryPage.KINDS, AS_WHO: WHO_CHOICES}.get(parameter, [])
        return str(dict(choices).get(value, ""))


@dataclass
class Asked:
    """The parameters that mean something, cleaned; ``refused`` says what was written wrongly, ``unknown`` holds what
    an address names that there is not, or no more."""

    vocabulary: Vocabulary
    values: dict[str, str] = field(default_factory=dict)
    wants_all: bool = False
    refused: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def is_situation(self) -> bool:
        return any(name in self.values for name in SITUATION)

    @property
    def is_anything(self) -> bool:
        return self.wants_all or bool(self.values)

    def situation(self) -> Situation:
        """What was said of oneself, for the finder."""
        topics = self.vocabulary.topics
        home = self.values.get(DISTRICT, "")
        return Situation(
            age=valid_age(self.values.get(AGE, "")),
            as_who=self.values.get(AS_WHO, ""),
            district=self.vocabulary.districts.get(home),
            lives_elsewhere=home == ELSEWHERE,
            goal=topics.get(Topic.GOAL, {}).get(self.values.get(GOAL, "")),
            time=topics.get(Topic.TIME, {}).get(self.values.get(TIME, "")),
            audience=topics.get(Topic.AUDIENCE, {}).get(self.values.get(AUDIENCE, "")),
        )

    def query(self, *, without: str = "", **changed: str) -> str:
        """The same search as the end of an address (“?age=17&want=room”), one thing changed or left out."""
        values = {**self.values, **changed}
        kept = [(name, values[name]) for name in PARAMETERS if values.get(name) and name != without]
        return "?" + urlencode(kept or [(ALL, "1")])

    def chips(self) -> list[dict]:
        """What was asked, each with its name and the address of the search without it."""
        named = [(name, self.vocabulary.name_of(name, value)) for name, value in self.values.items()]
        return [{"name": label, "query": self.query(without=name)} for name, label in named if label]


def read_asked(parameters, vocabulary: Vocabulary) -> Asked:
    """Clean a request's parameters. What there is not is left out and told; an impossible age is refused."""
    asked = Asked(vocabulary, wants_all=ALL in parameters)
    for name in PARAMETERS:
        value = parameters.get(name, "").replace("\x00", "").strip()[:LONGEST]
        if not value:
            continue
        if name == AGE and valid_age(value) is None:
            message = _("Write your age in whole years, such as 17. The answers below leave it out.")
            asked.refused.append((message, f"guide-{AGE}"))
        elif name == WORDS or vocabulary.name_of(name, value):
            asked.values[name] = str(int(value)) if name == AGE else value
        else:
            asked.unknown.append(value)
    return asked


def valid_age(value: str) -> int | None:
    """The age that was written, in whole years; None when it is none."""
    written = value.strip()
    if not (written.isascii() and written.isdigit() and len(written) <= 3):
        return None
    return int(written) if int(written) <= OLDEST else None


def district_key(district: District) -> str:
    """What names a district in an address, its city with it: “paris-18”. Needs the city at hand."""
    return f"{district.city.slug}-{district.code}"


def situations(topics: Iterable[Topic]) -> list[tuple[str, str, str]]:
    """The ready-made situations as (question, its language, end of its address), in the editors' order."""
    parameter_of = {facet: name for name, facet in FACETS.items()}
    found = []
    for topic in topics:
        if not topic.question:
            continue
        said = {AS_WHO: topic.as_who} if topic.as_who else {}
        if topic.age is not None:
            said[AGE] = str(topic.age)
        else:
            said[parameter_of[topic.facet]] = topic.slug
        found.append((str(topic.question), topic.question.language(), f"?{urlencode(said)}"))
    return found
