"""Two requests for one room accepted at once: one wins, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from debates.exchanging import lending
from debates.lifecycle import submit
from debates.models import Debate, Loan, RoomRequest
from debates.occupying import Taken
from tests.debates.exchanging_makers import a_coming_night, a_request, an_offer
from tests.debates.makers import a_debate, a_host, at_night

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_eight_requests_accepted_at_once_one_wins(paris, host):
    offer = an_offer(a_coming_night(paris), user=host)
    asked = [a_request(offer, host=a_host(paris)) for _number in range(8)]
    barrier = Barrier(len(asked))

    def accept(request) -> str:
        try:
            barrier.wait(timeout=60)
            lending.accept(request, by=host, at=timezone.now())
            return "lent"
        except (lending.Busy, lending.Answered):
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asked)) as pool:
        outcomes = sorted(pool.map(accept, asked))

    statuses = sorted(RoomRequest.objects.values_list("status", flat=True))
    assert outcomes == ["lent", *["told"] * 7]
    assert statuses == [RoomRequest.ACCEPTED, *[RoomRequest.LENT_ELSEWHERE] * 7]
    assert Loan.objects.count() == 1


def test_of_a_loan_and_the_owners_own_debate_at_once_one_wins(paris, host):
    night = a_coming_night(paris)
    offer = an_offer(night, user=host)
    asked = a_request(offer, host=a_host(paris))
    own = a_debate(night, host=offer.host, room=offer.room, starts=at_night(night, 21))
    barrier = Barrier(2)

    def attempt(step) -> bool:
        try:
            barrier.wait(timeout=60)
            step()
            return True
        except (lending.Busy, Taken):
            return False
        finally:
            connection.close()

    steps = [
        lambda: lending.accept(asked, by=host, at=timezone.now()),
        lambda: submit(own, None, at=timezone.now()),
    ]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(attempt, steps))

    own.refresh_from_db()
    assert sorted(done) == [False, True]
    assert [Loan.objects.exists(), own.status == Debate.SUBMITTED] == done
