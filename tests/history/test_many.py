from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samsyn.history.actions import Told, record, record_many
from samsyn.history.models import Act
from samsyn.history.queries import broken_link
from samsyn.kit.actors import command_line
from samsyn.kit.refs import Ref

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_many_acts_at_once_hold_in_the_chain_and_a_tampered_one_is_found() -> None:
    record(by=command_line(), at=NOON, verb="test.one", ref=Ref("I-0001"), sentence="En.")
    told = [Told(Ref(f"I-{number:04}"), f"Sak {number}.", details={"n": number}) for number in range(700)]
    acts = record_many(by=command_line(), at=NOON, verb="test.many", told=told)
    record(by=command_line(), at=NOON, verb="test.one", ref=Ref("I-0001"), sentence="En till.")
    assert broken_link() is None
    Act.objects.filter(pk=acts[500].pk).update(sentence="Något annat.")
    assert broken_link() == acts[500].pk


@pytest.mark.django_db
def test_nothing_told_adds_nothing() -> None:
    assert record_many(by=command_line(), at=NOON, verb="test.many", told=[]) == []
    assert broken_link() is None
