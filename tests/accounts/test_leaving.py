"""A log-out tells the browser to erase what pages kept on the device; nothing else does."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_logging_out_erases_what_the_browser_stored(client, citizen):
    client.force_login(citizen)

    answer = client.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"storage"'


def test_what_is_sent_without_logging_out_erases_nothing(client, citizen):
    stranger = client.post(reverse("account_logout"))
    client.force_login(citizen)
    known = client.post(reverse("account_home"), {})

    assert "Clear-Site-Data" not in stranger
    assert "Clear-Site-Data" not in known
