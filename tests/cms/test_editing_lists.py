"""Lists inside of pages: they follow the database, leave out what is not public, and cost the same however long."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale

from cms.blocks import ConsultationsBlock, GuideEntriesBlock, PageBlocks
from tests.cms.guide_pages import make_entry, make_guide
from tests.consultations.factories import make_consultation

pytestmark = pytest.mark.django_db


def rendered(block, value, language="fr"):
    with override(language):
        return block.render(block.to_python(value))


def consultations(which="open", most=12, nothing=""):
    return {"title": "Consultations", "which": which, "most": most, "nothing": nothing}


def test_consultations_of_a_phase_are_listed_and_drafts_are_not():
    make_consultation(slug="ouverte", phase="open")
    make_consultation(slug="brouillon", phase="open", live=False)
    make_consultation(slug="future", phase="upcoming")

    page = rendered(ConsultationsBlock(), consultations())

    assert "/ouverte/" in page
    assert "/brouillon/" not in page
    assert "/future/" not in page


def test_list_without_consultations_says_so_or_is_left_out():
    assert "Revenez bientôt" in rendered(ConsultationsBlock(), consultations(nothing="Revenez bientôt."))
    assert rendered(ConsultationsBlock(), consultations()).strip() == ""


def test_list_of_consultations_costs_the_same_for_one_and_for_many(django_assert_num_queries):
    make_consultation(slug="une", phase="open")
    with CaptureQueriesContext(connection) as one:
        rendered(ConsultationsBlock(), consultations())
    for number in range(10):
        make_consultation(slug=f"encore-{number}", phase="open")

    with django_assert_num_queries(len(one)):
        rendered(ConsultationsBlock(), consultations())


def test_chosen_entries_keep_their_order_and_leave_out_what_is_not_public(paris):
    guide = make_guide()
    first, second = make_entry(guide, "Premier", city=paris), make_entry(guide, "Second", city=paris)
    hidden = make_entry(guide, "Cachée", city=paris, live=False)

    page = rendered(GuideEntriesBlock(), {"title": "Guide", "pages": [second.pk, hidden.pk, first.pk]})

    assert page.index("Second") < page.index("Premier")
    assert "Cachée" not in page


def test_chosen_entry_is_shown_in_the_readers_language(paris):
    guide = make_guide()
    entry, alone = (
        make_entry(guide, "Conseil de quartier", city=paris),
        make_entry(guide, "Kiosque", city=paris),
    )
    english = entry.copy_for_translation(
        Locale.objects.get_or_create(language_code="en")[0], copy_parents=True
    )
    type(entry).objects.filter(pk=english.pk).update(title="Neighbourhood council", live=True)

    page = rendered(GuideEntriesBlock(), {"title": "Guide", "pages": [entry.pk, alone.pk]}, language="en")

    assert "Neighbourhood council" in page
    assert 'lang="fr" >Kiosque' in page or 'lang="fr">Kiosque' in page


def test_list_of_entries_costs_the_same_for_one_and_for_many(paris, django_assert_num_queries):
    guide = make_guide()
    keys = [make_entry(guide, f"Entrée {number}", city=paris).pk for number in range(12)]
    block = PageBlocks()

    def show(pages):
        rendered(block, [{"type": "guide_entries", "value": {"title": "Guide", "pages": pages}}])

    show(keys[:1])
    with CaptureQueriesContext(connection) as one:
        show(keys[:1])

    with django_assert_num_queries(len(one)):
        show(keys)
