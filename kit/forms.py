"""How every form of the site is drawn: label, help, error and input tied together, and "required" said in words."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class KitRenderer(TemplatesSetting):
    """Draw forms with the site's own templates, and widgets with Django's.

    Widgets come from ``django/forms/…`` (``django.forms`` is an installed app), so that Wagtail's admin, which lays
    out its own fields, gets the inputs that it expects.
    """

    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"
