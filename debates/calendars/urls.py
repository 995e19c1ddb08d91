"""Addresses of `debates.calendars`, listed in `debates.machine_urls`."""

from __future__ import annotations

from django.urls import path

from debates.calendars import views

patterns: list = [
    path("debates.ics", views.programme_ics, name="ics"),
    path("debates/<slug:code>.ics", views.debate_ics, name="debate_ics"),
    path("debates.rss", views.programme_rss, name="rss"),
    path("debates.geojson", views.programme_geojson, name="geojson"),
]
