"""A site to measure: the demonstration's questionnaire, themes and charters, with as many contributions as asked.

What the public reads is what people would have made: the contributions are the demonstration's, validated by the
site's own form and repeated with a number; the groups are those that an analyst kept, put in force and reviewed with
the site's own verbs. No text engine runs, so that the site stands within seconds and is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, cycle, islice

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from bench.themes import analyse, review
from cities.atlas import install_city
from cms.demo.answering_back import make_charters, make_proposals
from cms.demo.asking import typed_form
from cms.demo.site import make_site
from cms.demo.texts import contributions as authored
from cms.demo.texts import read
from consultations.answering.contributing import Participant, answers_of, begin, keep, send
from consultations.answering.forms import names_of, questionnaire_form
from consultations.answering.receipt_codes import new_token, token_hash
from consultations.answering.visiting import draft_cookie
from consultations.asking.blocks import stream_of
from consultations.models import (
    Answer,
    ArticleVersion,
    Charter,
    Consultation,
    ConsultationText,
    Contribution,
    Draft,
    Theme,
)

DAY = timedelta(days=1)
BATCH = 1000
JOURNEYS = 30


@dataclass(frozen=True)
class Site:
    """What the load client has to know: addresses, the secrets of ready drafts, what people will type."""

    contributions: int
    pages: dict[str, str]
    entry: str
    send: str
    receipt: str
    code: str
    draft_cookie: str
    drafts: list[str]
    # What each person types, by the key of the section.
    journeys: list[dict[str, list[tuple[str, str]]]]


def make(*, contributions: int, drafts: int) -> Site:
    """Build the whole site and say where it is. Thousands of rows a second; no network, no text engine."""
    now = timezone.now()
    install_city("paris")
    make_site()
    analyst = User.objects.create_user("analyst@palabre.example")
    past = make_consultation("bench-results", now - 40 * DAY, now - 10 * DAY, now - 2 * DAY)
    present = make_consultation("bench-open", now - 10 * DAY, now + 20 * DAY, now + 40 * DAY)
    code = _send_one(past, at=past.closes_at - 2 * DAY)
    for consultation in (past, present):
        _fill(consultation, contributions - consultation.contributions.count())
    themes = review(past, analyse(past), by=analyst)
    proposals = make_proposals(past, themes, by=analyst, now=now)
    charters = make_charters(past, proposals, by=analyst, now=now)
    with override("fr"):
        return Site(
            contributions=contributions,
            pages=_pages(past, present, charters[0]),
            entry=reverse("consultations:entry", args=[present.slug]),
            send=reverse("consultations:send", args=[present.slug]),
            receipt=reverse("consultations:receipt"),
            code=code,
            draft_cookie=draft_cookie(present),
            drafts=_drafts(present, drafts, at=now),
            journeys=list(islice(_journeys(present), JOURNEYS)),
        )


def _pages(past: Consultation, present: Consultation, charter: Charter) -> dict[str, str]:
    """The public pages by the name that the table gives them."""
    public = Theme.objects.public().with_counts()
    theme = public.filter(analysis__consultation=past, parent=None).order_by("-texts", "pk").first()
    cited = ArticleVersion.objects.filter(version=charter.current_version(), proposals__isnull=False)
    article = cited.select_related("article__charter").order_by("sort_order", "pk").first().article
    first = present.current_version().questionnaire.sections[0].key
    return {
        "home": "/fr/",
        "consultations": reverse("consultations:list"),
        "a consultation": present.get_absolute_url(),
        "a section to answer": reverse("consultations:section", args=[present.slug, first]),
        "results": reverse("consultations:results", args=[past.slug]),
        "a theme": reverse("consultations:theme", args=[past.slug, theme.pk]),
        "proposals": reverse("consultations:proposals", args=[past.slug]),
        "a charter": charter.get_absolute_url(),
        "an article": article.get_absolute_url(),
        "two versions compared": reverse("consultations:compare", args=[charter.slug]),
        "own contribution and its fate": reverse("consultations:contribution"),
    }


def make_consultation(slug: str, opens_at, closes_at, results_at) -> Consultation:
    """The demonstration's questionnaire asked in Paris, at these dates."""
    texts = read("consultation")
    made = Consultation.objects.create(
        slug=slug,
        city=install_city("paris"),
        opens_at=opens_at,
        closes_at=closes_at,
        results_at=results_at,
        shows_partial_results=True,
        questionnaire=stream_of({"sections": read("questionnaire")}),
    )
    for language in ("fr", "en"):
        names = ("title", "summary", "why", "decision", "privacy", "consent")
        ConsultationText.objects.create(
            consultation=made, language=language, **{name: texts[name][language] for name in names}
        )
    return Consultation.objects.get(pk=made.pk)


def _people(consultation: Consultation) -> Iterator[tuple[str, dict]]:
    """The demonstration's people, again and again, by name: “a12”, and “a12.3” the third time."""
    entries = authored()
    for turn in count(1):
        for name, entry in entries.items():
            typed = typed_form(entry["answers"], at=consultation.opens_at)
            yield name if turn == 1 else f"{name}.{turn}", {**entry, "typed": typed}


def _send_one(consultation: Consultation, *, at) -> str:
    """One contribution by the citizen's own verbs, and its receipt code."""
    name, person = next(_people(consultation))
    draft, token = begin(consultation, Participant(), language=person["language"], district=None, at=at)
    keep(draft, person["typed"])
    sent = send(consultation, draft, token, at=at)
    Contribution.objects.filter(pk=sent.contribution.pk).update(import_key=name)
    return sent.code


def _fill(consultation: Consultation, number: int) -> None:
    """As many contributions as asked, each with a valid person's answers; their name is kept as an import key."""
    version = consultation.current_version()
    districts = {district.code: district for district in consultation.city.districts.all()}
    step = (consultation.closes_at - consultation.opens_at) / (4 * number)
    made, answers = [], []
    for place, (name, person) in enumerate(islice(_people(consultation), 1, number + 1)):
        form = questionnaire_form(version.questionnaire, person["typed"])
        if not form.is_valid():
            continue
        contribution = Contribution(
            consultation=consultation,
            language=person["language"],
            channel=person["channel"],
            city_id=consultation.city_id,
            district=districts.get(person["district"] or ""),
            import_key=name,
            sent_at=consultation.opens_at + step * place,
        )
        made.append(contribution)
        again = name.partition(".")[2]
        for answer in answers_of(contribution, form, version):
            answer.text = f"{answer.text} ({again})" if answer.text and again else answer.text
            answers.append(answer)
    Contribution.objects.bulk_create(made, batch_size=BATCH)
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    written = Answer.objects.filter(contribution__consultation=consultation).with_words()
    Answer.objects.bulk_update(
        [_cleared(answer) for answer in written.only("text")], ["public_text"], batch_size=BATCH
    )


def _cleared(answer: Answer) -> Answer:
    # Nobody private is in the demonstration's texts: the public reads them as they are.
    answer.public_text = answer.text
    return answer


def _drafts(consultation: Consultation, number: int, *, at) -> list[str]:
    """The tokens of that many drafts, all that is needed typed in, ready to be sent."""
    tokens = [new_token() for _number in range(number)]
    Draft.objects.bulk_create(
        [
            Draft(
                consultation=consultation,
                token_hash=token_hash(token),
                language=person["language"],
                consented_at=at,
                consent_hash="",
                data=person["typed"],
            )
            for token, person in zip(tokens, cycle(_valid(consultation)), strict=False)
        ],
        batch_size=BATCH,
    )
    return tokens


def _journeys(consultation: Consultation) -> Iterator[dict[str, list[tuple[str, str]]]]:
    """What people type on each page of the questionnaire, as their browsers post it."""
    sections = consultation.current_version().questionnaire.sections
    for person in _valid(consultation):
        typed = person["typed"]
        yield {
            section.key: [
                (name, value)
                for question in section.questions
                for name in names_of(question)
                for value in typed.get(name, [])
            ]
            for section in sections
        }


def _valid(consultation: Consultation) -> list[dict]:
    """The people whose answers the form accepts."""
    questionnaire = consultation.current_version().questionnaire
    people = [person for _name, person in islice(_people(consultation), len(authored()))]
    return [one for one in people if questionnaire_form(questionnaire, one["typed"]).is_valid()]
