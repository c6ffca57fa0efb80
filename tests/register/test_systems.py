"""What replaces what, how catalogues differ, what is left out on a day, and what a secret system gives away."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.town import Town, noon

from samsyn.organisation.queries import OPEN
from samsyn.oversight.queries.owned import hanging
from samsyn.register import actions
from samsyn.register.queries.deliveries import GapRow, ItemRow, differing
from samsyn.register.rules import chain

names = st.sampled_from(("Arbetsplats", "Nät", "Telefoni"))


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 9)), st.integers(1, 9))
def test_a_chain_follows_each_step_and_tells_nothing_twice(after: dict[int, int], start: int) -> None:
    found = chain(after, start)
    assert found[0] == start
    assert len(set(found)) == len(found)
    assert all(after[one] == following for one, following in pairwise(found))
    assert found[-1] not in after or after[found[-1]] in found


def item(key: int, name: str, content: str = "") -> ItemRow:
    return ItemRow(key, key, name, content, "", "", "", 1, "")


catalogues = st.dictionaries(st.integers(1, 5), st.tuples(names, st.text("ab ", max_size=6)))


@given(catalogues, catalogues)
def test_every_delivery_that_differs_is_told_once_and_its_words_are_those_of_the_two(
    old: dict[int, tuple[str, str]], new: dict[int, tuple[str, str]]
) -> None:
    before = [item(key, *said) for key, said in old.items()]
    after = [item(key, *said) for key, said in new.items()]
    told = differing(before, after)
    assert sum(one.kind == "Ny" for one in told) == len(new.keys() - old.keys())
    assert sum(one.kind == "Utgår" for one in told) == len(old.keys() - new.keys())
    assert sum(one.kind == "Ändrad" for one in told) == sum(
        old[key] != new[key] for key in old.keys() & new.keys()
    )
    assert differing(after, after) == []


@pytest.mark.parametrize(
    ("body", "due", "taken", "state"),
    [
        (None, None, None, "air"),
        (7, None, None, "air"),
        (None, "2026-04-01", None, "air"),
        (None, "2026-02-28", None, "late"),
        (7, "2026-02-28", None, "late"),
        (7, "2026-03-01", None, "waiting"),
        (7, "2026-02-01", "2026-02-20", "taken"),
        (7, "2026-02-01", "2026-03-02", "late"),
    ],
)
def test_what_is_left_out_is_told_as_it_is_on_the_day(
    body: int | None, due: str | None, taken: str | None, state: str
) -> None:
    days = [date.fromisoformat(one) if one else None for one in (due, taken)]
    gap = GapRow(1, "Larm", body, "", days[0], days[1], 1, None, 1, "Nytt larm", None)
    assert gap.state(date(2026, 3, 1)) == state


@pytest.mark.django_db
def test_who_uses_a_secret_system_and_what_a_secret_initiative_leaves_out_give_no_names_away() -> None:
    town = Town()
    sn = town.bodies["SN"]
    who: dict[str, Any] = {"by": town.by, "at": noon("2026-01-10")}
    for name, ground in (("Akten", ""), ("Hemligt system", "OSL 18 kap. 8 §")):
        system = actions.add_system(**who, body=sn, name=name, secrecy_ground=ground)
        actions.say_use(**who, system=system, body=sn)
    secret = town.initiative("2026-01-10", "SN", "Hemligt", secrecy_ground="OSL 18 kap. 8 §")
    actions.leave_out(**who, of=secret, text="Skyddat larm", body=sn)
    told = {(one.kind.key, one.ref) for one in hanging(OPEN, date(2026, 2, 1), [sn.pk], [])}
    assert {ref for kind, ref in told if kind == "use"} == {"Akten", "Sekretessmarkerad"}
    assert {ref for kind, ref in told if kind == "gap"} == {"Sekretessmarkerad"}
