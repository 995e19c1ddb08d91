"""Texts for the engine's tests: a small invented consultation on five subjects, in French and in English."""

import csv
import json

import pytest

from nlp import ThemeFinder
from nlp.command_line import main

SUBJECTS = {
    "bikes": (
        "Créer des pistes cyclables protégées sur les grands boulevards",
        "Il faut des pistes cyclables séparées des voitures",
        "Plus de pistes cyclables pour aller à l'école à vélo",
        "Installer des arceaux à vélo devant les écoles",
        "Des garages à vélo sécurisés près de la gare",
        "Relier les pistes cyclables entre elles",
        "Le vélo est dangereux sans piste cyclable continue",
        "Entretenir les pistes cyclables et les arceaux à vélo",
    ),
    "trees": (
        "Planter des arbres dans toutes les rues",
        "Planter davantage d'arbres fruitiers sur les places",
        "Des arbres pour avoir de l'ombre en été",
        "Remplacer le bitume par des arbres et de l'herbe",
        "Protéger les vieux arbres du centre",
        "Arroser les jeunes arbres pendant la canicule",
        "Une rue sans arbres est invivable en été",
        "Planter des haies et des arbres le long du canal",
    ),
    "library": (
        "Ouvrir la bibliothèque le dimanche",
        "La bibliothèque devrait ouvrir tard le soir",
        "Des horaires plus larges pour la bibliothèque municipale",
        "Prêter des jeux et des outils à la bibliothèque",
        "Une bibliothèque de quartier ouverte aux lycéens le soir",
        "Acheter plus de livres pour enfants à la bibliothèque",
        "Les horaires de la bibliothèque ne conviennent pas aux salariés",
        "Rendre la bibliothèque accessible aux fauteuils roulants",
    ),
    "canteen": (
        "Des repas bio à la cantine scolaire",
        "Proposer un menu végétarien à la cantine",
        "La cantine doit cuisiner des produits locaux",
        "Réduire le gaspillage à la cantine des écoles",
        "Baisser le prix de la cantine pour les familles modestes",
        "Cuisiner sur place les repas de la cantine",
        "Moins de plastique à la cantine scolaire",
        "Des légumes frais chaque jour à la cantine",
    ),
    "noise": (
        "Lutter contre le bruit des scooters la nuit",
        "Le bruit des bars empêche de dormir",
        "Verbaliser les motos qui font du bruit",
        "Limiter le bruit des chantiers le samedi matin",
        "Trop de bruit la nuit sous nos fenêtres",
        "Installer des radars contre le bruit des motos",
        "Les livraisons de nuit font trop de bruit",
        "Faire respecter le silence la nuit près de l'hôpital",
    ),
}
ENGLISH = (
    "Open the library on Sundays for students",
    "The library should lend tools and games",
    "Longer opening hours for the town library",
    "We need more trees on the streets for shade",
    "Plant fruit trees on every square in town",
    "Please water the young trees in summer",
)


@pytest.fixture(scope="session")
def voices():
    """Forty French texts, eight a subject."""
    return [text for texts in SUBJECTS.values() for text in texts]


@pytest.fixture(scope="session")
def found(voices):
    """A ThemeFinder fitted with the bundled encoder on the voices, some of them repeated, some saying nothing."""
    texts = [*voices, *ENGLISH, "RAS", "planter des arbres dans toutes les rues !", "", "Référendum"]
    return ThemeFinder(workers=1).fit([f"a{number}" for number in range(len(texts))], texts)


@pytest.fixture
def write_table(tmp_path):
    """Write rows (dictionaries) as a file of the format that its name tells; returns its path."""

    def write(rows, name="texts.csv"):
        path = tmp_path / name
        if path.suffix == ".jsonl":
            path.write_text(
                "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
            )
        elif path.suffix == ".tsv":
            lines = ["\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        else:
            with path.open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, fieldnames=list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
        return path

    return write


@pytest.fixture
def run(capsys):
    """Run a command in this process; returns (status, standard output, standard error)."""

    def run_command(*arguments):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = stop.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_command


@pytest.fixture(scope="session")
def results(tmp_path_factory, voices):
    """A folder that `themes` wrote for the voices with the lexical encoder, beside its input."""
    folder = tmp_path_factory.mktemp("results")
    source = folder / "texts.csv"
    with source.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "text"])
        writer.writerows(
            (f"v{number}", text) for number, text in enumerate([*voices, "Non", voices[0].upper()])
        )
    status = main(
        ["themes", str(source), "--output", str(folder / "out"), "--encoder", "lexical", "--workers", "1"]
    )
    assert status == 0
    return folder / "out"
