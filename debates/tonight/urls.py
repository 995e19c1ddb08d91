"""Addresses of `debates.tonight`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path

from debates.tonight import board_views, change_views, door_views

patterns: list = [
    path("debates/now/", board_views.world, name="now"),
    path("debates/now/<slug:city>/", board_views.city, name="now_in"),
    path("hosting/debates/<slug:code>/door/", door_views.door, name="door"),
    path("hosting/debates/<slug:code>/door/marks/", door_views.marks, name="door_marks"),
    path("hosting/debates/<slug:code>/door/worker.js", door_views.worker, name="door_worker"),
    path("hosting/debates/<slug:code>/tonight/", change_views.change, name="change_tonight"),
]
