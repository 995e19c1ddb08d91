"""Fail when a sentence of the interface has no translation, or a catalogue is out of step with the code.

Extracts the messages again into a copy of the project, so that nothing in the working tree changes. Both catalogues
must be complete; English is the source language, so ``--write`` fills its catalogue with the sources themselves.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "en"
TRANSLATED = ("fr",)
NOT_SOURCES = (".*", "var", "tests", "scripts", "bench", "requirements", "docs", "__pycache__", "*.mo")
SHOWN = 20
PLACEHOLDER = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")


@dataclass
class Message:
    """One entry of a catalogue."""

    context: str = ""
    text: str = ""
    plural: str = ""
    translations: list[str] = field(default_factory=list)
    fuzzy: bool = False
    obsolete: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def main() -> None:
    """Print every complaint and exit 1, or say that all is translated; with --write, renew the catalogues instead."""
    if sys.argv[1:] == ["--write"]:
        extract(ROOT)
        fill_source(catalogue(ROOT, SOURCE))
        return
    with tempfile.TemporaryDirectory(prefix="palabre-messages-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_SOURCES))
        before = {language: read_catalogue(catalogue(ROOT, language)) for language in (SOURCE, *TRANSLATED)}
        extract(copy)
        after = {language: read_catalogue(catalogue(copy, language)) for language in (SOURCE, *TRANSLATED)}
    complaints = [
        line for language in after for line in complaints_about(language, before[language], after[language])
    ]
    for line in complaints:
        print(line)
    if complaints:
        print("Run `make messages`, then translate.")
        sys.exit(1)
    print(f"All {len(after[SOURCE])} sentences of the interface are translated.")


def catalogue(root: Path, language: str) -> Path:
    """Where a language's catalogue is."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def extract(project: Path) -> None:
    """Run makemessages in the project or a copy of it."""
    for language in (SOURCE, *TRANSLATED):
        catalogue(project, language).parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", "--verbosity", "0", "--no-location", "--no-wrap"]
    command += ["--no-obsolete", *(f"--locale={language}" for language in (SOURCE, *TRANSLATED))]
    command += [f"--ignore={pattern}" for pattern in NOT_SOURCES]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"makemessages failed:\n{done.stdout}{done.stderr}")


def fill_source(path: Path) -> None:
    """Give every sentence of the source language's catalogue itself as its translation."""
    # From nothing each time: a translation kept from a sentence that was reworded would be the old sentence.
    clear = ["msgattrib", "--no-wrap", "--clear-fuzzy", "--empty", str(path)]
    emptied = subprocess.run(clear, capture_output=True, check=True).stdout
    filled = subprocess.run(
        ["msgen", "--no-wrap", "-"], input=emptied, capture_output=True, check=True
    ).stdout
    path.write_bytes(filled)


def complaints_about(language: str, before: list[Message], after: list[Message]) -> list[str]:
    """What is wrong with a language's catalogue, as lines to print."""
    known = {message.key: message for message in before if not message.obsolete}
    used = {message.key: message for message in after if not message.obsolete}
    groups = {
        "is missing from the catalogue": [m for m in used.values() if m.key not in known],
        "is in the catalogue but no longer in the code": [m for m in known.values() if m.key not in used],
        "is marked obsolete: delete it": [m for m in before if m.obsolete],
        "is fuzzy: check its translation": [m for m in known.values() if m.fuzzy],
    }
    present = [m for m in known.values() if m.key in used]
    groups["has no translation"] = [m for m in present if not m.translations or not all(m.translations)]
    groups["loses or invents a placeholder"] = [m for m in present if not same_placeholders(m)]
    lines = []
    for what, messages in groups.items():
        lines += [f"{language}: “{shorten(message.text)}” {what}." for message in messages[:SHOWN]]
        if len(messages) > SHOWN:
            lines.append(f"{language}: {len(messages) - SHOWN} more: {what}.")
    return lines


def same_placeholders(message: Message) -> bool:
    """Whether each translation names the placeholders of its source, and no other."""
    allowed = {match.group() for match in PLACEHOLDER.finditer(message.text + message.plural)}
    needed = {match.group() for match in PLACEHOLDER.finditer(message.text)}
    for position, translation in enumerate(message.translations):
        found = {match.group() for match in PLACEHOLDER.finditer(translation)}
        # A singular may leave the number out: “one answer”.
        if not found <= allowed or (translation and not message.plural and found != needed):
            return False
        if position == len(message.translations) - 1 and message.plural and found != allowed and translation:
            return False
    return True


def read_catalogue(path: Path) -> list[Message]:
    """The entries of a .po file but its header; none when there is no such file."""
    if not path.exists():
        return []
    messages = [parse_entry(block) for block in path.read_text(encoding="utf-8").split("\n\n")]
    return [message for message in messages if message.text]


def parse_entry(block: str) -> Message:
    """One block of a .po file as a Message."""
    message = Message()
    parts: dict[str, str] = {}
    current = ""
    for raw in block.splitlines():
        line = raw
        if line.startswith("#~ "):
            message.obsolete = True
            line = line[3:]
        if line.startswith("#,") and "fuzzy" in line:
            message.fuzzy = True
        if line.startswith("msg"):
            current, _space, line = line.partition(" ")
            parts[current] = ""
        if line.startswith('"'):
            parts[current] += ast.literal_eval(line)
    message.context = parts.get("msgctxt", "")
    message.text = parts.get("msgid", "")
    message.plural = parts.get("msgid_plural", "")
    message.translations = [text for name, text in sorted(parts.items()) if name.startswith("msgstr")]
    return message


def shorten(text: str) -> str:
    """The beginning of a sentence on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


if __name__ == "__main__":
    main()
