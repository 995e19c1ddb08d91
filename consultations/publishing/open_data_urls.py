"""Addresses of open data: the same in every language, and for ever."""

from django.urls import path

from consultations.views import kit, open_data

app_name = "open_data"

urlpatterns = [
    path("", open_data.index, name="index"),
    path("consultations/<slug:slug>.csv", open_data.as_csv, name="csv"),
    path("consultations/<slug:slug>.json", open_data.as_json, name="json"),
    path("consultations/<slug:slug>.schema.json", open_data.schema, name="schema"),
    path("consultations/<slug:slug>/<slug:key>.zip", kit.take, name="kit"),
]
