"""Steps of somebody who takes open data: fetch a file, read it as a table or as data."""

from __future__ import annotations

import csv
import io
import json

from django.urls import reverse

from consultations.models import Answer, Contribution


def add(contribution: Contribution, key: str, value=None, text: str = "") -> Answer:
    """One more answer of that contribution."""
    version = contribution.consultation.current_version()
    return Answer.objects.create(
        contribution=contribution, question_key=key, version=version, value=value, text=text
    )


def fetch(client, name: str, slug: str = "charte"):
    return client.get(reverse(f"open_data:{name}", args=[slug]))


def content(response) -> str:
    assert response.status_code == 200
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8-sig")


def table(client, slug: str = "charte") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(fetch(client, "csv", slug)), newline="")))


def data(client, slug: str = "charte") -> dict:
    return json.loads(content(fetch(client, "json", slug)))
