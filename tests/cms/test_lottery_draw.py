"""The draw: what is published is frozen, the seed comes later, and anyone can do it again."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from scipy.stats import chisquare

from cms.lottery import drawing, gathering, kit_file, publishing, repeat_draw
from cms.lottery.refusals import Refused
from cms.lottery.views import TEN_LINES
from cms.models import Candidate, Draw, LotteryEvent, Publication
from tests.cms import lotteries


@pytest.fixture
def drawn(paris, administrator):
    return lotteries.drawn(paris, by=administrator)


def repeated(tmp_path, content: bytes, *arguments: str) -> tuple[int, str]:
    """The exit status and the words of the command on a file."""
    path = tmp_path / "lottery.zip"
    path.write_bytes(content)
    said: list[str] = []
    status = repeat_draw.main([str(path), *arguments], language="en", write=said.append)
    return status, "\n".join(said)


def test_published_kit_repeats(drawn, administrator, tmp_path):
    drawing.replace(drawn, drawn.draw.members[0], reason="declined", by=administrator, at=timezone.now())

    status, said = repeated(tmp_path, kit_file.kit_of(drawn), "--sha256", drawn.publication.sha256)

    assert status == 0
    assert "Everything agrees" in said
    assert drawn.publication.sha256 in said


def test_kit_repeats_with_python_alone(drawn, tmp_path):
    import zipfile

    (tmp_path / "kit.zip").write_bytes(kit_file.kit_of(drawn))
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        archive.extract("repeat_draw.py", tmp_path)

    done = subprocess.run(
        [sys.executable, "-I", "-S", "repeat_draw.py", "kit.zip"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tout concorde" in done.stdout


def test_command_exits_with_one_when_the_file_was_changed(drawn, tmp_path):
    panels = json.loads(drawn.publication.text)
    panels["candidates"][0]["answers"]["age"] = (
        "old" if panels["candidates"][0]["answers"]["age"] == "young" else "young"
    )
    path = tmp_path / "panels.json"
    path.write_text(json.dumps(panels), encoding="utf-8")

    with pytest.raises(SystemExit) as stopped:
        call_command("repeat_draw", str(path))

    assert stopped.value.code == 1


def test_ten_lines_of_the_manual_draw_the_same_panel(drawn, tmp_path):
    (tmp_path / "panels.json").write_text(drawn.publication.text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-I", "-c", TEN_LINES],
        input=drawn.draw.seed,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.stdout.strip() == f"Seed: {drawn.publication.sha256} {drawn.draw.members}"
    assert TEN_LINES in Path(settings.ROOT, "docs", "lottery.md").read_text(encoding="utf-8")


def test_draw_frequencies_follow_the_tickets(paris, administrator):
    lottery = lotteries.published(paris, by=administrator, candidates=8)
    panels = json.loads(lottery.publication.text)["panels"]
    lot = random.Random(20261123)

    counts = Counter(
        repeat_draw.panel_with(
            repeat_draw.ticket_of(lottery.publication.sha256, str(lot.random()), tickets=1_000_000), panels
        )
        for _draw in range(20_000)
    )

    expected = [panel["tickets"] / 1_000_000 * 20_000 for panel in panels]
    assert chisquare([counts[place] for place in range(len(panels))], expected).pvalue > 0.01


def test_seed_is_refused_when_it_could_have_been_known(paris, administrator):
    lottery = lotteries.published(paris, by=administrator)
    now = timezone.now()
    published_on = lotteries.city_day(paris, lottery.publication.published_at)

    with pytest.raises(Refused):
        drawing.draw_from_source(
            lottery, seed="1", url="https://example.org/", day=published_on, by=administrator, at=now
        )
    with pytest.raises(Refused):
        drawing.draw_from_source(
            lottery,
            seed="1",
            url="https://example.org/",
            day=lotteries.city_day(paris, now + timedelta(days=2)),
            by=administrator,
            at=now,
        )

    assert not Draw.objects.exists()


def test_seed_of_another_day_needs_a_reason(paris, administrator):
    lottery = lotteries.published(paris, by=administrator)
    now = timezone.now()
    later = {"day": lotteries.city_day(paris, now - timedelta(days=1)), "by": administrator, "at": now}

    with pytest.raises(Refused):
        drawing.draw_from_source(lottery, seed="7", url="https://example.org/", **later)
    drawing.draw_from_source(lottery, seed="7", url="https://example.org/", why="No draw that day", **later)

    assert lottery.draw.seed_source["why"] == "No draw that day"


def test_way_of_typing_a_seed_does_not_choose_the_panel():
    assert drawing.tidy_seed(" 4, 8 / 15\n") == drawing.tidy_seed("4-8-15") == "4-8-15"
    assert drawing.tidy_seed("ab c") == "AB-C"
    assert drawing.tidy_seed("04 08 00") == drawing.tidy_seed("4 8 0")
    assert drawing.tidy_seed("４ ８") == "4-8"
    assert drawing.tidy_seed("r\u00e9 1") == drawing.tidy_seed("re\u0301 1") == "RE-1"


def test_publication_with_a_seed_of_today_is_refused(paris, administrator):
    lottery = lotteries.make_lottery(paris)
    gathering.add(lottery, lotteries.crowd(12), by=administrator, at=timezone.now())
    lotteries.close(lottery)
    lotteries.find(lottery)
    source = publishing.PublicSource(source="x", url="https://example.org", day=timezone.localdate())

    with pytest.raises(Refused):
        publishing.publish(lottery, source, by=administrator, at=timezone.now())

    assert not Publication.objects.exists()


def test_draw_happens_once(drawn, administrator):
    with pytest.raises(Refused):
        lotteries.draw(drawn, by=administrator, seed="another")

    assert Draw.objects.count() == 1


def test_secrets_of_several_people_make_the_seed(paris, administrator, tmp_path):
    lottery = lotteries.make_lottery(paris)
    gathering.add(lottery, lotteries.crowd(12), by=administrator, at=timezone.now())
    lotteries.close(lottery)
    lotteries.find(lottery)
    secrets = ["the rain in June", "ninety-nine lanterns"]
    holders = [(f"Holder {n}", hashlib.sha256(words.encode()).hexdigest()) for n, words in enumerate(secrets)]
    publishing.publish(lottery, publishing.Commitments(tuple(holders)), by=administrator, at=timezone.now())
    lottery.refresh_from_db()

    with pytest.raises(Refused, match="Holder 1|Holder 1"):
        drawing.draw_from_secrets(lottery, [secrets[0], "other"], by=administrator, at=timezone.now())
    drawing.draw_from_secrets(lottery, secrets, by=administrator, at=timezone.now())

    assert lottery.draw.seed == "the rain in June\nninety-nine lanterns"
    assert repeated(tmp_path, kit_file.kit_of(lottery))[0] == 0


def test_nothing_published_drawn_or_logged_can_be_rewritten(drawn):
    for rows in (Publication.objects, Draw.objects, LotteryEvent.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().update(by_id=0)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()

    assert Publication.objects.get().sha256 == drawn.publication.sha256


def test_candidates_cannot_change_once_published(paris, administrator):
    lottery = lotteries.published(paris, by=administrator)

    with pytest.raises(Refused):
        gathering.add(lottery, lotteries.crowd(1), by=administrator, at=timezone.now())

    assert Candidate.objects.count() == 12
