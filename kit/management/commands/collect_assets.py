"""`manage.py collect_assets`: make the site's fonts from locked packages, once."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kit import fonts

STAMP_NAME = "stamp.txt"


class Command(BaseCommand):
    """Write fonts and their licences into VENDORED_DIR/fonts; do nothing when they are up to date."""

    help = "Makes the site's fonts from their packages. Safe to repeat: it skips what is up to date."
    # It runs while the site is being set up, before there is a site to check.
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        folder = Path(settings.VENDORED_DIR) / "fonts"
        try:
            self.collect(folder)
        except fonts.FontMissing as missing:
            raise CommandError(str(missing)) from missing

    def collect(self, folder: Path) -> None:
        stamp = fonts.stamp()
        if is_up_to_date(folder, stamp):
            self.stdout.write("Fonts are up to date.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        total = 0
        for font in fonts.FONTS:
            packed = fonts.make(font)
            (folder / f"{font.name}.woff2").write_bytes(packed)
            total += len(packed)
            self.stdout.write(f"Made {font.name}.woff2 ({len(packed) / 1024:.1f} KB).")
        for name, text in fonts.licences().items():
            (folder / name).write_bytes(text)
        # Last, so that a run cut short starts again.
        (folder / STAMP_NAME).write_text(stamp, encoding="ascii")
        self.stdout.write(f"{len(fonts.FONTS)} fonts, {total / 1024:.0f} KB together.")


def is_up_to_date(folder: Path, stamp: str) -> bool:
    """Whether that folder holds every font that this stamp stands for."""
    path = folder / STAMP_NAME
    if not path.exists() or path.read_text(encoding="ascii") != stamp:
        return False
    return all((folder / f"{font.name}.woff2").exists() for font in fonts.FONTS)
