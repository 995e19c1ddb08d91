"""What is uploaded: a site without a web server before it hands out pictures, and documents only where it asks who."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "documents/secret.pdf",
        "images/page.html",
        "images/drawing.svg",
        "images/../documents/secret.pdf",
        "secret.png",
    ],
)
def test_only_pictures_are_handed_out(path):
    with pytest.raises(Resolver404):
        resolve(f"/media/{path}")


def test_no_path_leads_out_of_the_folders_of_pictures(client, settings, tmp_path):
    outside = Path(resolve("/media/images/a.png").kwargs["document_root"]) / "documents"
    outside.mkdir(parents=True, exist_ok=True)
    hidden = outside / "test-media-hidden.png"
    hidden.write_bytes(b"secret")

    try:
        answers = [
            client.get(f"/media/images/{up}/documents/test-media-hidden.png").status_code
            for up in ("..", "%2e%2e", "..%2f..")
        ]
    finally:
        hidden.unlink()

    assert answers == [404, 404, 404]


def test_a_picture_is_read_as_what_it_is(client):
    folder = Path(resolve("/media/images/a.png").kwargs["document_root"]) / "images"
    folder.mkdir(parents=True, exist_ok=True)
    shown = folder / "test-media-shown.png"
    shown.write_bytes(b"<script>alert(1)</script>")

    try:
        answer = client.get("/media/images/test-media-shown.png")
        answer.close()
    finally:
        shown.unlink()

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
