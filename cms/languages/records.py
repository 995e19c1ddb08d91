"""Records that hold all their languages in one row: consultations, themes, charters, lotteries, nights of debates …

Each is read into ``Record``: its words by language, whatever table or block they stand in. What is written once, in
every language or never, waits for nobody: answers of a city, updates, errata, the words of a published lottery. Debates
are not here either: their hosts write them in the languages that they speak.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.models import City
from cms.models import Lottery, Topic
from cms.models.lottery import PERMISSION as RUNS_LOTTERIES
from consultations.models import (
    Charter,
    CharterVersion,
    Commitment,
    Consultation,
    Proposal,
    Synthesis,
    Theme,
)
from debates.models import DebateTheme, Edition, Gathering, Night
from debates.models.gathering import EDITS_CONSULTATIONS, ENTERS_PAPER
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
    """A kind of record: who may change it, and how it is read.

    Any one of the permissions is enough. ``own`` are the rows of that kind which a person may change, where those who
    have the permission do not have it for all.
    """

    key: str
    name: str | Promise
    permissions: tuple[str, ...]
    read: Callable[[], Iterable[Record]]
    own: Callable[[Any], QuerySet] | None = None

    def of(self, user) -> Iterator[Record]:
        """Those that this person may change. A query more where not everybody may change all."""
        if not any(map(user.has_perm, self.permissions)):
            return
        own = None if self.own is None else set(self.own(user).values_list("pk", flat=True))
        yield from (one for one in self.read() if own is None or one.instance.pk in own)


def all_records(user=None) -> Iterator[Record]:
    """Every record that this person may change; every one without a person. Queries don't grow with their number."""
    for kind in KINDS:
        yield from kind.read() if user is None else kind.of(user)


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


def _syntheses() -> Iterator[Record]:
    """The introductions of the yearly syntheses: the rest of them is counted."""
    for one in Synthesis.objects.select_related("charter"):
        if not one.introduction:
            continue
        title = f"{one.charter}, {one.year}"
        url = reverse("consultations_admin:synthesis", args=[one.charter_id, one.year])
        yield Record("synthesis", one, title, url, one.published_at is not None, [dict(one.introduction)])


def _lotteries() -> Iterator[Record]:
    """Those whose words can still change: publication freezes them."""
    unpublished = Lottery.objects.exclude(state__in=[Lottery.PUBLISHED, Lottery.DRAWN])
    now = timezone.now()
    public = set(Lottery.objects.public(at=now).values_list("pk", flat=True))
    for one in unpublished.prefetch_related("categories__values"):
        places: list[Words] = [dict(one.title), dict(one.text)]
        for category in one.categories.all():
            places += [dict(category.name), *(dict(value.name) for value in category.values.all())]
        url = reverse("cms_admin:lottery", args=[one.pk])
        yield Record("lottery", one, str(one), url, one.pk in public, places)


def _editions() -> Iterator[Record]:
    for one in Edition.objects.all():
        url = reverse("debates_admin:edition", args=[one.slug])
        yield Record("edition", one, str(one), url, one.public, [dict(one.name), dict(one.introduction)])


def _nights() -> Iterator[Record]:
    for one in Night.objects.select_related("edition", "city"):
        if not one.notice:
            continue
        url = reverse("debates_admin:night", args=[one.pk])
        yield Record("night", one, str(one), url, one.edition.public, [dict(one.notice)])


def _debate_themes() -> Iterator[Record]:
    for one in DebateTheme.objects.all():
        url = reverse("debates_admin:theme", args=[one.slug])
        yield Record("debate_theme", one, str(one), url, True, [dict(one.name)])


def _gatherings() -> Iterator[Record]:
    public = set(Gathering.objects.public().values_list("pk", flat=True))
    for one in Gathering.objects.all():
        # The minutes have a screen of their own, to which this one leads.
        url = reverse("debates_admin:gathering", args=[one.code])
        places: list[Words] = [dict(one.title), dict(one.programme), dict(one.minutes)]
        yield Record("gathering", one, str(one.title), url, one.pk in public, places)


def _edit(instance: Model) -> str:
    """Where a snippet is edited; empty for what has no screen of its own."""
    viewset = getattr(type(instance), "snippet_viewset", None)
    return reverse(viewset.get_url_name("edit"), args=[instance.pk]) if viewset else ""


KINDS = (
    Kind("consultation", _("consultation"), ("consultations.change_consultation",), _consultations),
    Kind("questionnaire", _("questionnaire"), ("consultations.change_consultation",), _questionnaires),
    Kind("theme", _("theme"), ("consultations.review_themes",), _themes),
    Kind("proposal", _("proposal"), ("consultations.decide_proposals",), _proposals),
    Kind("charter", _("charter"), ("consultations.change_charter",), _charters),
    Kind("commitment", _("commitment"), ("consultations.change_charterversion",), _commitments),
    Kind("synthesis", _("yearly synthesis"), ("consultations.change_charterversion",), _syntheses),
    Kind(
        "gathering",
        _("public meeting"),
        (EDITS_CONSULTATIONS, ENTERS_PAPER),
        _gatherings,
        own=Gathering.objects.kept_by,
    ),
    Kind("topic", _("topic of the guide"), ("cms.change_topic",), _topics),
    Kind("lottery", _("lottery"), (RUNS_LOTTERIES,), _lotteries, own=Lottery.objects.run_by),
    Kind("edition", _("edition"), ("debates.coordinate_every_city",), _editions),
    Kind(
        "night",
        _("night of a city"),
        ("debates.coordinate_debates", "debates.coordinate_every_city"),
        _nights,
        own=Night.objects.of_desks,
    ),
    Kind("debate_theme", _("theme of debates"), ("debates.coordinate_every_city",), _debate_themes),
    Kind("city", _("city"), ("cities.change_city",), _cities),
)
KIND_NAMES: dict[str, str | Promise] = {kind.key: kind.name for kind in KINDS}


def by_kind(records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records by their kind's key."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.kind].append(record)
    return dict(found)
