"""Who can log in to the demonstration. Their password is printed at start, so production refuses the demo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import User
from accounts.people import prove_address
from cities.models import City

PASSWORD = "sous-l-arbre-2026"


@dataclass(frozen=True)
class Person:
    email: str
    first_name: str
    last_name: str
    role: str
    what: object
    desk: str = ""


CAST = (
    Person("aminata@palabre.example", "Aminata", "Seck", roles.CITIZEN, _("a citizen")),
    Person(
        "edith@palabre.example", "Édith", "Marceau", roles.EDITOR, _("an editor, who publishes consultations")
    ),
    Person("noemie@palabre.example", "Noémie", "Achard", roles.ANALYST, _("an analyst, who reviews themes")),
    Person("bastien@palabre.example", "Bastien", "Loiseau", roles.ANALYST, _("a second analyst")),
    Person(
        "clara@palabre.example",
        "Clara",
        "Ferrand",
        roles.COORDINATOR,
        _("the Paris desk, first typist"),
        "paris",
    ),
    Person(
        "moussa@palabre.example",
        "Moussa",
        "Ndao",
        roles.COORDINATOR,
        _("the Paris desk, second typist"),
        "paris",
    ),
    Person("awa@palabre.example", "Awa", "Thiam", roles.COORDINATOR, _("the Dakar desk"), "dakar"),
    Person(
        "gabrielle@palabre.example",
        "Gabrielle",
        "Lauzon",
        roles.COORDINATOR,
        _("the Montréal desk"),
        "montreal",
    ),
    Person(
        "chloe@palabre.example", "Chloé", "Vasseur", roles.HOST, _("a host, who has a café and six debates")
    ),
    Person("admin@palabre.example", "Agnès", "Dumont", roles.ADMINISTRATOR, _("an administrator")),
)


def receipt_file() -> Path:
    """Where the demonstration keeps the one receipt code that it gives away."""
    return Path(settings.VAR_DIR) / "demo_receipt.txt"


def make_people() -> dict[str, User]:
    """Make everyone of the cast with a confirmed address; return them by first name in small letters."""
    people = {}
    for person in CAST:
        user = User.objects.filter(email=person.email).first() or User.objects.create_user(
            person.email, PASSWORD, first_name=person.first_name, last_name=person.last_name
        )
        roles.assign_role(user, person.role)
        user.desks.add(*City.objects.filter(slug=person.desk))
        prove_address(user)
        people[person.email.split("@")[0]] = user
    return people
