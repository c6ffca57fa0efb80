"""One digest a person and day at most, on the days that something reaches its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.oversight.town import Town, noon

from samsyn.cases import actions as cases
from samsyn.inquiries import actions as inquiries
from samsyn.kit.calendar import is_workday
from samsyn.organisation import actions as organisation
from samsyn.organisation.rules import Role
from samsyn.oversight.actions import remind
from samsyn.oversight.models import Reminded
from samsyn.oversight.rules import dues_to_tell, starts_week
from samsyn.post import actions as post
from samsyn.post.models import Message

DUE = date(2026, 11, 20)  # a Friday
AT = noon("2026-11-02")


@pytest.fixture
def town(db: None) -> Town:
    town = Town()
    for code in ("SN", "TN"):
        person = organisation.add_person(
            by=town.by, at=AT, municipality=town.municipality, name=f"Sekreterare {code}",
            email=f"{code.lower()}@sundsala.example",
        )  # fmt: skip
        organisation.give_role(
            by=town.by, at=AT, person=person, role=Role.SECRETARY, body=town.bodies[code],
            valid_from=date(2020, 1, 1),
        )  # fmt: skip
    return town


def given(town: Town, text: str = "redovisa e-tjänsterna", secret: str = "") -> None:
    case = cases.open_case(
        by=town.by,
        at=AT,
        body=town.bodies["SN"],
        number=f"SN-2026-{len(text)}",
        title="x",
        secrecy_ground=secret,
    )
    cases.commission(
        by=town.by, at=AT, body=town.bodies["SN"], decided_by="KS § 12/2026", decided_on=date(2026, 2, 1),
        text=text, due=DUE, case=case,
    )  # fmt: skip


def sent(town: Town, day: date) -> list[str]:
    return remind(by=town.by, at=AT, municipality=town.municipality, day=day)


def test_a_digest_says_what_why_and_where_and_comes_once(town: Town) -> None:
    given(town)
    day = DUE - timedelta(days=3)
    assert sent(town, day) == ["sn@sundsala.example"]
    assert sent(town, day) == []
    mail = Message.objects.get()
    assert mail.subject == "En sak väntar på dig i Samsyn"
    for words in ("KS § 12/2026, svar senast 2026-11-20. Redovisa e-tjänsterna", "Du för att du svarar för Socialnämnden",
                  "/svara/", "/avanmalan/"):  # fmt: skip
        assert words in mail.text
    assert Reminded.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-11-06", True),  # fourteen days before
        ("2026-11-10", False),
        ("2026-11-17", True),  # three days before
        ("2026-11-20", True),  # the day itself
        ("2026-11-21", False),  # a Saturday: the first day late
        ("2026-11-23", True),  # told on Monday instead
        ("2026-11-24", False),
        ("2026-11-30", True),  # a week late, on Monday
    ],
)
def test_nobody_is_reminded_but_when_something_reaches_its_day(town: Town, day: str, told: bool) -> None:
    given(town)
    assert bool(sent(town, date.fromisoformat(day))) is told


def test_referrals_are_told_of_in_the_same_digest_by_their_own_rule(town: Town) -> None:
    given(town)
    asked = inquiries.send(
        by=town.by, at=AT, body=town.bodies["KS"], title="Gemensamma tjänster", sent_on=AT.date(), reminders="5",
        deadline=DUE + timedelta(days=10), recipients=[("Socialnämnden", town.bodies["SN"])],
    )  # fmt: skip
    day = DUE + timedelta(days=5)  # five days before the last day
    assert sent(town, DUE) == ["sn@sundsala.example"]
    assert "Gemensamma tjänster" not in Message.objects.get().text
    assert sent(town, day) == ["sn@sundsala.example"]
    letter = Message.objects.order_by("-pk")[0]
    assert "Gemensamma tjänster, svar senast 2026-11-30." in letter.text
    assert "Du för att Socialnämnden är tillfrågad." in letter.text
    assert f"/remisser/uppgift/{asked.recipients.get().pk}/" in letter.text
    assert sent(town, DUE + timedelta(days=11)) == ["sn@sundsala.example"]  # the first day late
    inquiries.withdraw(by=town.by, at=AT, inquiry=asked, why="")
    assert sent(town, DUE + timedelta(days=18)) == []


def test_who_has_said_no_gets_none(town: Town) -> None:
    given(town)
    post.unsubscribe(token=post.unsubscribe_token("sn@sundsala.example", "digest"), at=AT)
    assert sent(town, DUE) == []


def test_a_secret_task_is_named_by_its_number_only(town: Town) -> None:
    given(town, secret="OSL 19 kap. 3 §")
    sent(town, DUE)
    assert all("edovisa" not in mail.text for mail in Message.objects.all())


def test_every_last_day_is_told_of_once_at_each_step_and_never_on_a_free_day() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(700)]
    told = {day: dues_to_tell(day) for day in days}
    assert not any(found for day, found in told.items() if not is_workday(day))
    for due in days[60:300]:
        times = [day for day in days if due in told[day] and day <= due + timedelta(days=6)]
        assert 2 <= len(times) <= 4, due  # steps on free days in a row are told of together
    weeks = {day.isocalendar()[:2] for day in days if is_workday(day)} - {days[0].isocalendar()[:2]}
    assert [day.isocalendar()[:2] for day in days if starts_week(day)] == sorted(weeks)
