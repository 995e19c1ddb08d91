"""A host reports on a debate: a draft of its own, then handed in for everybody, with pictures that have words."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from debates.models import Registration, Report
from debates.reporting import writing
from tests.debates.makers import a_debate, a_host, a_night, published
from tests.debates.reporting_makers import a_debate_that_is_over, reported, told, typed_report

pytestmark = pytest.mark.django_db


def _address(debate, name: str = "report") -> str:
    return reverse(f"debates:{name}", args=[debate.code])


def test_draft_may_lack_statements_and_is_shown_to_nobody(client, login, host, paris):
    debate = a_debate_that_is_over(paris, user=host)
    login(client, host)

    answer = client.post(_address(debate), typed_report(save="1", statement_2="", statement_3=""))

    assert answer.status_code == 302
    assert [one.text for one in debate.report.statements.all()] == [typed_report()["statement_1"]]
    client.logout()
    assert 'id="report"' not in client.get(debate.get_absolute_url()).content.decode()


def test_report_with_two_statements_cannot_be_handed_in(client, login, host, paris):
    debate = a_debate_that_is_over(paris, user=host)
    login(client, host)

    answer = client.post(_address(debate), typed_report(hand_in="1", statement_3=""))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"statement_3"}
    assert not Report.objects.submitted().exists()


def test_report_handed_in_is_on_the_debates_page(client, login, host, paris):
    debate = a_debate_that_is_over(paris, user=host)
    login(client, host)
    client.post(_address(debate), typed_report(hand_in="1"))
    client.logout()

    page = client.get(debate.get_absolute_url()).content.decode()

    assert "La rue doit rester ouverte aux enfants le dimanche." in page
    assert "27" in page


def test_late_report_is_accepted_and_known_as_late(paris):
    debate = a_debate_that_is_over(paris)

    report = reported(debate, at=debate.ends + timedelta(hours=73))

    assert report.is_late
    assert Report.objects.public().get() == report


def test_debate_that_is_not_over_has_no_report(client, login, host, paris):
    debate = published(a_debate(a_night(paris), host=a_host(paris, user=host)))
    login(client, host)

    client.post(_address(debate), typed_report(hand_in="1"))

    assert client.get(_address(debate)).status_code == 200
    assert not Report.objects.exists()


@pytest.mark.parametrize("name", ["report", "report_pictures", "report_sendings"])
def test_another_host_sees_nothing_of_the_report(client, login, host, neighbour, paris, name):
    debate = a_debate_that_is_over(paris, user=host)
    reported(debate)
    a_host(paris, user=neighbour)
    login(client, neighbour)

    assert client.get(_address(debate, name)).status_code == 404
    assert client.post(_address(debate), typed_report(hand_in="1", revision=1)).status_code == 404


def test_second_saving_of_the_same_page_is_refused(host, paris):
    debate = a_debate_that_is_over(paris, user=host)
    reported(debate)

    with pytest.raises(writing.ChangedMeanwhile):
        writing.save_draft(debate, told(present=3), seen_revision=0, at=timezone.now())

    assert Report.objects.get().present == 27


def test_people_checked_in_are_proposed_to_the_host(client, login, host, paris):
    debate = a_debate_that_is_over(paris, user=host)
    for number, present in enumerate((2, 3)):
        Registration.objects.create(
            seating=debate.seating,
            email=f"{number}@example.org",
            language="fr",
            seats=4,
            status=Registration.CONFIRMED,
            asked_at=timezone.now(),
            consented_at=timezone.now(),
            present=present,
            present_at=timezone.now(),
        )
    login(client, host)

    assert client.get(_address(debate)).context["form"]["present"].value() == 5


def _picture(kind: str = "PNG") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, kind)
    return SimpleUploadedFile("soir.png", out.getvalue())


def test_picture_comes_with_words_and_goes_again(client, login, host, paris):
    debate = a_debate_that_is_over(paris, user=host)
    report = reported(debate)
    login(client, host)
    address = _address(debate, "report_pictures")

    assert client.post(address, {"picture": _picture(), "alternative_text": ""}).status_code == 422
    client.post(address, {"picture": _picture(), "alternative_text": "La salle, de loin"})
    picture = report.pictures.get()

    assert "La salle, de loin" in client.get(debate.get_absolute_url()).content.decode()
    client.post(reverse("debates:remove_report_picture", args=[debate.code, picture.pk]))
    assert not report.pictures.exists()


def test_file_that_is_no_picture_is_refused(client, login, host, paris):
    debate = a_debate_that_is_over(paris, user=host)
    report = reported(debate)
    login(client, host)
    script = SimpleUploadedFile("soir.png", b"<svg onload=alert(1)>")

    answer = client.post(
        _address(debate, "report_pictures"), {"picture": script, "alternative_text": "Salle"}
    )

    assert answer.status_code == 422
    assert not report.pictures.exists()


def test_report_is_written_in_a_language_of_the_debate(client, login, host, paris):
    debate = a_debate_that_is_over(paris, user=host, languages=("fr", "wo", "fsl"))
    login(client, host)
    words = "Mbedd mi, xale yi ñoo ko moom ci dibéer."

    offered = dict(client.get(_address(debate)).context["form"].fields["language"].choices)
    typed = typed_report(language="wo", statement_1=words, hand_in="1")
    refused = client.post(_address(debate), typed | {"language": "es"})
    client.post(_address(debate), typed)

    assert offered["wo"] == "Wolof"
    assert "fsl" not in offered
    assert refused.status_code == 422
    assert Report.objects.get().language == "wo"
    page = client.get(debate.get_absolute_url()).content.decode()
    assert re.search(rf'lang="wo">\s*<li>{words}', page)
