"""Blocks that list what other parts of the site hold. Each costs the same number of queries, however long its list."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kit.blocks import TextBlocks
from kit.blocks.groups import WAYS_ON
from kit.pages import KitPage

MOST_ENTRIES = 12
# Pages that a list shows in the editor's picker.
NEWEST = 2


class ConsultationsBlock(blocks.StructBlock):
    """Consultations that are open, to come, or whose results are out: the list follows the database. Two queries."""

    OPEN, UPCOMING, RESULTS = "open", "upcoming", "published"

    title = blocks.CharBlock(label=_("title"), max_length=120)
    which = blocks.ChoiceBlock(
        label=_("which"),
        choices=[(OPEN, _("Open now")), (UPCOMING, _("Upcoming")), (RESULTS, _("Results published"))],
        default=OPEN,
    )
    most = blocks.IntegerBlock(label=_("how many at most"), default=3, min_value=1, max_value=MOST_ENTRIES)
    nothing = blocks.CharBlock(
        label=_("if there are none"),
        required=False,
        max_length=200,
        help_text=_("What is said then. Empty: the whole block is left out."),
    )

    class Meta:
        label = _("List of consultations")
        icon = "comment"
        group = WAYS_ON
        template = "cms/blocks/consultations.html"
        preview_value = {
            "title": _("What your city asks"),
            "which": "open",
            "most": 3,
            "nothing": _("Come back soon: the first one is being prepared."),
        }
        description = _("Consultations that are open, upcoming or answered, always up to date.")

    def get_context(self, value, parent_context=None):
        from consultations.asking.presenting import PHASE_TAGS
        from consultations.models import Consultation

        context = super().get_context(value, parent_context)
        now = timezone.now()
        found = {
            self.OPEN: Consultation.objects.open(at=now).order_by("closes_at"),
            self.UPCOMING: Consultation.objects.filter(live=True, opens_at__gt=now).order_by("opens_at"),
            self.RESULTS: Consultation.objects.with_results(at=now).order_by("-results_at"),
        }[value["which"]]
        shown = found.for_listing()[: value["most"] or MOST_ENTRIES]
        context["rows"] = [
            (one, Consultation.PHASES[value["which"]], PHASE_TAGS[value["which"]]) for one in shown
        ]
        return context


def cities_to_choose() -> list[tuple[str, str]]:
    """(address, name) of each city, for editors. One query."""
    from cities.models import City

    return [(city.slug, str(city)) for city in City.objects.all()]


class DebatesBlock(blocks.StructBlock):
    """The next debates of the night, everywhere or in one city: the list follows the database. One query."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    city = blocks.ChoiceBlock(
        label=_("city"), choices=cities_to_choose, required=False, help_text=_("Leave empty for every city.")
    )
    most = blocks.IntegerBlock(label=_("how many at most"), default=6, min_value=1, max_value=MOST_ENTRIES)
    nothing = blocks.CharBlock(
        label=_("if there are none"),
        required=False,
        max_length=200,
        help_text=_("What is said then. Empty: the whole block is left out."),
    )

    class Meta:
        label = _("List of debates")
        icon = "time"
        group = WAYS_ON
        template = "cms/blocks/debates.html"
        preview_value = {
            "title": _("The next debates"),
            "city": "",
            "most": 3,
            "nothing": _("The programme is not published yet. Come back soon."),
        }
        description = _("The next debates of the Nuit des Débats, always up to date.")

    def get_context(self, value, parent_context=None):
        from debates.finding.coming import coming, told

        context = super().get_context(value, parent_context)
        found, question = coming(at=timezone.now()), ""
        if value["city"]:
            found, question = found.filter(night__city__slug=value["city"]), f"?city={value['city']}"
        context["debates"] = [told(debate) for debate in found[: value["most"] or MOST_ENTRIES]]
        context["list_url"] = reverse("debates:list") + question
        return context


class ChosenPagesBlock(blocks.StructBlock):
    """Pages of one kind, chosen by an editor. A page that is gone, private or a draft is left out. Two queries."""

    kind = ""

    title = blocks.CharBlock(label=_("title"), max_length=120)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        wanted = [page.pk for page in value["pages"] if page is not None]
        context["cards"] = cards(apps.get_model(self.kind), wanted, (parent_context or {}).get("request"))
        return context

    def get_preview_value(self):
        """The newest pages of that kind, so that the picker shows what the site holds. One query."""
        written = apps.get_model(self.kind).objects.live().public()
        newest = written.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("-first_published_at")
        return self.normalize({**self.meta.preview_value, "pages": list(newest[:NEWEST])})


class GuideEntriesBlock(ChosenPagesBlock):
    kind = "cms.GuideEntryPage"

    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="cms.GuideEntryPage", label=_("entry")),
        label=_("entries"),
        min_num=1,
        max_num=MOST_ENTRIES,
    )

    class Meta:
        label = _("List of guide entries")
        icon = "list-ul"
        group = WAYS_ON
        template = "cms/blocks/pages.html"
        preview_value = {"title": _("Where to begin"), "pages": []}
        description = _("Entries of the guide that you choose, in your order.")


class ConferencesBlock(ChosenPagesBlock):
    kind = "cms.ConferencePage"

    pages = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="cms.ConferencePage", label=_("conference")),
        label=_("conferences"),
        min_num=1,
        max_num=MOST_ENTRIES,
    )

    class Meta:
        label = _("List of citizen conferences")
        icon = "group"
        group = WAYS_ON
        template = "cms/blocks/pages.html"
        preview_value = {"title": _("Citizen conferences"), "pages": []}
        description = _("Citizen conferences that you choose, in your order.")


class PageBlocks(TextBlocks):
    """What the site's own pages are made of: the kit's blocks, and lists of what the site holds."""

    consultations = ConsultationsBlock()
    guide_entries = GuideEntriesBlock()
    conferences = ConferencesBlock()
    debates = DebatesBlock()


def cards(model: type[KitPage], wanted: list[int], request) -> list[dict]:
    """Title, text and address of those pages that anybody may read, in that order, in the reader's language if there.

    Two queries, however many pages. A page that has no translation is shown in its own language, and says so.
    """
    readable = model.objects.live().public().select_related("locale")
    chosen = {page.pk: page for page in readable.filter(pk__in=wanted)}
    language = get_language() or ""
    keys = {page.translation_key for page in chosen.values()}
    translated = {
        page.translation_key: page
        for page in readable.filter(translation_key__in=keys, locale__language_code=language)
    }
    ordered = [chosen[key] for key in wanted if key in chosen]
    return [_card(translated.get(page.translation_key, page), language, request) for page in ordered]


def _card(page: KitPage, language: str, request) -> dict:
    own = page.locale.language_code
    return {
        "title": page.title,
        "text": page.introduction,
        "url": page.get_url(request),
        "lang": "" if own == language else own,
    }
