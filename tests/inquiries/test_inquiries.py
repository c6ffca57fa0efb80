"""Referrals: who has answered, who is late, as it was on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.oversight.town import Town, noon

from samsyn.inquiries import actions
from samsyn.inquiries.models import Inquiry
from samsyn.inquiries.queries import InquiryFile, inquiry_file, listing
from samsyn.inquiries.rules import Answered, answered, days_late
from samsyn.kit.actors import Actor
from samsyn.kit.scales import Stance
from samsyn.organisation.queries import OPEN
from samsyn.organisation.rules import Access

LAST = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("replied", "day", "expected", "late"),
    [
        ("2026-02-20", "2026-03-10", Answered.IN_TIME, 0),
        ("2026-03-01", "2026-03-10", Answered.IN_TIME, 0),
        ("2026-03-04", "2026-03-10", Answered.LATE, 3),
        ("2026-03-04", "2026-03-02", Answered.MISSING, 1),
        (None, "2026-03-01", Answered.WAITING, 0),
        (None, "2026-03-10", Answered.MISSING, 9),
    ],
)
def test_where_a_recipient_stands(replied: str | None, day: str, expected: Answered, late: int) -> None:
    came, seen = date.fromisoformat(replied) if replied else None, date.fromisoformat(day)
    assert answered(came, LAST, seen) is expected
    assert days_late(came, LAST, seen) == late


def test_without_a_last_day_nobody_is_late() -> None:
    assert answered(None, None, LAST) is Answered.WAITING
    assert days_late(None, None, LAST) == 0


class Asked(Town):
    """A town that has asked two boards and a union."""

    inquiry: Inquiry

    def __post_init__(self) -> None:
        super().__post_init__()
        self.inquiry = actions.send(
            by=self.by, at=noon("2026-01-10"), body=self.bodies["KS"], title="Riktlinjer", deadline=LAST,
            sent_on=date(2026, 1, 10), questions=["Är det tydligt?", "När?"],
            recipients=[(self.bodies[code].name, self.bodies[code]) for code in ("SN", "TN")] + [("Vision", None)],
        )  # fmt: skip
        self.reply("2026-02-10", "Vision", Stance.OPPOSES)

    def reply(self, day: str, name: str, stance: Stance) -> None:
        who: dict[str, Any] = {"by": self.by, "at": noon(day), "replied_on": date.fromisoformat(day)}
        actions.reply(**who, recipient=self.inquiry.recipients.get(name=name), stance=stance)

    def seen(self, day: str) -> InquiryFile:
        when = date.fromisoformat(day)
        found = inquiry_file(OPEN, self.municipality, self.inquiry.pk, as_of=when, day=when)
        assert found
        return found


@pytest.fixture
def town(db: None) -> Asked:
    return Asked()


def test_a_referral_with_its_replies(town: Asked) -> None:
    town.reply("2026-03-04", "Socialnämnden", Stance.SUPPORTS)
    seen = town.seen("2026-03-10")
    assert (seen.row.recipients, seen.row.replies, seen.questions) == (3, 2, ["Är det tydligt?", "När?"])
    assert [(one.name, one.answered) for one in seen.recipients] == [
        ("Socialnämnden", Answered.LATE), ("Tekniska nämnden", Answered.MISSING), ("Vision", Answered.IN_TIME),
    ]  # fmt: skip
    assert [one.name for one in seen.missing] == ["Tekniska nämnden"]
    assert dict(seen.stances)[Stance.OPPOSES] == 1


def test_an_earlier_day_knows_nothing_of_later_replies(town: Asked) -> None:
    before = town.seen("2026-02-20")
    town.reply("2026-03-04", "Socialnämnden", Stance.SUPPORTS)
    assert town.seen("2026-02-20") == before
    assert before.row.replies == 1


def test_what_was_marked_secret_later_is_not_seen_on_earlier_days_either(town: Asked) -> None:
    before = date(2026, 2, 20)
    assert listing(OPEN, town.municipality, as_of=before, day=before)
    Inquiry.objects.filter(pk=town.inquiry.pk).update(secrecy_ground="OSL 18:8")
    assert listing(OPEN, town.municipality, as_of=before, day=before) == []
    key = town.inquiry.pk
    assert inquiry_file(OPEN, town.municipality, key, as_of=before, day=before) is None


def test_the_list_counts_replies(town: Asked) -> None:
    (row,) = listing(OPEN, town.municipality, as_of=None, day=LAST)
    assert (row.title, row.recipients, row.replies) == ("Riktlinjer", 3, 1)


def test_nobody_without_a_right_sees_a_referral(town: Asked) -> None:
    guest = Access(Actor("guest", None, ""))
    assert listing(guest, town.municipality, as_of=None, day=LAST) == []
    assert inquiry_file(guest, town.municipality, town.inquiry.pk, as_of=None, day=LAST) is None
