"""Addresses of `debates.gatherings`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path

from debates.gatherings import views

patterns: list = [
    path("meetings/<slug:code>/", views.meeting, name="meeting"),
    path("meetings/<slug:code>/seats/", views.seats, name="meeting_seats"),
]
