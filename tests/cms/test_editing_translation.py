"""A translation made side by side is read by somebody else before its readers see it, whatever way is tried."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.editing import translating
from cms.models import TextPage
from cms.models.guide_details import GuidePlace
from tests.cms.guide_pages import make_entry, make_guide
from tests.cms.trees import trees  # noqa: F401 - a fixture
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
REASON = "La réunion commence dans une heure."


@pytest.fixture(autouse=True)
def asked(settings):
    settings.REQUIRE_SECOND_LOOK = True


@pytest.fixture
def colleague():
    return UserFactory(email="zoe@example.org", first_name="Zoé", role="editor")


def begin(page) -> Translation:
    """That page's translation into English, as its editors begin it: a draft in French words."""
    english, _made = Locale.objects.get_or_create(language_code="en")
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    return translation


def translate(translation, *, by, prefix: str = "EN ") -> None:
    """Type each text that has no translation, or another one."""
    for segment in translation.source.stringsegment_set.all():
        typed, _made = StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": "", "translation_type": "manual"},
        )
        typed.data, typed.last_translated_by = f"{prefix}{segment.string.data}", by
        typed.save()


@pytest.fixture
def begun(trees) -> tuple[TextPage, Translation]:  # noqa: F811
    """The English draft of a French page, and what keeps them in step."""
    source = trees.add("À propos", "a-propos", words="Bonjour")
    translation = begin(source)
    return source.get_translation(translation.target_locale), translation


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


def act(client, page, verb: str, **more):
    return client.post(reverse("cms_admin:translation", args=[page.pk]), {"verb": verb, **more})


def test_editor_leads_to_the_second_look_and_publishes_nothing(client, login, begun, editor):
    page, translation = begun
    translate(translation, by=editor)
    login(client, editor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    shown = client.get(edit).content.decode()
    answer = client.post(edit, {"action": "publish"})

    assert reverse("cms_admin:translation", args=[page.pk]) in shown
    assert answer.url == reverse("cms_admin:translation", args=[page.pk])
    assert not fresh(page).live


@pytest.mark.parametrize("who", ["editor", "administrator"])
def test_translations_are_not_published_in_passing_when_they_are_updated(client, login, begun, request, who):
    page, translation = begun
    login(client, request.getfixturevalue(who))
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])

    offered = client.get(address).content.decode()
    answer = client.post(address, {"publish_translations": "on"})

    assert "publish_translations" not in offered
    assert answer.status_code in {302, 403}
    assert not fresh(page).live


def test_translation_with_a_text_missing_is_not_submitted(client, login, begun, editor):
    page, _translation = begun
    login(client, editor)

    act(client, page, "submit")

    assert fresh(page).current_workflow_state is None


def test_colleague_approves_what_the_editor_submitted(client, login, begun, editor, colleague):
    page, translation = begun
    translate(translation, by=editor)
    login(client, editor)

    act(client, page, "submit")
    act(client, page, "approve")
    before = fresh(page).live
    login(client, colleague)
    act(client, page, "approve")

    assert before is False
    assert fresh(page).live
    assert "EN Bonjour" in str(fresh(page).body)


def test_whoever_typed_a_text_does_not_approve_what_another_submitted(
    client, login, begun, editor, colleague
):
    page, translation = begun
    translate(translation, by=colleague)
    translating.submit(page, translation, by=editor)
    login(client, colleague)

    act(client, page, "approve")

    assert not fresh(page).live


def test_sent_back_translation_is_submitted_again(begun, editor, colleague):
    page, translation = begun
    translate(translation, by=editor)
    translating.submit(page, translation, by=editor)

    translating.decide(page, "reject", by=colleague, comment="Relisez la fin.")
    told = translating.standing(fresh(page), translation, user=editor)
    translating.submit(page, translation, by=editor)

    assert (told.state, told.comment) == ("sent_back", "Relisez la fin.")
    assert translating.standing(fresh(page), translation, user=colleague).may_approve


def test_translation_that_waits_is_not_submitted_twice(begun, editor, colleague):
    page, translation = begun
    translate(translation, by=editor)
    translating.submit(page, translation, by=editor)

    with pytest.raises(translating.NothingToApprove):
        translating.submit(page, translation, by=colleague)


def test_published_translation_stays_as_it_is_until_its_change_is_approved(paris, editor, colleague):
    entry = make_entry(make_guide(), city=paris)
    entry.places.add(GuidePlace(name="Kiosque", address="1 rue", locale=entry.locale))
    entry.save()
    translation = begin(entry)
    translate(translation, by=editor)
    page = entry.get_translation(translation.target_locale)
    translating.submit(page, translation, by=editor)
    translating.decide(page, "approve", by=colleague)
    entry.places.add(GuidePlace(name="Mairie", address="2 rue", locale=entry.locale))
    entry.save()
    translation.source.update_from_db()
    translate(translation, by=editor, prefix="ENGLISH ")

    translating.submit(fresh(page), translation, by=editor)
    between = fresh(page)
    read = (between.title, [place.name for place in between.places.all()])
    translating.decide(page, "approve", by=colleague)

    assert read == ("EN Budget participatif", ["EN Kiosque"])
    assert fresh(page).title == "ENGLISH Budget participatif"
    assert [place.name for place in fresh(page).places.all()] == ["ENGLISH Kiosque", "ENGLISH Mairie"]
    assert [place.name for place in type(entry).objects.get(pk=entry.pk).places.all()] == [
        "Kiosque",
        "Mairie",
    ]


def test_administrator_publishes_a_translation_alone_with_a_reason(client, login, begun, administrator):
    page, translation = begun
    translate(translation, by=administrator)
    login(client, administrator)

    asked = act(client, page, "alone")
    before = fresh(page).live
    wording = client.get(asked.url).context["form"]["wording"].value()
    client.post(asked.url, {"reason": REASON, "wording": wording})

    assert before is False
    assert fresh(page).live


@pytest.mark.parametrize(("who", "verb"), [("editor", "alone"), ("editor", "else"), ("analyst", "submit")])
def test_nobody_does_more_than_they_may(client, login, begun, request, who, verb):
    page, translation = begun
    translate(translation, by=None)
    login(client, request.getfixturevalue(who))

    answer = act(client, page, verb)

    assert answer.status_code in {302, 403}
    assert fresh(page).current_workflow_state is None
    assert not fresh(page).live


def test_page_that_translates_nothing_has_no_such_screen(client, login, trees, editor):  # noqa: F811
    page = trees.add("À propos", "a-propos")
    login(client, editor)

    assert client.get(reverse("cms_admin:translation", args=[page.pk])).status_code == 404


def test_screen_says_what_is_missing(client, login, begun, editor):
    page, translation = begun
    login(client, editor)

    shown = client.get(reverse("cms_admin:translation", args=[page.pk]))

    assert shown.context["standing"].missing == translation.source.stringsegment_set.count()
    assert "disabled" in shown.content.decode()
