"""Addresses of `debates.calendars`, listed in `debates.machine_urls`."""

from __future__ import annotations

from django.urls import path

from debates.calendars import meeting_views, views

patterns: list = [
    path("debates.ics", views.programme_ics, name="ics"),
    path("debates/<slug:code>.ics", views.debate_ics, name="debate_ics"),
    path("meetings.ics", meeting_views.meetings_ics, name="meetings_ics"),
    path("meetings/<slug:code>.ics", meeting_views.meeting_ics, name="meeting_ics"),
    path("debates.rss", views.programme_rss, name="rss"),
    path("debates.geojson", views.programme_geojson, name="geojson"),
]
