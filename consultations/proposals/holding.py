"""Results whose day has come while a proposal still lacks something: those who decide proposals are told once.

That they were told is in Wagtail's own log of the consultation, with the day that was announced: another day that
passes in the same way is told again.
"""

from __future__ import annotations

import smtplib
from datetime import datetime

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.log_actions import log as keep
from wagtail.log_actions import registry

from consultations.models import Consultation
from consultations.proposals.lacking import sentence_for

log = structlog.get_logger(__name__)
HELD = "consultations.results.hold_back"


def register_actions(actions) -> None:
    """Tell Wagtail's registry of log actions about ours."""
    actions.register_action(HELD, _("Hold results back"), _("Results held back: a proposal lacks something"))


def tell_held_back(*, at: datetime) -> int:
    """Tell of every consultation whose results were announced for before ``at`` and are held back; say how many mails
    left. Each is told once, whatever still lacks later."""
    due = Consultation.objects.filter(live=True, results_at__lte=at).with_what_holds_back()
    held = due.filter(is_held_back=True).select_related("city").order_by("pk")
    return sum(_tell(consultation) for consultation in held if not _is_told(consultation))


def _is_told(consultation: Consultation) -> bool:
    entries = registry.get_logs_for_instance(consultation).filter(action=HELD)
    return consultation.results_at.isoformat() in {entry.data.get("results_at") for entry in entries}


def _tell(consultation: Consultation) -> int:
    keep(instance=consultation, action=HELD, data={"results_at": consultation.results_at.isoformat()})
    lacking = list(consultation.lacking_proposals().order_by("number"))
    log.warning("results held back", consultation=consultation.pk, proposals=len(lacking))
    deciders = Group.objects.filter(
        permissions__codename="decide_proposals", permissions__content_type__app_label="consultations"
    )
    people = get_user_model().objects.filter(is_active=True, groups__in=deciders).distinct().order_by("pk")
    return sum(_send(consultation, lacking, person) for person in people)


def _send(consultation: Consultation, lacking: list, person) -> bool:
    with override(person.language or settings.LANGUAGE_CODE):
        address = reverse("consultations_admin:proposals")
        context = {
            "consultation": consultation,
            "day": localtime(consultation.results_at, consultation.zone),
            "problems": [sentence_for(proposal) for proposal in lacking],
            "url": f"{settings.SITE_URL}{address}?consultation={consultation.slug}&decision=lacking",
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = " ".join(render_to_string("consultations/mail/results_held_subject.txt", context).split())
        body = render_to_string("consultations/mail/results_held.txt", context)
    try:
        return bool(EmailMessage(subject, body, to=[person.email]).send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", consultation=consultation.pk, error=type(error).__name__)
        return False
