"""Numbers in a series: each is given once, also to those who ask at the same time."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from samsyn.organisation.actions import take_numbers
from samsyn.organisation.models import Municipality


@pytest.mark.django_db
def test_numbers_go_on_where_they_ended_and_each_series_for_itself() -> None:
    municipality = Municipality.objects.create(code="9998", name="Sundsala kommun")
    assert list(take_numbers(municipality, "I")) == [1]
    assert list(take_numbers(municipality, "I", 3)) == [2, 3, 4]
    assert list(take_numbers(municipality, "S")) == [1]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_never_get_the_same_number() -> None:
    municipality = Municipality.objects.create(code="9998", name="Sundsala kommun")
    taken: list[int] = []

    def take() -> None:
        for _ in range(15):
            taken.extend(take_numbers(municipality, "I", 2))
        connection.close()

    askers = [threading.Thread(target=take) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert sorted(taken) == list(range(1, 61))
