"""Addresses of `debates.registering`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path

from debates.registering import views

patterns: list = [
    path("debates/<slug:code>/seats/", views.reserve, name="reserve"),
    path("debates/reservations/<slug:key>/", views.reservation, name="reservation"),
    path("debates/reservations/<slug:key>/calendar.ics", views.calendar, name="reservation_ics"),
    path("debates/reservations/<slug:key>/confirm/", views.confirm, name="confirm_reservation"),
    path("debates/reservations/<slug:key>/change/", views.change, name="change_reservation"),
    path("debates/reservations/<slug:key>/cancel/", views.cancel, name="cancel_reservation"),
]
