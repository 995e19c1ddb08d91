import csv

import pytest

from nlp.private.finding import find_private, is_iban, is_social_security


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("Écrivez-moi : awa.ndiaye+ville@example.org, merci", "EMAIL", "awa.ndiaye+ville@example.org"),
        ("Mon numéro est le 06 12 34 56 78.", "PHONE", "06 12 34 56 78"),
        ("Appelez le +33 (0)1.42.00.00.00", "PHONE", "+33 (0)1.42.00.00.00"),
        ("Virement sur FR14 2004 1010 0505 0001 3M02 606 svp", "IBAN", "FR14 2004 1010 0505 0001 3M02 606"),
        ("Ma sécu : 2 69 05 49 588 157 80", "SSN", "2 69 05 49 588 157 80"),
        ("J'habite 12 bis rue des Lilas, 75020 Paris", "ADDRESS", "12 bis rue des Lilas, 75020 Paris"),
        ("Demandez à Madame Jeanne Duvallon, ma voisine.", "PERSON", "Jeanne Duvallon"),
    ],
)
def test_private_data_is_found_where_it_stands(text, kind, part):
    found = find_private([text], language="fr")[0]

    assert (kind, part) in [(private.kind, text[private.start : private.end]) for private in found]


@pytest.mark.parametrize(
    "text",
    [
        "La loi du 9 décembre 1905 coûte 12 500 euros",
        "Réaménager la place Victor Hugo et la rue Jean Jaurès",
        "Emmanuel Macron a lancé le débat en 2019",
        "Il y a 1 200 000 habitants et 35 000 communes",
        "Baisser la TVA de 20 % à 5,5 %",
    ],
)
def test_public_facts_are_not_private(text):
    assert find_private([text], language="fr")[0] == []


def test_check_digits_tell_real_numbers_from_others():
    assert is_iban("FR14 2004 1010 0505 0001 3M02 606")
    assert not is_iban("FR15 2004 1010 0505 0001 3M02 606")
    assert is_social_security("2 69 05 49 588 157 80")
    assert not is_social_security("2 69 05 49 588 157 81")


def test_redact_writes_offsets_and_kinds(run, tmp_path, write_table):
    source = write_table(
        [{"id": "a", "text": "Rien de privé ici"}, {"id": "b", "text": "Voici : x@example.org"}]
    )

    status, _, _ = run("redact", source, "--output", tmp_path / "private.csv", "--language", "fr")

    with (tmp_path / "private.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == [{"id": "b", "start": "8", "end": "21", "kind": "EMAIL"}]
    assert status == 0
