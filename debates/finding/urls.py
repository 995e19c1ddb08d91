"""Addresses of `debates.finding`, listed in `debates.urls`: a debate's own comes last, since any word may be a code."""

from __future__ import annotations

from django.urls import path

from debates.finding import views

patterns: list = [
    path("debates/", views.debate_list, name="list"),
    path("debates/embed/", views.embedded, name="embed"),
    path("debates/places/<slug:slug>/", views.venue, name="venue"),
    path("debates/hosts/<slug:slug>/", views.host, name="host"),
    path("debates/<slug:code>/", views.debate, name="debate"),
]
