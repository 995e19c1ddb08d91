"""Records that hold all their languages in one row: consultations, themes, proposals, charters, topics, cities.

Each is read into ``Record``: its words by language, whatever table or block they stand in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.models import City
from cms.models import Topic
from consultations.models import Charter, CharterVersion, Commitment, Consultation, Proposal, Theme
from kit.localized import content_languages

TEXTS = ("title", "summary", "why", "decision", "privacy", "consent")

# The words of one place, by language: {"fr": "Bonjour", "en": "Hello"}.
Words = dict[str, str]


@dataclass(frozen=True)
class Record:
    """A record and its words. ``places`` has one entry a text, such as a title or the label of a question."""

    kind: str
    instance: Model
    title: str
    edit_url: str
    is_public: bool
    places: list[Words] = field(hash=False)

    def missing(self, language: str, *, main: str) -> int:
        """How many texts are there in the main language and not in this one."""
        return sum(1 for words in self.places if words.get(main) and not words.get(language))

    def words_in(self, language: str) -> list[str]:
        """Every text in that language, in order, empty where there is none."""
        return [words.get(language, "") for words in self.places]


@dataclass(frozen=True)
class Kind:
    """A kind of record: who may change it, and how it is read."""

    key: str
    name: str | Promise
    permission: str
    read: Callable[[], Iterable[Record]]


def all_records(user=None) -> Iterator[Record]:
    """Every record, of the kinds that this person may change; of all kinds without a person. Fourteen queries."""
    for kind in KINDS:
        if user is None or user.has_perm(kind.permission):
            yield from kind.read()


def localized_in(value: object) -> Iterator[Words]:
    """Every text by language in a tree of JSON, such as the blocks of a questionnaire, in order."""
    codes = {code for code, _name in content_languages()}
    if isinstance(value, dict):
        if value and set(value) <= codes and all(isinstance(text, str) for text in value.values()):
            yield dict(value)
            return
        for child in value.values():
            yield from localized_in(child)
    elif isinstance(value, (list, tuple)):
        for child in value:
            yield from localized_in(child)


def _consultations() -> Iterator[Record]:
    for one in Consultation.objects.prefetch_related("texts"):
        texts = {text.language: text for text in one.texts.all()}
        places = [
            {language: getattr(text, name) for language, text in texts.items() if getattr(text, name)}
            for name in TEXTS
        ]
        yield Record("consultation", one, one.title, _edit(one), one.live, places)


def _questionnaires() -> Iterator[Record]:
    for one in Consultation.objects.prefetch_related("texts"):
        places = list(localized_in(one.questionnaire.get_prep_value()))
        if places:
            yield Record("questionnaire", one, one.title, _edit(one), one.live, places)


def _themes() -> Iterator[Record]:
    """Those that people kept, of analyses in force: what the public reads, or will."""
    kept = Theme.objects.reviewed().filter(analysis__adopted=True, analysis__consultation__live=True)
    public = set(Theme.objects.public().values_list("pk", flat=True))
    for one in kept.order_by("analysis__consultation", "position", "pk"):
        url = reverse("consultations_admin:theme", args=[one.pk])
        places: list[Words] = [dict(one.title), dict(one.description)]
        yield Record("theme", one, str(one.title), url, one.pk in public, places)


def _proposals() -> Iterator[Record]:
    public = set(Proposal.objects.visible_to(None).values_list("pk", flat=True))
    for one in Proposal.objects.filter(consultation__live=True):
        url = reverse("consultations_admin:proposal", args=[one.pk])
        places: list[Words] = [dict(one.statement), dict(one.reason)]
        yield Record("proposal", one, str(one.statement), url, one.pk in public, places)


def _commitments() -> Iterator[Record]:
    """What articles have the city do. What was done is written once, in every language or never."""
    for one in Commitment.objects.all():
        url = reverse("consultations_admin:commitment", args=[one.pk])
        yield Record("commitment", one, str(one.statement), url, True, [dict(one.statement)])


def _charters() -> Iterator[Record]:
    """Each charter with its latest version: a draft is where a translation is written."""
    latest: dict[int, CharterVersion] = {}
    for version in CharterVersion.objects.order_by("number").prefetch_related("article_versions"):
        latest[version.charter_id] = version
    public = set(
        CharterVersion.objects.filter(state=CharterVersion.PUBLISHED).values_list("charter_id", flat=True)
    )
    for one in Charter.objects.all():
        places: list[Words] = [dict(one.title)]
        if version := latest.get(one.pk):
            places += [dict(version.preamble), dict(version.note)]
            for article in version.article_versions.all():
                places += [dict(article.chapter), dict(article.title), dict(article.body)]
        url = reverse("consultations_admin:charter", args=[one.pk])
        yield Record("charter", one, str(one.title), url, one.pk in public, places)


def _topics() -> Iterator[Record]:
    for one in Topic.objects.all():
        yield Record("topic", one, str(one), _edit(one), True, [dict(one.name), dict(one.question)])


def _cities() -> Iterator[Record]:
    for one in City.objects.prefetch_related("districts"):
        places = [dict(one.name), dict(one.legal_notice), *(dict(part.name) for part in one.districts.all())]
        yield Record("city", one, str(one), _edit(one), True, places)


def _edit(instance: Model) -> str:
    """Where a snippet is edited; empty for what has no screen of its own."""
    viewset = getattr(type(instance), "snippet_viewset", None)
    return reverse(viewset.get_url_name("edit"), args=[instance.pk]) if viewset else ""


KINDS = (
    Kind("consultation", _("consultation"), "consultations.change_consultation", _consultations),
    Kind("questionnaire", _("questionnaire"), "consultations.change_consultation", _questionnaires),
    Kind("theme", _("theme"), "consultations.review_themes", _themes),
    Kind("proposal", _("proposal"), "consultations.decide_proposals", _proposals),
    Kind("charter", _("charter"), "consultations.change_charter", _charters),
    Kind("commitment", _("commitment"), "consultations.change_charterversion", _commitments),
    Kind("topic", _("topic of the guide"), "cms.change_topic", _topics),
    Kind("city", _("city"), "cities.change_city", _cities),
)
KIND_NAMES: dict[str, str | Promise] = {kind.key: kind.name for kind in KINDS}


def by_kind(records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records by their kind's key."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.kind].append(record)
    return dict(found)
