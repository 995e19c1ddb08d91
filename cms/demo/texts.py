"""The demonstration's texts: read from the files beside this one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def read(name: str) -> Any:
    """The content of one of our JSON files."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def contributions() -> dict[str, dict]:
    """The contributions by their name in review.json: “a12” is line 12 of the first file."""
    found = {}
    for part in ("a", "b"):
        lines = (HERE / f"contributions_{part}.jsonl").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            found[f"{part}{number}"] = json.loads(line)
    return found


def body_blocks(html: str) -> list[dict]:
    """A page's HTML as the blocks an editor would have used: headings, and paragraphs between them."""
    blocks: list[dict] = []
    for part in re.split(r"(<h2>.*?</h2>)", html, flags=re.DOTALL):
        if heading := re.fullmatch(r"<h2>(.*?)</h2>", part.strip(), flags=re.DOTALL):
            blocks.append({"type": "heading", "value": {"text": heading[1], "level": "2"}})
        elif part.strip():
            blocks.append({"type": "paragraph", "value": part.strip()})
    return blocks
