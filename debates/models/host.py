"""Those who host debates, and the people who act for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City
from kit.localized import LocalizedField


class HostQuerySet(models.QuerySet):
    def of(self, user) -> HostQuerySet:
        """Those for whom that person acts."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Exists(Membership.objects.filter(host=OuterRef("pk"), user=user)))

    def public(self) -> HostQuerySet:
        """Those with a debate that everybody can read."""
        from .debate import Debate

        return self.filter(Exists(Debate.objects.public().filter(host=OuterRef("pk"))))


class Host(models.Model):
    """An association, a café, a museum, a university, a collective or a person that welcomes debates."""

    ASSOCIATION, CAFE, MUSEUM, UNIVERSITY = "association", "cafe", "museum", "university"
    LIBRARY, COLLECTIVE, PERSON, PUBLIC_BODY, OTHER = (
        "library",
        "collective",
        "person",
        "public_body",
        "other",
    )
    KINDS = [
        (ASSOCIATION, _("association")),
        (CAFE, _("café or restaurant")),
        (MUSEUM, _("museum or theatre")),
        (UNIVERSITY, _("university or school")),
        (LIBRARY, _("library or bookshop")),
        (COLLECTIVE, _("collective")),
        (PERSON, _("one person")),
        (PUBLIC_BODY, _("city or public body")),
        (OTHER, _("other host")),
    ]

    city = models.ForeignKey(City, models.PROTECT, related_name="hosts", verbose_name=_("city"))
    slug = models.SlugField(_("address"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind of host"), max_length=20, choices=KINDS)
    description = LocalizedField(_("description"), rows=5, blank=True, text_length=3000)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True)
    phone = models.CharField(_("phone for the city desk"), max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HostQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("debates:host", args=[self.slug])


class Membership(models.Model):
    """Somebody who acts for a host; the owner also invites others and removes them."""

    OWNER, MEMBER = "owner", "member"
    ROLES = [(OWNER, _("owner")), (MEMBER, _("co-host"))]

    host = models.ForeignKey(Host, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hostings")
    role = models.CharField(_("role"), max_length=10, choices=ROLES, default=MEMBER)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["host", "joined_at"]
        verbose_name = _("member of a host")
        verbose_name_plural = _("members of hosts")
        constraints = [models.UniqueConstraint(fields=["host", "user"], name="one_membership_a_person")]

    def __str__(self) -> str:
        return f"{self.user}, {self.host}"


class Invitation(models.Model):
    """A letter that lets whoever holds its token act for a host, once, until it lapses.

    The token itself is only in the letter; its digest is kept.
    """

    host = models.ForeignKey(Host, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        ordering = ["host", "email"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "host",
                Lower("email"),
                condition=Q(accepted_at=None),
                name="one_open_invitation_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.host}"
