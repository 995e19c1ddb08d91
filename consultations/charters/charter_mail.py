"""Mails to those who publish charters."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from consultations.charters.charter_refusals import Problem
from consultations.models import CharterVersion

log = structlog.get_logger(__name__)


def tell_held_back(version: CharterVersion, problems: list[Problem]) -> int:
    """Tell who planned a publication that something was missing when its time came; say how many mails left.

    Where that person has no account any more, everybody who writes charters is told.
    """
    people = [version.scheduled_by] if version.scheduled_by else list(_writers())
    about = {"problems": [str(problem) for problem in problems]}
    return sum(_send(version, "charter_held", person, about) for person in people)


def tell_submitted(version: CharterVersion, people: Iterable, *, by) -> int:
    """Tell those who may approve a draft that ``by`` has submitted it; say how many mails left."""
    about = {"name": by.get_full_name() or by.email}
    return sum(_send(version, "charter_submitted", person, about) for person in people)


def _writers():
    writers = Group.objects.filter(
        permissions__codename="change_charterversion", permissions__content_type__app_label="consultations"
    )
    return get_user_model().objects.filter(is_active=True, groups__in=writers).distinct().order_by("pk")


def _send(version: CharterVersion, template: str, person, about: dict) -> bool:
    with override(person.language or settings.LANGUAGE_CODE):
        context = {
            "charter": version.charter,
            "number": version.number,
            **about,
            "url": settings.SITE_URL + reverse("consultations_admin:charter_version", args=[version.pk]),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = " ".join(render_to_string(f"consultations/mail/{template}_subject.txt", context).split())
        body = render_to_string(f"consultations/mail/{template}.txt", context)
    try:
        return bool(EmailMessage(subject, body, to=[person.email]).send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", template=template, version=version.pk, error=type(error).__name__)
        return False
