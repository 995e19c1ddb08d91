"""How candidates come in and go out: the public form, confirmation by e-mail, staff, withdrawal."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cms.lottery import log
from cms.lottery.addresses import address_key, email_key
from cms.lottery.refusals import Refused, RegistrationClosed
from cms.models import Candidate, CandidatePerson, FoundPanels, Lottery

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
UNCONFIRMED_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Registration:
    """What one person says of themselves. ``answers``: category key → value key."""

    name: str
    answers: dict[str, str]
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    born: str = ""
    language: str = field(default="fr")


def new_token() -> str:
    """The secret of a candidate's link."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a candidate's link."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_public_ids(number: int, *, taken: set[str]) -> list[str]:
    """Random public ids such as ``7K3-M9Q`` that tell nothing and repeat none of ``taken``."""
    made: set[str] = set()
    while len(made) < number:
        letters = "".join(secrets.choice(ALPHABET) for _letter in range(6))
        if (public_id := f"{letters[:3]}-{letters[3:]}") not in taken:
            made.add(public_id)
    return list(made)


@transaction.atomic
def register(lottery: Lottery, said: Registration, *, at: datetime, user=None) -> tuple[Candidate, str, bool]:
    """Take a registration in, to be confirmed by e-mail: the candidate, the token of their link, whether known already.

    A mailbox is one candidate: who comes again without having confirmed writes over what was there; a confirmed
    registration stays as it is, and its owner only gets a new link. Raises RegistrationClosed.
    """
    held = Lottery.objects.select_for_update().get(pk=lottery.pk)
    if not held.is_open(at=at):
        raise RegistrationClosed(_("Registration for this lottery is closed."))
    token = new_token()
    key = email_key(said.email, lottery_id=held.pk)
    known = held.candidates.filter(email_key=key).first()
    if known is not None and known.confirmed_at is not None:
        known.token_hash = token_hash(token)
        known.save(update_fields=["token_hash"])
        return known, token, True
    if known is not None:
        known.delete()
    candidate = _insert(held, [said], source=Candidate.FORM, at=at, confirmed_at=None)[0]
    candidate.token_hash = token_hash(token)
    candidate.save(update_fields=["token_hash"])
    if user is not None and user.is_authenticated:
        CandidatePerson.objects.filter(candidate=candidate).update(user=user)
    return candidate, token, False


def with_token(lottery: Lottery, token: str) -> Candidate | None:
    """The candidate whose link this is. One query."""
    return lottery.candidates.select_related("person").filter(token_hash=token_hash(token)).first()


@transaction.atomic
def confirm(candidate: Candidate, *, at: datetime) -> None:
    """The mailbox is theirs: they take part. Twice is once. Raises RegistrationClosed once panels are looked for."""
    lottery = Lottery.objects.select_for_update().get(pk=candidate.lottery_id)
    if candidate.confirmed_at is None and (lottery.state != Lottery.GATHERING or searching(lottery)):
        raise RegistrationClosed(_("The panels are being prepared: it is too late to confirm."))
    lottery.candidates.filter(pk=candidate.pk, confirmed_at=None).update(confirmed_at=at)


@transaction.atomic
def add(lottery: Lottery, people: Iterable[Registration], *, by, at: datetime) -> list[Candidate]:
    """Add candidates whom the city's staff vouch for, all or none. Raises Refused once panels are published."""
    held = hold_unpublished(lottery, at=at)
    made = _insert(held, list(people), source=Candidate.FILE, at=at, confirmed_at=at)
    unsettle(held)
    log.record(held, log.IMPORT, by=by, at=at, candidates=len(made))
    return made


@transaction.atomic
def withdraw(candidate: Candidate, *, at: datetime, by=None) -> None:
    """Let somebody go, with all that names them.

    Before panels are published their row goes too. After, the published file cannot change: their public id stays in
    it without a name, and staff replace them if they were drawn.
    """
    lottery = Lottery.objects.select_for_update().get(pk=candidate.lottery_id)
    if lottery.is_published:
        forget([candidate])
    else:
        lottery.candidates.filter(pk=candidate.pk).delete()
        if candidate.confirmed_at is not None:
            unsettle(lottery)
    log.record(lottery, log.REMOVE if by else log.WITHDRAW, by=by, at=at, candidate=candidate.public_id)


def forget(candidates: Iterable[Candidate]) -> int:
    """Delete who these candidates are, and every hash by which they could be found again; say how many had a name."""
    numbers = [one.pk for one in candidates]
    gone, _by_model = CandidatePerson.objects.filter(candidate__in=numbers).delete()
    Candidate.objects.filter(pk__in=numbers).update(address_key="", email_key="", token_hash="")
    return gone


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete registrations that nobody confirmed for a week; say how many."""
    late = Candidate.objects.unconfirmed_since(at - UNCONFIRMED_KEPT)
    gone, _by_model = late.exclude(lottery__state__in=[Lottery.PUBLISHED, Lottery.DRAWN]).delete()
    return gone


def hold_unpublished(lottery: Lottery, *, at: datetime) -> Lottery:
    """The lottery, locked, while it may still change. Raises Refused once it is published, searched or erased."""
    held = Lottery.objects.select_for_update().get(pk=lottery.pk)
    if held.erased_at is not None:
        raise Refused(
            _(
                "The personal data of this lottery are erased, and nobody would erase new ones: make a new lottery."
            )
        )
    if held.is_published:
        raise Refused(_("The panels are published: candidates and quotas cannot change any more."))
    if searching(held):
        raise Refused(_("A search for panels is running: wait for its end, or cancel it."))
    return held


def searching(lottery: Lottery) -> bool:
    """Whether the worker looks for panels now, or is about to. One query."""
    return lottery.searches.filter(state__in=["waiting", "running"]).exists()


def unsettle(lottery: Lottery) -> None:
    """Candidates or quotas changed: what was found is of no use any more."""
    FoundPanels.objects.filter(lottery=lottery).delete()
    Lottery.objects.filter(pk=lottery.pk, state=Lottery.FOUND).update(state=Lottery.GATHERING)
    lottery.state = Lottery.GATHERING


def _insert(
    lottery: Lottery, people: list[Registration], *, source: str, at: datetime, confirmed_at: datetime | None
) -> list[Candidate]:
    taken = set(lottery.candidates.values_list("public_id", flat=True))
    rows = [
        Candidate(
            lottery=lottery,
            public_id=public_id,
            answers=said.answers,
            source=source,
            address_key=address_key(said.address, said.postcode, lottery_id=lottery.pk),
            email_key=email_key(said.email, lottery_id=lottery.pk),
            registered_at=at,
            confirmed_at=confirmed_at,
        )
        for said, public_id in zip(people, new_public_ids(len(people), taken=taken), strict=True)
    ]
    # In no order: the rows of the table must not tell who stood where in the city's file.
    Candidate.objects.bulk_create(secrets.SystemRandom().sample(rows, len(rows)), batch_size=500)
    made = rows
    CandidatePerson.objects.bulk_create(
        [
            CandidatePerson(
                candidate=candidate,
                name=said.name,
                email=said.email.strip(),
                phone=said.phone,
                address=said.address,
                postcode=said.postcode,
                born=said.born,
                language=said.language,
            )
            for candidate, said in zip(made, people, strict=True)
        ],
        batch_size=500,
    )
    return made
