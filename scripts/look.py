"""Take a picture of one page of each kind, to be looked at, from a running site that holds the demonstration.

    make look ARGS="--to /tmp/pictures --width 360 --language fr --dark --only guide"

Pictures are named by language, width, how they were taken and what they show. Says which pages are wider than the
screen or could not be reached, and ends with 1 when there are any.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from scripts.every_page import SIGHTS, Sight, become

BASE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDTHS = [360, 768, 1440]
HEIGHT = 900
# A4 at 96 dots an inch, without margins.
PAPER = 794
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def main() -> int:
    asked = arguments().parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            troubles = [
                trouble
                for language in asked.language
                for width in ([PAPER] if asked.print else asked.width)
                for reader in dict.fromkeys(sight.reader for sight in SIGHTS)
                for trouble in look(browser, asked, language=language, width=width, reader=reader)
            ]
        finally:
            browser.close()
    print("\n".join(troubles) or "Every page was reached and fits the screen.")
    return 1 if troubles else 0


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, required=True, help="the folder of the pictures")
    parser.add_argument("--width", type=int, nargs="+", default=WIDTHS)
    parser.add_argument("--language", nargs="+", default=["fr", "en"])
    parser.add_argument("--only", default="", help="names of pages that begin so")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--forced-colours", action="store_true")
    parser.add_argument("--print", action="store_true", help="as on paper, one picture and one PDF a page")
    parser.add_argument("--zoom", action="store_true", help="200 %%: half the width, twice the dots")
    parser.add_argument("--large-text", action="store_true", help="text of twice the size, at the same width")
    return parser


def look(browser: Browser, asked, *, language: str, width: int, reader: str) -> list[str]:
    """Take one reader's pictures in one language at one width; what went wrong, in sentences."""
    sights = [one for one in SIGHTS if one.reader == reader and one.name.startswith(asked.only)]
    if not sights:
        return []
    scale = 2 if asked.zoom else 1
    failures: list[str] = []
    context = browser.new_context(
        base_url=BASE,
        viewport={"width": width // scale, "height": HEIGHT // scale},
        device_scale_factor=scale,
        locale=language,
        color_scheme="dark" if asked.dark else "light",
        forced_colors="active" if asked.forced_colours else "none",
        # Text is enlarged by a rule of ours, which the site's own policy would refuse.
        bypass_csp=asked.large_text,
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("response", lambda answer: failures.append(answer.url) if answer.status >= 500 else None)
    if reader != "visitor":
        become(page, reader)
    troubles = [trouble for sight in sights if (trouble := take(page, sight, asked, language, width))]
    context.close()
    return troubles + [f"{address} failed ({language}, {width})." for address in failures]


def take(page: Page, sight: Sight, asked, language: str, width: int) -> str:
    """One picture; what is wrong with the page, or nothing."""
    how = [word for word in ("dark", "forced_colours", "print", "zoom", "large_text") if getattr(asked, word)]
    target = asked.to / "-".join([language, str(width), *how, sight.name])
    if asked.print:
        # The way to a page is on the screen: paper shows no buttons to press.
        page.emulate_media(media="screen")
    try:
        sight.show(page, language)
    except Error as error:
        return f"{sight.name} ({language}, {width}): {str(error).splitlines()[0]}"
    if asked.large_text:
        page.add_style_tag(content="html { font-size: 200% }")
    # A picture of the whole page shows what a reader would scroll to, pictures that wait to be near included.
    page.evaluate(
        "document.querySelectorAll('img[loading=lazy]').forEach((image) => (image.loading = 'eager'))"
    )
    page.wait_for_load_state("networkidle")
    if asked.print:
        page.emulate_media(media="print")
        page.pdf(path=target.with_suffix(".pdf"), format="A4")
    page.screenshot(path=target.with_suffix(".jpg"), type="jpeg", quality=60, full_page=sight.name != "menu")
    return f"{sight.name} ({language}, {width}) is wider than the screen." if page.evaluate(WIDER) else ""


if __name__ == "__main__":
    sys.exit(main())
