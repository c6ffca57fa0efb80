"""Asking by mail how it goes: once a period, a link for one report, and what counts as a report at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oversight.town import FULL, Town, noon

from samsyn.kit.scales import State
from samsyn.organisation import actions as organisation
from samsyn.organisation.models import Person
from samsyn.organisation.rules import Role
from samsyn.post import actions as post
from samsyn.post.models import Message, SignedLink
from samsyn.register import actions
from samsyn.register.actions import Asking
from samsyn.register.models import Initiative, StatusReport, StatusRequest
from samsyn.register.queries.asking import Unreached
from samsyn.register.rules import NOTHING_NEW_COUNTS, period_of, renews, says_something

DAY = date(2026, 11, 3)
AT = noon("2026-11-03")


@pytest.fixture
def town(db: None) -> Town:
    return Town()


def somebody(town: Town, name: str, email: str = "", body: str = "SN", until: date | None = None) -> Person:
    person = organisation.add_person(
        by=town.by, at=AT, municipality=town.municipality, name=name, email=email
    )
    organisation.give_role(
        by=town.by, at=AT, person=person, role=Role.LEADER, body=town.bodies[body],
        valid_from=date(2020, 1, 1), valid_to=until,
    )  # fmt: skip
    return person


def asked(town: Town, day: date = DAY, every: str = "month") -> Asking:
    return actions.ask_status(by=town.by, at=AT, municipality=town.municipality, day=day, every=every)


def tokens() -> list[str]:
    parts = [
        line.strip().split("/lage/") for mail in Message.objects.all() for line in mail.text.splitlines()
    ]
    return [part[1].strip("/") for part in parts if len(part) == 2 and "/initiativ/" not in part[0]]


def the_link(town: Town) -> str:
    somebody(town, "Disa Ek", "disa@sundsala.example")
    asked(town)
    return tokens()[0]


def test_one_mail_a_person_and_period_with_a_link_for_each_initiative(town: Town) -> None:
    somebody(town, "Disa Ek", "disa@sundsala.example")
    for title in ("E-arkiv", "Digital ansökan"):
        town.initiative("2026-01-05", "SN", title, **FULL)
    assert asked(town).asked == (("disa@sundsala.example", 2),)
    assert asked(town, DAY + timedelta(days=9)).asked == ()
    mail = Message.objects.get()
    assert "E-arkiv" in mail.text
    assert len(set(tokens())) == 2
    assert "/avanmalan/" in mail.unsubscribe
    assert asked(town, date(2026, 12, 1)).asked == (("disa@sundsala.example", 2),)


def test_who_has_reported_lately_or_rests_or_is_done_is_not_asked(town: Town) -> None:
    somebody(town, "Disa Ek", "disa@sundsala.example")
    for title, phase in (("Klart", "retired"), ("Vilar", "resting"), ("Nyligen", "execution")):
        one = town.initiative("2026-01-05", "SN", title, phase=phase, **FULL)
    town.initiative("2026-01-05", "SN", "Utkast", draft=True, **FULL)
    actions.report(
        by=town.by, at=noon("2026-10-20"), initiative=one, state=State.ON_TRACK, happened="Piloten är klar."
    )
    assert asked(town).asked == ()


@pytest.mark.parametrize(
    ("people", "fields", "why"),
    [
        ([], {}, Unreached.NOBODY),
        ([], {"contact": "Disa Ek"}, Unreached.UNKNOWN),
        ([("Disa Ek", "")], {"contact": "Disa Ek"}, Unreached.ADDRESS),
        ([("Disa Ek", "a@x.example"), ("Disa Ek", "b@x.example")], {"contact": "Disa Ek"}, Unreached.SEVERAL),
    ],
)
def test_where_nobody_can_be_reached_it_is_told_why(
    town: Town, people: list[tuple[str, str]], fields: dict[str, str], why: Unreached
) -> None:
    for name, email in people:
        somebody(town, name, email)
    one = town.initiative("2026-01-05", "SN", "E-arkiv", **fields)
    assert asked(town).unreached == ((one, why),)
    assert not Message.objects.exists()


def test_the_owner_is_asked_where_the_contact_cannot_be_and_who_has_left_is_not(town: Town) -> None:
    somebody(town, "Disa Ek", "disa@sundsala.example", until=date(2026, 6, 1))
    somebody(town, "Ove Berg", "ove@sundsala.example")
    town.initiative("2026-01-05", "SN", "E-arkiv", contact="Disa Ek", owner="Ove Berg")
    assert asked(town).asked == (("ove@sundsala.example", 1),)


def test_of_two_with_one_name_the_one_at_the_board_is_asked(town: Town) -> None:
    somebody(town, "Disa Ek", "teknik@sundsala.example", body="TN")
    somebody(town, "Disa Ek", "social@sundsala.example")
    town.initiative("2026-01-05", "SN", "E-arkiv", **FULL)
    assert asked(town).asked == (("social@sundsala.example", 1),)


def test_who_has_said_no_to_this_kind_of_mail_is_listed_instead(town: Town) -> None:
    somebody(town, "Disa Ek", "Disa@sundsala.example")
    town.initiative("2026-01-05", "SN", "E-arkiv", **FULL)
    post.unsubscribe(token=post.unsubscribe_token("Disa@sundsala.example", "digest"), at=AT)
    post.unsubscribe(token=post.unsubscribe_token("disa@sundsala.example", "status"), at=AT)
    assert [why for _, why in asked(town).unreached] == [Unreached.DECLINED]


def test_a_secret_initiative_is_named_by_its_number_and_has_no_link(town: Town) -> None:
    somebody(town, "Disa Ek", "disa@sundsala.example")
    town.initiative("2026-01-05", "SN", "Skyddade boenden", secrecy_ground="OSL 18 kap. 8 §", **FULL)
    asked(town)
    mail = Message.objects.get()
    assert "kyddade" not in mail.text + mail.subject
    assert "/initiativ/I-0001/lage/" in mail.text
    assert not SignedLink.objects.exists()


def test_a_link_is_good_for_one_report_in_the_name_of_who_was_asked(town: Town) -> None:
    one = town.initiative("2026-01-05", "SN", "E-arkiv", **FULL)
    token = the_link(town)
    made = actions.report_by_link(
        at=AT, token=token, state=State.DEVIATION, happened="Leverantören dröjer.", end=date(2027, 5, 1)
    )
    one.refresh_from_db()
    assert (one.state, one.reported_on, one.end) == ("deviation", DAY, date(2027, 5, 1))
    assert made.report.reporter == "Disa Ek"
    assert StatusRequest.objects.get().report == made.report
    with pytest.raises(actions.LinkOver):
        actions.report_by_link(at=AT, token=token, nothing_new=True)
    assert StatusReport.objects.count() == 1


def test_a_report_that_is_refused_leaves_the_link_open(town: Town) -> None:
    town.initiative("2026-01-05", "SN", "E-arkiv", start=date(2027, 1, 1), **FULL)
    token = the_link(town)
    with pytest.raises(actions.Invalid, match="Slutdatum"):
        actions.report_by_link(
            at=AT, token=token, state=State.ON_TRACK, happened="Klart.", end=date(2026, 12, 1)
        )
    with pytest.raises(actions.NothingReported):
        actions.report_by_link(at=AT, token=token, nothing_new=True)
    assert actions.report_by_link(at=AT, token=token, state=State.ON_TRACK, happened="Klart.")


@pytest.mark.parametrize("change", ["late", "secret", "erased"])
def test_a_link_closes_with_time_with_secrecy_and_with_its_owner(town: Town, change: str) -> None:
    town.initiative("2026-01-05", "SN", "E-arkiv", **FULL)
    token, at = the_link(town), AT
    if change == "late":
        at += timedelta(days=31)
    elif change == "secret":
        Initiative.objects.update(secrecy_ground="OSL 18 kap. 8 §")
    else:
        organisation.erase_person(by=town.by, at=AT, person=Person.objects.get(), why="Slutade i våras.")
    with pytest.raises(actions.LinkOver):
        actions.report_by_link(at=at, token=token, state=State.ON_TRACK, happened="Klart.")


def days_of_reports(town: Town, *said: str) -> Initiative:
    """Report on the first of month after month; an empty text is the click on Inget nytt."""
    one = town.initiative("2025-12-05", "SN", "E-arkiv", **FULL)
    for month, text in enumerate(said, 1):
        at = noon(f"2026-{month:02}-01")
        if text:
            actions.report(by=town.by, at=at, initiative=one, state=State.ON_TRACK, happened=text)
        else:
            actions.report_nothing_new(by=town.by, at=at, initiative=one)
    return one


@pytest.mark.parametrize(
    ("said", "fresh_since"),
    [
        (("Start.", "", ""), "2026-03-01"),
        (("Start.", "", "", ""), "2026-03-01"),  # the third "inget nytt" is not fresh
        (("Start.", "Start.", "start", " START "), "2026-03-01"),  # nor is the same text again
        (("Start.", "", "", "", "Piloten är igång."), "2026-05-01"),
        (("Start.", "", "", "", "Piloten är igång.", ""), "2026-06-01"),
    ],
)
def test_nothing_new_too_often_does_not_count_as_fresh(
    town: Town, said: tuple[str, ...], fresh_since: str
) -> None:
    one = days_of_reports(town, *said)
    assert str(one.reported_on) == fresh_since
    assert one.reports.count() == len(said)


def test_two_clicks_on_one_day_are_one(town: Town) -> None:
    one = days_of_reports(town, "Start.", "")
    actions.report_nothing_new(by=town.by, at=noon("2026-02-01"), initiative=one)
    actions.report_nothing_new(by=town.by, at=noon("2026-03-01"), initiative=one)
    assert str(one.reported_on) == "2026-03-01"


def test_an_edit_is_no_report_and_a_report_of_signs_is_refused(town: Town) -> None:
    one = days_of_reports(town, "Start.")
    actions.change(by=town.by, at=AT, initiative=one, title="E-arkiv 2")
    for text in ("", " ", ".", "- -", "…"):
        with pytest.raises(actions.Invalid):
            actions.report(by=town.by, at=AT, initiative=one, state=State.ON_TRACK, happened=text)
    assert str(one.reported_on) == "2026-01-01"


@given(st.lists(st.booleans(), max_size=6), st.booleans())
def test_a_report_renews_unless_it_ends_too_long_a_row_of_nothing_new(
    before: list[bool], nothing_new: bool
) -> None:
    row = 0
    for quiet in before:
        if not quiet:
            break
        row += 1
    assert renews(before, nothing_new=nothing_new) is (not nothing_new or row < NOTHING_NEW_COUNTS)


@pytest.mark.parametrize("text", ["Klart", "På väg", "åäö", "Vi har 3 kvar"])
def test_a_word_is_something_said(text: str) -> None:
    assert says_something(text)


@given(st.dates())
def test_every_day_lies_in_one_month_and_one_quarter(day: date) -> None:
    assert period_of(day, "month") == day.isoformat()[:7]
    assert period_of(day, "quarter") == f"{day.year}-K{-(-day.month // 3)}"
