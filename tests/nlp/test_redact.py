import csv

import pytest

from nlp.private.finding import find_private, has_private_pattern
from nlp.private.identifiers import is_iban, is_social_security


def found_in(text, language="fr"):
    return [(one.kind, text[one.start : one.end]) for one in find_private([text], language=language)[0]]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Écrivez-moi : awa.ndiaye+ville@example.org, merci", "EMAIL", "awa.ndiaye+ville@example.org"),
        (
            "Écrivez à awa point ndiaye arobase exemple point org",
            "EMAIL",
            "awa point ndiaye arobase exemple point org",
        ),
        ("Mon numéro est le 06 12 34 56 78.", "PHONE", "06 12 34 56 78"),
        ("Appelez le +33 (0)1.42.00.00.00", "PHONE", "+33 (0)1.42.00.00.00"),
        ("On me joint au 78 400 12 34 le soir", "PHONE", "78 400 12 34"),
        ("Laissez un mot au (438) 555-0111", "PHONE", "(438) 555-0111"),
        ("Virement sur FR14 2004 1010 0505 0001 3M02 606 svp", "IBAN", "FR14 2004 1010 0505 0001 3M02 606"),
        (
            "Mon IBAN FR15 2004 1010 0505 0001 3M02 606, mal recopié",
            "IBAN",
            "FR15 2004 1010 0505 0001 3M02 606",
        ),
        ("Ma sécu : 2 69 05 49 588 157 80", "SSN", "2 69 05 49 588 157 80"),
        ("Mon NAS est le 046 454 286", "SSN", "046 454 286"),
        ("J'habite 12 bis rue des Lilas, 75020 Paris", "ADDRESS", "12 bis rue des Lilas, 75020 Paris"),
        ("Nous sommes à HLM Fass, villa n° 12, Dakar, sans eau", "ADDRESS", "HLM Fass, villa n° 12, Dakar"),
        (
            "au 88 rue Fabre, app. 2, Montréal H2J 3T1 depuis",
            "ADDRESS",
            "88 rue Fabre, app. 2, Montréal H2J 3T1",
        ),
    ],
)
def test_private_data_is_found_where_it_stands(text, kind, part):
    assert (kind, part) in found_in(text)


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Ring me on 020 7946 0321 please", "PHONE", "020 7946 0321"),
        ("My NI number is QQ 12 34 56 C, still lost".replace("QQ", "AB"), "SSN", "AB 12 34 56 C"),
        ("I live at flat 2, 9 Ivy Lane, York YO1 7EN and", "ADDRESS", "flat 2, 9 Ivy Lane, York YO1 7EN"),
        ("Write to jo dot bell at example dot org today", "EMAIL", "jo dot bell at example dot org"),
    ],
)
def test_private_data_is_found_in_english(text, kind, part):
    assert (kind, part) in found_in(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "La loi du 9 décembre 1905 coûte 12 500 euros",
        "Réaménager la place Victor Hugo et la rue Jean Jaurès",
        "Emmanuel Macron a lancé le débat en 2019",
        "Il y a 1 200 000 habitants et 35 000 communes",
        "Baisser la TVA de 20 % à 5,5 %",
        "Créer 3 places de stationnement et 2 cours de danse",
        "SIRET 217 500 016 00019, dossier 0123456789",
        "Un budget de 514 555 0123 dollars",
        "Réunion du 03.02.2023 à 07:45",
    ],
)
def test_public_facts_are_not_private(text):
    assert found_in(text) == []


def test_check_digits_tell_real_numbers_from_others():
    assert is_iban("FR14 2004 1010 0505 0001 3M02 606")
    assert not is_iban("FR15 2004 1010 0505 0001 3M02 606")
    assert is_social_security("2 69 05 49 588 157 80")
    assert not is_social_security("2 69 05 49 588 157 81")


def test_account_of_a_country_beyond_the_registry_is_checked_too():
    account = "SN" + "{:02d}" + "SN01201548534146424687"

    valid = [digits for digits in range(2, 99) if is_iban(account.format(digits) + "07")]

    assert len(valid) == 1


def test_patterns_alone_find_no_person():
    assert not has_private_pattern("Ma voisine Awa Diop attend un logement")
    assert has_private_pattern("Ma voisine a le 06 12 34 56 78")


def test_redact_writes_offsets_and_kinds(run, tmp_path, write_table):
    source = write_table(
        [{"id": "a", "text": "Rien de privé ici"}, {"id": "b", "text": "Voici : x@example.org"}]
    )

    status, _, _ = run("redact", source, "--output", tmp_path / "private.csv", "--language", "fr")

    with (tmp_path / "private.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == [{"id": "b", "start": "8", "end": "21", "kind": "EMAIL"}]
    assert status == 0
