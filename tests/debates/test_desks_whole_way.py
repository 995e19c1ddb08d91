"""A debate's whole way, by requests: from its host to the desk, back, and to the public."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from debates.models import Debate
from tests.debates.hosting_makers import typed_debate
from tests.debates.makers import a_debate, a_host, a_night

pytestmark = pytest.mark.django_db(transaction=False)


def decide(client, debate: Debate, decision: str, **typed):
    """Open the debate as a coordinator does, then send one of its forms."""
    address = reverse("debates_admin:debate", args=[debate.code])
    seen = client.get(address).context["forms"][decision].initial["seen"]
    return client.post(
        reverse("debates_admin:decide", args=[debate.code, decision]), {"seen": seen, **typed}, follow=True
    )


def test_a_debate_goes_from_its_host_to_the_public(
    login, citizen, coordinator, paris, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    host, desk, public = login(Client(), citizen), login(Client(), coordinator), Client()
    debate = a_debate(a_night(paris), host=a_host(paris, user=citizen), question="Faut-il fermer la rue ?")
    own = {"host_page": reverse("debates:hosted_debate_step", args=[debate.code, "submit"])}
    form = reverse("debates:hosted_debate_form", args=[debate.code])
    hidden = public.get(debate.get_absolute_url()).status_code

    host.post(own["host_page"])
    queued = desk.get(reverse("debates_admin:queue"))
    with django_capture_on_commit_callbacks(execute=True):
        decide(desk, debate, "ask", text="Dites quelle rue.")
    debate.refresh_from_db()
    host.post(form, typed_debate(debate, question_fr="Faut-il fermer la rue des Arts ?", submit="1"))
    read = desk.get(reverse("debates_admin:debate", args=[debate.code]))
    decide(desk, debate, "accept")
    decide(desk, debate, "publish")

    assert hidden == 404
    assert [row.debate for row in queued.context["rows"]] == [debate]
    assert mail.outbox[0].to == [citizen.email]
    assert "Dites quelle rue." in mail.outbox[0].body
    assert [
        (piece.kind, piece.text) for piece in read.context["changes"][0].pieces if piece.kind == "added"
    ] == [("added", " des Arts")]
    debate.refresh_from_db()
    assert debate.status == Debate.PUBLISHED
    assert "rue des Arts" in public.get(debate.get_absolute_url()).content.decode()
