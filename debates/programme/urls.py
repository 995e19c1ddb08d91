"""Addresses of `debates.programme`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path

from debates.programme import views

patterns: list = [
    path("debates/programme/<slug:edition>/<slug:city>/", views.programme, name="programme"),
    path(
        "debates/programme/<slug:edition>/<slug:city>/<slug:sheet>.pdf",
        views.document,
        name="programme_document",
    ),
]
