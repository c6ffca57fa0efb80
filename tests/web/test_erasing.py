"""Taking a person's own data away: what goes, what stays, and that the record still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import Town, noon
from tests.web.signing import signed_in

from samsyn.cases import actions as cases
from samsyn.cases.actions import Present
from samsyn.history.models import Act
from samsyn.history.queries import broken_link
from samsyn.kit.actors import Actor
from samsyn.kit.refs import DecisionRef, Ref
from samsyn.kit.scales import State
from samsyn.organisation import actions
from samsyn.organisation.actions import Refused
from samsyn.organisation.models import Person, RoleHolding, User
from samsyn.organisation.queries import access_for
from samsyn.organisation.queries.mentions import mentions
from samsyn.organisation.rules import Role, erasing_objection
from samsyn.post.actions import queue
from samsyn.post.models import Message
from samsyn.register import actions as register

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Vendela Rask", "vendela.rask@sundsala.example"
WHY = "Uppdraget upphörde för tre år sedan."


@dataclass
class Known:
    """A person with a role, an account and some work behind her (person)."""

    town: Town
    person: Person
    page: str


@pytest.fixture
def known() -> Known:
    town = Town()
    by, at, sn = town.by, noon("2026-01-02"), town.bodies["SN"]
    person = actions.add_person(
        by=by, at=at, municipality=town.municipality, name=NAME, title="Utredare", email=EMAIL
    )
    decided = DecisionRef("SN", date(2025, 12, 1), "88")
    for since in (date(2026, 1, 2), date(2999, 1, 1)):
        actions.give_role(
            by=by, at=at, person=person, role=Role.OFFICER, body=sn, valid_from=since, decided_by=decided
        )
    actions.open_account(by=by, at=at, person=person, username=EMAIL, password="Långt-nog-ord-7")
    one = town.initiative("2026-01-05", "SN", "Digital ansökan", contact=NAME)
    register.report(
        by=Actor("person", person.pk, NAME), at=noon("2026-02-01"), initiative=one, state=State.ON_TRACK,
        happened="Piloten är klar.",
    )  # fmt: skip
    case = cases.open_case(by=by, at=at, body=sn, number="SN-2026-12", title="Digital ansökan")
    meeting = cases.hold_meeting(
        by=by, at=at, body=sn, day=date(2026, 2, 1), present=[Present(NAME, "", "ledamot", "beslutande")]
    )
    cases.record_item(by=by, at=at, meeting=meeting, paragraph="12", title="Ansökan", cases=[case])
    return Known(town, person, f"/organisation/person/{person.pk}/")


@pytest.fixture
def administrator(known: Known) -> Client:
    return signed_in(Role.ADMINISTRATOR)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def erase(known: Known, client: Client) -> str:
    return client.post(known.page, {"why": WHY, "read": "on"}, follow=True).content.decode()


def test_a_person_page_shows_roles_by_period_and_decision(known: Known, administrator: Client) -> None:
    assert known.page in text(administrator, "/organisation/")
    page = text(administrator, known.page)
    for words in (NAME, EMAIL, "Handläggare", "Socialnämnden", "2026-01-02", "SN § 88/2025", "Tills vidare"):
        assert words in page


def test_before_it_is_done_the_page_says_what_goes_and_where_the_name_stays(
    known: Known, administrator: Client
) -> None:
    page = text(administrator, known.page)
    for words in (
        "Det går inte att ångra.",
        "allmänna handlingar",
        "Närvaro",
        "Lägesrapport",
        "Initiativ, tidigare version",
    ):
        assert words in page
    assert dict(mentions(NAME))["initiativ"] == 1
    assert mentions("Ingen Alls") == []


def test_name_address_account_and_roles_are_gone_and_the_periods_stay(
    known: Known, administrator: Client
) -> None:
    colleague = Client()
    colleague.force_login(User.objects.get(username=EMAIL))
    assert colleague.get("/initiativ/").status_code == 200
    page = erase(known, administrator)
    assert f"Personen heter nu Borttagen person {known.person.pk} här." in page
    for words in ("Handläggare", "2026-01-02", "SN § 88/2025"):
        assert words in page
    gone = Person.objects.get(pk=known.person.pk)
    assert (gone.title, gone.email) == ("", "")
    assert not User.objects.filter(username=EMAIL).exists()
    assert colleague.get("/initiativ/").status_code == 302
    assert not access_for(Actor("person", gone.pk, ""), date(2999, 6, 1)).held
    assert all(
        one.valid_to and one.valid_to >= one.valid_from for one in RoleHolding.objects.filter(person=gone)
    )
    assert NAME not in text(administrator, "/organisation/")
    assert EMAIL not in text(administrator, known.page)


def test_the_chain_holds_and_what_was_decided_still_reads(known: Known, administrator: Client) -> None:
    before = list(Act.objects.values_list("hash", flat=True).order_by("pk"))
    erase(known, administrator)
    assert broken_link() is None
    after = list(Act.objects.order_by("pk"))
    assert [act.hash for act in after][: len(before)] == before
    assert NAME not in after[-1].sentence + after[-1].ref + after[-1].details
    assert after[-1].why == WHY
    for address in ("/initiativ/I-0001/", "/initiativ/I-0001/hantering/", "/arenden/sn-2026-12/"):
        assert text(signed_in(Role.CITY_OFFICE), address)
    assert NAME in text(signed_in(Role.CITY_OFFICE), "/initiativ/I-0001/hantering/")


def test_mail_to_the_address_is_to_nobody_and_what_waits_is_not_sent(
    known: Known, administrator: Client
) -> None:
    for sent in (True, False):
        message = queue(
            at=noon("2026-02-01"),
            to=EMAIL.title(),
            subject="Påminnelse",
            text="Svar väntas.",
            ref=Ref("SN § 12"),
        )
        assert message
        Message.objects.filter(pk=message.pk, to=EMAIL.title()).update(
            sent_at=noon("2026-02-01") if sent else None
        )
    erase(known, administrator)
    assert [one.to for one in Message.objects.all()] == ["borttagen@example.invalid"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"why": ""}, "Skriv skälet, till exempel"),
        ({"why": "Rask har slutat"}, "Skriv skälet utan personens namn."),
        ({"read": ""}, "Läs vad som står kvar och kryssa i att du har gjort det."),
    ],
)
def test_without_a_reason_or_a_reading_nothing_happens(
    known: Known, administrator: Client, sent: dict[str, str], sentence: str
) -> None:
    response = administrator.post(known.page, {"why": WHY, "read": "on", **sent})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Person.objects.get(pk=known.person.pk).name == NAME


@pytest.mark.parametrize(
    ("erased_on", "own", "sentence"),
    [
        (date(2026, 3, 1), False, "Uppgifterna togs bort 2026-03-01. Det finns inget mer att ta bort här."),
        (None, True, "Du kan inte ta bort dig själv. Be en annan administratör."),
        (None, False, ""),
    ],
)
def test_the_rule_says_why_not(erased_on: date | None, own: bool, sentence: str) -> None:
    assert erasing_objection(NAME, erased_on, WHY, own=own) == sentence


def test_an_administrator_does_not_erase_herself_and_nobody_is_erased_twice(
    known: Known, administrator: Client
) -> None:
    mine = Person.objects.latest("pk")
    assert "Det här är du." in text(administrator, f"/organisation/person/{mine.pk}/")
    response = administrator.post(f"/organisation/person/{mine.pk}/", {"why": WHY, "read": "on"})
    assert "Be en annan administratör." in response.content.decode()
    erase(known, administrator)
    with pytest.raises(Refused, match="Uppgifterna togs bort"):
        actions.erase_person(
            by=known.town.by, at=noon("2026-04-01"), person=Person.objects.get(pk=known.person.pk), why=WHY
        )


def test_only_an_administrator_of_the_municipality_and_only_today(
    known: Known, administrator: Client
) -> None:
    city = signed_in(Role.CITY_OFFICE)
    assert city.get(known.page).status_code == 403
    assert city.post(known.page, {"why": WHY, "read": "on"}).status_code == 403
    text(administrator, f"{known.page}?per=2026-02-02")
    assert administrator.post(known.page, {"why": WHY, "read": "on"}).status_code == 403
    administrator.get("/organisation/?per=")
    other = actions.found_municipality(by=known.town.by, at=noon("2026-01-02"), code="2198", name="Annan")
    stranger = actions.add_person(by=known.town.by, at=noon("2026-01-02"), municipality=other, name="Ada Ek")
    assert administrator.get(f"/organisation/person/{stranger.pk}/").status_code == 404


def test_the_page_asks_the_database_at_most_twelve_times(known: Known, administrator: Client) -> None:
    administrator.get(known.page)
    with CaptureQueriesContext(connection) as queries:
        text(administrator, known.page)
    assert len(queries) <= 12, [query["sql"][:90] for query in queries]
