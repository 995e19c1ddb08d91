"""The floor: the least that Django can do on this machine, to hold the site's own numbers against.

One view with the site's settings and middleware. To read it is a page of one query; to post to it is one transaction
of two inserts, a contribution without anything that makes it one.
"""

from __future__ import annotations

from functools import cache

from django.db import connection, models, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.utils import timezone

PAGE = """<!doctype html><title>Floor</title><p>{{ entry.sent_at }}</p><form method="post">{% csrf_token %}</form>"""


class Entry(models.Model):
    """A row that others belong to. Its table is made by ``make_tables``: the site knows nothing of it."""

    sent_at = models.DateTimeField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Words(models.Model):
    """A row that belongs to another."""

    entry = models.ForeignKey(Entry, models.CASCADE)
    text = models.TextField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return f"words {self.pk}"


def make_tables() -> None:
    """Make the floor's two tables, with one entry to show."""
    with connection.schema_editor() as editor:
        editor.create_model(Entry)
        editor.create_model(Words)
    Entry.objects.create(sent_at=timezone.now())


def floor(request):
    """Read one row, or write two."""
    if request.method == "POST":
        with transaction.atomic():
            entry = Entry.objects.create(sent_at=timezone.now())
            Words.objects.create(entry=entry, text=request.POST["text"])
        return HttpResponseRedirect("/")
    return HttpResponse(_page().render({"entry": Entry.objects.first()}, request))


@cache
def _page():
    return engines["django"].from_string(PAGE)


# The site's middleware asks where the editors' side begins.
urlpatterns = [path("", floor), path("cms/", floor, name="wagtailadmin_home")]
