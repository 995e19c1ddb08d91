"""Entries of the guide are looked at again in time: who is told, who may say that nothing changed, how it is kept."""

from __future__ import annotations

import json
import smtplib
from datetime import date, datetime

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.log_actions import log as write_log

from cms.guide.desk_permissions import PERMISSION, desks_of, is_at_desk
from cms.models import GuideEntryPage, ReviewReminder
from cms.models.guide_review import as_day

log = structlog.get_logger(__name__)

ACTION = "cms.guide.reviewed"
# The owner is told when the review is due, and once more so many months later.
STEPS = {1: 0, 2: 2}


def register_actions(actions) -> None:
    """Tell Wagtail's registry of log actions about ours."""
    actions.register_action(
        ACTION, _("Review an entry of the guide"), _("reviewed the entry: nothing changed")
    )


def kept_by_user(user):
    """The entries that this person may look after, one page a language: those they may change, and those they own."""
    entries = GuideEntryPage.objects.all()
    changeable = entries.filter(pk__in=_changeable(user).values("pk"))
    kept = changeable | entries.filter(owner=user)
    if user.has_perm(PERMISSION):
        kept = kept | entries.filter(city__in=desks_of(user))
    return kept.distinct()


def may_review(user, entry: GuideEntryPage) -> bool:
    """Whether this person may say that the entry was checked: its owner, and whoever may change it."""
    if entry.owner_id == user.pk or is_at_desk(user, entry.city_id):
        return True
    return entry.permissions_for_user(user).can_edit()


@transaction.atomic
def review_unchanged(entry: GuideEntryPage, *, by, at: datetime) -> None:
    """Note that the facts were checked and hold, in every language, drafts included; one line in the log.

    Nothing is published: a draft that waits goes on waiting.
    """
    day = as_day(at)
    pages = GuideEntryPage.objects.filter(translation_key=entry.translation_key)
    for page in pages.select_related("latest_revision").select_for_update(of=("self",)):
        if page.latest_revision is not None:
            page.latest_revision.content["reviewed_on"] = day.isoformat()
            page.latest_revision.save(update_fields=["content"])
    pages.update(reviewed_on=day)
    _tell_translation_source(entry, day)
    entry.reviewed_on = day
    write_log(instance=entry, action=ACTION, user=by, data={"reviewed_on": day.isoformat()})


def remind_owners(*, at: datetime) -> int:
    """Mail each owner whose entry's review is due, once, and once more months later; the number of mails that left.

    A reminder is written before its mail is sent: rather none than two. Call it outside of a transaction.
    """
    sent = 0
    for step, months in sorted(STEPS.items(), reverse=True):
        for entry in _one_a_translation(GuideEntryPage.objects.live().stale(at=at, months=months)):
            if _claim(entry, step):
                sent += _send(entry)
    return sent


def _claim(entry: GuideEntryPage, step: int) -> bool:
    """Take it on oneself to send this step's mail; False when it, or a later one, was sent by anybody."""
    about = {"translation_key": entry.translation_key, "due_on": _due_on(entry)}
    if ReviewReminder.objects.filter(**about, step__gt=step).exists():
        return False
    _reminder, is_new = ReviewReminder.objects.get_or_create(**about, step=step)
    return is_new


def _due_on(entry: GuideEntryPage) -> date:
    if entry.review_due_on is not None:
        return entry.review_due_on
    return as_day(entry.first_published_at) if entry.first_published_at else date.min


def _one_a_translation(pages) -> list[GuideEntryPage]:
    """One page an entry, of those with an owner who can still log in: the main language's where there is one."""
    owned = pages.filter(owner__is_active=True).select_related("owner", "locale").defer("body").order_by("pk")
    chosen: dict = {}
    for page in owned:
        if page.translation_key not in chosen or page.locale.language_code == settings.LANGUAGE_CODE:
            chosen[page.translation_key] = page
    return list(chosen.values())


def _send(entry: GuideEntryPage) -> bool:
    with override(entry.owner.language or settings.LANGUAGE_CODE):
        context = {
            "title": entry.title,
            "due_on": entry.review_due_on,
            "url": settings.SITE_URL + reverse("cms_admin:guide_review", args=[entry.pk]),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = " ".join(render_to_string("cms/guide/mail/review_due_subject.txt", context).split())
        body = render_to_string("cms/guide/mail/review_due.txt", context)
    mail = EmailMessage(subject, body, to=[entry.owner.email], headers={"Auto-Submitted": "auto-generated"})
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("review reminder not sent", entry=entry.pk, error=type(error).__name__)
        return False


def _changeable(user):
    from wagtail.permissions import page_permission_policy

    return page_permission_policy.instances_user_has_permission_for(user, "change")


def _tell_translation_source(entry: GuideEntryPage, day: date) -> None:
    """Have the copy that translations are made from say the same, so that no later translation takes it back."""
    from wagtail_localize.models import TranslationSource

    sources = TranslationSource.objects.filter(object_id=entry.translation_key)
    for source in sources.select_for_update():
        content = json.loads(source.content_json)
        if "reviewed_on" in content:
            content["reviewed_on"] = day.isoformat()
            source.content_json = json.dumps(content)
            source.save(update_fields=["content_json"])
