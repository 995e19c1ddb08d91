"""Staff open the editors' side with two factors, or not at all."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def factor_required(settings):
    settings.REQUIRE_STAFF_MFA = True


def six_digits(secret: str, *, at: float) -> str:
    """The code of RFC 6238 for that secret at that time, computed here and not by the code under test."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def enter(client, person):
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD}, follow=True)


def set_up(client) -> str:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"\b([A-Z2-7]{32})\b", page)[1]
    client.post(reverse("mfa_activate_totp"), {"code": six_digits(secret, at=time.time())})
    return secret


def test_second_factor_missing_sends_staff_to_set_it_up(client, analyst):
    enter(client, analyst)

    response = client.get("/cms/", follow=True)

    assert response.redirect_chain[0][0] == reverse("mfa_activate_totp")
    assert any("second" in str(message) for message in response.context["messages"])


@pytest.mark.parametrize("path", ["/cms/", "/cms/pages/", "/cms/users/", "/cms/reports/", "/cms/api/"])
def test_second_factor_missing_closes_every_part_of_cms(client, administrator, path):
    enter(client, administrator)

    assert client.get(path).status_code == 302
    assert client.get(path).url == reverse("mfa_activate_totp")


def test_second_factor_set_up_with_a_real_code_opens_cms(client, analyst):
    enter(client, analyst)

    set_up(client)

    assert Authenticator.objects.filter(user=analyst, type="totp").exists()
    assert client.get("/cms/").status_code == 200


def test_second_factor_set_up_with_a_wrong_code_opens_nothing(client, analyst):
    enter(client, analyst)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))

    client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert not Authenticator.objects.filter(user=analyst).exists()
    assert client.get("/cms/").status_code == 302


def test_second_factor_once_set_is_asked_at_each_login(client, analyst):
    enter(client, analyst)
    secret = set_up(client)
    client.logout()

    response = enter(client, analyst)
    half_way = "_auth_user_id" in client.session
    client.post(response.redirect_chain[-1][0], {"code": six_digits(secret, at=time.time())})

    assert response.redirect_chain[-1][0].split("?")[0] == reverse("mfa_authenticate")
    assert not half_way
    assert client.session["_auth_user_id"] == str(analyst.pk)


def test_second_factor_wrong_codes_are_limited(client, analyst):
    enter(client, analyst)
    secret = set_up(client)
    client.logout()
    form = enter(client, analyst).redirect_chain[-1][0]
    for _n in range(5):
        client.post(form, {"code": "000000"})

    client.post(form, {"code": six_digits(secret, at=time.time())})

    assert "_auth_user_id" not in client.session


def test_second_factor_is_not_set_up_by_a_borrowed_session(client, analyst):
    enter(client, analyst)

    response = client.get(reverse("mfa_activate_totp"))

    assert response.url.split("?")[0] == reverse("account_reauthenticate")


def test_second_factor_recovery_codes_alone_do_not_open_cms(client, analyst):
    enter(client, analyst)
    Authenticator.objects.create(user=analyst, type="recovery_codes", data={"seed": "x", "used_mask": 0})

    assert client.get("/cms/").url == reverse("mfa_activate_totp")


def test_second_factor_is_not_asked_of_citizens(client, citizen):
    enter(client, citizen)

    assert client.get(reverse("account_home")).status_code == 200


def test_second_factor_missing_still_lets_staff_log_out(client, analyst):
    enter(client, analyst)

    client.post("/cms/logout/")

    assert "_auth_user_id" not in client.session


def test_second_factor_off_lets_staff_in(client, analyst, settings):
    settings.REQUIRE_STAFF_MFA = False
    enter(client, analyst)

    assert client.get("/cms/").status_code == 200
