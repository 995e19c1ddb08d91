"""One theme on its page: what it shows, every decision on it, and that nobody's work is overwritten or lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.models import Placement, Theme
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, texts, theme

pytestmark = pytest.mark.django_db

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse à chacun.", "Dites pourquoi.", "Dites pourquoi."],
    "Budget": {"Montants": ["Plus d’argent."], "Calendrier": ["Un an d’ÉTÉ.", "Deux ans."]},
    "Langue": ["Écrivez simplement, du fond du cœur."],
}


@pytest.fixture
def analysis():
    return make_analysis(
        make_consultation(phase="analysis"),
        GROUPS,
        set_aside={"no-opinion": ["RAS", "rien"], "yes-no": ["oui"]},
    )


@pytest.fixture
def analyst_client(client, login, analyst):
    return login(client, analyst)


def theme_url(one: Theme) -> str:
    return reverse("consultations_admin:theme", args=[one.pk])


def decide(client, one: Theme, do: str, **fields):
    return client.post(theme_url(one), {"do": do, "expected": one.revision, **fields}, follow=True)


def test_a_theme_shows_peoples_words_beside_the_machines(analyst_client, analysis, analyst):
    reply = reviewing.rename(
        theme(analysis, "Répondre"), {"fr": "Être écouté"}, {"fr": "Chacun attend."}, by=analyst, expected=1
    )

    content = analyst_client.get(theme_url(reply)).content.decode()

    assert 'value="Être écouté"' in content
    assert "<dd>Répondre</dd>" in content
    assert "Élise Moreau" in content


def test_the_texts_of_a_theme_are_paged_by_50_the_surest_first(analyst_client):
    analysis = make_analysis(make_consultation(phase="analysis"), {"Un": [f"Texte {n}" for n in range(51)]})
    one = analysis.themes.get()
    sure = Placement.objects.order_by("pk").last()
    sure.confidence = 0.99
    sure.save()

    first = analyst_client.get(theme_url(one)).context["page"]
    second = analyst_client.get(f"{theme_url(one)}?p=2").context["page"]

    assert (first[0], len(first), len(second)) == (sure, 50, 1)


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        ("Budget", "ete", 1),
        ("Budget", "d'été", 1),
        ("Budget", "ans deux", 1),
        ("Budget", "un deux", 0),
        ("Langue", "coeur ecrivez", 1),
        ("Langue", "(.*", 0),
        ("Langue", "[", 0),
    ],
)
def test_texts_are_found_whatever_their_accents_and_capitals(analyst_client, analysis, title, words, found):
    page = analyst_client.get(theme_url(theme(analysis, title)), {"q": words}).context["page"]

    assert page.paginator.count == found


def test_texts_that_repeat_another_are_marked_and_can_be_left_out(analyst_client, analysis):
    reply = theme(analysis, "Répondre")

    everything = analyst_client.get(theme_url(reply)).context["page"]
    distinct = analyst_client.get(theme_url(reply), {"repeats": "hide"}).context["page"]

    assert (everything.paginator.count, distinct.paginator.count) == (4, 3)


def test_a_theme_leads_to_the_next_one_and_to_the_next_to_review(analyst_client, analysis, analyst):
    reviewing.mark_reviewed(theme(analysis, "Budget"), by=analyst, expected=1)

    context = analyst_client.get(theme_url(theme(analysis, "Répondre"))).context

    assert str(context["following"].title) == "Budget"
    assert str(context["to_review"].title) == "Calendrier"


def test_rename_on_the_page_keeps_both_languages(analyst_client, analysis, analyst):
    reply = theme(analysis, "Répondre")

    decide(
        analyst_client, reply, "rename", title_fr="Être écouté", title_en="Being heard", description_fr="Oui."
    )

    reply.refresh_from_db()
    assert reply.title == {"fr": "Être écouté", "en": "Being heard"}
    assert reply.description == {"fr": "Oui."}


def test_a_refused_title_keeps_what_was_typed(analyst_client, analysis):
    reply = theme(analysis, "Répondre")

    page = decide(analyst_client, reply, "rename", title_fr="", description_fr="Une longue description.")

    assert "Une longue description." in page.content.decode()
    assert "error-message" in page.content.decode()
    reply.refresh_from_db()
    assert str(reply.title) == "Répondre"


def test_a_conflict_shows_both_versions_and_loses_nothing(client, login, analysis, analyst, second_analyst):
    seen = theme(analysis, "Répondre")
    reviewing.rename(seen, {"fr": "Recevoir une réponse"}, {}, by=second_analyst, expected=1)
    login(client, analyst)

    page = decide(client, seen, "rename", title_fr="Être écouté", description_fr="Chacun attend.")

    content = page.content.decode()
    assert page.status_code == 409
    for words in ("Recevoir une réponse", "Être écouté", "Chacun attend.", "Fatou Ndiaye"):
        assert words in content
    assert str(Theme.objects.get(pk=seen.pk).title) == "Recevoir une réponse"


def test_a_conflict_shows_every_language(client, login, analysis, analyst, second_analyst):
    seen = theme(analysis, "Répondre")
    reviewing.rename(seen, {"fr": "Réponse", "en": "Answers"}, {}, by=second_analyst, expected=1)
    login(client, analyst)

    content = decide(client, seen, "rename", title_fr="Réponse", title_en="Replies").content.decode()

    assert "English – Answers" in content
    assert "English – Replies" in content


def test_after_a_conflict_the_same_decision_can_be_sent_again(
    client, login, analysis, analyst, second_analyst
):
    seen = theme(analysis, "Répondre")
    reviewing.rename(seen, {"fr": "Recevoir une réponse"}, {}, by=second_analyst, expected=1)
    login(client, analyst)
    conflict = decide(client, seen, "rename", title_fr="Être écouté")

    again = dict(conflict.context["sent"])
    client.post(theme_url(seen), {**again, "expected": conflict.context["expected"]})

    assert str(Theme.objects.get(pk=seen.pk).title) == "Être écouté"


def test_a_conflict_on_ticked_texts_keeps_every_tick(client, login, analysis, analyst, second_analyst):
    seen, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    ticked = answers(seen)[:2]
    reviewing.rename(seen, {"fr": "Recevoir une réponse"}, {}, by=second_analyst, expected=1)
    login(client, analyst)

    conflict = decide(client, seen, "move", answers=ticked, to=language.pk)

    assert [value for name, value in conflict.context["sent"] if name == "answers"] == list(map(str, ticked))
    assert texts(language) == 1


def test_marking_as_reviewed_alone_or_with_the_sub_themes(analyst_client, analysis):
    budget = theme(analysis, "Budget")

    decide(analyst_client, budget, "review")
    alone = {str(one.title): one.state for one in analysis.themes.all()}
    budget.refresh_from_db()
    decide(analyst_client, budget, "review_family")

    assert (alone["Budget"], alone["Montants"]) == (Theme.REVIEWED, Theme.TO_REVIEW)
    assert theme(analysis, "Montants").state == Theme.REVIEWED


def test_setting_aside_needs_a_reason_and_restoring_brings_back(analyst_client, analysis):
    reply = theme(analysis, "Répondre")

    refused = decide(analyst_client, reply, "set_aside", reason="")
    decide(analyst_client, reply, "set_aside", reason="Hors sujet.")
    aside = Theme.objects.get(pk=reply.pk)
    decide(analyst_client, aside, "restore")

    assert refused.context["refused"].errors["reason"]
    assert (aside.state, aside.reason) == (Theme.SET_ASIDE, "Hors sujet.")
    assert Theme.objects.get(pk=reply.pk).state == Theme.TO_REVIEW


def test_merging_and_putting_under_another_theme(analyst_client, analysis):
    reply, budget, language = (theme(analysis, title) for title in ("Répondre", "Budget", "Langue"))

    decide(analyst_client, reply, "merge", into=budget.pk)
    decide(analyst_client, language, "nest", parent=budget.pk)

    assert theme(analysis, "Répondre").merged_into == budget
    assert theme(analysis, "Langue").parent == budget
    assert texts(budget) == 8


def test_a_theme_offers_neither_itself_nor_its_parts_to_merge_into(analyst_client, analysis):
    budget = theme(analysis, "Budget")

    form = analyst_client.get(theme_url(budget)).context["forms"]["merge"]

    assert [label for _key, label in form.fields["into"].choices[1:]] == ["Langue", "Répondre"]


def test_moving_a_text_without_its_repeats(analyst_client, analysis):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    why = Placement.objects.get(answer__text="Dites pourquoi.", repeats=False).answer_id

    decide(analyst_client, reply, "move", answers=[why], to=language.pk)

    assert (texts(reply), texts(language)) == (3, 2)


def test_moving_a_text_with_its_repeats(analyst_client, analysis):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    repeat = Placement.objects.get(answer__text="Dites pourquoi.", repeats=True).answer_id

    decide(analyst_client, reply, "move", answers=[repeat], to=language.pk, with_repeats="on")

    assert (texts(reply), texts(language)) == (2, 3)


def test_all_the_texts_found_go_together_on_every_page(analyst_client):
    groups = {"Un": [f"Texte pair {n}" if n % 2 else f"Texte {n}" for n in range(120)], "Deux": ["Autre"]}
    analysis = make_analysis(make_consultation(phase="analysis"), groups)
    one, two = theme(analysis, "Un"), theme(analysis, "Deux")

    decide(analyst_client, one, "move", all_found="on", q="PAIR", to=two.pk)

    assert (texts(one), texts(two)) == (60, 61)


def test_splitting_makes_a_theme_where_asked(analyst_client, analysis):
    reply = theme(analysis, "Répondre")

    decide(analyst_client, reply, "split", answers=answers(reply)[:1], title_fr="À tous", where="under")

    new = theme(analysis, "À tous")
    assert (new.parent, texts(new)) == (reply, 1)


def test_a_refused_split_keeps_ticks_and_the_other_form(analyst_client, analysis):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    ticked = answers(reply)[:2]

    page = decide(analyst_client, reply, "split", answers=ticked, title_fr="", title_en="", to=language.pk)

    assert page.context["ticked"] == set(map(str, ticked))
    assert page.context["forms"]["move"]["to"].value() == str(language.pk)
    assert page.content.decode().count(" checked") >= 2


@pytest.mark.parametrize("ticked", [["x"], ["9" * 40], ["-1"]])
def test_ticks_that_are_no_texts_are_refused(analyst_client, analysis, ticked):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")

    page = decide(analyst_client, reply, "move", answers=ticked, to=language.pk)

    assert page.status_code == 200
    assert page.context["refused"].errors
    assert texts(language) == 1


def test_an_unknown_decision_is_refused(analyst_client, analysis):
    assert decide(analyst_client, theme(analysis, "Répondre"), "explode").status_code == 400


def test_the_history_tells_who_did_what_from_both_sides(analyst_client, analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    reviewing.move(answers(reply)[:2], language, source=reply, by=analyst, expected=1)
    reviewing.merge(language, reply, by=analyst, expected=2)

    history = analyst_client.get(theme_url(reply), HTTP_ACCEPT_LANGUAGE="en").context["history"]

    assert {line.who for line in history} == {"Élise Moreau"}
    assert len(history) == 2
    assert all("Langue" in line.sentence for line in history)


def test_an_analysis_that_was_replaced_is_read_only(analyst_client, analysis):
    analysis.adopted = False
    analysis.save()
    reply = theme(analysis, "Répondre")

    page = analyst_client.get(theme_url(reply))
    decide(analyst_client, reply, "review")

    assert 'value="review"' not in page.content.decode()
    assert Theme.objects.get(pk=reply.pk).state == Theme.TO_REVIEW
