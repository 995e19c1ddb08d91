"""The camera at the door, in a browser that cannot read QR codes by itself: ours reads them, and nothing else."""

from __future__ import annotations

import base64
from collections import Counter
from pathlib import Path

import pytest
from django.templatetags.static import static
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from debates.registering.held import occasion_of
from debates.registering.showing import door_address
from tests.browser.conftest import CHROMIUM, OPTIONS, SIZES, log_in
from tests.browser.qr_pictures import HEIGHT, WIDTH, code, on_a_table, pictures, turned
from tests.browser.test_debates_night import awa, debate  # noqa: F401 - fixtures
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READ = """
async ({ parts, width, height, pictures }) => {
  const [{ squares }, { words }] = await Promise.all(parts.map((part) => import(part)));
  return pictures.map((picture) => {
    const grey = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
    const data = new Uint8ClampedArray(grey.length * 4);
    grey.forEach((value, i) => data.fill(value, 4 * i, 4 * i + 3));
    for (const square of squares({ data, width, height })) {
      const said = words(square);
      if (said !== null) return said;
    }
    return null;
  });
}
"""


def test_codes_are_read_as_cameras_see_them_and_never_wrongly(visit, site):
    page = visit()
    page.goto("/fr/")
    taken = list(pictures())
    parts = [static("debates/qr_square.js"), static("debates/qr_words.js")]
    # Each is a third of a megabyte: not all in one message.
    read: list[str | None] = []
    for start in range(0, len(taken), 20):
        grey = [base64.b64encode(one.image.tobytes()).decode() for one in taken[start : start + 20]]
        read += page.evaluate(READ, {"parts": parts, "width": WIDTH, "height": HEIGHT, "pictures": grey})

    wrong = [(one.kind, one.says, said) for one, said in zip(taken, read, strict=True) if said != one.says]
    assert wrong == [], Counter(kind for kind, _says, _said in wrong)
    assert {said for said in read if said} == {one.says for one in taken if one.says}


def film(picture: Image.Image, path: Path) -> Path:
    """A film of that one picture, as Chromium plays one instead of a camera (YUV4MPEG2, without colour)."""
    colour = bytes([128]) * (WIDTH * HEIGHT // 2)
    frame = b"FRAME\n" + picture.tobytes() + colour
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 2)
    return path


@pytest.fixture
def phone_with_camera(chromium, live_server, tmp_path):
    """``phone_with_camera(picture)``: a phone's page before whose camera that picture is held."""
    browsers = []

    def start(picture: Image.Image):
        flags = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={film(picture, tmp_path / 'camera.y4m')}",
        ]
        browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*OPTIONS, *flags])
        browsers.append(browser)
        page = browser.new_context(
            viewport=SIZES["phone"], locale="fr-FR", base_url=live_server.url
        ).new_page()
        # As on iPhones and in Firefox, whatever this Chromium has.
        page.add_init_script("delete window.BarcodeDetector;")
        return page

    yield start
    for browser in browsers:
        browser.close()


def test_a_ticket_before_the_camera_is_marked_without_a_network_and_sent_later(
    phone_with_camera,
    debate,  # noqa: F811 - the fixture
    host,
    awa,  # noqa: F811 - the fixture
):
    page = phone_with_camera(
        on_a_table(turned(code(door_address(awa, occasion_of(debate.seating)), scale=6), 12))
    )
    log_in(page, host, PASSWORD)
    page.goto(reverse("debates:door", args=[debate.code]))
    page.click("[data-keep]")
    expect(page.locator("[data-told]")).not_to_be_empty()

    page.context.set_offline(True)
    page.reload()
    page.click("[data-camera]")
    expect(page.locator("[data-guests] .door-guest-in")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-video]")).to_be_hidden()
    awa.refresh_from_db()
    before = awa.present
    page.context.set_offline(False)

    expect(page.locator("[data-waiting]")).to_be_hidden(timeout=30_000)
    awa.refresh_from_db()
    assert (before, awa.present) == (0, 2)
