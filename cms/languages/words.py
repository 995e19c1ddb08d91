"""Words of Wagtail and its screens of translation that our catalogue translates again, as it comes before theirs.

Their French calls a language a region.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

TRANSLATED_AGAIN = (gettext_noop("Locales"), gettext_noop("Locale"), gettext_noop("locale"))
