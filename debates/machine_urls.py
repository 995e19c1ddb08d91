"""Addresses of the night of debates for programs: without a language, and never changed."""

from __future__ import annotations

from debates.calendars import urls as calendars

app_name = "debates_for_machines"
urlpatterns = [*calendars.patterns]
