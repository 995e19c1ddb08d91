"""The demonstration's letters: one that two people had sent, one still being written, and who reads them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from wagtail.models import Locale, Page

from cms.demo.texts import read
from cms.letters import sending
from cms.models import HomePage, Letter, LetterReader, LettersPage

READERS = (("aminata@palabre.example", "fr"), ("bastien@palabre.example", "fr"), ("jo@palabre.example", "en"))
SENT_DAYS_AGO = 9
PAGES_SHOWN = ("a-propos", "accessibilite")


def make_letters(people: dict, *, now: datetime) -> Letter:
    """Make the archive in each language, send the first letter, leave the second a draft; return the first."""
    texts = read("letters")
    sent_at = now - timedelta(days=SENT_DAYS_AGO)
    main, *others = [code for code, _name in settings.LANGUAGES if code in texts["archive"]["title"]]
    archive = _make(texts["archive"], LettersPage, HomePage.objects.get(locale__language_code=main), main)
    letter = _make(texts["sent"], Letter, archive, main, pages=_pages_shown())
    _make(texts["draft"], Letter, archive, main, live=False)
    for code in others:
        home = HomePage.objects.get(locale__language_code=code)
        translated = _make(texts["archive"], LettersPage, home, code, like=archive)
        _make(texts["sent"], Letter, translated, code, like=letter, pages=_pages_shown())
    Letter.objects.filter(live=True).update(first_published_at=sent_at, last_published_at=sent_at)
    for address, language in READERS:
        LetterReader.objects.create(
            email=address,
            language=language,
            asked_at=sent_at - timedelta(days=2),
            confirmed_at=sent_at - timedelta(days=1),
        )
    asked = sending.ask(letter, by=people["edith"], send_at=sent_at, at=sent_at)
    sending.approve(asked, by=people["admin"], at=sent_at)
    sending.send_due(at=sent_at)
    return letter


def _make(
    texts: dict, model, parent: Page, code: str, *, like: Page | None = None, live: bool = True, pages=()
):
    page = model(
        title=texts["title"][code],
        slug=texts["slug"][code],
        introduction=texts["introduction"][code],
        locale=Locale.objects.get(language_code=code),
        live=live,
    )
    if "body" in texts:
        shown = [{"type": "pages", "value": {"pages": list(pages)}}] if pages else []
        page.body = [*texts["body"][code], *shown]
    if like is not None:
        page.translation_key = like.translation_key
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def _pages_shown() -> list[int]:
    """The pages that the letter sends its readers to, as far as the demonstration has them."""
    found = Page.objects.filter(slug__in=PAGES_SHOWN, locale__language_code=settings.LANGUAGE_CODE)
    return list(found.order_by("slug").values_list("pk", flat=True))
