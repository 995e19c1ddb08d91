"""Where apps say what may be found: in a module of their own named ``searchables``, found when the site starts.

::

    searchable(
        Consultation,
        kind="consultation",
        texts=texts_of_consultation,
        public=lambda consultations: consultations.visible_to(AnonymousUser()),
        url=Consultation.get_absolute_url,
    )

``texts`` gives what one record says, a `Text` for each language that it exists in; ``public`` narrows a queryset to
what everyone may read. It is asked when a record is indexed and again when it is shown: what stopped being public in a
way that nobody told of is not found. Put there what ``texts`` and ``url`` need of other tables (``select_related``,
``prefetch_related``), so that a page of results takes the same number of queries whatever is on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Part:
    """A part of a text, what a word in it weighs (a word of the body: one), and how many words such parts have.

    A short title is more about each of its words than a long one; a body of few words is not, so that its length
    counts for no less than ``shortest`` of the usual.
    """

    text: str
    weight: float
    usual_length: float
    shortest: float = 1.0


@dataclass(frozen=True)
class Text:
    """What a record says to readers of one language. ``keywords`` are found but never shown: other names, a code.

    A record that lacks words in that language may show others: ``title_language`` and ``body_language`` then say which
    they are in. ``more`` holds, by language, further words of the body.
    """

    language: str
    title: str
    introduction: str = ""
    body: str = ""
    keywords: str = ""
    title_language: str = ""
    body_language: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    def parts(self) -> list[Part]:
        """Title, introduction, keywords and body: a word says more of a text the fewer words stand beside it."""
        return [
            Part(self.title, weight=6.0, usual_length=6.0, shortest=0.0),
            Part(self.introduction, weight=3.0, usual_length=20.0),
            Part(self.keywords, weight=3.0, usual_length=10.0),
            Part("\n\n".join([self.body, *self.more.values()]).strip(), weight=1.0, usual_length=200.0),
        ]


@dataclass(frozen=True)
class Searchable:
    """How records of one model are read, and which of them everyone may."""

    model: type[Model]
    kind: str
    texts: Callable[[Any], Iterable[Text]]
    public: Callable[[QuerySet], QuerySet]
    url: Callable[[Any], str]
    # Other models whose records change what these say or who may read it, with the records to index anew.
    follows: Mapping[type[Model], Callable[[Any], Iterable[Model]]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def public_records(self) -> QuerySet:
        """All that everyone may read now."""
        return self.public(self.model._default_manager.all())

    def is_public(self, record: Model) -> bool:
        """Whether everyone may read this record, as the database has it. Queries once."""
        return self.public(self.model._default_manager.filter(pk=record.pk)).exists()


_registered: dict[str, Searchable] = {}


def searchable(
    model: type[Model],
    *,
    kind: str,
    texts: Callable[[Any], Iterable[Text]],
    public: Callable[[QuerySet], QuerySet],
    url: Callable[[Any], str],
    follows: Mapping[type[Model], Callable[[Any], Iterable[Model]]] | None = None,
) -> Searchable:
    """Have the records of this model found under that kind. ValueError when the model is registered already."""
    one = Searchable(model, kind, texts, public, url, follows or {})
    if one.label in _registered:
        raise ValueError(f"{model.__name__} is searchable already.")
    _registered[one.label] = one
    return one


def all_searchable() -> list[Searchable]:
    """Everything that may be found, in the order of registration."""
    return list(_registered.values())


def searchable_of(label: str) -> Searchable | None:
    """What was registered for the model of that label, such as "cms.textpage"."""
    return _registered.get(label)
