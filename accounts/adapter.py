"""How allauth behaves on this site: whose language a mail speaks, where a login may lead, what a sign-up keeps."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from .models import User
from .roles import CITIZEN, assign_role


def is_safe_target(request, url: str) -> bool:
    """Whether a redirect to that address stays on this site: this host, and no step down from https."""
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


class AccountAdapter(DefaultAccountAdapter):
    """The account door of a site that may serve several cities in several languages."""

    def save_user(self, request, user: User, form, commit: bool = True) -> User:
        """Keep the language the person signed up in, their city if they gave it, and make them a citizen."""
        user.language = _known_language(translation.get_language())
        user.city = form.cleaned_data.get("city")
        user = super().save_user(request, user, form, commit=commit)
        if commit:
            assign_role(user, CITIZEN)
        return user

    def is_safe_url(self, url: str) -> bool:
        # A host being allowed to serve this site does not make it a place to send people who just typed a password.
        return is_safe_target(current.request, url)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send one mail in its reader's language, whoever pressed the button, in a request or outside one."""
        reader = context.get("user") or User.objects.filter(email=email.lower()).first()
        words = {
            "request": current.request,
            "email": email,
            # Named by the settings, never by the Host header that a stranger can write.
            "current_site": SimpleNamespace(
                name=settings.WAGTAIL_SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc
            ),
            **context,
        }
        with translation.override(reader.language if reader else translation.get_language()):
            self.render_mail(template_prefix, email, words).send()


def _known_language(code: str | None) -> str:
    codes = dict(settings.LANGUAGES)
    base = (code or "").split("-")[0]
    return code if code in codes else base if base in codes else settings.LANGUAGE_CODE
