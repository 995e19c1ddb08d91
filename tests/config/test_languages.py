import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/cms/nothing/", "/api/v1/nothing", "/open-data/nothing.csv", "/debates.ics"]
)
def test_address_for_machines_is_never_led_to_a_language(client, path):
    response = client.get(path)

    assert response.status_code in {302, 404}
    assert "/fr/" not in response.get("Location", "").split("?")[0].replace("/fr/accounts/login/", "")


@pytest.mark.django_db
def test_address_for_people_is_led_to_their_language(client):
    response = client.get("/consultations/", headers={"accept-language": "en"})

    assert response.url == "/en/consultations/"
