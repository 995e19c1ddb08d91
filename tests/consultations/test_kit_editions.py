"""What becomes of a kit when people take their words out of it."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.privacy import erase
from consultations import analysis as verbs
from consultations.analysing import kit_editions, kit_explained, kit_files
from consultations.analysis import analyse_now
from consultations.answering.contributing import withdraw
from consultations.models import Analysis, Answer, Contribution, Kit
from consultations.publishing.open_data import public_id
from tests.consultations.browsing import answer, enter, send
from tests.consultations.factories import make_consultation, make_contributions
from tests.consultations.kits import (
    CYCLING,
    LEXICAL,
    REPLYING,
    later,
    on_disk,
    rows,
    run_of,
    take,
    the_kit,
    unpack,
    verify,
)
from tests.consultations.publishing import page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("in_english")]
WORD = "tandem"
LEAVING = f"Des pistes cyclables assez larges pour un {WORD}, et un {WORD} à louer"


@pytest.fixture
def consultation(paris):
    consultation = make_consultation(phase="published", city=paris)
    make_contributions(consultation, [*CYCLING, *REPLYING, LEAVING])
    return consultation


@pytest.fixture
def analysis(consultation):
    return analyse_now(consultation, "promise", by=None, settings=LEXICAL)


def take_back(text: str) -> None:
    withdraw(Answer.objects.get(text=text).contribution, at=timezone.now())


def themes_in(folder) -> dict[str, str]:
    return {row["id"]: row["theme"] for row in rows(folder / "texts.csv")}


def test_withdrawal_takes_the_kit_away_at_once_and_its_words_off_the_disk(client, analysis):
    assert on_disk(WORD)

    take_back(LEAVING)

    response = take(client)
    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert "new edition" in response.content.decode()
    html = page(client, "results", "charte")
    assert "new edition" in html
    assert reverse("open_data:kit", args=["charte", "promise"]) not in html
    assert on_disk(WORD) == []


def test_next_edition_is_made_without_those_who_left_and_the_others_keep_their_theme(
    client, analysis, tmp_path, capsys
):
    first = themes_in(unpack(take(client), tmp_path / "first"))
    gone = public_id(Answer.objects.get(text=LEAVING).contribution_id)
    take_back(LEAVING)

    made = later(minutes=3)

    folder = unpack(take(client), tmp_path / "second")
    status, out, err = verify(folder, capsys)
    assert (made, status, err) == (1, 0, "")
    assert "edition 2; 1 text" in out
    assert "same result" in out
    assert themes_in(folder) == {name: theme for name, theme in first.items() if name != gone}
    assert (run_of(folder)["edition"], run_of(folder)["left"]) == (2, 1)
    for path in folder.rglob("*"):
        content = path.read_text(encoding="utf-8") if path.is_file() else ""
        assert WORD not in content
        assert gone not in content
    assert on_disk(WORD) == on_disk(gone) == []
    kept = {path.name for path in kit_files.folder_of(analysis.pk).iterdir()}
    assert kept == {"edition-2.zip", "groups-2", "lock"}


def test_editions_count_all_that_left_since_the_first(client, analysis, tmp_path, capsys):
    take_back(LEAVING)
    later(minutes=3)
    take_back(CYCLING[0])
    take_back(REPLYING[0])

    later(minutes=3)

    folder = unpack(take(client), tmp_path / "third")
    _status, out, _err = verify(folder, capsys)
    assert "edition 3; 3 texts have left" in out
    assert "same result" in out
    assert len(themes_in(folder)) == 6


def test_many_withdrawals_within_minutes_make_one_edition(client, analysis):
    for text in (LEAVING, CYCLING[0], REPLYING[0]):
        take_back(text)
        assert later(minutes=1) == 0

    assert (later(minutes=3), later(minutes=3)) == (1, 0)

    assert (the_kit().edition, the_kit().left) == (2, 3)


def test_steady_trickle_of_withdrawals_does_not_put_the_edition_off_for_ever(analysis):
    take_back(LEAVING)
    now = timezone.now()
    Kit.objects.update(first_departure_at=now - Kit.PATIENCE, last_departure_at=now)

    assert later(seconds=1) == 1


def test_erasure_of_an_account_leaves_the_kit_too(client, consultation, citizen, tmp_path):
    Contribution.objects.filter(answers__text=LEAVING).update(user=citizen)
    analyse_now(consultation, "promise", by=None, settings=LEXICAL)

    erase(citizen)

    assert take(client).status_code == 503
    assert on_disk(WORD) == []
    assert later(minutes=3) == 1
    assert take(client).status_code == 200


def test_correction_takes_the_first_words_off_the_disk(client, paris):
    consultation = make_consultation(city=paris)
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    answer(client, consultation, "city", promise=LEAVING)
    send(client, consultation)
    make_contributions(consultation, CYCLING)
    analyse_now(consultation, "promise", by=None, settings=LEXICAL)
    assert on_disk(WORD)

    client.post(reverse("consultations:correct"))
    answer(client, consultation, "city", promise="Tout compte fait, des bancs")
    send(client, consultation)

    assert Answer.objects.filter(text="Tout compte fait, des bancs").exists()
    assert on_disk(WORD) == []
    assert not the_kit().is_current


def test_withdrawal_that_is_rolled_back_leaves_the_kit(client, analysis):
    with transaction.atomic():
        take_back(LEAVING)
        transaction.set_rollback(True)

    assert take(client).status_code == 200


def test_who_withdraws_during_the_analysis_is_in_no_edition(client, consultation, tmp_path, capsys):
    def leave(step: str, _share: float) -> None:
        if step == "naming" and Answer.objects.filter(text=LEAVING).exists():
            take_back(LEAVING)

    analysis = analyse_now(consultation, "promise", by=None, settings=LEXICAL, listener=leave)

    assert analysis.state == Analysis.DONE
    assert take(client).status_code == 503
    assert on_disk(WORD) == []
    assert later(minutes=3) == 1
    folder = unpack(take(client), tmp_path / "kit")
    status, out, _err = verify(folder, capsys)
    assert status == 0
    assert "same result" in out
    assert (run_of(folder)["edition"], run_of(folder)["left"], len(themes_in(folder))) == (1, 0, 8)


def test_who_withdraws_while_an_edition_is_made_is_not_in_it(client, analysis, monkeypatch):
    explanations = kit_explained.explanations

    def leave_and_explain(*args, **kwargs):
        if Answer.objects.filter(text=CYCLING[0]).exists():
            take_back(CYCLING[0])
        return explanations(*args, **kwargs)

    monkeypatch.setattr(kit_explained, "explanations", leave_and_explain)
    take_back(LEAVING)

    assert later(minutes=3) == 0

    assert take(client).status_code == 503
    assert the_kit().failed_at is None
    assert on_disk("cyclables séparées des voitures") == []
    assert later(minutes=3) == 1
    assert (the_kit().edition, the_kit().left) == (2, 2)


def test_withdrawal_at_the_moment_when_an_edition_is_published_takes_it_away_again(
    client, analysis, monkeypatch
):
    take_back(LEAVING)
    left = threading.Event()

    def leave():
        try:
            take_back(CYCLING[0])
            left.set()
        finally:
            connection.close()

    citizen = threading.Thread(target=leave)
    put_in_place = kit_files.put_in_place

    def slow_put_in_place(made, place):
        if not citizen.ident:
            citizen.start()
            time.sleep(0.5)
            assert not left.is_set()
        put_in_place(made, place)

    monkeypatch.setattr(kit_files, "put_in_place", slow_put_in_place)

    made = later(minutes=3)
    citizen.join(timeout=30)

    assert (made, left.is_set()) == (1, True)
    assert take(client).status_code == 503
    assert on_disk("cyclables séparées des voitures") == []


def test_race_is_real_when_the_edition_does_not_look_who_left(client, analysis, monkeypatch):
    explanations = kit_explained.explanations

    def leave_and_explain(*args, **kwargs):
        if Answer.objects.filter(text=CYCLING[0]).exists():
            withdraw(Answer.objects.get(text=CYCLING[0]).contribution, at=timezone.now())
        return explanations(*args, **kwargs)

    monkeypatch.setattr(kit_explained, "explanations", leave_and_explain)
    take_back(LEAVING)
    monkeypatch.setattr("consultations.analysing.analysis_upkeep.mark_departures", lambda ids, *, at: None)

    later(minutes=3)

    assert on_disk("cyclables séparées des voitures")


def test_kit_that_everybody_left_is_gone(client, analysis):
    for contribution in Contribution.objects.all():
        withdraw(contribution, at=timezone.now())

    later(minutes=3)

    assert take(client).status_code == 404
    assert not Kit.objects.exists()
    assert not kit_files.folder_of(analysis.pk).exists()


def test_edition_that_fails_is_tried_again_later_and_logs_no_word(analysis, monkeypatch, caplog):
    def fail(*_args, **_kwargs):
        raise RuntimeError(CYCLING[0])

    take_back(LEAVING)
    with monkeypatch.context() as broken:
        broken.setattr(verbs, "_find_themes", fail)
        assert later(minutes=3) == 0

    assert later(minutes=3) == 0
    assert "RuntimeError" in caplog.text
    assert "pistes cyclables" not in caplog.text
    assert on_disk("cyclables") == []
    assert later(minutes=70) == 1


def test_kit_that_another_process_works_on_is_left_to_it(analysis):
    take_back(LEAVING)

    with kit_files.alone(analysis.pk):
        assert later(minutes=3) == 0

    assert later(minutes=3) == 1


def test_kit_of_an_analysis_out_of_force_waits_until_it_is_taken_up_again(client, analysis):
    Analysis.objects.update(adopted=False)
    take_back(LEAVING)

    assert on_disk(WORD) == []
    assert later(minutes=3) == 0
    Analysis.objects.update(adopted=True)
    assert later(minutes=3) == 1


def test_words_that_should_have_gone_are_removed_by_the_upkeep(analysis, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(kit_files, "forget_words", lambda ids: None)
        take_back(LEAVING)
    assert on_disk(WORD)

    kit_editions.tidy()

    assert on_disk(WORD) == []
