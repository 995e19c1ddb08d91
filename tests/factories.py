"""Makers of people and cities. The cast with names is in conftest.py; these make the crowd."""

from __future__ import annotations

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import assign_role
from cities.models import City, District

PASSWORD = "palaver-under-the-baobab"


def login(client, user: User):
    """Log that person in without the forms, second factor included; for tests about something else than logins."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


class CityFactory(factory.django.DjangoModelFactory):
    """A small town in Paris's time zone, with as many ``districts`` as asked."""

    class Meta:
        model = City
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"town-{n}")
    name = factory.LazyAttribute(lambda city: {"fr": city.slug.title(), "en": city.slug.title()})
    time_zone = "Europe/Paris"
    languages = ["fr", "en"]
    latitude = "48.000000"
    longitude = "2.000000"

    @factory.post_generation
    def districts(city, create, count, **_kwargs):
        if create and count:
            District.objects.bulk_create(
                District(
                    city=city, code=str(n), name={"fr": f"Quartier {n}", "en": f"District {n}"}, position=n
                )
                for n in range(1, count + 1)
            )


class UserFactory(factory.django.DjangoModelFactory):
    """A person with a confirmed address and PASSWORD; ``role="editor"`` and ``desks=[paris]`` go with it."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    language = "fr"
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @factory.post_generation
    def verified(user, create, value, **_kwargs):
        if create:
            EmailAddress.objects.create(
                user=user, email=user.email, primary=True, verified=value is not False
            )

    @factory.post_generation
    def role(user, create, name, **_kwargs):
        if create and name:
            assign_role(user, name)

    @factory.post_generation
    def desks(user, create, cities, **_kwargs):
        if create and cities:
            user.desks.set(cities)
