"""An editor makes and publishes a consultation in Wagtail."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from consultations.models import Consultation
from tests.consultations.factories import make_consultation

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_consultations_consultation:list"
EDIT = "wagtailsnippets_consultations_consultation:edit"


def test_editor_finds_consultations_and_opens_one(client, login, editor):
    consultation = make_consultation()
    login(client, editor)

    listing = client.get(reverse(LIST))
    editing = client.get(reverse(EDIT, args=[consultation.pk]))

    assert "Une charte à écrire" in listing.content.decode()
    assert editing.status_code == 200


@pytest.mark.parametrize("who", ["citizen", "host"])
def test_nobody_else_edits_a_consultation(client, login, who, request):
    consultation = make_consultation()
    login(client, request.getfixturevalue(who))

    response = client.get(reverse(EDIT, args=[consultation.pk]))

    assert response.status_code in {302, 403}


def test_draft_changes_nothing_for_the_public_until_published(client, editor):
    consultation = make_consultation()
    draft = Consultation.objects.get(pk=consultation.pk)
    text = draft.texts.get(language="fr")
    text.title = "Titre en préparation"
    draft.texts.set([text])
    revision = draft.save_revision(user=editor)

    before = client.get("/fr/consultations/charte/").content.decode()
    revision.publish(user=editor)
    after = client.get("/fr/consultations/charte/").content.decode()

    assert "Titre en préparation" not in before
    assert "Titre en préparation" in after


def test_preview_shows_a_draft_to_its_editor(client, login, editor):
    consultation = make_consultation(live=False)
    login(client, editor)

    response = client.get(reverse("consultations:detail", args=["charte"]))
    preview = consultation.make_preview_request(original_request=response.wsgi_request, preview_mode="")

    assert response.status_code == 200
    assert "Une charte à écrire" in preview.content.decode()


def test_workflow_applies_to_consultations(editor):
    consultation = make_consultation()
    consultation.save_revision(user=editor)
    workflow = Workflow.objects.create(name="Deux regards", active=True)
    task = GroupApprovalTask.objects.create(name="Second regard", active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)

    state = workflow.start(consultation, editor)

    assert consultation.current_workflow_state == state
    assert state.status == "in_progress"


@pytest.mark.parametrize(
    ("moments", "field"),
    [({"closes_at": -1}, "closes_at"), ({"results_at": -9}, "results_at")],
    ids=["closes before it opens", "results before it closes"],
)
def test_calendar_that_runs_backwards_is_refused_with_the_field(moments, field):
    from django.core.exceptions import ValidationError

    consultation = make_consultation()
    for name, days in moments.items():
        setattr(consultation, name, consultation.opens_at + timezone.timedelta(days=days))

    with pytest.raises(ValidationError) as refusal:
        consultation.full_clean()

    assert field in refusal.value.message_dict


def test_calendar_is_shown_in_the_citys_own_time(client, dakar):
    import datetime

    closes = datetime.datetime(2030, 7, 1, 18, 0, tzinfo=datetime.UTC)
    make_consultation(city=dakar, closes_at=closes, results_at=None)

    page = client.get("/en/consultations/charte/").content.decode()

    assert "18:00" in page


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("page-fr", "Pourquoi cette consultation"),
        ("page-en", "Why this consultation"),
        ("questionnaire-fr", "(facultatif)"),
        ("questionnaire-en", "(optional)"),
    ],
)
def test_preview_speaks_the_language_of_its_mode(client, login, editor, mode, words):
    consultation = make_consultation(live=False)
    login(client, editor)
    request = client.get("/en/consultations/charte/").wsgi_request

    preview = consultation.make_preview_request(original_request=request, preview_mode=mode)

    assert mode in dict(consultation.preview_modes)
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert words in preview.content.decode()


def test_every_kind_of_question_shows_itself_in_the_picker():
    section = Consultation._meta.get_field("questionnaire").stream_block.child_blocks["section"]
    kinds = section.child_blocks["questions"].child_blocks

    fields = {
        kind: str(block.get_preview_context(block.get_preview_value())["field"])
        for kind, block in kinds.items()
    }

    assert len(fields) == 8
    assert all("<input" in field or "<textarea" in field or "<select" in field for field in fields.values())
