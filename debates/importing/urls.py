"""Addresses of `debates.importing`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path, re_path

from debates.importing import views

patterns: list = [
    path("hosting/hosts/<slug:slug>/import/", views.new_import, name="new_import"),
    path("hosting/imports/<int:pk>/", views.waiting_import, name="waiting_import"),
    re_path(
        r"^hosting/imports/(?P<name>[a-z]+)\.(?P<ending>csv|xlsx)$", views.template, name="import_template"
    ),
]
