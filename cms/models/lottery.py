"""A lottery: what is drawn, among whom, with which quotas, where it stands. People's data are in rows of their own."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.people import cities_served_by
from cities.models import City
from kit.localized import LocalizedField

PERMISSION = "cms.run_lottery"


class LotteryQuerySet(models.QuerySet):
    def run_by(self, user) -> LotteryQuerySet:
        """Those that this person runs: their desks', or all for an administrator; none without the permission."""
        if not user.has_perm(PERMISSION):
            return self.none()
        return self.filter(city__in=cities_served_by(user))

    def public(self, *, at: datetime) -> LotteryQuerySet:
        """Those that anyone may see: whose registration has begun, or whose panels are published."""
        begun = models.Q(registration_opens_at__lte=at)
        return self.filter(begun | models.Q(state__in=[Lottery.PUBLISHED, Lottery.DRAWN]))


class Lottery(models.Model):
    """One draw of a panel among candidates."""

    GATHERING, FOUND, PUBLISHED, DRAWN = "gathering", "found", "published", "drawn"
    STATES = [
        (GATHERING, _("Candidates are gathered")),
        (FOUND, _("Panels found, not yet published")),
        (PUBLISHED, _("Panels published, draw to come")),
        (DRAWN, _("Drawn")),
    ]
    MAXIMIN, NASH = "maximin", "nash"
    ALGORITHMS = [
        (MAXIMIN, _("maximin: the smallest chance is as large as can be")),
        (NASH, _("nash: the product of all chances is as large as can be")),
    ]

    city = models.ForeignKey(City, models.PROTECT, related_name="lotteries", verbose_name=_("city"))
    slug = models.SlugField(_("address"), unique=True)
    title = LocalizedField(_("title"), text_length=150)
    text = LocalizedField(
        _("what people are invited to"),
        rows=6,
        blank=True,
        help_text=_(
            "Shown above the registration form: the question, how many days, paid or not, how long it lasts."
        ),
    )
    size = models.PositiveSmallIntegerField(
        _("people in the panel"), validators=[MinValueValidator(2), MaxValueValidator(1000)]
    )
    algorithm = models.CharField(
        _("how chances are made equal"), max_length=10, choices=ALGORITHMS, default=MAXIMIN
    )
    one_an_address = models.BooleanField(
        _("at most one person of an address"),
        default=True,
        help_text=_("Addresses are compared without accents, capitals and punctuation."),
    )
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    erase_on = models.DateField(
        _("personal data erased on"),
        help_text=_("Names, e-mail addresses, telephones and addresses are deleted that day."),
    )
    erased_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=GATHERING, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = LotteryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("lottery")
        verbose_name_plural = _("lotteries")
        default_permissions = ()
        permissions = [("run_lottery", _("Can run lotteries"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(registration_opens_at=None)
                | models.Q(registration_closes_at__gt=models.F("registration_opens_at")),
                name="lottery_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_absolute_url(self) -> str:
        return reverse("cms:lottery", args=[self.slug])

    def is_open(self, *, at: datetime) -> bool:
        """Whether anybody may register now."""
        opens, closes = self.registration_opens_at, self.registration_closes_at
        is_gathering = self.state == self.GATHERING and self.erased_at is None
        return is_gathering and bool(opens and closes) and opens <= at < closes

    @property
    def is_published(self) -> bool:
        return self.state in (self.PUBLISHED, self.DRAWN)


class LotteryCategory(models.Model):
    """What candidates are told apart by: age band, district … ``key`` is its name in published files."""

    lottery = models.ForeignKey(Lottery, models.CASCADE, related_name="categories")
    key = models.SlugField(_("short name"), max_length=40)
    name = LocalizedField(_("question asked"), text_length=150)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [models.UniqueConstraint(fields=["lottery", "key"], name="one_category_a_key")]

    def __str__(self) -> str:
        return str(self.name) or self.key


class LotteryValue(models.Model):
    """One of a category's values, and how many of the panel must be of it."""

    category = models.ForeignKey(LotteryCategory, models.CASCADE, related_name="values")
    key = models.SlugField(_("short name"), max_length=40)
    name = LocalizedField(_("answer"), text_length=100)
    minimum = models.PositiveSmallIntegerField(_("at least"))
    maximum = models.PositiveSmallIntegerField(_("at most"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("value")
        verbose_name_plural = _("values")
        constraints = [
            models.UniqueConstraint(fields=["category", "key"], name="one_value_a_key"),
            models.CheckConstraint(
                condition=models.Q(minimum__lte=models.F("maximum")), name="lottery_minimum_up_to_maximum"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.key


class CandidateQuerySet(models.QuerySet):
    def confirmed(self) -> CandidateQuerySet:
        """Those who take part: whose e-mail address was confirmed, or who came by a file."""
        return self.exclude(confirmed_at=None)

    def unconfirmed_since(self, moment: datetime) -> CandidateQuerySet:
        return self.filter(confirmed_at=None, registered_at__lt=moment)


class Candidate(models.Model):
    """Somebody who may be drawn, by a random public id: categories and keyed hashes, nothing that names a person."""

    FORM, FILE = "form", "file"
    SOURCES = [(FORM, _("registration form")), (FILE, _("file"))]

    lottery = models.ForeignKey(Lottery, models.CASCADE, related_name="candidates")
    public_id = models.CharField(_("public number"), max_length=12)
    answers = models.JSONField(_("categories"), default=dict)
    source = models.CharField(_("came by"), max_length=4, choices=SOURCES)
    # Keyed hashes: they tell equal from different, and are blanked with the personal data.
    address_key = models.CharField(max_length=64, blank=True, default="")
    email_key = models.CharField(max_length=64, blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    registered_at = models.DateTimeField(_("registered"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["public_id"]
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [
            models.UniqueConstraint(fields=["lottery", "public_id"], name="one_candidate_a_public_id"),
            models.UniqueConstraint(
                fields=["lottery", "email_key"],
                condition=~models.Q(email_key=""),
                name="one_candidate_a_mailbox",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class CandidatePerson(models.Model):
    """Who a candidate is. Deleted on the lottery's day of erasure, or when the person asks for it."""

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="person")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.CharField(_("postal address"), max_length=250, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    # A year or YYYY-MM-DD, from a city's file only: what tells two people of one name and address apart.
    born = models.CharField(_("year or date of birth"), max_length=10, blank=True, default="")
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)

    class Meta:
        verbose_name = _("candidate’s personal data")
        verbose_name_plural = _("candidates’ personal data")

    def __str__(self) -> str:
        return self.name
