"""Addresses of `debates.reporting`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path

from debates.reporting import figure_views, host_views

patterns: list = [
    path("hosting/debates/<slug:code>/report/", host_views.report, name="report"),
    path("hosting/debates/<slug:code>/report/pictures/", host_views.pictures, name="report_pictures"),
    path(
        "hosting/debates/<slug:code>/report/pictures/<int:pk>/remove/",
        host_views.remove_picture,
        name="remove_report_picture",
    ),
    path("hosting/debates/<slug:code>/report/consultations/", host_views.sendings, name="report_sendings"),
    path(
        "hosting/debates/<slug:code>/report/consultations/<int:pk>/",
        host_views.answer_sending,
        name="answer_sending",
    ),
    path(
        "hosting/debates/<slug:code>/report/consent/",
        host_views.withdraw_consent,
        name="withdraw_report_consent",
    ),
    path("debates/figures/<slug:edition>/<slug:city>/", figure_views.figures, name="figures"),
    path(
        "debates/figures/<slug:edition>/<slug:city>/figures.csv", figure_views.figures_csv, name="figures_csv"
    ),
]
