"""The editors' home: what waits for each person, and nothing of what they may not touch."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import TaskState

from cms.editing.home import SHOWN, waiting_for
from cms.editing.manual import DOCS, LANGUAGES, PICTURE, as_html
from cms.languages.words import TRANSLATED_AGAIN
from tests.cms.guide_pages import make_entry
from tests.cms.trees import trees  # noqa: F401 - a fixture
from tests.factories import UserFactory


@pytest.fixture
def colleague(db):
    return UserFactory(email="zoe@example.org", first_name="Zoé", role="editor")


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def lists(user):
    return {one.key: [line.title for line in one.lines] for one in waiting_for(user, at=timezone.now())}


def test_words_of_wagtails_menu_keep_their_sense():
    # Our catalogue comes before Wagtail's: the same English word in another sense would rename its menu.
    with override("fr"):
        assert gettext("Reports") == "Rapports"


def test_screens_of_translation_call_a_language_a_language():
    with override("fr"):
        assert [gettext(word) for word in TRANSLATED_AGAIN] == ["Langues", "Langue", "langue"]


def drafted(trees, title, *, by):  # noqa: F811
    page = trees.add(title, title.lower(), live=False)
    page.save_revision(user=by)
    return page


def test_drafts_are_their_writers(trees, editor, colleague):  # noqa: F811
    drafted(trees, "Brouillon", by=editor)

    assert lists(editor)["drafts"] == ["Brouillon"]
    assert lists(colleague)["drafts"] == []


def test_submitted_page_moves_from_its_author_to_whoever_may_approve(trees, editor, colleague):  # noqa: F811
    page = drafted(trees, "Relecture", by=editor)
    page.get_workflow().start(page, editor)

    own, others = lists(editor), lists(colleague)

    assert (own["drafts"], own["submitted"], own["review"]) == ([], ["Relecture"], [])
    assert others["review"] == ["Relecture"]


def test_page_that_was_sent_back_says_so(trees, editor, colleague):  # noqa: F811
    page = drafted(trees, "Relecture", by=editor)
    page.get_workflow().start(page, editor)
    state = TaskState.objects.get()
    state.task.specific.on_action(state, colleague, "reject")

    (submitted,) = [one for one in waiting_for(editor, at=timezone.now()) if one.key == "submitted"]

    assert submitted.lines[0].note == "sent back: changes are asked for"


def test_scheduled_page_is_listed_with_its_moment(trees, editor):  # noqa: F811
    page = trees.add("Demain", "demain", live=False)
    page.go_live_at = timezone.now() + timezone.timedelta(days=1)
    page.save_revision(user=editor).publish()

    assert lists(editor)["scheduled"] == ["Demain"]


def test_untranslated_pages_are_listed_and_translated_ones_are_not(trees, editor):  # noqa: F811
    page = trees.add("Traduite", "traduite")
    trees.add("Translated", "translated", like=page)
    trees.add("Seule", "seule")

    assert lists(editor)["untranslated-en"] == ["Seule"]


def test_stale_entries_are_listed(trees, editor, paris):  # noqa: F811
    from cms.models import GuideIndexPage

    guide = trees.fr.add_child(instance=GuideIndexPage(title="Guide", slug="guide", locale=trees.fr.locale))
    make_entry(guide, "Oubliée", city=paris, reviewed_on=date(2020, 1, 1))
    make_entry(guide, "Relue", city=paris)

    assert lists(editor)["stale"] == ["Oubliée"]


def test_home_costs_the_same_for_one_thing_and_for_thirty(client, login, trees, editor, colleague):  # noqa: F811
    login(client, editor)

    def add(number):
        drafted(trees, f"Brouillon{number}", by=editor)
        waiting = drafted(trees, f"Relire{number}", by=colleague)
        waiting.get_workflow().start(waiting, colleague)
        trees.add(f"Seule{number}", f"seule{number}")

    add(0)
    client.get(reverse("wagtailadmin_home"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("wagtailadmin_home"))
    for number in range(1, 12):
        add(number)
    with CaptureQueriesContext(connection) as many:
        shown = client.get(reverse("wagtailadmin_home")).content.decode()

    assert len(many) == len(one)
    assert shown.count("Relire") == SHOWN


def test_analyst_sees_no_list_of_pages(client, login, trees, editor, analyst):  # noqa: F811
    drafted(trees, "Brouillon", by=editor)
    login(client, analyst)

    shown = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Brouillon" not in shown
    assert 'id="waiting-title"' not in shown


def test_manual_is_for_staff_in_their_language_with_its_pictures(client, login, editor, citizen):
    login(client, editor)

    shown = client.get(reverse("cms_admin:manual")).content.decode()
    login(client, citizen)

    assert '<h2 id="' in shown or "<h2>" in shown
    assert client.get(reverse("cms_admin:manual")).status_code in {302, 403}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_picture_of_the_manual_is_there_light_and_described(code):
    text = (DOCS / LANGUAGES[code]).read_text(encoding="utf-8")

    for words, name in PICTURE.findall(text):
        assert words
        assert (DOCS / "pictures" / name).stat().st_size <= 100 * 1024


@pytest.mark.parametrize("name", ["..settings.md", "settings.md", "none.png"])
def test_manual_serves_nothing_but_its_pictures(client, login, editor, name):
    login(client, editor)

    address = reverse("cms_admin:manual_picture", args=["x.png"]).replace("x.png", name)
    assert client.get(address).status_code == 404


def test_manual_is_written_in_a_little_markdown():
    made = as_html("# T\n\n## Un **mot**\n\n- a\n- b\n  c\n\n[Ici](#un) `x` <b>\n")

    assert made.split("\n")[1:] == [
        "<h2>Un <b>mot</b></h2>",
        "<ul><li>a</li><li>b c</li></ul>",
        '<p><a href="#un">Ici</a> <code>x</code> &lt;b&gt;</p>',
    ]
