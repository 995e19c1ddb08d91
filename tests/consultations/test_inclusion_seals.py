"""Each contribution has a salt and a digest that its author can compute again, and that change with its words."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.analysing.importing import import_contributions
from consultations.answering.contributing import withdraw
from consultations.answering.paper_entry import enter_sheet
from consultations.inclusion.sealing import canonical, seal_unsealed
from consultations.models import Batch, Contribution, InclusionRemoval
from tests.consultations.browsing import answer, enter, send
from tests.consultations.factories import make_consultation, make_contributions

pytestmark = pytest.mark.django_db


def contribute(client, consultation, **answers) -> Contribution:
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    answer(client, consultation, "city", **answers)
    send(client, consultation)
    return Contribution.objects.latest("pk")


def computed(contribution: Contribution) -> str:
    fresh = Contribution.objects.select_related("consultation").get(pk=contribution.pk)
    return hashlib.sha256(canonical(fresh, fresh.answers.all())).hexdigest()


def test_sending_seals_what_was_sent(client):
    made = contribute(client, make_consultation(), promise="Écouter « vraiment ».", trust="3")

    assert len(made.inclusion_salt) == 32
    assert made.inclusion_digest == computed(made)


def test_the_digested_form_is_the_documented_one(client):
    made = contribute(client, make_consultation(), promise="Écouter.")

    form = canonical(made, made.answers.all()).decode()

    assert form == (
        '{"answers":{"experience":{"text":"","value":"never"},"promise":{"text":"Écouter.","value":null}},'
        f'"consultation":"charte","salt":"{made.inclusion_salt}",'
        f'"sent":"{made.sent_at.date().isoformat()}","version":1}}'
    )


def test_equal_answers_have_digests_that_tell_nothing_of_it(client):
    consultation = make_consultation()
    first = contribute(client, consultation, promise="Écouter.")
    client.cookies.clear()
    second = contribute(client, consultation, promise="Écouter.")

    assert first.pk != second.pk
    assert first.inclusion_digest != second.inclusion_digest


def test_correcting_makes_another_seal_and_lists_the_first_as_removed(client):
    made = contribute(client, make_consultation(), promise="Première idée")

    client.post(reverse("consultations:correct"))
    answer(client, made.consultation, "city", promise="Seconde idée")
    send(client, made.consultation)

    removal = InclusionRemoval.objects.get()
    fresh = Contribution.objects.get()
    assert (removal.digest, removal.because) == (made.inclusion_digest, InclusionRemoval.CORRECTED)
    assert fresh.inclusion_salt != made.inclusion_salt
    assert fresh.inclusion_digest == computed(fresh) != made.inclusion_digest


def test_correcting_nothing_keeps_the_seal(client):
    made = contribute(client, make_consultation(), promise="Première idée")

    client.post(reverse("consultations:correct"))
    send(client, made.consultation)

    assert Contribution.objects.get().inclusion_digest == made.inclusion_digest
    assert not InclusionRemoval.objects.exists()


def test_withdrawing_lists_the_digest_once_and_empties_the_row(client):
    made = contribute(client, make_consultation(), promise="Effacez-moi")

    withdraw(made, at=timezone.now())
    withdraw(made, at=timezone.now() + timedelta(days=1))

    fresh = Contribution.objects.get()
    assert (fresh.inclusion_salt, fresh.inclusion_digest) == ("", "")
    assert InclusionRemoval.objects.get().because == InclusionRemoval.WITHDRAWN


def test_paper_is_sealed_when_both_readings_agree(analyst, coordinator, paris):
    consultation = make_consultation(city=paris)
    batch = Batch.objects.create(
        consultation=consultation,
        label="Mairie",
        channel=Batch.PAPER,
        received_on=timezone.now().date(),
        sheets=1,
        created_by=coordinator,
    )
    typed = {"q-experience": ["never"], "q-promise": ["Sur papier"]}

    for typist in (analyst, coordinator):
        result = enter_sheet(batch, 1, typed, by=typist, language="fr", at=timezone.now())

    assert result.contribution.inclusion_digest == computed(result.contribution)


def test_imported_answers_are_sealed(tmp_path):
    consultation = make_consultation()
    path = tmp_path / "answers.csv"
    path.write_text("text\nÉcouter.\nRépondre.\n", encoding="utf-8")

    import_contributions(path, consultation, "promise", at=timezone.now())

    made = list(Contribution.objects.all())
    assert len({one.inclusion_digest for one in made}) == 2
    assert all(one.inclusion_digest == computed(one) for one in made)


def test_contributions_of_before_there_were_seals_are_sealed_once():
    consultation = make_consultation()
    make_contributions(consultation, ["Une.", "Deux.", "Trois."])
    withdraw(Contribution.objects.earliest("pk"), at=timezone.now())

    sealed = seal_unsealed(consultation), seal_unsealed(consultation)

    assert sealed == (2, 0)
    assert all(one.inclusion_digest == computed(one) for one in consultation.contributions.sent())


def test_person_takes_the_proof_whose_digest_is_theirs(client):
    made = contribute(client, make_consultation(), promise="À moi")

    response = client.get(reverse("consultations:proof"))

    assert hashlib.sha256(response.content).hexdigest() == made.inclusion_digest
    assert json.loads(response.content)["salt"] == made.inclusion_salt


def test_neighbour_has_no_proof_of_what_they_did_not_open(client, login, neighbour):
    contribute(client, make_consultation(), promise="À moi")
    client.cookies.clear()
    login(client, neighbour)

    response = client.get(reverse("consultations:proof"))

    assert response.status_code == 302
    assert response.url == reverse("consultations:receipt")
