"""Pictures in blocks: described, credited, and fetched together."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from kit import blocks

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return get_image_model().objects.create(title="Arbre", file=get_test_image_file(size=(1200, 800)))


def rendered(block, value):
    with override("en"):
        return block.render(block.to_python(value))


def test_picture_says_what_it_shows_and_who_made_it(image):
    shown = {"image": image.pk, "decorative": False, "alt_text": "Un arbre <b>"}

    page = rendered(blocks.CreditedImageBlock(), {"image": shown, "caption": "", "credit": "Awa Diop"})

    assert 'alt="Un arbre &lt;b&gt;"' in page
    assert "Credit: Awa Diop" in page
    assert 'type="image/webp"' in page


def test_decorative_picture_is_silent(image):
    shown = {"image": image.pk, "decorative": True, "alt_text": "Un arbre"}

    assert 'alt=""' in rendered(blocks.CreditedImageBlock(), {"image": shown, "caption": "", "credit": "V"})


def test_picture_that_is_gone_leaves_its_words(image):
    shown = {"image": image.pk, "decorative": False, "alt_text": "Un arbre"}
    image.delete()

    page = rendered(blocks.CreditedImageBlock(), {"image": shown, "caption": "Sous l’arbre", "credit": "V"})

    assert "<img" not in page
    assert "Sous l’arbre" in page


def test_portraits_cost_the_same_for_one_person_and_for_many():
    images = [
        get_image_model().objects.create(title=f"P{number}", file=get_test_image_file(size=(200, 200)))
        for number in range(8)
    ]
    block = blocks.PeopleBlock()

    def show(portraits):
        people = [{"name": "Awa", "role": "Préside", "text": "", "portrait": one.pk} for one in portraits]
        return rendered(block, {"people": people})

    # The first time their smaller versions are made.
    show(images)
    with CaptureQueriesContext(connection) as one:
        show(images[:1])
    with CaptureQueriesContext(connection) as many:
        page = show(images)

    assert len(many) == len(one)
    assert page.count('alt=""') == 8
