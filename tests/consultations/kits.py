"""Steps of somebody who takes a kit, and of the worker that makes its editions."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from consultations.analysis import make_next_editions
from consultations.models import Kit
from nlp.command_line import main

LEXICAL = {"encoder": "lexical"}
CYCLING = [
    "Des pistes cyclables séparées des voitures sur toutes les avenues",
    "Il manque des pistes cyclables sûres autour des écoles",
    "Plus de pistes cyclables et de parkings pour les vélos",
    "Les pistes cyclables doivent être continues",
]
REPLYING = [
    "Répondre par écrit à chaque habitant qui a donné son avis",
    "Que la mairie réponde aux habitants dans un délai fixé",
    "Une réponse écrite de la mairie à chaque avis donné",
    "Les habitants attendent une réponse de la mairie, même négative",
]


def take(client, key: str = "promise"):
    return client.get(reverse("open_data:kit", args=["charte", key]), HTTP_ACCEPT_LANGUAGE="en")


def unpack(response, folder: Path) -> Path:
    """The folder into which somebody unpacks what they took."""
    assert response.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        archive.extractall(folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def run_of(folder: Path) -> dict:
    return json.loads((folder / "run.json").read_bytes())


def verify(folder: Path, capsys) -> tuple[int, str, str]:
    """(status, standard output, standard error) of the engine's own check."""
    capsys.readouterr()
    status = main(["verify", str(folder), "--workers", "1"])
    said = capsys.readouterr()
    return status, said.out, said.err


def later(**delay) -> int:
    """What the due job makes when that much time has gone by."""
    return make_next_editions(at=timezone.now() + timedelta(**delay))


def on_disk(word: str) -> list[str]:
    """The files of the site that hold this word, archives looked into."""
    sought, found = word.encode(), []
    for path in Path(settings.VAR_DIR).rglob("*"):
        if not path.is_file():
            continue
        if sought in path.read_bytes():
            found.append(str(path))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found += [f"{path}:{name}" for name in archive.namelist() if sought in archive.read(name)]
    return found


def the_kit() -> Kit:
    return Kit.objects.get()
