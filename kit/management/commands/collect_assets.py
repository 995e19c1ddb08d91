"""`manage.py collect_assets`: make the site's fonts and fetch Leaflet's files from locked packages, once."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kit import fonts, leaflet_files

STAMP_NAME = "stamp.txt"


class Command(BaseCommand):
    """Write fonts with their licences and Leaflet into VENDORED_DIR; do nothing when they are up to date."""

    help = "Makes the site's fonts and maps from their packages. Safe to repeat: it skips what is up to date."
    # It runs while the site is being set up, before there is a site to check.
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        folder = Path(settings.VENDORED_DIR) / "fonts"
        try:
            self.collect(folder)
            self.collect_leaflet(Path(settings.VENDORED_DIR) / "leaflet")
        except (fonts.FontMissing, leaflet_files.LeafletMissing) as missing:
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

    def collect_leaflet(self, folder: Path) -> None:
        path, stamp = folder / STAMP_NAME, leaflet_files.stamp()
        present = all((folder / name).exists() for name in leaflet_files.FILES)
        if present and path.exists() and path.read_text(encoding="ascii") == stamp:
            self.stdout.write("Leaflet is up to date.")
            return
        total = leaflet_files.collect(folder)
        path.write_text(stamp, encoding="ascii")
        self.stdout.write(f"Copied Leaflet ({total / 1024:.0f} KB).")


def is_up_to_date(folder: Path, stamp: str) -> bool:
    """Whether that folder holds every font that this stamp stands for."""
    path = folder / STAMP_NAME
    if not path.exists() or path.read_text(encoding="ascii") != stamp:
        return False
    return all((folder / f"{font.name}.woff2").exists() for font in fonts.FONTS)
