"""The discussion of a draft in public (being written)."""
from django.urls import path
from django.http import HttpResponse
def _x(request, **k): return HttpResponse("")
urlpatterns = [
    path("charters/<slug:slug>/discussion/<int:number>/", _x, name="discussion"),
    path("charters/<slug:slug>/discussion/<int:number>/articles/<slug:identifier>/", _x, name="discussed_article"),
]
