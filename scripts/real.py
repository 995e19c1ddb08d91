"""Import a file of real answers into a consultation of its own, analyse them here, and say what came out.

``make real FILE=answers.tsv``; the file is as for ``manage.py import_contributions``, its answers in a column
``text``. Safe to repeat: the consultation is made once, no answer is taken twice, and an analysis runs only when
there are answers that none has seen.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

SLUG, QUESTION = "reponses-reelles", "answer"
TEXTS = {
    "fr": {
        "title": "Grand débat : vraies réponses",
        "summary": "Des réponses données ailleurs, reprises ici pour être lues, regroupées et suivies.",
        "why": "<p>Ces réponses existent déjà. Elles sont importées pour que leur lecture se fasse au grand jour.</p>",
        "decision": "<p>Rien ne se décide ici : ces réponses servent à éprouver la méthode.</p>",
        "privacy": "<p>Les textes viennent de données ouvertes. Les données personnelles y sont masquées.</p>",
        "consent": "J’accepte que ma réponse soit lue et regroupée avec d’autres.",
    },
    "en": {
        "title": "Grand débat: real answers",
        "summary": "Answers given elsewhere, taken up here to be read, grouped and followed.",
        "why": "<p>These answers exist already. They are imported so that they are read in the open.</p>",
        "decision": "<p>Nothing is decided here: these answers put the method to the test.</p>",
        "privacy": "<p>The texts come from open data. Personal data in them is masked.</p>",
        "consent": "I agree that my answer is read and grouped with others.",
    },
}
DEFINITION = {
    "sections": [
        {
            "key": "words",
            "title": {"fr": "Votre réponse", "en": "Your answer"},
            "questions": [
                {
                    "key": QUESTION,
                    "kind": "long_text",
                    "label": {
                        "fr": "Comment donner aux habitants une vraie part dans les décisions publiques ?",
                        "en": "How can residents be given a real part in public decisions?",
                    },
                }
            ],
        }
    ]
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Give one file of answers: make real FILE=answers.tsv", file=sys.stderr)
        return 2
    import django

    django.setup()
    from django.utils import timezone

    from consultations.analysing.importing import import_contributions
    from consultations.analysing.reading import ImportRefused
    from consultations.analysis import AnalysisError

    consultation = the_consultation(at=timezone.now())
    print(f"Importing {arguments[0]} …", flush=True)
    started = time.perf_counter()
    try:
        done = import_contributions(Path(arguments[0]), consultation, QUESTION, at=consultation.closes_at)
        seconds = time.perf_counter() - started
        print(
            f"{done.added} answers added, {done.known} there already, {done.blank} blank ({seconds:.1f} s)."
        )
        analysis = the_analysis(consultation, is_new=bool(done.added))
    except (ImportRefused, AnalysisError) as error:
        print(error, file=sys.stderr)
        return 2
    if analysis.state != analysis.DONE:
        print(
            f"The analysis did not finish: {analysis.failure or analysis.get_state_display()}",
            file=sys.stderr,
        )
        return 1
    print_results(analysis)
    return 0


def the_consultation(*, at):
    """The consultation that receives the answers, made the first time: closed, its results not yet published."""
    from cities.atlas import install_city
    from consultations.asking.blocks import stream_of
    from consultations.models import Consultation, ConsultationText

    found = Consultation.objects.filter(slug=SLUG).first()
    if found is not None:
        return found
    made = Consultation.objects.create(
        slug=SLUG,
        city=install_city("paris"),
        opens_at=at - timedelta(days=60),
        closes_at=at - timedelta(days=1),
        questionnaire=stream_of(DEFINITION),
    )
    for language, texts in TEXTS.items():
        ConsultationText.objects.create(consultation=made, language=language, **texts)
    return Consultation.objects.get(pk=made.pk)


def the_analysis(consultation, *, is_new: bool):
    """The last finished analysis, or a new one when there are answers that it has not seen."""
    from consultations.analysis import analyse_now
    from consultations.models import Analysis

    last = Analysis.objects.of_question(consultation, QUESTION).finished().first()
    if last is not None and not is_new:
        print("Nothing new to analyse: these are the numbers of the last analysis.")
        return last
    print("Analysing …", flush=True)
    return analyse_now(consultation, QUESTION, by=None, listener=shown())


def shown():
    """A listener that prints a line a step and every tenth of the whole."""
    last = None

    def show(step: str, share: float) -> None:
        nonlocal last
        if last != (step, int(share * 10)):
            last = (step, int(share * 10))
            print(f"  {share:4.0%} {step}", flush=True)

    return show


def print_results(analysis) -> None:
    from django.conf import settings
    from django.urls import reverse

    counts, seconds = analysis.run["counts"], analysis.run["seconds"]
    rows = [
        ("texts", counts["texts"]),
        *((f"  set aside, {reason}", texts) for reason, texts in counts["excluded"].items()),
        ("  that repeat another", counts["duplicates"]),
        ("themes", counts["themes"]),
        ("sub-themes", counts["subthemes"]),
        *((f"seconds, {step}", spent) for step, spent in seconds.items()),
    ]
    print()
    for label, number in rows:
        print(f"{label:32}{number:>10}")
    print()
    for group in analysis.groups.filter(parent=None):
        texts = analysis.memberships.filter(group=group).count()
        print(f"{texts:6}  {group.title}")
    print(f"\nReview them at {settings.SITE_URL}{reverse('consultations_admin:review', args=[analysis.pk])}")
    if not analysis.adopted:
        print(
            "Another analysis of these answers is in force, with what people reviewed; this one waits beside it."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
