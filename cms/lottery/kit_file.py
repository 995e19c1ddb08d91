"""The zip that anyone downloads to repeat a draw: panels, draw, the program, and how to run it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from cms.lottery import repeat_draw
from cms.lottery.drawing import draw_record
from cms.models import Lottery

PROGRAM = Path(repeat_draw.__file__)
README = """\
Vérifier ce tirage au sort
==========================
Il faut Python 3.10 ou plus récent, et rien d'autre. Dans ce dossier :

    python3 repeat_draw.py {name}.zip

ou, une fois l'archive ouverte, avant le tirage :

    python3 repeat_draw.py panels.json

Le programme recalcule tout et termine par « Tout concorde », ou dit ce qui a été modifié.
Comparez aussi l'empreinte SHA-256 de panels.json à celle qui a été annoncée :

    {sha256}

Checking this draw by lot
=========================
Python 3.10 or later, and nothing else:

    python3 repeat_draw.py {name}.zip --language en

The program computes everything again. Compare the SHA-256 of panels.json with the announced one, above.
"""


def kit_of(lottery: Lottery) -> bytes:
    """The zip of a published lottery: the same bytes for the same state. Three queries."""
    publication = lottery.publication
    files = {
        repeat_draw.PANELS: publication.text,
        "repeat_draw.py": PROGRAM.read_text(encoding="utf-8"),
        "LISEZMOI.txt": README.format(name=lottery.slug, sha256=publication.sha256),
    }
    if lottery.state == Lottery.DRAWN:
        files[repeat_draw.DRAW] = json.dumps(draw_record(lottery), ensure_ascii=False, sort_keys=True)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
