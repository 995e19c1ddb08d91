"""The public follow-up of a charter: who sees what, choosing among commitments, the feed, the files."""

from __future__ import annotations

import json
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.following import summarising
from consultations.models import Amendment, Contribution, Proposal
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.following import adopted_charter, days_ago, promise, report, today
from tests.consultations.publishing import decided, make_charter, page, review, status
from tests.consultations.taking_open_data import content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def charter(paris, editor):
    """One commitment done with its evidence, one late, one planned on another article."""
    charter = adopted_charter(paris, by=editor)
    done = promise(charter, "Répondre en trois mois.", by=editor)
    report(
        done, "done", "Les réponses partent à temps.", on=date(last_year(), 3, 2), by=editor,
        evidence_url="https://example.org/bilan?a=1&b=2", evidence_label={"fr": "Le bilan"},
    )  # fmt: skip
    promise(charter, "Former les agents.", by=editor, due_on=date(last_year(), 6, 1))
    promise(charter, "Ouvrir le soir.", article="horaires", by=editor)
    return charter


def last_year() -> int:
    return today().year - 1


def written_synthesis(charter, editor, *, published: bool = True):
    found = summarising.introduce(charter, last_year(), {"fr": "Une année <utile>."}, by=editor)
    if published:
        summarising.publish(found, by=editor, at=timezone.now(), expected=1)
    return found


def test_follow_up_tells_each_commitment_under_its_article(client, charter):
    html = page(client, "follow_up", charter.slug)

    assert "Répondre en trois mois." in html
    assert "Les réponses partent à temps." in html
    assert 'href="https://example.org/bilan?a=1&amp;b=2"' in html
    assert "One commitment is late." in html
    assert "It was due on" in html
    assert html.index("Article reponse") < html.index("Article horaires")


def test_follow_up_says_where_each_stands_in_words_and_in_a_table(client, charter):
    html = page(client, "follow_up", charter.slug)

    assert 'standing-done">' in html
    assert '<th scope="row">Done</th><td class="table-number">1</td>' in html
    assert '<th scope="row">Late</th><td class="table-number">1</td>' in html


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?status=late", "Former les agents.", "Ouvrir le soir."),
        ("?article=horaires", "Ouvrir le soir.", "Former les agents."),
        ("?status=done&article=reponse", "Répondre en trois mois.", "Former les agents."),
    ],
)
def test_follow_up_can_be_narrowed_by_status_and_article(client, charter, query, shown, hidden):
    html = client.get(reverse("consultations:follow_up", args=[charter.slug]) + query).content.decode()

    articles = html[html.index("compare-form") :]
    assert shown in articles
    assert hidden not in articles


@pytest.mark.parametrize(
    "query", ["?status=x", "?article=x", "?status=<script>", "?status=late&article=horaires"]
)
def test_follow_up_answers_a_senseless_choice_without_failing(client, charter, query):
    response = client.get(reverse("consultations:follow_up", args=[charter.slug]) + query)

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_follow_up_of_a_charter_that_is_not_published_is_absent(client, paris):
    charter = make_charter(paris)

    assert status(client, "follow_up", charter.slug) == 404
    assert status(client, "follow_up_feed", charter.slug) == 404
    assert client.get(reverse("open_data:follow_up", args=[charter.slug, "csv"])).status_code == 404


def test_feed_gives_the_updates_the_latest_first(client, charter):
    response = client.get(reverse("consultations:follow_up_feed", args=[charter.slug]))

    feed = ElementTree.fromstring(response.content)
    [entry] = feed.findall(f"{ATOM}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert entry.find(f"{ATOM}title").text == "Répondre en trois mois. – done"
    assert entry.find(f"{ATOM}summary").text == "Les réponses partent à temps."
    assert "#commitment-" in entry.find(f"{ATOM}link").get("href")


def test_follow_up_files_hold_what_the_page_says(client, charter):
    written = content(client.get(reverse("open_data:follow_up", args=[charter.slug, "csv"])))
    data = json.loads(content(client.get(reverse("open_data:follow_up", args=[charter.slug, "json"]))))
    schema = json.loads(
        content(client.get(reverse("open_data:follow_up", args=[charter.slug, "schema.json"])))
    )

    assert "Répondre en trois mois." in written
    assert [row["status"] for row in data["commitments"]] == ["done", "late", "planned"]
    assert data["commitments"][0]["evidence"] == "https://example.org/bilan?a=1&b=2"
    assert [field["name"] for field in schema["fields"]] == list(data["commitments"][0])
    assert written.splitlines()[0].split(",") == list(data["commitments"][0])
    assert client.get(reverse("open_data:follow_up", args=[charter.slug, "exe"])).status_code == 404


def test_synthesis_shows_what_was_done_and_what_was_not_as_of_31_december(client, charter, editor):
    written_synthesis(charter, editor)

    html = page(client, "synthesis", charter.slug, last_year())

    assert "Une année &lt;utile&gt;." in html
    assert "Former les agents." in html
    assert html.index('id="done"') < html.index("Les réponses partent à temps.") < html.index('id="not-done"')
    assert html.index('id="not-done"') < html.index("Former les agents.")


@pytest.mark.parametrize("person", ["citizen", "analyst", "coordinator"])
def test_synthesis_that_is_not_published_is_absent(client, login, request, person, charter, editor):
    written_synthesis(charter, editor, published=False)
    login(client, request.getfixturevalue(person))

    assert status(client, "synthesis", charter.slug, last_year()) == 404
    assert status(client, "synthesis_pdf", charter.slug, last_year()) == 404
    for name in ("synthesis", "synthesis_figures"):
        kind = ["json"] if name == "synthesis" else []
        assert (
            client.get(reverse(f"open_data:{name}", args=[charter.slug, last_year(), *kind])).status_code
            == 404
        )


def test_synthesis_that_is_not_published_can_be_previewed_by_editors(client, login, charter, editor):
    written_synthesis(charter, editor, published=False)
    login(client, editor)

    assert "Preview" in page(client, "synthesis", charter.slug, last_year())
    assert status(client, "synthesis_pdf", charter.slug, last_year()) == 200


def test_synthesis_counts_the_year_alone(client, paris, charter, editor, analyst):
    consultation = make_consultation(phase="published", city=paris)
    in_the_year = timezone.make_aware(timezone.datetime(last_year(), 6, 1))
    make_contributions(consultation, ["a"] * 7, sent_at=in_the_year)
    make_contributions(consultation, ["b"] * 2)
    analysis = make_analysis(consultation, {"Répondre": ["Répondez-nous."]})
    kept = decided(review(analysis, "Répondre", by=analyst), "Répondre vite.", by=analyst)
    Proposal.objects.filter(pk=kept.pk).update(decided_at=in_the_year)
    Amendment.objects.create(
        version=charter.versions.get(), article=charter.articles.first(), kind="comment", language="fr",
        quote="La Ville", body="Oui.", moderation="shown", made_at=in_the_year,
    )  # fmt: skip
    written_synthesis(charter, editor)

    data = json.loads(
        content(client.get(reverse("open_data:synthesis", args=[charter.slug, last_year(), "json"])))
    )

    figures = {(row["part"], row["figure"]): row["number"] for row in data["figures"]}
    assert figures[("participation", "contributions")] == 7
    assert figures[("consultation", "charte")] == 7
    assert figures[("participation", "comments")] == 1
    assert figures[("proposals", "kept")] == 1
    assert data["on"] == f"{last_year()}-12-31"


def test_synthesis_of_a_district_gives_no_number_of_fewer_than_five(client, paris, editor):
    district = paris.districts.first()
    charter = adopted_charter(paris, slug="du-quartier", district=district, by=editor)
    in_the_year = timezone.now() - timedelta(days=timezone.now().timetuple().tm_yday + 10)
    make_contributions(
        make_consultation(phase="published", city=paris), ["a"] * 4, district=district, sent_at=in_the_year
    )
    written_synthesis(charter, editor)

    html = page(client, "synthesis", charter.slug, last_year())

    assert Contribution.objects.count() == 4
    assert "fewer than 5" in html


@pytest.mark.parametrize("many", [1, 30])
def test_follow_up_and_synthesis_take_the_same_queries_for_1_and_30_commitments(
    client, many, charter, editor, django_assert_num_queries
):
    for n in range(many):
        one = promise(charter, f"Promesse {n}.", by=editor)
        report(one, "under_way", "On avance.", on=days_ago(400), by=editor)
    written_synthesis(charter, editor)
    page(client, "follow_up", charter.slug)

    with django_assert_num_queries(5):
        page(client, "follow_up", charter.slug)
    with django_assert_num_queries(8):
        page(client, "synthesis", charter.slug, last_year())
