"""Pages that no app owns: errors, health, robots, the running version's source, the style guide."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.signing import BadSignature
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from kit import source, style_guide
from kit.sharing import title_of

# Fields whose text is never written back into a page: by a part of their name, or by all of it.
SECRET_PARTS = ("password", "token", "secret")
SECRET_NAMES = {"code", "otp"}


def bad_request(request, exception=None):
    """400: the request could not be read."""
    return render(request, "errors/400.html", status=400)


@requires_csrf_token
def permission_denied(request, exception=None):
    """403: this is not for this person."""
    return render(request, "errors/403.html", {"reason": exception_sentence(exception)}, status=403)


@requires_csrf_token
def page_not_found(request, exception=None):
    """404: nothing is here, or nothing that this person may know of."""
    return render(request, "errors/404.html", status=404)


def server_error(request):
    """500: our fault. Asks nothing of the database or of the context processors, which may be what failed."""
    return HttpResponseServerError(
        get_template("errors/500.html").render({"site_name": settings.WAGTAIL_SITE_NAME})
    )


def csrf_failure(request, reason=""):
    """A form came without proof that it is ours: say so, and give back every text that was in it."""
    context = {"texts": posted_texts(request), "back": form_address(request)}
    return render(request, "errors/403_csrf.html", context, status=403)


def exception_sentence(exception) -> str:
    """The sentence that an error was raised with, when it was raised with one for people to read."""
    sentence = str(exception.args[0]) if exception is not None and exception.args else ""
    return sentence if " " in sentence else ""


def posted_texts(request) -> list[tuple[str, str]]:
    """What was typed, as (field name, text), without passwords and codes."""
    return [
        (name, text)
        for name, texts in request.POST.lists()
        for text in texts
        if text.strip() and not is_secret(name)
    ]


def is_secret(name: str) -> bool:
    """Whether a field of that name may hold a password, a one-time code or a token."""
    lowered = name.lower()
    return lowered in SECRET_NAMES or any(part in lowered for part in SECRET_PARTS)


def form_address(request) -> str:
    """Where the form stands: the page that the browser says it comes from if it is ours, else where it was sent to."""
    origin = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(origin, {request.get_host()}, require_https=request.is_secure())
    return origin if is_ours else request.get_full_path()


@never_cache
@require_safe
def healthz(request):
    """200 when the site and its database answer, 503 when the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
@cache_control(max_age=86_400, public=True)
def robots(request):
    """What search engines should leave alone: what is private, and what costs work without being read."""
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /source.tar.gz"]
    lines += [
        f"Disallow: /{code}/{private}/"
        for code, _name in settings.LANGUAGES
        for private in ("accounts", "search")
    ]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86_400, public=True)
def favicon(request):
    """The icon, for browsers that ask at the old address."""
    return redirect(staticfiles_storage.url("img/favicon.svg"))


@require_safe
@cache_control(max_age=31_536_000, public=True, immutable=True)
def share_image(request, token):
    """The card that a social network shows for a page of ours: only of titles whose address we gave out."""
    from kit.share_images import card

    try:
        title = title_of(token)
    except BadSignature as forged:
        raise Http404 from forged
    return FileResponse(card(title).open("rb"), content_type="image/png")


@require_safe
def source_archive(request):
    """The running version's source, as the licence promises to everyone who uses the site."""
    path = source.archive()
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=path.name, content_type="application/gzip"
    )


@require_safe
def style_guide_page(request):
    """Every component in every state, for whoever builds or checks a page."""
    if not (settings.DEBUG or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404
    with override("en"):
        return render(request, "kit/style_guide.html", style_guide.context(request))
