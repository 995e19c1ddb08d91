"""Addresses of the frame, without a language prefix: machines know them by heart."""

from __future__ import annotations

from django.urls import path

from kit import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("share/<str:token>.png", views.share_image, name="share_image"),
    path("style-guide/", views.style_guide_page, name="style_guide"),
]
