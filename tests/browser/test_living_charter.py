"""All of it, in a browser: three citizens, two analysts, an editor, a real worker; in French and in English."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cities.models import City
from consultations.inclusion import lists
from consultations.models import (
    Analysis,
    Charter,
    CharterVersion,
    Contestation,
    Contribution,
    Membership,
    Placement,
    Proposal,
    ReviewEvent,
    Sample,
)
from tests.browser import living_charter as acts
from tests.browser.living_charter import enter, go, press, says, staff
from tests.browser.test_whole_job import ANSWERING, MEETING, shift
from tests.consultations.factories import make_consultation, make_contributions
from tests.consultations.publishing import make_charter, publish_version

pytestmark = [pytest.mark.browser, pytest.mark.whole_job, pytest.mark.django_db(transaction=True)]

MINE = "Que l’on réponde à chaque personne qui a écrit, même pour dire non."
OURS = "Please give every person who wrote to you an answer, even when it is no."
HERS = "Je veux une réponse écrite à chacune de mes contributions."
RARE = "Des pigeons voyageurs porteront les procès-verbaux jusqu’aux phares bretons."
REPLYING, GATHERING = "Une réponse à chacun", "Des réunions à la bonne heure"
STATEMENT = {
    "fr": "Répondre à chaque contribution en donnant les raisons.",
    "en": "Answer each contribution, and give the reasons.",
}
REASON = {"fr": "La Ville répondra en trois mois.", "en": "The City will answer in three months."}
TITLE = {"fr": "Répondre à chaque personne", "en": "Answer each person"}
BODY = {
    "fr": "La Ville répond à chaque contribution dans les trois mois.\n\nElle dit ce qu’elle retient, et pourquoi.",
    "en": "The City answers each contribution within three months.\n\nIt says what it keeps, and why.",
}
PROMISE = {"fr": "Envoyer chaque réponse en trois mois.", "en": "Send each answer within three months."}


@pytest.fixture
def consultation(site):
    consultation = make_consultation(city=City.objects.get(slug="paris"))
    make_contributions(consultation, [*ANSWERING, *MEETING[:2]])
    make_contributions(consultation, [*MEETING[2:], RARE], channel="paper")
    return consultation


def test_three_citizens_and_two_analysts_from_answers_to_a_charter_that_is_followed(
    visit, consultation, worker_process, citizen, neighbour, analyst, second_analyst, administrator, editor
):
    charter = charter_in_force(consultation, by=editor)
    code, digests = three_citizens_answer(visit, neighbour)
    shift(consultation, closes_at=-timedelta(hours=1), results_at=timedelta(days=1))
    worker = worker_process()
    first, second = enter(visit, analyst), enter(visit, second_analyst, locale="en-GB")
    analysis = acts.analyse(first)
    worker.terminate()

    work_through_themes(first, second, analysis)
    read_twice(first, second, enter(visit, administrator), analysis)
    close_the_review(second, analysis)
    proposal = propose_and_decide(first)
    writer = enter(visit, editor)
    version = acts.draft_article(writer, charter, TITLE, BODY, proposal)
    discuss(first, second, writer, version, enter(visit, neighbour, locale="en-GB"), enter(visit, citizen))
    publish_and_commit(writer, charter, proposal)
    shift(consultation, results_at=-timedelta(minutes=1))
    contest_and_be_answered(visit(size="phone"), second, code, analysis)
    check_lists(visit(scripts=False), consultation, digests)
    read_results(visit(size="phone"), visit(locale="en-GB"), analysis)


def charter_in_force(consultation, *, by) -> Charter:
    """An older charter, which the consultation renews."""
    charter = make_charter(consultation.city, "charte-paris", consultation=consultation)
    publish_version(charter, {"ecouter": ("La Ville écoute.", [])}, by=by, days_ago=300)
    return charter


def three_citizens_answer(visit, neighbour) -> tuple[str, list[str]]:
    """One on a phone in French, one with an account in English, one without a script."""
    phone = visit(size="phone")
    code, digest = acts.answer(phone, MINE, language="fr")
    english = enter(visit, neighbour, locale="en-GB")
    _code, others = acts.answer(english, OURS, language="en")
    plain = visit(size="phone", scripts=False)
    _code, plainly = acts.answer(plain, HERS, language="fr")
    digests = [digest, others, plainly]
    assert phone.troubles == english.troubles == plain.troubles == []
    assert set(
        Contribution.objects.exclude(inclusion_digest="").values_list("inclusion_digest", flat=True)
    ) >= {*digests}
    return code, digests


def work_through_themes(first, second, analysis: Analysis) -> None:
    """One follows a theme from the map, moves two texts by keys and undoes it; both review."""
    replying, gathering = acts.theme_of(MINE), acts.theme_of(MEETING[0])
    assert replying != gathering
    acts.follow_from_the_map(first, analysis, replying)
    before = acts.texts_in(gathering)

    moved = acts.move_two_by_keys(first, replying, gathering)
    assert len(moved) == 2
    with first.expect_navigation():
        first.keyboard.press("u")
    assert acts.texts_in(gathering) == before
    assert list(ReviewEvent.objects.order_by("pk").values_list("verb", flat=True)) == ["move", "undo"]
    acts.rename_and_review(first, replying, REPLYING, "An answer to each person")
    acts.rename_and_review(second, gathering, GATHERING, "Meetings at the right hour")


def read_twice(first, second, third, analysis: Analysis) -> None:
    """Two read ten texts blind and differ on one at least, a third settles; the figures appear once it is closed."""
    index = f"analyses/{analysis.pk}/double-reading/"
    staff(first, index)
    readers = {"first_reader": "Moreau", "second_reader": "Ndiaye"}
    first.fill("[name=size]", "10")
    for name, who in readers.items():
        label = next(one for one in first.locator(f"[name={name}] option").all_inner_texts() if who in one)
        first.select_option(f"[name={name}]", label=label)
    press(first, "button[value=draw]")
    sample = Sample.objects.get()
    replying, gathering = acts.theme_of(MINE), acts.theme_of(MEETING[0])
    choices = {"répon": replying, "answer": replying, "réunion": gathering, "pigeons": gathering}
    acts.read_blind(first, sample, choices)
    staff(first, index)
    assert first.get_by_text("kappa", exact=False).count() == 0
    # About the answers that people want: what is settled moves the text, and one of the meetings must stay there.
    odd = sample.texts.filter(answer__text__icontains="répon").first().answer.text.lower()
    acts.read_blind(second, sample, {**choices, odd: None})
    staff(third, index)
    press(third, f"a[href$='/{sample.pk}/settle/']")
    third.check(f"[name=theme][value='{replying.pk}']")
    press(third, ".queue-narrow button[type=submit]")
    staff(third, index)
    press(third, "button[name=do][value=close]")
    staff(first, f"{index}{sample.pk}/")
    says(first, "Cohen", "9 sur 10")


def close_the_review(page, analysis: Analysis) -> None:
    """Refused as long as a rare idea waits, allowed once a person has read each."""
    # Among so few texts the engine finds none rare by itself.
    Membership.objects.filter(answer__text=RARE).update(rare=True)
    queues = f"analyses/{analysis.pk}/queues/"
    staff(page, queues)
    assert page.locator("button[value=close]").count() == 0
    says(page, "Before it can be closed")
    staff(page, f"{queues}rare/")
    while page.locator("button[value=important]").count():
        press(page, "button[value=important]")
    staff(page, queues)
    press(page, "button[value=close]")
    analysis.refresh_from_db()
    assert analysis.closed_at


def propose_and_decide(page) -> Proposal:
    """The proposal rests on words, has an owner and a decision with a reason."""
    proposal = acts.propose(page, STATEMENT, REPLYING)
    acts.keep_evidence(page, proposal, "réponse")
    acts.decide(page, proposal, REASON, "Direction de la démocratie")
    return proposal


def discuss(first, second, writer, version: CharterVersion, english, french) -> None:
    """The draft is opened; one citizen amends, the other agrees; it is moderated and accepted into the next draft."""
    address = f"charters/charte-paris/discussion/{version.number}/articles/repondre/"
    staff(first, f"discussions/{version.pk}/open/")
    press(first, "form:has([name=ends_on]) button[type=submit]")
    amendment = acts.amend(english, f"/en/{address}", "three months", "two months")
    go(french, f"/fr/{address}")
    assert french.locator(".said").count() == 0
    said = f"discussions/said/{amendment.pk}/"
    staff(first, said)
    press(first, "button[value=show]")
    go(french, f"/fr/{address}")
    press(french, ".said button[name=value][value=agree]")
    staff(writer, f"charters/{version.charter_id}/")
    press(writer, "form[action$='/start/'] button")
    staff(second, said)
    says(second, "1 person agrees")
    second.check("[name=decision][value=accepted]")
    second.fill("[name=reason_fr]", "Deux mois suffisent.")
    second.fill("[name=reason_en]", "Two months are enough.")
    second.check("[name=puts_words]")
    press(second, "button[value=decide]")
    go(english, f"/en/{address}")
    says(english, "The City accepts", "Two months are enough.")


def publish_and_commit(writer, charter: Charter, proposal: Proposal) -> None:
    """The next draft, with the words that were accepted, is in force; a promise of it is followed in public."""
    draft = charter.versions.order_by("number").last()
    wording = draft.article_versions.get(article__identifier="repondre")
    assert "within two months" in wording.body["en"]
    staff(writer, f"charters/articles/{wording.pk}/")
    writer.fill("[name=body_fr]", wording.body["fr"].replace("trois mois", "deux mois"))
    press(writer, "main form:has([name=identifier]) button[type=submit]")
    acts.cite_everywhere(writer, wording, proposal)
    staff(writer, f"charters/versions/{draft.pk}/")
    press(writer, "form[action$='/publish/'] button")
    draft.refresh_from_db()
    assert draft.is_published
    acts.commit(writer, charter, PROMISE, "Direction de la démocratie")
    for language in ("fr", "en"):
        go(writer, f"/{language}/charters/{charter.slug}/follow-up/")
        says(writer, PROMISE[language], "Direction de la démocratie")


def contest_and_be_answered(phone, analyst_page, code: str, analysis: Analysis) -> None:
    """The first citizen reads what became of her words, says that she was misunderstood, and reads the reply."""
    acts.open_own(phone, code)
    says(phone, MINE, REPLYING, STATEMENT["fr"], REASON["fr"], TITLE["fr"])
    press(phone, ".trail-article a")
    says(phone, "dans les deux mois", STATEMENT["fr"], "Bernard L.")
    acts.open_own(phone, code)
    phone.locator(".contest [name=sentence]").first.fill("Je parlais des réunions.")
    press(phone, ".contest button[type=submit]")
    staff(analyst_page, f"analyses/{analysis.pk}/queues/")
    press(analyst_page, "button[value=reopen]")
    staff(analyst_page, f"analyses/{analysis.pk}/queues/contested/")
    says(analyst_page, "Je parlais des réunions.")
    analyst_page.select_option("[name=to]", str(acts.theme_of(MEETING[0]).pk))
    analyst_page.fill("[name=reply]", "Vous avez raison : votre texte est maintenant avec les réunions.")
    press(analyst_page, "button[value=corrected]")
    says(analyst_page, "Nothing waits here.")
    acts.open_own(phone, code)
    says(phone, "votre texte est maintenant avec les réunions.", GATHERING)
    assert Contestation.objects.get().state == Contestation.CORRECTED
    assert Placement.objects.get(answer__text=MINE).by_person
    assert acts.theme_of(MINE) == acts.theme_of(MEETING[0])


def check_lists(page, consultation, digests: list[str]) -> None:
    """The receipts' digests are in the public list, whose own digest is in its header and on the page of the lists."""
    lists.make_list(consultation, at=timezone.now())
    response = page.request.get("/open-data/charte/inclusion/latest.txt")
    body = response.body()
    lines = body.decode().splitlines()
    assert response.headers["x-digest-sha256"] == hashlib.sha256(body).hexdigest()
    assert lines == sorted(lines)
    assert set(digests) <= set(lines)
    assert len(lines) == Contribution.objects.filter(withdrawn_at=None).count()
    go(page, f"/fr/consultations/charte/inclusion/?digest={digests[2]}")
    says(page, "Oui", response.headers["x-digest-sha256"])
    go(page, "/fr/consultations/charte/results/")
    says(page, response.headers["x-digest-sha256"])


def read_results(french, english, analysis: Analysis) -> None:
    """Themes with their numbers and the agreement of readers, in both languages."""
    themes = [one for one in analysis.themes.all() if one.title["fr"] in (REPLYING, GATHERING)]
    assert len(themes) == 2
    for page, language, words in ((french, "fr", "Kappa de Cohen"), (english, "en", "Cohen’s kappa")):
        go(page, f"/{language}/consultations/charte/results/promise/")
        table = page.locator("#themes table")
        for theme in themes:
            row = table.locator("tr", has_text=theme.title[language])
            expect(row.locator("td").nth(1)).to_have_text(str(len(acts.texts_in(theme))))
        expect(page.locator("section[aria-labelledby=agreement]")).to_contain_text(words, ignore_case=True)
        assert page.troubles == []
    says(english, "1 person said that their text was in the wrong place. 1 was corrected.")
