"""Addresses of open data: the same in every language, and for ever."""

from django.urls import path

from consultations.views import amendment_data, following_data, inclusion, kit, open_data, results_data

app_name = "open_data"

urlpatterns = [
    path("", open_data.index, name="index"),
    path("consultations/<slug:slug>.csv", open_data.as_csv, name="csv"),
    path("consultations/<slug:slug>.json", open_data.as_json, name="json"),
    path("consultations/<slug:slug>.schema.json", open_data.schema, name="schema"),
    path("consultations/<slug:slug>/<slug:key>.zip", kit.take, name="kit"),
    path("consultations/<slug:slug>/<slug:table>.<str:kind>", results_data.table, name="table"),
    path("charters/<slug:slug>/follow-up.<str:kind>", following_data.follow_up, name="follow_up"),
    path("charters/<slug:slug>/synthesis-<int:year>.<str:kind>", following_data.synthesis, name="synthesis"),
    path(
        "charters/<slug:slug>/synthesis-<int:year>-figures.csv",
        following_data.synthesis_figures,
        name="synthesis_figures",
    ),
    path("charters/<slug:slug>/discussion-<int:number>.csv", amendment_data.as_csv, name="discussion_csv"),
    path("charters/<slug:slug>/discussion-<int:number>.json", amendment_data.as_json, name="discussion_json"),
    path(
        "charters/<slug:slug>/discussion-<int:number>.schema.json",
        amendment_data.schema,
        name="discussion_schema",
    ),
    path("<slug:slug>/inclusion/latest.txt", inclusion.latest, name="inclusion_latest"),
    path("<slug:slug>/inclusion/removed.txt", inclusion.removed, name="inclusion_removed"),
    path("<slug:slug>/inclusion/<str:day>.txt", inclusion.on_day, name="inclusion_day"),
]
