"""The search for panels has a process of its own, which is really ended: by its limit, by staff, with its worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from bench.lotteries import town
from cms.lottery import apart, gathering, searcher, searching
from cms.lottery.panels import Impossible
from cms.lottery.pool import Pool, Quota
from cms.models import FoundPanels, Lottery, PanelSearch
from tests.cms import lotteries

ROOT = Path(__file__).resolve().parents[2]
# Minutes of work for a solver.
HARD = town(1_000, 100)


@pytest.fixture
def processes(monkeypatch) -> list[subprocess.Popen]:
    """The processes that were started; real ones."""
    started: list[subprocess.Popen] = []

    class Recorded(subprocess.Popen):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(apart.subprocess, "Popen", Recorded)
    return started


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def ready(paris, administrator) -> Lottery:
    """A lottery with twelve candidates whose registration is over."""
    lottery = lotteries.make_lottery(paris)
    gathering.add(lottery, lotteries.crowd(12), by=administrator, at=timezone.now())
    lotteries.close(lottery)
    return lottery


def test_process_is_killed_at_the_limit(processes):
    began = time.monotonic()

    with pytest.raises(apart.TooLong):
        apart.find_apart(HARD, algorithm="maximin", seconds=1.5, watch=lambda _progress: None)

    assert time.monotonic() - began < 10
    assert [process.returncode for process in processes] == [-signal.SIGKILL]
    assert not is_there(processes[0].pid)


def test_process_is_killed_when_who_watches_says_so(processes, monkeypatch):
    monkeypatch.setattr(apart, "LOOK_EVERY", 0.1)

    def stop(progress):
        if progress:
            raise searching.Stopped

    with pytest.raises(searching.Stopped):
        apart.find_apart(HARD, algorithm="maximin", seconds=60, watch=stop)

    assert [process.returncode for process in processes] == [-signal.SIGKILL]


def test_process_ends_when_its_worker_is_killed():
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from bench.lotteries import town; from cms.lottery import apart; import subprocess as s\n"
            "class P(s.Popen):\n"
            "    def __init__(self, *a, **k): super().__init__(*a, **k); print(self.pid, flush=True)\n"
            "apart.subprocess.Popen = P\n"
            "apart.find_apart(town(1000, 100), algorithm='maximin', seconds=60, watch=lambda p: p and print(p))",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    child = int(worker.stdout.readline())
    assert "aiming" in worker.stdout.readline() or is_there(child)

    worker.kill()
    worker.communicate()

    deadline = time.monotonic() + 20
    while is_there(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_there(child)


def test_end_of_the_process_by_the_machine_is_told(processes, monkeypatch):
    monkeypatch.setattr(apart, "LOOK_EVERY", 0.1)

    with pytest.raises(apart.Broken) as told:
        apart.find_apart(
            HARD,
            algorithm="maximin",
            seconds=60,
            watch=lambda progress: progress and processes[0].send_signal(signal.SIGTERM),
        )

    assert (told.value.why, told.value.is_killed) == ("SIGTERM", True)


def test_error_of_a_solver_is_told_by_its_name():
    nobody = Pool(3, (Quota("age", "old", 1, 3),), ())

    with pytest.raises((apart.Broken, Impossible)) as told:
        apart.find_apart(nobody, algorithm="leximin", seconds=60, watch=lambda _progress: None)

    assert told.value.why == "UnknownAlgorithm"


@pytest.mark.django_db
def test_search_at_its_limit_keeps_nothing_and_says_what_to_do(
    ready, client, login, coordinator, settings, processes
):
    settings.LOTTERY_SEARCH_MINUTES = 0.001
    search = searching.ask_search(ready, by=coordinator, at=timezone.now())

    state = searching.run_search(search.pk)

    ready.refresh_from_db()
    assert (state, ready.state, ready.algorithm) == (PanelSearch.FAILED, Lottery.GATHERING, Lottery.MAXIMIN)
    assert not FoundPanels.objects.exists()
    assert len(processes) == 1
    assert ready.events.first().verb == "end_search"
    login(client, coordinator)
    settings.LOTTERY_SEARCH_MINUTES = 60
    page = client.get(reverse("cms_admin:lottery", args=[ready.pk])).content.decode()
    assert "LOTTERY_SEARCH_MINUTES" in page
    assert "nash" in page


@pytest.mark.django_db
def test_search_that_staff_stopped_while_it_ran_keeps_nothing_and_can_start_again(
    ready, administrator, processes
):
    first = searching.ask_search(ready, by=administrator, at=timezone.now())
    PanelSearch.objects.filter(pk=first.pk).update(state=PanelSearch.RUNNING, started_at=timezone.now())
    searching.cancel_search(ready, by=administrator, at=timezone.now())

    stopped = searching.run_search(first.pk)
    found_then = FoundPanels.objects.exists()
    again = searching.run_search(searching.ask_search(ready, by=administrator, at=timezone.now()).pk)

    assert (stopped, found_then, again) == (PanelSearch.CANCELLED, False, PanelSearch.DONE)
    assert all(process.returncode is not None for process in processes)


@pytest.mark.django_db
def test_search_whose_worker_died_is_done_anew(ready, administrator):
    search = searching.ask_search(ready, by=administrator, at=timezone.now())
    died = timezone.now()
    PanelSearch.objects.filter(pk=search.pk).update(
        state=PanelSearch.RUNNING, started_at=died, phase="improving", done=40, panels=17
    )
    nothing_kept = not FoundPanels.objects.exists()

    state = searching.run_search(search.pk)

    search.refresh_from_db()
    assert nothing_kept
    assert (state, search.started_at > died) == (PanelSearch.DONE, True)


@pytest.mark.django_db
def test_worker_taken_for_dead_keeps_nothing_when_it_wakes(ready, administrator):
    search = searching.ask_search(ready, by=administrator, at=timezone.now())
    sleeper = searching._Turn.of(search.pk)
    searching._Turn.of(search.pk)

    with pytest.raises(searching.Stopped):
        sleeper.watch(("improving", 1, 0, 5))
    searching.keep(sleeper.search, searching.pool_of(ready), [], "late", seconds=1.0)
    sleeper.fail([("failed", {"why": "late"})])

    search.refresh_from_db()
    assert (search.state, search.problems) == (PanelSearch.RUNNING, [])
    assert not FoundPanels.objects.exists()


@pytest.mark.django_db
def test_running_search_shows_panels_minutes_and_limit(ready, client, login, coordinator, administrator):
    search = searching.ask_search(ready, by=administrator, at=timezone.now())
    PanelSearch.objects.filter(pk=search.pk).update(
        state=PanelSearch.RUNNING,
        started_at=timezone.now() - timedelta(minutes=7, seconds=5),
        phase="improving",
        done=12,
        panels=345,
    )
    login(client, coordinator)

    page = client.get(reverse("cms_admin:lottery", args=[ready.pk])).content.decode()

    status = page[page.index('<div role="status">') :][:1200]
    assert all(number in status for number in ("12", "345", "7", "60"))
    assert 'value="cancel"' in page


def test_process_that_is_done_ends_without_a_crash():
    process = subprocess.Popen(
        [sys.executable, "-m", "cms.lottery.searcher"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    process.stdin.write(searcher.as_json(Pool(3, (), ()), "leximin") + "\n")
    process.stdin.flush()

    code = process.wait(60)

    process.communicate()
    assert code == 0


@pytest.mark.django_db
def test_search_whose_process_cannot_start_fails_and_can_begin_again(ready, administrator, monkeypatch):
    def no_memory(*_args, **_kwargs):
        raise OSError(12, "Cannot allocate memory")

    search = searching.ask_search(ready, by=administrator, at=timezone.now())
    with monkeypatch.context() as patched:
        patched.setattr(apart.subprocess, "Popen", no_memory)
        state = searching.run_search(search.pk)

    search.refresh_from_db()
    assert (state, search.problems) == (PanelSearch.FAILED, [["failed", {"why": "OSError"}]])
    assert searching.ask_search(ready, by=administrator, at=timezone.now()).is_active
