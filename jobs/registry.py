"""Where apps say what is done on a rhythm, what may be scheduled, and who is told of a lost task.

An app registers in a module of its own named ``due_jobs``, found when the site starts::

    @due(name="debates.reminders", every=timedelta(hours=1))
    def send_reminders() -> None: ...


    @due(name="debates.thanks")
    def send_thanks(*, debate_id: int) -> None: ...


    on_lost("consultations.tasks.analyze", mark_analysis_lost)

A job may be started again after its worker was killed half-way, so doing it twice must come to the same as once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django_tasks.base import Task

Target = TypeVar("Target", bound="Callable[..., Any] | Task")


@dataclass(frozen=True)
class LostTask:
    """A task that was given up: its workers stopped in the middle of it too often."""

    task_id: str
    task_path: str
    args: list
    kwargs: dict
    attempts: int


@dataclass(frozen=True)
class RegisteredJob:
    """A function (or task) by the name that the table of due jobs knows it by."""

    name: str
    target: Callable[..., Any] | Task
    every: timedelta | None

    def run(self, payload: dict) -> None:
        """Call the function here and now with the payload as its keyword arguments."""
        if isinstance(self.target, Task):
            self.target.call(**payload)
        else:
            self.target(**payload)


OnLost = Callable[[LostTask], None]

_jobs: dict[str, RegisteredJob] = {}
_lost_callbacks: dict[str, OnLost] = {}


def due(*, name: str, every: timedelta | None = None) -> Callable[[Target], Target]:
    """Register a function or task: run on a rhythm with ``every``, else only when ``schedule_once`` asks for it."""
    if every is not None and every < timedelta(seconds=1):
        raise ValueError(f"The due job “{name}” has a rhythm shorter than a second.")

    def register(target: Target) -> Target:
        known = _jobs.get(name)
        if known is not None and _path(known.target) != _path(target):
            raise ValueError(f"Two due jobs are named “{name}”: give one of them another name.")
        _jobs[name] = RegisteredJob(name=name, target=target, every=every)
        return target

    return register


def on_lost(task_path: str, callback: OnLost) -> None:
    """Have ``callback`` told, in the same transaction, when a task of this path is given up for good."""
    _lost_callbacks[task_path] = callback


def registered_jobs() -> dict[str, RegisteredJob]:
    """Every job that this process knows, by name."""
    return dict(_jobs)


def registered_job(name: str) -> RegisteredJob:
    """The job of this name; LookupError when no app registered one."""
    if name not in _jobs:
        raise LookupError(f"No due job is named “{name}”. Register it with @due in a due_jobs module.")
    return _jobs[name]


def lost_callback(task_path: str) -> OnLost | None:
    """Who asked to be told when a task of this path is given up."""
    return _lost_callbacks.get(task_path)


def _path(target: Callable[..., Any] | Task) -> str:
    function = target.func if isinstance(target, Task) else target
    return f"{function.__module__}.{function.__qualname__}"
