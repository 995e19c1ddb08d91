"""The cast: the same people and cities in every test, so that a reader knows who should fail.

Aminata answers consultations; Bernard, her neighbour, has every right that she has and none to what is hers. The
staff have one role each. Nobody is made unless a test names them.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from cities.atlas import install_city
from tests import factories
from tests.databases import copy_migrated
from tests.flushing import let_tests_flush
from tests.restoring import Kept

# How long an example takes says how busy the machine is, and nothing about what is tested.
hypothesis_settings.register_profile("palabre", deadline=None)
hypothesis_settings.load_profile("palabre")

let_tests_flush()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what asks no database anything: there is nothing in it that another database could answer differently."""
    for item in items:
        asks = {"db", "transactional_db", "_django_db_helper"} & set(item.fixturenames)
        if not asks and item.get_closest_marker("django_db") is None and not _is_test_case(item):
            item.add_marker("database_free")


def _is_test_case(item) -> bool:
    """Whether the test is a method of Django's own kind of tests, which names no fixture."""
    return isinstance(getattr(item, "cls", None), type) and issubclass(item.cls, SimpleTestCase)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment,
    django_db_blocker,
    django_db_modify_db_settings,
    django_db_keepdb,
    django_db_createdb,
):
    """A copy of what the migrations made once; with --reuse-db the database that the last run kept."""
    with django_db_blocker.unblock():
        if django_db_createdb or not django_db_keepdb:
            copy_migrated(connection)
        names = setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=())
        Kept().keep()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(names, verbosity=0)


@pytest.fixture(autouse=True)
def fresh_cache():
    """Rate limits and cached fragments of one test are none of the next one's business."""
    cache.clear()


@pytest.fixture(autouse=True)
def own_language():
    """A page that one test read in English leaves the next one in the site's main language."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path_factory):
    """What one test's site writes is its own: others that run beside it have the same numbers in their databases."""
    settings.VAR_DIR = tmp_path_factory.mktemp("var")


@pytest.fixture
def login():
    """``login(client, user)``: the test client, logged in as that person."""
    return factories.login


@pytest.fixture
def paris(db):
    return install_city("paris")


@pytest.fixture
def dakar(db):
    return install_city("dakar")


@pytest.fixture
def montreal(db):
    return install_city("montreal")


@pytest.fixture
def citizen(db):
    return factories.UserFactory(
        email="aminata@example.org", first_name="Aminata", last_name="Sow", role="citizen"
    )


@pytest.fixture
def neighbour(db):
    return factories.UserFactory(
        email="bernard@example.org", first_name="Bernard", last_name="Lemaire", role="citizen"
    )


@pytest.fixture
def host(db):
    return factories.UserFactory(
        email="chloe@example.org", first_name="Chloé", last_name="Nguyen", role="host"
    )


@pytest.fixture
def editor(db):
    return factories.UserFactory(
        email="driss@example.org", first_name="Driss", last_name="Haddad", role="editor"
    )


@pytest.fixture
def analyst(db):
    return factories.UserFactory(
        email="elise@example.org", first_name="Élise", last_name="Moreau", role="analyst"
    )


@pytest.fixture
def second_analyst(db):
    return factories.UserFactory(
        email="fatou@example.org", first_name="Fatou", last_name="Ndiaye", role="analyst"
    )


@pytest.fixture
def coordinator(paris):
    """At the desk of Paris."""
    return factories.UserFactory(
        email="gaston@example.org", first_name="Gaston", last_name="Petit", role="coordinator", desks=[paris]
    )


@pytest.fixture
def dakar_coordinator(dakar):
    """At the desk of Dakar, and so a stranger in Paris."""
    return factories.UserFactory(
        email="hawa@example.org", first_name="Hawa", last_name="Diallo", role="coordinator", desks=[dakar]
    )


@pytest.fixture
def administrator(db):
    return factories.UserFactory(
        email="ines@example.org", first_name="Inès", last_name="Roche", role="administrator"
    )
