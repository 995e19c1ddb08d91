"""wagtail-localize 1.14 carries what was chosen to the translations, but not that nothing is chosen any more.

An entry of the guide whose topics were all taken away would keep them in every other language.
"""

from __future__ import annotations

from modelcluster.fields import ParentalManyToManyField
from wagtail_localize import models as localize
from wagtail_localize.fields import get_translatable_fields


def carry_clearings() -> None:
    """Have a choice that is empty in the original emptied in its translations; twice is the same as once."""
    copy = localize.copy_synchronised_fields
    if getattr(copy, "carries_clearings", False):
        return

    def copy_synchronised_fields(source, target):
        copy(source, target)
        for one in get_translatable_fields(type(source)):
            field = one.get_field(type(target))
            is_shared = isinstance(field, ParentalManyToManyField) and one.is_synchronized(source)
            if is_shared and not getattr(source, field.name).all():
                getattr(target, field.name).set([])

    copy_synchronised_fields.carries_clearings = True
    localize.copy_synchronised_fields = copy_synchronised_fields
