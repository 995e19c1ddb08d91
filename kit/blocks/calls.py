"""The one thing that a page asks of its reader."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from kit.blocks.groups import WAYS_ON


class CallBlock(blocks.StructBlock):
    """A call to take part: why, and one button that leads to a page of the site or to an address."""

    title = blocks.CharBlock(label=_("title"), max_length=100)
    text = blocks.TextBlock(label=_("text"), rows=2, required=False, max_length=300)
    button = blocks.CharBlock(
        label=_("words of the button"), max_length=60, help_text=_("A verb: “Propose an idea”, “Register”.")
    )
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.CharBlock(
        label=_("or address"),
        required=False,
        max_length=500,
        help_text=_("https://… for another site, /fr/… for a page of ours that is not in the list above."),
    )

    class Meta:
        label = _("Call to take part")
        icon = "pick"
        group = WAYS_ON
        template = "kit/blocks/call.html"
        preview_value = {
            "title": _("Your street, your idea"),
            "text": _("Two minutes are enough, and you need no account."),
            "button": _("Propose an idea"),
            "page": None,
            "address": "/",
        }
        description = _("The one thing that the page asks of its reader. One a page.")

    def clean(self, value):
        value = super().clean(value)
        address = (value.get("address") or "").strip()
        if not value.get("page") and not address and not self.is_deferred_validation:
            sentence = _("Choose a page or write an address: the button has to lead somewhere.")
            raise StructBlockValidationError(block_errors={"page": ValidationError(sentence)})
        if address and not _is_safe(address):
            sentence = _("Begin the address with https:// or, for a page of this site, with a single /.")
            raise StructBlockValidationError(block_errors={"address": ValidationError(sentence)})
        return value

    def get_context(self, value, parent_context=None):
        """Adds ``link``: where the button leads; empty when its page is gone, private or not published."""
        context = super().get_context(value, parent_context)
        request = (parent_context or {}).get("request")
        page = value.get("page")
        if page is not None:
            is_open = page.live and not page.get_view_restrictions().exists()
            context["link"] = (page.get_url(request) or "") if is_open else ""
        else:
            address = (value.get("address") or "").strip()
            context["link"] = address if _is_safe(address) else ""
        return context


def _is_safe(address: str) -> bool:
    """Neither a script nor another site's address in disguise: browsers read ``//`` and ``/\\`` as one."""
    if address.startswith(("https://", "http://")):
        return True
    return address.startswith("/") and not address.startswith(("//", "/\\"))
