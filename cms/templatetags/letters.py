"""What a letter shows of the site's pages, when it is read on the site."""

from __future__ import annotations

from django import template

from cms.letters.composing import chosen_pages
from kit.languages import address_for_reader

register = template.Library()


@register.inclusion_tag("cms/letters/pages.html")
def pages_to_read(value, letter) -> dict:
    """The pages of one block, as far as anybody may read them. Two queries a block, however many pages."""
    shown = chosen_pages(letter)
    pages = [shown[one.pk] for one in value["pages"] if one is not None and one.pk in shown]
    spoken = letter.locale.language_code
    return {
        "pages": [
            {
                "page": page,
                "url": address_for_reader(page),
                "language": page.locale.language_code,
                "lang": page.locale.language_code if page.locale.language_code != spoken else "",
            }
            for page in pages
        ]
    }
