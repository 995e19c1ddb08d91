"""A small consultation with people's answers in it, ready made for tests.

Everything is relative to now, so that no test grows old.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from cities.models import City
from consultations.asking.blocks import stream_of
from consultations.models import (
    Analysis,
    Answer,
    Consultation,
    ConsultationText,
    Contribution,
    Exemplar,
    Group,
    Membership,
)

DAY = timedelta(days=1)
PHASES = {
    "upcoming": (DAY, 10 * DAY, 20 * DAY),
    "open": (-5 * DAY, 5 * DAY, 15 * DAY),
    "analysis": (-10 * DAY, -2 * DAY, 8 * DAY),
    "published": (-20 * DAY, -10 * DAY, -1 * DAY),
}


def _words(fr: str, en: str) -> dict[str, str]:
    return {"fr": fr, "en": en}


def _choice(key: str, fr: str, en: str) -> dict:
    return {"key": key, "label": _words(fr, en)}


DEFINITION = {
    "sections": [
        {
            "key": "you",
            "title": _words("Vous", "You"),
            "questions": [
                {
                    "key": "experience",
                    "kind": "one_choice",
                    "label": _words("Avez-vous déjà participé ?", "Have you taken part before?"),
                    "required": True,
                    "choices": [
                        _choice("never", "Jamais", "Never"),
                        _choice("once", "Une fois", "Once"),
                        _choice("often", "Souvent", "Often"),
                    ],
                },
                {
                    "key": "schemes",
                    "kind": "several_choices",
                    "label": _words("À quoi ?", "In what?"),
                    "choices": [
                        _choice("budget", "Le budget participatif", "The participatory budget"),
                        _choice("council", "Un conseil de quartier", "A neighbourhood council"),
                        _choice("debate", "Un débat", "A debate"),
                    ],
                    "other": True,
                    "max": 2,
                    "shown_if": {"question": "experience", "values": ["once", "often"]},
                },
            ],
        },
        {
            "key": "city",
            "title": _words("La Ville", "The City"),
            "intro": _words("Parlez librement.", "Speak freely."),
            "questions": [
                {
                    "key": "promise",
                    "kind": "long_text",
                    "label": _words("Que doit promettre la Ville ?", "What must the City promise?"),
                    "help": _words("Avec vos mots.", "In your own words."),
                },
                {
                    "key": "trust",
                    "kind": "scale",
                    "label": _words("Votre avis compte-t-il ?", "Does your opinion count?"),
                    "min": 1,
                    "max": 5,
                    "low": _words("pas du tout", "not at all"),
                    "high": _words("tout à fait", "entirely"),
                },
                {
                    "key": "priorities",
                    "kind": "ranking",
                    "label": _words("Classez ces promesses", "Rank these promises"),
                    "choices": [
                        _choice("reply", "Recevoir une réponse", "Getting a reply"),
                        _choice("clarity", "Comprendre", "Understanding"),
                        _choice("time", "Avoir le temps", "Having time"),
                    ],
                },
                {
                    "key": "hours",
                    "kind": "number",
                    "label": _words("Combien d’heures par mois ?", "How many hours a month?"),
                    "min": 0,
                    "max": 200,
                },
                {"key": "last_time", "kind": "date", "label": _words("Quand était-ce ?", "When was it?")},
                {
                    "key": "word",
                    "kind": "short_text",
                    "label": _words("Participer, en un mot ?", "Taking part, in one word?"),
                    "max": 60,
                },
            ],
        },
    ]
}


def make_city(slug: str = "paris", **fields) -> City:
    """The city of that slug, made when missing."""
    fields = {
        "name": _words("Paris", "Paris"),
        "time_zone": "Europe/Paris",
        "languages": ["fr", "en"],
        "latitude": "48.856600",
        "longitude": "2.352200",
        **fields,
    }
    return City.objects.get_or_create(slug=slug, defaults=fields)[0]


def make_consultation(*, phase: str = "open", definition: dict | None = None, **fields) -> Consultation:
    """A published consultation in French and English, in that phase now; ``fields`` are the model's own."""
    now = timezone.now()
    opens, closes, results = PHASES[phase]
    fields = {
        "slug": "charte",
        "opens_at": now + opens,
        "closes_at": now + closes,
        "results_at": now + results,
        "questionnaire": stream_of(definition or DEFINITION),
        **fields,
    }
    fields.setdefault("city", None)
    fields["city"] = fields["city"] or make_city()
    consultation = Consultation.objects.create(**fields)
    for language, title in (("fr", "Une charte à écrire"), ("en", "A charter to write")):
        ConsultationText.objects.create(
            consultation=consultation,
            language=language,
            title=title,
            summary="Dites ce que la Ville doit promettre."
            if language == "fr"
            else "Say what the City must promise.",
            why="<p>Parce que…</p>" if language == "fr" else "<p>Because…</p>",
            decision="<p>Le Conseil décide.</p>" if language == "fr" else "<p>The Council decides.</p>",
            privacy="<p>Vos réponses…</p>" if language == "fr" else "<p>Your answers…</p>",
            consent="J’accepte que la Ville lise mes réponses."
            if language == "fr"
            else "I agree to be read.",
        )
    return Consultation.objects.get(pk=consultation.pk)


def make_contributions(
    consultation: Consultation, texts: list[str], key: str = "promise", **fields
) -> list[Contribution]:
    """One sent contribution a text, each with that one answer; ``fields`` are the contribution's own."""
    version = consultation.current_version()
    first = timezone.now() - timedelta(hours=1)
    made = []
    for number, text in enumerate(texts):
        contribution = Contribution.objects.create(
            **{
                "consultation": consultation,
                "language": "fr",
                "city": consultation.city,
                "sent_at": first + timedelta(seconds=number),
                **fields,
            }
        )
        Answer.objects.create(contribution=contribution, question_key=key, version=version, text=text)
        made.append(contribution)
    return made


def make_analysis(
    consultation: Consultation,
    groups: dict[str, list[str] | dict[str, list[str]]],
    *,
    key: str = "promise",
    set_aside: dict[str, list[str]] | None = None,
    adopted: bool = True,
    **fields,
) -> Analysis:
    """A finished analysis of answers made here, as if the engine had found these groups.

    ``groups`` is ``{"Title": [texts…]}``, or ``{"Title": {"Sub-title": [texts…]}}`` for two levels. A text that
    stands twice in a group repeats the first. ``set_aside`` is ``{"no-opinion": [texts…]}``. Unless ``adopted``
    is false, the groups are adopted as themes by the site's own verb.
    """
    from consultations.analysis import adopt

    now = timezone.now()
    analysis = Analysis.objects.create(
        **{
            "consultation": consultation,
            "question_key": key,
            "state": Analysis.DONE,
            "progress": 1,
            "started_at": now - timedelta(minutes=1),
            "finished_at": now,
            **fields,
        }
    )
    for position, (title, content) in enumerate(groups.items()):
        group = _group(analysis, title, position=position)
        if not isinstance(content, dict):
            _fill(consultation, content, key=key, group=group)
            continue
        for place, (subtitle, texts) in enumerate(content.items()):
            subgroup = _group(analysis, subtitle, position=place, parent=group)
            _fill(consultation, texts, key=key, group=group, subgroup=subgroup)
    for reason, texts in (set_aside or {}).items():
        for contribution in make_contributions(consultation, texts, key):
            Membership.objects.create(analysis=analysis, answer=contribution.answers.get(), excluded=reason)
    if adopted:
        adopt(analysis, by=None)
        analysis.refresh_from_db()
    return analysis


def _group(analysis: Analysis, title: str, *, position: int, parent: Group | None = None) -> Group:
    code = f"{parent.code}.{position + 1}" if parent else f"t{position + 1}"
    return Group.objects.create(
        analysis=analysis,
        code=code,
        parent=parent,
        title=title,
        keywords=title.lower().split(),
        language="fr",
        position=position,
    )


def _fill(consultation, texts, *, key: str, group: Group, subgroup: Group | None = None) -> None:
    seen: dict[str, Answer] = {}
    shown: dict[Group, int] = defaultdict(int)
    for contribution in make_contributions(consultation, texts, key):
        answer = contribution.answers.get()
        Membership.objects.create(
            analysis=group.analysis,
            answer=answer,
            group=group,
            subgroup=subgroup,
            confidence=0.8,
            duplicate_of=seen.get(answer.text),
            language="fr",
        )
        if answer.text in seen:
            continue
        seen[answer.text] = answer
        for one in (group, subgroup):
            if one is None or shown[one] == 3:
                continue
            Exemplar.objects.create(
                group=one, answer=answer, start=0, end=len(answer.text), position=shown[one]
            )
            shown[one] += 1
