"""Addresses made of names, each one of its own, whoever asks for the same at the same moment."""

from __future__ import annotations

from itertools import count

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

# “new” is the address of the form that makes one.
RESERVED = frozenset({"new"})
LONGEST = 72


def with_new_slug(thing: models.Model) -> None:
    """Store the thing, which has a ``name`` and a ``slug`` to be found: the first that nobody has."""
    model = type(thing)
    stem = slugify(thing.name)[:LONGEST].strip("-") or model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    for number in count(1):
        thing.slug = stem if number == 1 else f"{stem}-{number}"
        if thing.slug in taken:
            continue
        try:
            with transaction.atomic():
                thing.save(force_insert=True)
        except IntegrityError:
            # Somebody took that address meanwhile, or another rule was broken: that one would be broken again.
            if not model.objects.filter(slug=thing.slug).exists():
                raise
            continue
        return
