"""What editors choose among is shown as readers will see it, never as a program's own words."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cms.models import ConferencePage, HomePage, Letter
from tests.cms.guide_pages import make_entry, make_guide

pytestmark = pytest.mark.django_db
RAW = re.compile(r"ListValue|StructValue|>\s*None\s*<|<dd>\s*</dd>")


def kinds(model, field: str) -> dict:
    """The blocks that the picker of that field offers."""
    return model._meta.get_field(field).stream_block.child_blocks


@pytest.mark.parametrize(
    ("model", "field"), [(HomePage, "body"), (Letter, "body"), (ConferencePage, "opinion")]
)
def test_block_previews_show_what_readers_will_see(client, login, editor, paris, model, field):
    make_entry(make_guide(), "Budget participatif", city=paris)
    login(client, editor)
    shown = {}

    for name, block in kinds(model, field).items():
        address = reverse("wagtailadmin_block_preview")
        answer = client.get(address, {"id": block.definition_prefix})
        assert answer.status_code == 200, name
        shown[name] = answer.content.decode()

    assert [name for name, page in shown.items() if RAW.search(page)] == []
    assert [name for name, block in kinds(model, field).items() if not block.is_previewable] == []
    assert [name for name, block in kinds(model, field).items() if not str(block.get_description())] == []
    if "guide_entries" in shown:
        assert "Budget participatif" in shown["guide_entries"]
