"""What somebody who wants to cheat, to know too much or to do too much tries on a lottery."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.lottery import candidate_file, drawing, erasing, gathering, searching
from cms.lottery.admin.forms import LotteryForm
from cms.lottery.gathering import Registration
from cms.lottery.log import history
from cms.lottery.pool import pool_of
from cms.lottery.reading import found_in_words
from cms.lottery.refusals import Refused, RegistrationClosed
from cms.models import Candidate, CandidatePerson, FoundPanels, Lottery, LotteryEvent, PanelSearch
from tests.cms import lotteries

pytestmark = pytest.mark.django_db
ANSWERS = {"gender": "women", "age": "old"}


def somebody(name: str, email: str, *, address: str = "3 rue des Lilas") -> Registration:
    return Registration(name=name, email=email, address=address, postcode="75019", answers=ANSWERS)


def admin(name: str, *args) -> str:
    return reverse(f"cms_admin:{name}", args=args)


@pytest.fixture
def drawn(paris, administrator) -> Lottery:
    return lotteries.drawn(paris, by=administrator)


def test_person_with_two_mailboxes_is_shown_to_staff(client, login, paris, coordinator):
    lottery = lotteries.make_lottery(paris)
    said = [
        somebody("Awa Diop", "awa@example.org"),
        somebody("DIOP Awa", "awa.diop@example.org", address="3, r. des Lilas"),
        somebody("Ali Diop", "ali@example.org"),
    ]
    made = [gathering.register(lottery, one, at=timezone.now())[0] for one in said]
    login(client, coordinator)

    page = client.get(admin("lottery_candidates", lottery.pk)).content.decode()

    assert candidate_file.same_people(lottery) == [sorted(one.public_id for one in made[:2])]
    assert ", ".join(sorted(one.public_id for one in made[:2])) in page


def test_file_brings_nobody_in_who_is_there_already(paris, coordinator):
    lottery = lotteries.make_lottery(paris)
    gathering.add(lottery, [somebody("Awa Diop", "")], by=coordinator, at=timezone.now())
    rows = "nom;adresse;code postal;gender;age\nDiop Awa;3 rue des Lilas;75019;women;old\n"

    read = candidate_file.read(lottery, rows.encode())

    assert [line for line, _sentence in read.problems] == [2]


def test_formula_in_a_candidates_file_runs_in_no_export(client, login, coordinator, paris):
    lottery = lotteries.make_lottery(paris, one_an_address=False, categories={"age": {"old": (0, 4)}})
    login(client, coordinator)
    rows = "nom;courriel;telephone;age\n" + "\n".join(
        f'=HYPERLINK("http://x/{n}");p{n}@example.org;@SUM(1+{n});old' for n in range(4)
    )
    file = SimpleUploadedFile("c.csv", rows.replace('"', "").encode())
    client.post(admin("lottery_candidates", lottery.pk), {"file": file, "do": "import"})
    lotteries.close(lottery)
    lotteries.publish(lotteries.find(lottery), by=coordinator)
    lotteries.draw(lottery, by=coordinator)

    sheet = client.get(admin("lottery_panel_csv", lottery.pk)).content.decode("utf-8-sig")

    cells = [cell for line in sheet.splitlines()[1:] for cell in line.split(",")]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "@", "+", "-"))]


@pytest.mark.parametrize("who", ["analyst", "editor", "citizen", "dakar_coordinator", None])
def test_nobody_else_acts_on_a_lottery(request, client, login, paris, administrator, drawn, who):
    lottery = lotteries.make_lottery(paris, slug="other")
    [candidate] = gathering.add(
        lottery, [somebody("Awa", "awa@example.org")], by=administrator, at=timezone.now()
    )
    lotteries.close(lottery)
    category = lottery.categories.first()
    if who:
        login(client, request.getfixturevalue(who))
    before = LotteryEvent.objects.count()

    answers = [
        client.post(admin("lottery_search", lottery.pk), {"do": "start"}),
        client.post(admin("edit_lottery", lottery.pk), {}),
        client.post(admin("lottery_candidates", lottery.pk), {"do": "import"}),
        client.post(admin("remove_lottery_candidate", lottery.pk, candidate.pk)),
        client.post(admin("remove_lottery_category", lottery.pk, category.pk)),
        client.post(admin("publish_lottery", lottery.pk), {"do": "source"}),
        client.post(admin("draw_lottery", drawn.pk), {"seed": "1"}),
        client.post(admin("lottery_panel", drawn.pk), {"left": drawn.draw.members[0], "reason": "left"}),
        client.get(admin("lottery_panel_csv", drawn.pk)),
    ]

    assert {answer.status_code for answer in answers} <= {302, 403, 404}
    assert LotteryEvent.objects.count() == before
    assert not PanelSearch.objects.exists()
    assert Candidate.objects.filter(pk=candidate.pk).exists()


def test_candidate_of_another_lottery_is_not_taken_out_through_ones_own(
    client, login, paris, dakar, administrator, dakar_coordinator
):
    theirs = lotteries.make_lottery(paris)
    [candidate] = gathering.add(
        theirs, [somebody("Awa", "awa@example.org")], by=administrator, at=timezone.now()
    )
    own = lotteries.make_lottery(dakar, slug="own")
    login(client, dakar_coordinator)

    answer = client.post(admin("remove_lottery_candidate", own.pk, candidate.pk))

    assert answer.status_code == 404
    assert Candidate.objects.filter(pk=candidate.pk).exists()


def test_published_draw_is_run_again_by_nobody(drawn, administrator):
    """Neither by hand, nor by a search that a worker had from before."""
    search = PanelSearch.objects.create(lottery=drawn, asked_by_id=administrator.pk)
    before = drawn.publication.text, drawn.draw.members

    with pytest.raises(Refused):
        searching.ask_search(drawn, by=administrator, at=timezone.now())
    state = searching.run_search(search.pk)
    with pytest.raises(Refused):
        drawing.draw_from_source(
            drawn,
            seed="9 9 9",
            url="https://example.org",
            day=timezone.localdate(),
            by=administrator,
            at=timezone.now(),
        )

    drawn.refresh_from_db()
    assert state == PanelSearch.FAILED
    assert not FoundPanels.objects.exists()
    assert (drawn.state, drawn.publication.text, drawn.draw.members) == (Lottery.DRAWN, *before)


def test_rows_of_a_file_stand_in_no_order(paris, administrator):
    lottery = lotteries.make_lottery(paris)

    made = gathering.add(lottery, lotteries.crowd(40), by=administrator, at=timezone.now())

    assert [one.person.name for one in made] == [f"Person {n}" for n in range(40)]
    assert [one.pk for one in made] != sorted(one.pk for one in made)


def test_erasure_leaves_numbers_that_lead_to_nobody(drawn, administrator):
    at = timezone.now() + timedelta(days=300)

    erasing.erase(drawn, at=at)

    rows = list(drawn.candidates.values())
    assert not CandidatePerson.objects.exists()
    assert {row["registered_at"] for row in rows} == {row["confirmed_at"] for row in rows} == {at}
    assert not any(row[key] for row in rows for key in ("address_key", "email_key", "token_hash"))
    told = " ".join(f"{line.sentence} {line.words}" for line in history(drawn))
    assert "Person" not in told
    assert "example.org" not in told


def test_erased_lottery_takes_nobody_in_whom_nobody_would_erase(paris, administrator):
    lottery = lotteries.make_lottery(paris)
    gathering.add(lottery, lotteries.crowd(12), by=administrator, at=timezone.now())
    lotteries.find(lottery)

    erasing.erase(lottery, at=timezone.now())

    lottery.refresh_from_db()
    assert (lottery.state, lottery.candidates.count()) == (Lottery.GATHERING, 0)
    assert not FoundPanels.objects.exists()
    with pytest.raises(RegistrationClosed):
        gathering.register(lottery, somebody("Awa", "awa@example.org"), at=timezone.now())
    with pytest.raises(Refused):
        gathering.add(lottery, [somebody("Awa", "awa@example.org")], by=administrator, at=timezone.now())


def test_day_of_erasure_is_after_the_end_of_registration(paris, administrator):
    now = timezone.now()
    said = {
        "city": paris.pk,
        "title_fr": "Panel",
        "slug": "panel",
        "size": 4,
        "algorithm": "maximin",
        "registration_opens_at": f"{now:%Y-%m-%d %H:%M}",
        "registration_closes_at": f"{now + timedelta(days=9):%Y-%m-%d %H:%M}",
    }

    days = {
        number: LotteryForm(
            {**said, "erase_on": f"{now + timedelta(days=number):%Y-%m-%d}"}, user=administrator
        )
        for number in (5, 60)
    }

    assert {number: "erase_on" in form.errors for number, form in days.items()} == {5: True, 60: False}


def test_way_panels_were_found_is_told_in_the_readers_language():
    told = "nash, profile by profile, at least 99.7 % of the best possible, SciPy 1.17.1"

    assert found_in_words(told).startswith("nash, ")
    assert "99,7" in found_in_words(told)
    assert found_in_words("by hand") == "by hand"


def test_english_page_marks_the_french_words_of_staff_and_no_other(client, drawn):
    with override("en"):
        html = client.get(drawn.get_absolute_url()).content.decode()

    assert '<main id="main" tabindex="-1">' in html
    assert '<span lang="fr">Six numbers of the lottery, in the order drawn</span>' in html
    assert "Check it yourself" in html


def test_form_marks_questions_that_are_in_another_language_and_escapes_them(client, paris):
    lottery = lotteries.make_lottery(paris)
    value = lottery.categories.first().values.first()
    value.name = {"en": "<b>Women</b>"}
    value.save()

    html = client.get(reverse("cms:lottery_register", args=[lottery.slug])).content.decode()
    refused = client.post(reverse("cms:lottery_register", args=[lottery.slug]), {}).content.decode()

    assert '<span lang="en">Gender</span>' in html
    assert '<span lang="en">&lt;b&gt;Women&lt;/b&gt;</span>' in html
    assert "&lt;span" not in refused


def test_person_who_shares_an_address_does_not_sit_beside_who_lives_there(paris, administrator):
    lottery = lotteries.make_lottery(paris)
    said = [somebody("Awa", "awa@example.org"), somebody("Ali", "ali@example.org", address="3 R DES LILAS")]
    gathering.add(lottery, said, by=administrator, at=timezone.now())

    assert [one.address for one in pool_of(lottery).people] == [1, 1]
