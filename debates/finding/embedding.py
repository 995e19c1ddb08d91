"""The list on other sites, and what a map of it may fetch."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from debates.finding.asked import Asked


def embed_code(asked: Asked) -> str:
    """What a partner copies into a page to show this search there."""
    address = f"{settings.SITE_URL}{reverse('debates:embed')}?{asked.query()}"
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="640" loading="lazy"></iframe>',
        address,
        asked.vocabulary.edition,
    )


def tiles() -> dict[str, str]:
    """The tiles that lie under a map's points: ``url`` with {z}, {x} and {y}, and whom to thank; empty without any."""
    return {"url": settings.MAP_TILES_URL, "thanks": settings.MAP_TILES_ATTRIBUTION}


def allow_tiles(response: HttpResponse) -> None:
    """Let this page alone show pictures from where the tiles are, and from nowhere else."""
    if not settings.MAP_TILES_URL:
        return
    where = urlsplit(settings.MAP_TILES_URL)
    # {s} stands for one of several names of the same server.
    host = where.netloc.replace("{s}", "*")
    response._csp_update = {"img-src": [f"{where.scheme}://{host}"]}  # type: ignore[attr-defined]
