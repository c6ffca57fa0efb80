"""The responsibility matrix: exactly one answers, gaps and doubles are told, questions lead to changes."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.web.signing import municipality, signed_in

from samsyn.governance import actions
from samsyn.governance.actions import Holder, SteeringError
from samsyn.governance.models import Activity, Clause, Responsibility, ResponsibilityQuestion
from samsyn.governance.rules import ClauseText
from samsyn.history.actions import record, save
from samsyn.kit.actors import command_line
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.organisation.actions import add_body, set_period
from samsyn.organisation.models import Body
from samsyn.organisation.rules import Role

pytestmark = pytest.mark.django_db
BEFORE, TODAY = date(2025, 1, 1), timezone.localdate()
LATER = TODAY + timedelta(days=40)


def who() -> dict[str, Any]:
    return {"by": command_line(), "at": timezone.now()}


def board(name: str, short: str) -> Body:
    return add_body(**who(), municipality=municipality(), name=name, short_name=short)


@pytest.fixture
def sn() -> Body:
    return board("Socialnämnden", "SN")


@pytest.fixture
def tn() -> Body:
    return board("Tekniska nämnden", "TN")


@pytest.fixture
def office(db: None) -> Client:
    return signed_in(Role.CITY_OFFICE)


@pytest.fixture
def activity(db: None) -> Activity:
    return actions.add_activity(**who(), municipality=municipality(), title="Mäta nyttan")


def give(activity: Activity, body: Body | None, letter: str = "A", **more: Any) -> Responsibility:
    holder = more.pop("holder", Holder(body))
    return actions.place(
        **who(), activity=activity, letter=letter, holder=holder, valid_from=more.pop("since", BEFORE), **more
    )


def text(client: Client, address: str = "/modell/ansvar/") -> str:
    return client.get(address).content.decode()


def test_nothing_there_says_what_to_do(office: Client) -> None:
    page = text(office)
    assert "Ingen aktivitet är upplagd än." in page
    assert "Lägg till den första" in page


def test_an_activity_gets_its_letters_with_decision_and_days(office: Client, sn: Body) -> None:
    office.post("/modell/ansvar/ny/", {"title": "Mäta nyttan", "area": "Nytta"})
    one = Activity.objects.get()
    assert "Raden är tom. Ange vem som ansvarar." in text(office)
    said = {"letter": "A", "body": sn.pk, "valid_from": "2025-01-01", "decided_body": "KS", "decided_on": "2024-12-02",
        "decided_paragraph": "7"}  # fmt: skip
    office.post(f"/modell/ansvar/{one.pk}/", said)
    office.post(f"/modell/ansvar/{one.pk}/", {"letter": "C", "role": "Ekonomen", "valid_from": "2025-01-01"})
    page = text(office)
    assert "Varje aktivitet har exakt en ansvarig." in page
    assert "ansvarig från 2025-01-01, KS § 7/2024" in page
    assert "2 rutor, 1 utan känt beslut" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"letter": "A", "valid_from": "2025-01-01"}, "Välj ett organ, eller skriv en roll."),
        ({"letter": "A", "role": "Chefen", "valid_from": "i går"}, "Skriv datumet som ÅÅÅÅ-MM-DD"),
        ({"letter": "A", "role": "Chefen", "valid_from": "2025-01-01", "valid_to": "2024-01-01"}, "Slutdagen måste"),
        ({"letter": "X", "role": "Chefen", "valid_from": "2025-01-01"}, "X"),
    ],
)  # fmt: skip
def test_a_letter_that_cannot_be_gets_a_sentence(
    office: Client, activity: Activity, said: dict[str, str], sentence: str
) -> None:
    response = office.post(f"/modell/ansvar/{activity.pk}/", said)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Responsibility.objects.exists()


@pytest.mark.parametrize("title", ["", "   ", "mäta nyttan"])
def test_an_activity_without_a_name_or_with_anothers_is_refused(
    office: Client, activity: Activity, title: str
) -> None:
    response = office.post("/modell/ansvar/ny/", {"title": title})
    assert response.status_code == 422
    assert Activity.objects.count() == 1


def test_a_second_who_answers_is_refused_and_told_what_to_do(
    office: Client, activity: Activity, sn: Body, tn: Body
) -> None:
    give(activity, sn)
    said = {"letter": "A", "body": tn.pk, "valid_from": str(TODAY)}
    response = office.post(f"/modell/ansvar/{activity.pk}/", said)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Socialnämnden är redan ansvarig (A) från 2025-01-01 till vidare" in page
    assert "Lämna över ansvaret" in page
    assert f'<option value="{tn.pk}" selected>' in page


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        ("2024-01-01", "2025-01-01", True),
        ("2024-01-01", "2025-01-02", False),
        ("2025-06-30", None, False),
        ("2025-07-01", None, True),
    ],
)
def test_periods_that_overlap_by_a_day_are_two_as(
    activity: Activity, sn: Body, tn: Body, since: str, until: str | None, fits: bool
) -> None:
    give(activity, sn, valid_to=date(2025, 7, 1))
    more: dict[str, Any] = {
        "since": date.fromisoformat(since),
        "valid_to": date.fromisoformat(until) if until else None,
    }
    if fits:
        assert give(activity, tn, **more).pk
    else:
        with pytest.raises(SteeringError, match="bara en kan vara det"):
            give(activity, tn, **more)


def test_the_database_itself_refuses_two_open_ended(activity: Activity, sn: Body, tn: Body) -> None:
    give(activity, sn)
    act = record(**who(), verb="test", ref=Ref("x"), sentence="x")
    second = Responsibility(activity=activity, body=tn, letter="A", valid_from=TODAY)
    with pytest.raises(IntegrityError, match=r"activity_id|one_responsible_open_ended"), transaction.atomic():
        save(second, act=act)


def test_two_sources_that_say_different_stand_as_a_double_until_one_is_kept(
    office: Client, activity: Activity, sn: Body, tn: Body
) -> None:
    kept = give(activity, sn)
    said = {"letter": "A", "body": tn.pk, "valid_from": "2025-02-01", "disputed": "on"}
    office.post(f"/modell/ansvar/{activity.pk}/", said)
    page = text(office)
    assert "<b>1 har flera</b>" in page
    assert "Socialnämnden och Tekniska nämnden. Avgör vem som ska stå kvar." in page
    office.post(f"/modell/ansvar/rad/{kept.pk}/behall/")
    assert "Varje aktivitet har exakt en ansvarig." in text(office)


def test_the_disputed_one_can_be_the_one_that_stays(
    office: Client, activity: Activity, sn: Body, tn: Body
) -> None:
    give(activity, sn)
    other = give(activity, tn, disputed=True)
    office.post(f"/modell/ansvar/rad/{other.pk}/behall/")
    assert "Tekniska nämnden ansvarar." in text(office, f"/modell/ansvar/{activity.pk}/")


def test_a_holder_that_closes_leaves_a_gap_that_is_told_before_it_comes(
    office: Client, activity: Activity, sn: Body
) -> None:
    give(activity, sn)
    set_period(**who(), body=sn, valid_from=None, valid_to=LATER)
    page = text(office)
    assert f"Från {LATER} ansvarar ingen, Socialnämnden slutar. Lämna över ansvaret före dess." in page
    set_period(**who(), body=sn, valid_from=None, valid_to=TODAY)
    assert "<b>1 aktivitet saknar ansvarig</b>" in text(office)


def test_a_new_one_from_the_day_the_holder_closes_takes_its_place(
    office: Client, activity: Activity, sn: Body, tn: Body
) -> None:
    old = give(activity, sn)
    set_period(**who(), body=sn, valid_from=None, valid_to=LATER)
    give(activity, tn, since=LATER)
    old.refresh_from_db()
    assert old.valid_to == LATER
    page = text(office)
    assert "Varje aktivitet har exakt en ansvarig." in page
    assert "ansvarar ingen" not in page


def test_a_body_that_is_not_there_that_day_gets_no_letter(
    office: Client, activity: Activity, sn: Body
) -> None:
    set_period(**who(), body=sn, valid_from=None, valid_to=date(2025, 6, 1))
    said = {"letter": "A", "body": sn.pk, "valid_from": "2025-06-01"}
    page = office.post(f"/modell/ansvar/{activity.pk}/", said).content.decode()
    assert "Socialnämnden finns inte 2025-06-01, bara från början till 2025-06-01." in page


def test_responsibility_is_handed_over_on_a_day_and_earlier_days_keep_the_old_one(
    office: Client, activity: Activity, sn: Body, tn: Body
) -> None:
    old = give(activity, sn, decided_by=DecisionRef("KF", BEFORE, "4"))
    address = f"/modell/ansvar/rad/{old.pk}/lamna-over/"
    early = office.post(address, {"body": tn.pk, "day": "2024-01-01"})
    assert early.status_code == 422
    assert "Välj en dag däremellan att lämna över." in early.content.decode()
    office.post(address, {"body": tn.pk, "day": "2025-06-01", "decided_body": "KF", "decided_paragraph": "9"})
    assert "Tekniska nämnden ansvarar." in text(office, f"/modell/ansvar/{activity.pk}/")
    held = Responsibility.objects.order_by("valid_from").values_list(
        "body__short_name", "valid_from", "valid_to"
    )
    day = date(2025, 6, 1)
    assert list(held) == [("SN", BEFORE, day), ("TN", day, None)]


def test_a_row_that_ends_today_stays_in_the_story(office: Client, activity: Activity, sn: Body) -> None:
    cell = give(activity, sn)
    office.post(f"/modell/ansvar/rad/{cell.pk}/avsluta/")
    page = text(office, f"/modell/ansvar/{activity.pk}/")
    assert "Ingen ansvarar." in page
    assert "Har varit" in page
    new = give(activity, sn, since=TODAY)
    office.post(f"/modell/ansvar/rad/{new.pk}/avsluta/")
    assert not Responsibility.objects.filter(pk=new.pk).exists()


def test_the_matrix_is_sent_as_xlsx_with_letters(office: Client, activity: Activity, sn: Body) -> None:
    give(activity, sn)
    give(activity, sn, "R")
    book = CalamineWorkbook.from_filelike(BytesIO(office.get("/modell/ansvar/?as=xlsx").content))
    cells = [value for row in book.get_sheet_by_index(0).to_python() for value in row]
    assert "A, R" in cells
    assert "SN" in cells


def test_a_question_is_asked_answered_and_followed_to_the_clause_it_changed(
    office: Client, activity: Activity, sn: Body
) -> None:
    day = date(2025, 1, 1)
    for label, said in (("1.0", "Nyttan mäts."), ("1.1", "Nämnden mäter nyttan.")):
        actions.adopt(
            **who(), municipality=municipality(), title="Modellen", label=label, valid_from=day,
            decided_by=DecisionRef("KS", day, "7"), clauses=[ClauseText("5", "Nytta", said)],
        )  # fmt: skip
        day += timedelta(days=100)
    secretary = signed_in(Role.SECRETARY, sn)
    secretary.post("/modell/ansvar/fraga/", {"activity": activity.pk, "text": "Vem mäter nyttan?"})
    one = ResponsibilityQuestion.objects.get()
    address = f"/modell/ansvar/fraga/{one.pk}/"
    assert (one.answer_due - one.asked_on).days == 30
    assert "Väntar på svar" in text(office)
    assert secretary.post(address, {"text": "Vi svarar själva."}).status_code == 403
    office.post(address, {"text": "Nämnden. Det skrivs in."})
    cell = give(activity, sn)
    clause = Clause.objects.get(version__label="1.1")
    office.post(address, {"clause": clause.pk, "responsibility": cell.pk})
    page = text(secretary, address)
    parts = ["Vem mäter nyttan?", "Nämnden. Det skrivs in.", "Nyttan mäts.", "Nämnden mäter nyttan."]
    assert sorted(parts, key=page.index) == parts
    assert "Socialnämnden har <b>A</b> för" in page
    assert "ledde till klausul 5" in text(office)


def test_a_question_is_answered_once_and_not_before_it_is_asked(office: Client, sn: Body) -> None:
    secretary = signed_in(Role.SECRETARY, sn)
    late = secretary.post("/modell/ansvar/fraga/", {"text": "Vem?", "answer_due": "2020-01-01"})
    assert "har varit. Välj en dag framåt." in late.content.decode()
    assert (
        "Skriv vad ni vill veta." in secretary.post("/modell/ansvar/fraga/", {"text": " "}).content.decode()
    )
    one = actions.ask(**who(), body=sn, text="Vem?")
    actions.answer_question(**who(), question=one, text="Ni.")
    with pytest.raises(SteeringError, match="Frågan besvarades"):
        actions.answer_question(**who(), question=one, text="Inte ni.")


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MEMBER, Role.AUDITOR])
def test_others_read_and_do_not_write(activity: Activity, sn: Body, role: Role) -> None:
    cell = give(activity, sn)
    reader = signed_in(role, sn)
    assert "Mäta nyttan" in text(reader)
    said = {"letter": "R", "body": sn.pk, "valid_from": "2025-01-01"}
    for address in (f"{activity.pk}/", "ny/", f"rad/{cell.pk}/avsluta/", f"rad/{cell.pk}/lamna-over/"):
        assert reader.post(f"/modell/ansvar/{address}", said).status_code == 403
    assert Responsibility.objects.get().valid_to is None


def test_an_earlier_day_shows_what_was_recorded_then(office: Client, activity: Activity, sn: Body) -> None:
    give(activity, sn)
    page = text(office, "/modell/ansvar/?per=2024-01-01")
    assert "Mäta nyttan" not in page


def test_a_body_that_has_the_letter_already_keeps_it_when_it_takes_over(
    activity: Activity, sn: Body, tn: Body
) -> None:
    given, has = give(activity, sn, "C"), give(activity, tn, "C")
    kept = actions.hand_over(**who(), responsibility=given, to_body=tn, day=TODAY)
    assert kept == has
    given.refresh_from_db()
    assert given.valid_to == TODAY
