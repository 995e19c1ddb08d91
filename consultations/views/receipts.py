"""Coming back: the receipt, the code, one's own contribution, its correction and its withdrawal."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.answering import visiting
from consultations.answering.answer_summary import summary_of_answers
from consultations.answering.contributing import (
    ConsultationClosed,
    begin_correction,
    sent_with,
    with_code,
    withdraw,
)
from consultations.answering.forms import AddressForm, CodeForm
from consultations.answering.mail import confirmed_address, send_address_link, send_receipt
from consultations.asking.presenting import consultation_context, day_and_hour
from consultations.models import Consultation, Contribution
from consultations.publishing.fate import fate_of
from consultations.publishing.fate_dates import moments_of
from consultations.telling.subscribing import addresses_of
from consultations.views.answering import first_section, load
from kit.limits import within_limit, within_limit_of

TRIES = {"times": 20, "seconds": 600}
# Of one mailbox, from wherever they are asked for.
MAILS = {"times": 5, "seconds": 3600}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request, slug):
    """The receipt: the code, and the offer to send it by e-mail. It shows again to this browser only."""
    consultation = load(request, slug)
    receipt = sent_with(consultation, visiting.token_of(request, consultation))
    if receipt is None or not visiting.shows_receipt(request, receipt.contribution, at=timezone.now()):
        return redirect("consultations:receipt")
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _mail_receipt(request, receipt, form.cleaned_data["email"])
    context = {
        "consultation": consultation,
        "contribution": receipt.contribution,
        "code": receipt.code,
        "form": form if consultation.access == Consultation.RECEIPT else None,
        "closes_on": day_and_hour(consultation, consultation.closes_at),
    }
    return render(request, "consultations/sent.html", context, status=422 if form.errors else 200)


def _mail_receipt(request, receipt, address):
    if not within_limit(request, "receipt-mail", **TRIES):
        messages.error(request, _("Too many e-mails were asked for from here. Try again in ten minutes."))
    elif not within_limit_of(address, "receipt-mail-to", **MAILS):
        messages.error(request, _("Several e-mails have just left for this address. Try again in an hour."))
    elif send_receipt(receipt.contribution, receipt.code, address):
        messages.success(request, _("Your receipt is on its way. We do not keep your address."))
    else:
        messages.error(request, _("The e-mail could not be sent. Write your code down, or try again later."))
    return redirect("consultations:sent", slug=receipt.contribution.consultation.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request):
    """Type a code, and see what became of what one said."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and not within_limit(request, "receipt-code", **TRIES):
        form.is_valid()
        form.add_error(None, _("Too many codes were tried from here. Wait ten minutes, then try again."))
        return render(request, "consultations/receipt.html", {"form": form}, status=429)
    if request.method == "POST" and form.is_valid():
        contribution = with_code(form.cleaned_data["code"])
        if contribution is not None:
            visiting.open_contribution(request, contribution, at=timezone.now())
            return redirect("consultations:contribution")
        form.add_error("code", _("No contribution has this code. Check each letter against your receipt."))
    return render(request, "consultations/receipt.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def contribution(request):
    """One's own contribution: the words, and for each free text what became of it."""
    now = timezone.now()
    own = visiting.opened_contribution(request, at=now)
    if own is None:
        return redirect("consultations:receipt")
    consultation = own.consultation
    answers = {one.question_key: (one.value, one.text) for one in own.answers.all()}
    version = consultation.current_version()
    values = {key: words or value for key, (value, words) in answers.items()}
    summary = summary_of_answers(version.questionnaire, answers, values=values) if version else []
    fates = [] if own.is_withdrawn else fate_of(own, at=now)
    context = {
        **consultation_context(consultation, at=now),
        "contribution": own,
        "summary": [] if own.is_withdrawn else summary,
        "fates": fates,
        "moments": [] if own.is_withdrawn else moments_of(own, fates),
        "sent_on": day_and_hour(consultation, own.sent_at),
        "corrected_on": day_and_hour(consultation, own.corrected_at) if own.corrected_at else "",
        "withdrawn_on": day_and_hour(consultation, own.withdrawn_at) if own.withdrawn_at else "",
        "can_be_corrected": own.can_be_corrected(at=now),
        "addresses": addresses_of(own.subscriptions.order_by("pk")),
        "tell_form": AddressForm(initial={"email": request.user.email} if request.user == own.user else None),
    }
    return render(request, "consultations/contribution.html", context)


@never_cache
@login_required
@require_safe
def mine(request, pk):
    """Open a contribution from one's own account: nobody else's is found."""
    own = get_object_or_404(Contribution.objects.of_user(request.user), pk=pk)
    visiting.open_contribution(request, own, at=timezone.now())
    return redirect("consultations:contribution")


@never_cache
@require_POST
def correct(request):
    now = timezone.now()
    own = visiting.opened_contribution(request, at=now)
    if own is None:
        return redirect("consultations:receipt")
    try:
        _draft, token = begin_correction(own, at=now)
    except ConsultationClosed:
        messages.error(
            request, _("The consultation is over: a contribution can be withdrawn, no longer corrected.")
        )
        return redirect("consultations:contribution")
    response = redirect(first_section(own.consultation))
    return visiting.remember_draft(response, own.consultation, token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_view(request):
    """Ask once, plainly; then remove every word."""
    now = timezone.now()
    own = visiting.opened_contribution(request, at=now)
    if own is None:
        return redirect("consultations:receipt")
    if request.method == "POST" and not own.is_withdrawn:
        withdraw(own, at=now)
        messages.success(
            request, _("Your contribution is withdrawn: your words are removed everywhere on this site.")
        )
        return redirect("consultations:contribution")
    context = {"contribution": own, "consultation": own.consultation}
    return render(request, "consultations/withdraw.html", context)


@never_cache
@require_POST
def leave(request):
    """Forget the contribution on this device."""
    messages.success(request, _("This device no longer shows your contribution."))
    return visiting.forget_here(request, redirect("consultations:receipt"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request, slug):
    """Ask for the address that the link goes to, before the first question."""
    consultation = load(request, slug)
    if not consultation.is_open() or consultation.access != Consultation.EMAIL:
        return redirect(consultation)
    form = AddressForm(request.POST or None)
    context = {**consultation_context(consultation, at=timezone.now()), "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "consultations/address.html", context, status=422 if form.errors else 200)
    if not within_limit(request, "address-link", **TRIES):
        form.add_error(None, _("Too many links were asked for from here. Wait ten minutes, then try again."))
        return render(request, "consultations/address.html", context, status=429)
    if not within_limit_of(form.cleaned_data["email"], "address-link-to", **MAILS):
        form.add_error(
            None, _("Several links have just left for this address: look for them, or try again in an hour.")
        )
        return render(request, "consultations/address.html", context, status=429)
    if not send_address_link(consultation, form.cleaned_data["email"], language=get_language()):
        form.add_error(None, _("The e-mail could not be sent. Check the address, or try again later."))
        return render(request, "consultations/address.html", context, status=503)
    return render(
        request, "consultations/address_sent.html", {**context, "email": form.cleaned_data["email"]}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, slug, token):
    """Confirm an address by a button, so that a mail filter that opens every link confirms nothing."""
    consultation = load(request, slug)
    try:
        email = confirmed_address(consultation, token)
    except BadSignature:
        messages.error(request, _("This link is too old or not complete. Ask for another one here."))
        return redirect(reverse("consultations:address", args=[slug]))
    if request.method == "POST":
        visiting.remember_address(request, consultation, email)
        return redirect("consultations:entry", slug=slug)
    return render(request, "consultations/confirm.html", {"consultation": consultation, "email": email})


urlpatterns = [
    path("consultations/<slug:slug>/answer/sent/", sent, name="sent"),
    path("consultations/<slug:slug>/answer/address/", address, name="address"),
    path("consultations/<slug:slug>/answer/confirm/<str:token>/", confirm, name="confirm"),
    path("my-contribution/", receipt, name="receipt"),
    path("my-contribution/read/", contribution, name="contribution"),
    path("my-contribution/<int:pk>/", mine, name="mine"),
    path("my-contribution/correct/", correct, name="correct"),
    path("my-contribution/withdraw/", withdraw_view, name="withdraw"),
    path("my-contribution/leave/", leave, name="leave"),
]
