"""The chain of acts: an edit, a deletion or a swap of one is found."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from samsyn.history.actions import record
from samsyn.history.models import Act
from samsyn.history.queries import acts, broken_link
from samsyn.kit.actors import command_line
from samsyn.kit.refs import Ref

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def add(number: int, secret: bool = False) -> Act:
    return record(
        by=command_line(), at=NOON + timedelta(minutes=number), verb="test.add", ref=Ref(f"I-{number:04}"),
        sentence=f"Händelse {number}.", secret=secret, details={"n": number, "åtgärd": "ja"},
    )  # fmt: skip


@pytest.mark.django_db
def test_an_untouched_chain_holds() -> None:
    assert broken_link() is None
    for number in range(5):
        add(number)
    assert broken_link() is None


def edit(row: Act) -> None:
    Act.objects.filter(pk=row.pk).update(sentence="Något annat.")


def edit_who(row: Act) -> None:
    Act.objects.filter(pk=row.pk).update(actor_name="någon annan")


def edit_when(row: Act) -> None:
    Act.objects.filter(pk=row.pk).update(at=row.at + timedelta(microseconds=1))


def unmark_secret(row: Act) -> None:
    Act.objects.filter(pk=row.pk).update(secret=True)


def edit_details(row: Act) -> None:
    Act.objects.filter(pk=row.pk).update(details="{}")


@pytest.mark.django_db
@pytest.mark.parametrize("tamper", [edit, edit_who, edit_when, unmark_secret, edit_details])
def test_an_edit_is_found_where_it_was_made(tamper: Callable[[Act], None]) -> None:
    rows = [add(number) for number in range(5)]
    tamper(rows[2])
    assert broken_link() == rows[2].pk


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 2])
def test_a_deletion_is_found_at_the_next_act(number: int) -> None:
    rows = [add(number) for number in range(5)]
    rows[number].delete()
    assert broken_link() == rows[number + 1].pk


@pytest.mark.django_db
def test_a_deletion_at_the_end_is_found() -> None:
    rows = [add(number) for number in range(5)]
    rows[4].delete()
    assert broken_link() is not None


@pytest.mark.django_db
def test_a_swap_is_found() -> None:
    rows = [add(number) for number in range(4)]
    first, second = (
        Act.objects.filter(pk__in=[rows[1].pk, rows[2].pk]).values("sentence", "ref", "at").order_by("pk")
    )
    Act.objects.filter(pk=rows[1].pk).update(**second)
    Act.objects.filter(pk=rows[2].pk).update(**first)
    assert broken_link() == rows[1].pk


@pytest.mark.django_db
def test_acts_are_read_newest_first_without_the_secret_ones() -> None:
    for number in range(4):
        add(number, secret=number == 2)
    assert [act.sentence for act in acts(as_of=None)] == ["Händelse 3.", "Händelse 1.", "Händelse 0."]
    assert list(acts(as_of=NOON.date() - timedelta(days=1))) == []
    assert [act.ref for act in acts(as_of=NOON.date(), ref=Ref("I-0001"))] == ["I-0001"]
    assert acts(as_of=None, since=NOON + timedelta(minutes=1)).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_leave_a_chain_that_holds() -> None:
    failures: list[Exception] = []

    def write() -> None:
        try:
            for number in range(20):
                add(number)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert Act.objects.count() == 40
    assert broken_link() is None
