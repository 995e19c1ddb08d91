from __future__ import annotations

import sys

import pytest

from scripts.check import Check


@pytest.fixture
def check(monkeypatch) -> Check:
    monkeypatch.delenv("CI", raising=False)
    return Check()


def fake_pytest(monkeypatch, lines: list[str], *, status: int) -> None:
    monkeypatch.setattr("scripts.check.call", lambda command, environment: (status, lines))


def test_failed_step_does_not_stop_the_next(check, capsys):
    check.run("first", [sys.executable, "-c", "raise SystemExit(3)"])
    check.run("second", [sys.executable, "-c", "print('seen')"])

    assert check.report() == 1
    printed = capsys.readouterr().out
    assert "seen" in printed
    assert "Not passed: first." in printed


def test_all_steps_passed_is_a_success(check):
    check.run("only", [sys.executable, "-c", ""])

    assert check.report() == 0


def test_outcomes_of_several_runs_are_added_up(check, monkeypatch, capsys):
    fake_pytest(monkeypatch, ["2 failed, 676 passed, 2 skipped, 5 errors in 316.09s (0:05:16)"], status=1)
    check.pytest("one", [])
    fake_pytest(monkeypatch, ["10 passed in 3.10s"], status=0)
    check.pytest("two", [])

    assert check.report() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "686 passed, 7 failed, 2 skipped"


def test_step_left_out_is_a_success_at_home_and_a_failure_in_ci(check, monkeypatch, capsys):
    check.skip("tests on PostgreSQL", "no PostgreSQL was found")
    at_home = check.report()
    monkeypatch.setenv("CI", "true")
    in_ci = Check()
    in_ci.skip("tests on PostgreSQL", "no PostgreSQL was found")

    assert at_home == 0
    assert in_ci.report() == 1
    assert "NOT RUN: no PostgreSQL was found" in capsys.readouterr().out


def test_settings_of_the_shell_do_not_reach_a_step(check, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere")

    check.run("shell", [sys.executable, "-c", "import os; print(os.environ.get('DATABASE_URL', 'none'))"])

    assert "none" in capsys.readouterr().out.splitlines()
