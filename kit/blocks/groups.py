"""The shelves of the block picker, so that fifteen blocks are read as four short lists."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = _("Words")
FACTS = _("Facts")
MEDIA = _("Pictures and files")
WAYS_ON = _("Ways on")
