"""Addresses of `debates.gatherings`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path

from debates.gatherings import door_views, views

patterns: list = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<slug:code>/", views.meeting, name="meeting"),
    path("meetings/<slug:code>/seats/", views.seats, name="meeting_seats"),
    path("meetings/<slug:code>/door/", door_views.door, name="meeting_door"),
    path("meetings/<slug:code>/door/marks/", door_views.marks, name="meeting_door_marks"),
    path("meetings/<slug:code>/door/worker.js", door_views.worker, name="meeting_door_worker"),
]
