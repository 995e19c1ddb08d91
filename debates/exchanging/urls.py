"""Addresses of `debates.exchanging`, listed in `debates.urls`."""

from __future__ import annotations

from django.urls import path

from debates.exchanging import offer_views, request_views

patterns: list = [
    path("hosting/rooms/", offer_views.offered_rooms, name="offered_rooms"),
    path("hosting/rooms/mine/", request_views.exchange, name="room_exchange"),
    path("hosting/rooms/offers/<int:pk>/", offer_views.hosted_offer, name="hosted_offer"),
    path("hosting/rooms/offers/<int:pk>/ask/", request_views.ask, name="ask_for_room"),
    path("hosting/rooms/requests/<int:pk>/", request_views.show_request, name="room_request"),
    path("hosting/rooms/requests/<int:pk>/<slug:name>/", request_views.step, name="room_request_step"),
    path("hosting/venues/<slug:slug>/offer/", offer_views.offer, name="offer_room"),
]
