"""Row versions: a save needs an act, and what was known on a day stays what was known that day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.history.actions import record, remove, save, save_changed, save_new
from samsyn.history.models import Act
from samsyn.history.queries import rows
from samsyn.kit.actors import command_line
from samsyn.kit.periods import end_of
from samsyn.kit.refs import Ref
from samsyn.organisation.models import Body, Municipality

START = datetime(2026, 3, 27, tzinfo=UTC)  # clocks go forward on the 29th


def act(at: datetime) -> Act:
    return record(by=command_line(), at=at, verb="test.change", ref=Ref("nämnd"), sentence="Ändrat.")


def town() -> Municipality:
    return Municipality.objects.create(code="9999", name="Sundsala kommun")


def names(day: date | None) -> list[str]:
    return sorted(rows(Body, day).values_list("name", flat=True))


@pytest.mark.django_db
def test_a_save_outside_an_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"history\.actions\.save"):
        Body(municipality=town(), name="Kulturnämnden").save()
    with pytest.raises(RuntimeError):
        Body.objects.create(municipality=Municipality.objects.get(), name="Kulturnämnden")
    assert not Body.objects.exists()


@pytest.mark.django_db
def test_a_later_save_needs_an_act_too() -> None:
    body = Body(municipality=town(), name="Kulturnämnden")
    save(body, act=act(START))
    again = Body.objects.get()
    again.name = "Fritidsnämnden"
    with pytest.raises(RuntimeError):
        again.save()
    with pytest.raises(RuntimeError):
        Body.objects.all().delete()


@pytest.mark.django_db
def test_a_version_carries_its_act_and_no_account() -> None:
    body, written = Body(municipality=town(), name="Kulturnämnden"), act(START)
    save(body, act=written)
    version = Body.history.model.objects.get()
    assert (version.act_id, version.id, version.history_date) == (written.pk, body.pk, START)
    assert not [field.name for field in version._meta.get_fields() if "user" in field.name]


minutes = st.integers(0, 6 * 24 * 60)
changes = st.lists(
    st.tuples(minutes, st.sampled_from(["a", "b", "c", "d", None]), st.booleans()), max_size=12
)


@pytest.mark.django_db
@given(changes=changes)
def test_as_of_a_day_is_the_last_thing_recorded_by_its_end(
    changes: list[tuple[int, str | None, bool]],
) -> None:
    Body.history.model.objects.all().delete()
    Body.objects.all()._raw_delete("default")
    Municipality.objects.all().delete()
    municipality = town()
    body: Body | None = None
    known: list[tuple[datetime, str | None]] = []
    for minute, name, many in sorted(changes, key=lambda change: change[0]):
        at = START + timedelta(minutes=minute)
        body = write(municipality, body, name, at, many=many)
        known.append((at, name))
    for day in (START.date() + timedelta(days=number) for number in range(-1, 8)):
        recorded = [name for at, name in known if at < end_of(day)]
        assert names(day) == ([recorded[-1]] if recorded and recorded[-1] else [])
    assert names(None) == names(START.date() + timedelta(days=30))


def write(
    municipality: Municipality, body: Body | None, name: str | None, at: datetime, *, many: bool
) -> Body | None:
    """Bring the one body to that name, or away for None, by the single or the bulk helpers."""
    if name is None:
        if body:
            remove(body, act=act(at))
        return None
    new = body is None
    body = body or Body(municipality=municipality)
    body.name = name
    if not many:
        save(body, act=act(at))
    elif new:
        save_new([body], act=act(at))
    else:
        save_changed([body], ["name"], act=act(at))
    return body


@pytest.mark.django_db
def test_the_day_ends_at_swedish_midnight() -> None:
    save(
        Body(municipality=town(), name="Kulturnämnden"), act=act(datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC))
    )
    save(
        Body(municipality=Municipality.objects.get(), name="Valnämnden"),
        act=act(datetime(2026, 7, 1, 22, tzinfo=UTC)),
    )
    assert names(date(2026, 7, 1)) == ["Kulturnämnden"]
    assert names(date(2026, 7, 2)) == ["Kulturnämnden", "Valnämnden"]
