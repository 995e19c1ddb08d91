"""The index kept in step with what is saved, published, withdrawn and deleted: wired here, in this one place.

The house keeps business out of signals: a decision that happens because something was saved is one that nobody sees.
An index decides nothing. It repeats what is there already, and every way of saving must reach it, Wagtail's screens
included, which call no verb of ours. What reaches no signal (a bulk update, a day that comes) `reconcile` finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from search.indexing import forget_id, index
from search.registry import Searchable, all_searchable, searchable_of


def watch() -> None:
    """Follow every registered model. Only theirs: a listener to all would slow each deletion of the site."""
    for one in all_searchable():
        _follow(one)
    _on_save(PageViewRestriction, lambda restriction: pages_from(restriction.page))
    _on_delete(PageViewRestriction, lambda restriction: pages_from(restriction.page))
    # Wagtail's own verbs may be handed a page without its kind.
    _on_save(Page, lambda page: searchable_pages([page]))
    post_page_move.connect(_page_moved, weak=False, dispatch_uid="search.moved")


def pages_from(page: Page) -> Iterable[Model]:
    """A page and all below it that may be found, as what they are. Queries once a kind of page.

    One that is being deleted, with what it was gone already, is passed over.
    """
    pages = page.get_descendants(inclusive=True).specific()
    return [one for one in pages if searchable_of(one._meta.label_lower)]


def searchable_pages(pages: Iterable[Page]) -> list[Model]:
    """Those of the pages that may be found, as what they are."""
    specific = (page.specific for page in pages)
    return [page for page in specific if searchable_of(page._meta.label_lower)]


def _follow(one: Searchable) -> None:
    post_save.connect(_saved, sender=one.model, dispatch_uid=f"search.saved.{one.label}")
    post_delete.connect(_deleted, sender=one.model, dispatch_uid=f"search.deleted.{one.label}")
    for model, touched in one.follows.items():
        _on_save(model, touched, of=one.label)
        _on_delete(model, touched, of=one.label)


def _on_save(model: type[Model], touched: Callable, *, of: str = "") -> None:
    uid = f"search.followed.{model._meta.label_lower}.{of}"
    post_save.connect(partial(_followed, touched=touched), sender=model, weak=False, dispatch_uid=uid)


def _on_delete(model: type[Model], touched: Callable, *, of: str = "") -> None:
    uid = f"search.unfollowed.{model._meta.label_lower}.{of}"
    post_delete.connect(partial(_followed, touched=touched), sender=model, weak=False, dispatch_uid=uid)


def _saved(sender, instance, update_fields=None, raw=False, **_kwargs) -> None:
    if raw:
        return
    # A draft saves a few columns of a record that holds unpublished words in memory: what the database has counts.
    # A whole save is the other way round, as the parts that belong to the record are written after it.
    record = instance if update_fields is None else sender._default_manager.filter(pk=instance.pk).first()
    if record is not None:
        index(record)


def _deleted(sender, instance, **_kwargs) -> None:
    forget_id(sender._meta.label_lower, instance.pk)


def _followed(sender, instance, touched, raw=False, **_kwargs) -> None:
    if raw:
        return
    for record in touched(instance):
        index(record)


def _page_moved(sender, instance, **_kwargs) -> None:
    for page in pages_from(instance):
        index(page)
