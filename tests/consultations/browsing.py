"""A citizen's steps through the answering pages with Django's test client."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from consultations.models import Consultation


def enter(client: Client, consultation: Consultation, **fields):
    """Give consent, and return the response."""
    data = {"age": "on", "consent": "on", **fields}
    return client.post(reverse("consultations:entry", args=[consultation.slug]), data)


def section_url(consultation: Consultation, key: str) -> str:
    return reverse("consultations:section", args=[consultation.slug, key])


def answer(client: Client, consultation: Consultation, key: str, **fields):
    """Post one section; names are given without their prefix."""
    data = {f"q-{name}": value for name, value in fields.items()}
    return client.post(section_url(consultation, key), data)


def send(client: Client, consultation: Consultation):
    return client.post(reverse("consultations:send", args=[consultation.slug]))


def receipt_code(client: Client, consultation: Consultation) -> str:
    """The code on the receipt page of this browser."""
    response = client.get(reverse("consultations:sent", args=[consultation.slug]))
    return response.context["code"]


def open_with_code(client: Client, code: str):
    return client.post(reverse("consultations:receipt"), {"code": code}, follow=True)
